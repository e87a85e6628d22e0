import { createReadStream } from "node:fs";
import { fileURLToPath } from "node:url";
import { InputError, inputError, isSystemError, type Mistake } from "../errors.ts";
import { STDIN } from "../files.ts";
import { MAX_FILE_BYTES } from "../limits.ts";
import type { Rubric } from "../rubric/types.ts";
import { errorRecord, type LineOptions, lineScorer, type ScoredLines } from "../scoreLines.ts";
import { openOutput } from "./output.ts";

interface StreamFlags {
  output?: string;
  keepGoing?: boolean;
  jobs?: number;
}

/** Bytes that are worked on at once, a few hundred profiles. */
const BATCH = 1024 * 1024;
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
  const work = await workers(flags.jobs, options);
  try {
    let line = 1;
    for await (const { output: bytes, lines, mistakes } of inOrder(piecesOf(what, options), work)) {
      // Nobody reads on: the rest need not be worked out.
      if (!(await output.write(bytes))) return;
      if (mistakes !== undefined) throw new InputError(mistakes.map((one) => onLine(one, line + lines)));
      line += lines;
    }
    await output.done();
  } catch (error) {
    await output.drop();
    throw error;
  } finally {
    await work.stop();
  }
}

function onLine(mistake: Mistake, line: number): Mistake {
  return { ...mistake, place: { ...mistake.place, file: mistake.place?.file ?? "", line } };
}

interface Workers {
  /** How many batches may be under way. */
  atOnce: number;
  run(bytes: Buffer): Promise<ScoredLines>;
  stop(): Promise<void>;
}

/** The first batches are scored here: most inputs are small, and threads take time to start. */
async function workers(jobs: number | undefined, options: LineOptions): Promise<Workers> {
  const { availableParallelism } = await import("node:os");
  const threads = jobs ?? availableParallelism();
  const here = lineScorer(options);
  if (threads < 2) return { atOnce: 1, run: async (bytes) => here(bytes), stop: async () => undefined };
  let pool: Awaited<ReturnType<typeof startPool>> | undefined;
  let batch = 0;
  return {
    atOnce: threads + 1,
    run: async (bytes) => {
      if (batch++ < 2) return here(bytes);
      pool ??= await startPool(threads, options);
      return pool.run(bytes);
    },
    stop: async () => pool?.stop(),
  };
}

async function startPool(threads: number, options: LineOptions) {
  const { Tinypool } = await import("tinypool");
  const pool = new Tinypool({
    filename: fileURLToPath(new URL("../dist/score-worker.cjs", import.meta.url)),
    name: "scoreBatch",
    minThreads: threads,
    maxThreads: threads,
    workerData: options,
    // What one batch makes is garbage when it is done: a small young generation keeps it from piling up.
    resourceLimits: { maxYoungGenerationSizeMb: 16 },
  });
  return {
    run: async (bytes: Buffer): Promise<ScoredLines> => {
      const own = new Uint8Array(bytes);
      const scored = (await pool.run(own, { transferList: [own.buffer] })) as ScoredLines;
      return { ...scored, output: Buffer.from(scored.output) };
    },
    stop: () => pool.destroy(),
  };
}

/** Keeps as many batches under way as there is room for, and gives their results back in order. */
async function* inOrder(pieces: AsyncIterable<Piece>, work: Workers): AsyncGenerator<ScoredLines> {
  const waiting: Promise<ScoredLines>[] = [];
  for await (const piece of pieces) {
    const scored = Buffer.isBuffer(piece) ? work.run(piece) : Promise.resolve(piece);
    // A failure is met in its turn, not when it happens.
    scored.catch(() => undefined);
    waiting.push(scored);
    const next = waiting.length >= work.atOnce ? waiting.shift() : undefined;
    if (next !== undefined) yield await next;
  }
  for (const next of waiting) yield await next;
}

/** Whole lines, or what a line comes to that is too long to be held. */
type Piece = Buffer | ScoredLines;

/** The input in pieces of whole lines. */
async function* piecesOf(what: string, options: LineOptions): AsyncGenerator<Piece> {
  const source = what === STDIN ? process.stdin : createReadStream(what, { highWaterMark: BATCH });
  const lines = new Lines(options);
  try {
    for await (const chunk of source) yield* lines.take(chunk as Buffer);
    yield* lines.rest();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const why =
      error.code === "ENOENT"
        ? "There is no such file. Check the path."
        : `It cannot be read (${error.code}).`;
    throw inputError(why, { file: what });
  }
}

/** Cuts chunks of bytes where lines end. */
class Lines {
  readonly #options: LineOptions;
  #held: Buffer[] = [];
  #size = 0;
  #first = true;
  /** Whether the rest of a line that was too long is still to come. */
  #skipping = false;

  constructor(options: LineOptions) {
    this.#options = options;
  }

  *take(read: Buffer): Generator<Piece> {
    let chunk = read;
    if (this.#skipping) {
      const end = chunk.indexOf(NEWLINE);
      if (end < 0) return;
      this.#skipping = false;
      chunk = chunk.subarray(end + 1);
    }
    const end = chunk.lastIndexOf(NEWLINE);
    this.#held.push(chunk);
    this.#size += chunk.length;
    if (end >= 0 && this.#size >= BATCH) {
      const whole = this.#whole();
      const last = whole.length - (chunk.length - end - 1);
      yield whole.subarray(0, last);
      this.#hold(whole.subarray(last));
    } else if (this.#size > MAX_FILE_BYTES) yield* this.#tooLong();
  }

  *rest(): Generator<Piece> {
    if (this.#size > 0) yield this.#whole();
  }

  /** What is held, without a mark of byte order at the very beginning. */
  #whole(): Buffer {
    const whole = Buffer.concat(this.#held);
    const marked = this.#first && whole[0] === 0xef && whole[1] === 0xbb && whole[2] === 0xbf;
    this.#first = false;
    return marked ? whole.subarray(3) : whole;
  }

  #hold(bytes: Buffer): void {
    this.#held = [bytes];
    this.#size = bytes.length;
  }

  *#tooLong(): Generator<Piece> {
    const whole = this.#whole();
    const end = whole.lastIndexOf(NEWLINE);
    if (end >= 0) yield whole.subarray(0, end + 1);
    if (whole.length - end - 1 <= MAX_FILE_BYTES) return this.#hold(whole.subarray(end + 1));
    this.#hold(Buffer.alloc(0));
    this.#skipping = true;
    const { file, keepGoing } = this.#options;
    const message = `The line is longer than ${MAX_FILE_BYTES / (1024 * 1024)} MiB. Split it.`;
    const mistakes: Mistake[] = [{ message, place: { file }, severity: "error" }];
    yield keepGoing
      ? { output: Buffer.from(errorRecord(mistakes)), lines: 1 }
      : { output: Buffer.alloc(0), lines: 0, mistakes };
  }
}
