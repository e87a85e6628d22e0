import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";

/** Threads that all do the same work. */
export interface Threads<Task, Result> {
  run(task: Task): Promise<Result>;
  stop(): Promise<void>;
}

export interface ThreadOptions {
  /** The file in dist/ that does the work, without its ending, and what it exports for it. */
  worker: string;
  work: string;
  threads: number;
  /** Handed to each thread when it starts. */
  data?: unknown;
  /** Megabytes for what a task makes and throws away; little keeps a thread small. */
  young?: number;
}

/** How many things this machine does at once. */
export function processors(): number {
  return availableParallelism();
}

/** Starts threads. */
export async function startThreads<Task, Result>({
  worker,
  work,
  threads,
  data,
  young,
}: ThreadOptions): Promise<Threads<Task, Result>> {
  const { Tinypool } = await import("tinypool");
  const pool = new Tinypool({
    filename: fileURLToPath(new URL(`../dist/${worker}.cjs`, import.meta.url)),
    name: work,
    minThreads: threads,
    maxThreads: threads,
    workerData: data,
    ...(young === undefined ? {} : { resourceLimits: { maxYoungGenerationSizeMb: young } }),
  });
  return { run: (task) => pool.run(task) as Promise<Result>, stop: () => pool.destroy() };
}

/**
 * Works on items, so many at once, and gives the results in the order of the items. Nothing is begun before there is
 * room for it.
 */
export async function* inOrder<Item, Result>(
  items: Iterable<Item>,
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const waiting: Promise<Result>[] = [];
  for (const item of items) {
    const result = work(item);
    // A failure is met in its turn, not when it happens.
    result.catch(() => undefined);
    waiting.push(result);
    const next = waiting.length >= atOnce ? waiting.shift() : undefined;
    if (next !== undefined) yield await next;
  }
  for (const next of waiting) yield await next;
}
