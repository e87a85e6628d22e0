import { fstatSync, statSync, writeSync } from "node:fs";
import { isSystemError } from "../errors.ts";

const OUT = 1;
const ERR = 2;
type Standard = typeof OUT | typeof ERR;

/** What a report must know of the stream it goes to. */
export type Screen = Pick<NodeJS.WriteStream, "isTTY" | "columns" | "getColorDepth">;

/** A pipe or a file: it has no width and no colours. */
const NO_SCREEN: Screen = { isTTY: false, columns: 0, getColorDepth: () => 1 };

/** Streams that take no more. */
const gone = new Set<Standard>();

/** Streams that Node had to open, which then are written through it. */
const opened = new Set<Standard>();

/**
 * What to do when a stream takes no more. A reader that has seen enough closes the pipe, which is no failure; a full
 * disk is one, and nobody is left to catch it.
 */
function failed(error: unknown, fd: Standard): void {
  gone.add(fd);
  if (isSystemError(error, "EPIPE")) return;
  if (!isSystemError(error)) throw error;
  process.exitCode = 2;
  try {
    writeSync(
      ERR,
      `The output is not all there: it could not be written (${error.code}). Make room and run it again.\n`,
    );
  } catch {
    // It was standard error that failed.
  }
}

/** Node's own stream, which takes three milliseconds to load. */
function stream(fd: Standard): NodeJS.WriteStream {
  const standard = fd === OUT ? process.stdout : process.stderr;
  if (!opened.has(fd)) {
    opened.add(fd);
    standard.on("error", (error) => failed(error, fd));
  }
  return standard;
}

/** Whether a stream may be a terminal: only a device can be one, but the one that swallows all is none. */
function mayBeTerminal(fd: Standard): boolean {
  try {
    const stats = fstatSync(fd);
    return stats.isCharacterDevice() && stats.rdev !== statSync("/dev/null").rdev;
  } catch {
    return true;
  }
}

/** Writes to a stream. */
function put(fd: Standard, data: string | Uint8Array): void {
  if (opened.has(fd) || mayBeTerminal(fd)) {
    // A stream may keep what it was given until later.
    stream(fd).write(Buffer.from(data));
    return;
  }
  const bytes = typeof data === "string" ? Buffer.from(data) : data;
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(fd, bytes, written);
  } catch (error) {
    // A pipe that someone made non-blocking and that is full: Node waits for it.
    if (isSystemError(error, "EAGAIN")) stream(fd).write(Buffer.from(bytes.subarray(written)));
    else failed(error, fd);
  }
}

/**
 * Data, to standard output, as fast as it is read.
 * @returns false when nobody reads on
 */
export async function sayBytes(bytes: Uint8Array): Promise<boolean> {
  if (gone.has(OUT)) return false;
  put(OUT, bytes);
  const standard = opened.has(OUT) ? stream(OUT) : undefined;
  if (standard?.writableNeedDrain) await drained(standard);
  return !gone.has(OUT);
}

function drained(standard: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      standard.off("drain", settle).off("close", settle);
      resolve();
    };
    standard.on("drain", settle).on("close", settle);
  });
}

/** Data, to standard output. */
export function say(text: string): void {
  put(OUT, text);
}

/** Messages, to standard error; it is not even opened without one. */
export function complain(text: string): void {
  put(ERR, text);
}

/** The screen that `say` writes to. */
export function outputScreen(): Screen {
  return mayBeTerminal(OUT) ? stream(OUT) : NO_SCREEN;
}

/** The screen that `complain` writes to. */
export function messageScreen(): Screen {
  return mayBeTerminal(ERR) ? stream(ERR) : NO_SCREEN;
}
