import type { promises, Stats } from "node:fs";
import { InputError, inputError, isSystemError, type Mistake } from "../errors.ts";
import { changedMeanwhile, hasChanged, openFile, STDIN } from "../files.ts";
import { limitOf } from "../limits.ts";
import { counting, used } from "../observe.ts";
import type { Rubric } from "../rubric/types.ts";
import {
  errorRecord,
  type LineOptions,
  lineScorer,
  type ScoredLines,
  type SharedBatch,
  type SharedResult,
  tooLong,
} from "../scoreLines.ts";
import { asBuffer } from "../textBuffer.ts";
import { processors, startThreads, type Threads } from "../threads.ts";
import { openOutput } from "./output.ts";
import { outputScreen } from "./streams.ts";

interface StreamFlags {
  output?: string;
  keepGoing?: boolean;
  jobs?: number;
}

/** Bytes that are worked on at once, a few hundred profiles. */
const BATCH = 1024 * 1024;
/** Bytes, more than what such a batch comes to under one rubric. */
const ROOM = 4 * 1024 * 1024;
const NEWLINE = 10;

/**
 * Whether an input is lines of JSON: by the name of a file; of standard input by its first line, which is left in it.
 */
export async function isLines(what: readonly string[]): Promise<boolean> {
  const [only = "", ...others] = what;
  if (others.length > 0) return false;
  if (only !== STDIN) return /\.(ndjson|jsonl)$/i.test(only);
  const start = await new Promise<Buffer | null>((resolve) => {
    process.stdin.once("readable", () => resolve(process.stdin.read() as Buffer | null));
    process.stdin.once("end", () => resolve(null));
  });
  if (start === null) return false;
  process.stdin.unshift(start);
  const text = start
    .toString("utf8")
    .replace(/^\ufeff/, "")
    .trimStart();
  const end = text.indexOf("\n");
  if (!text.startsWith("{")) return false;
  return end < 0 || isJson(text.slice(0, end));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Scores lines as they come, in their order, in constant memory; beyond a few megabytes on several processors. */
export async function scoreStream(
  what: string,
  rubrics: readonly Rubric[],
  flags: StreamFlags,
): Promise<void> {
  const options: LineOptions = { rubrics, file: what, keepGoing: flags.keepGoing ?? false };
  const output = await openOutput(flags.output);
  const work = workers(flags.jobs, options);
  const source = what === STDIN ? new StreamSource(process.stdin) : new FileSource(what);
  used("lines", what);
  let counter: StreamCounter | undefined;
  try {
    // On a terminal that shows the lines themselves, a count would only be in their way.
    if (flags.output !== undefined || !outputScreen().isTTY) counter = await countStream(source);
    let line = 1;
    for await (const { output: bytes, lines, mistakes } of inOrder(new LineReader(source, options), work)) {
      // Nobody reads on: the rest need not be worked out.
      if (!(await output.write(bytes))) return;
      if (mistakes !== undefined) throw new InputError(mistakes.map((one) => onLine(one, line + lines)));
      line += lines;
      counter?.tell(lines);
    }
    await output.done();
  } catch (error) {
    await output.drop();
    throw error;
  } finally {
    counter?.stop();
    await work.stop();
    await source.close();
  }
}

interface StreamCounter {
  /** So many lines more are done. */
  tell(lines: number): void;
  stop(): void;
}

const MEGABYTE = 1e6;

/** Counts what was read of a source that has an end, else the lines. */
async function countStream(source: Source): Promise<StreamCounter> {
  const size = await source.size();
  if (size === undefined) {
    const { add, stop } = counting("lines");
    return { tell: add, stop };
  }
  const { add, stop } = counting("MB", Math.ceil(size / MEGABYTE));
  let before = 0;
  const tell = () => {
    add((source.done - before) / MEGABYTE);
    before = source.done;
  };
  return { tell, stop };
}

function onLine(mistake: Mistake, line: number): Mistake {
  return { ...mistake, place: { ...mistake.place, file: mistake.place?.file ?? "", line } };
}

interface Workers {
  /** How many batches may be under way. */
  atOnce: number;
  run(batch: Batch): Promise<ScoredLines>;
  stop(): Promise<void>;
}

/**
 * The first batches are scored here: most inputs are small, and threads take time to start. Later ones are scored by
 * the other threads and, when those have enough to do, here as well.
 */
function workers(jobs: number | undefined, options: LineOptions): Workers {
  const others = (jobs ?? processors()) - 1;
  const enough = 2 * others;
  const here = lineScorer(options);
  let pool: Promise<Threads<SharedBatch, SharedResult>> | undefined;
  let batches = 0;
  let busy = 0;
  return {
    atOnce: enough + 2,
    run: async (batch) => {
      if (batches++ < FIRST_HERE || busy >= enough) return here(batch.lines, batch.slot.room);
      busy += 1;
      try {
        pool ??= startPool(others, options);
        return await scoreThere(batch, await pool);
      } finally {
        busy -= 1;
      }
    },
    stop: async () => (await pool)?.stop(),
  };
}

/** Batches that take about as long as threads take to start. */
const FIRST_HERE = 8;

function startPool(threads: number, options: LineOptions): Promise<Threads<SharedBatch, SharedResult>> {
  return startThreads({ worker: "score-worker", work: "scoreBatch", threads, data: options, young: 8 });
}

/** Has a batch scored by a thread. */
async function scoreThere(
  { lines, slot }: Batch,
  pool: Threads<SharedBatch, SharedResult>,
): Promise<ScoredLines> {
  const { output, ...scored } = await pool.run({ bytes: lines, room: slot.room });
  if (typeof output === "number") return { output: slot.room.subarray(0, output), ...scored };
  slot.room = sharedBuffer(2 * output.length);
  return { output: asBuffer(output), ...scored };
}

/** Memory for one batch, that all threads see; used again and again. */
interface Slot {
  input: Buffer;
  room: Buffer;
}

function sharedBuffer(size: number): Buffer {
  return Buffer.from(new SharedArrayBuffer(size));
}

/** Whole lines, which stand in a slot. */
interface Batch {
  lines: Buffer;
  slot: Slot;
}

/** Keeps as many batches under way as there is room for, and gives their results back in order. */
async function* inOrder(reader: LineReader, work: Workers): AsyncGenerator<ScoredLines> {
  const free = Array.from({ length: work.atOnce }, () => ({
    input: sharedBuffer(BATCH),
    room: sharedBuffer(ROOM),
  }));
  const waiting: { slot: Slot; scored: Promise<ScoredLines> }[] = [];
  for (;;) {
    const slot = free.pop();
    if (slot !== undefined) {
      const piece = await reader.next(slot);
      if (piece === undefined) break;
      const scored = "slot" in piece ? work.run(piece) : Promise.resolve(piece);
      // A failure is met in its turn, not when it happens.
      scored.catch(() => undefined);
      waiting.push({ slot, scored });
      if (free.length > 0) continue;
    }
    const next = waiting.shift();
    if (next === undefined) continue;
    yield await next.scored;
    free.push(next.slot);
  }
  for (const { scored } of waiting) yield await scored;
}

/** Where lines come from. */
interface Source {
  /** @returns the bytes that were read into the buffer from an offset on; 0 at the end */
  read(into: Buffer, offset: number): Promise<number>;
  /** Bytes that it has; undefined if nobody knows. */
  size(): Promise<number | undefined>;
  /** Bytes that were read. */
  readonly done: number;
  close(): Promise<void>;
}

class FileSource implements Source {
  readonly #file: string;
  #handle: promises.FileHandle | undefined;
  #before: Stats | undefined;
  done = 0;

  constructor(file: string) {
    this.#file = file;
  }

  async #open(): Promise<{ handle: promises.FileHandle; before: Stats }> {
    this.#handle ??= await openFile(this.#file);
    this.#before ??= await this.#handle.stat();
    return { handle: this.#handle, before: this.#before };
  }

  async size(): Promise<number> {
    return (await this.#open()).before.size;
  }

  async read(into: Buffer, offset: number): Promise<number> {
    const { handle, before } = await this.#open();
    try {
      const { bytesRead } = await handle.read(into, offset, into.length - offset, null);
      this.done += bytesRead;
      if (bytesRead > 0 || !hasChanged(before, await handle.stat())) return bytesRead;
    } catch (error) {
      if (!isSystemError(error)) throw error;
      throw inputError(`It cannot be read (${error.code}).`, { file: this.#file });
    }
    throw changedMeanwhile(this.#file);
  }

  async close(): Promise<void> {
    await this.#handle?.close();
  }
}

class StreamSource implements Source {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);
  done = 0;

  constructor(stream: AsyncIterable<Buffer>) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  async size(): Promise<undefined> {
    return undefined;
  }

  async read(into: Buffer, offset: number): Promise<number> {
    if (this.#rest.length === 0) {
      const { value, done } = await this.#chunks.next();
      if (done) return 0;
      this.#rest = value;
    }
    const copied = this.#rest.copy(into, offset);
    this.#rest = this.#rest.subarray(copied);
    this.done += copied;
    return copied;
  }

  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}

/** Cuts a source where lines end. */
class LineReader {
  readonly #source: Source;
  readonly #options: LineOptions;
  /** What was read of the next line; it stands in the slot that was filled last. */
  #begun: Buffer = Buffer.alloc(0);
  #first = true;
  #ended = false;

  constructor(source: Source, options: LineOptions) {
    this.#source = source;
    this.#options = options;
  }

  /** @returns whole lines, or what a line comes to that is too long to be held; undefined at the end */
  async next(slot: Slot): Promise<Batch | ScoredLines | undefined> {
    if (slot.input.length < this.#begun.length + BATCH) {
      slot.input = moved(this.#begun, this.#begun.length + BATCH);
    } else this.#begun.copy(slot.input);
    let size = this.#begun.length;
    while (!this.#ended) {
      const read = await this.#source.read(slot.input, size);
      size += read;
      this.#ended = read === 0;
      if (this.#ended || size < slot.input.length) continue;
      const end = slot.input.lastIndexOf(NEWLINE) + 1;
      if (end > 0) return this.#upTo(end, size, slot);
      if (size > limitOf("lineBytes")) return this.#tooLong(slot);
      slot.input = moved(slot.input, 2 * size);
    }
    return size === 0 ? undefined : this.#upTo(size, size, slot);
  }

  /** Lines without a mark of byte order at the very beginning. */
  #upTo(end: number, size: number, slot: Slot): Batch {
    this.#begun = slot.input.subarray(end, size);
    const [a, b, c] = slot.input;
    const marked = this.#first && a === 0xef && b === 0xbb && c === 0xbf;
    this.#first = false;
    return { lines: slot.input.subarray(marked ? 3 : 0, end), slot };
  }

  /** Reads on to the end of the line. */
  async #tooLong(slot: Slot): Promise<ScoredLines> {
    this.#begun = Buffer.alloc(0);
    slot.input = sharedBuffer(BATCH);
    while (!this.#ended) {
      const read = await this.#source.read(slot.input, 0);
      this.#ended = read === 0;
      const end = slot.input.subarray(0, read).indexOf(NEWLINE) + 1;
      if (end === 0) continue;
      this.#begun = slot.input.subarray(end, read);
      break;
    }
    const { file, keepGoing } = this.#options;
    const mistakes = [tooLong(file)];
    return keepGoing
      ? { output: Buffer.from(errorRecord(mistakes)), lines: 1 }
      : { output: Buffer.alloc(0), lines: 0, mistakes };
  }
}

/** The same bytes in more memory. */
function moved(bytes: Buffer, size: number): Buffer {
  const more = sharedBuffer(size);
  bytes.copy(more);
  return more;
}
