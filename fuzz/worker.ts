// Runs inputs one after the other in a thread of its own, and tells which one it is at, so that whoever watches can
// name the input that never ends. Bundled and started by run.js.
import { performance } from "node:perf_hooks";
import { parentPort, workerData } from "node:worker_threads";
import { Random } from "./random.ts";
import { type Input, makeTargets, type Target } from "./targets.ts";

/** What a thread is told to do. */
export interface Task {
  root: string;
  seed: number;
  /** Each with the number of the run that it begins at. */
  targets: { name: string; from: number }[];
  /** At the latest, by target; absent: until it is stopped. */
  until?: number;
  /** Make the input of this run and send it back, without trying it. */
  show?: boolean;
  /** Where it tells what it does: see CELLS. */
  shared: SharedArrayBuffer;
}

/** What went wrong in one run. */
export interface Finding {
  target: string;
  run: number;
  error: string;
  stack: string;
  input: Input;
}

/** The shared numbers: the target at work, its run, then for each target its runs, those accepted, and milliseconds. */
export const CELLS = { target: 0, run: 1, first: 2, perTarget: 3 } as const;

const SLOW = 2000;
/** Targets take turns of so many milliseconds, so that each gets an equal share of the time. */
const TURN = 100;
/** What a target keeps between runs is made anew so often; a single run is had again from the last time on. */
const RENEWAL = 1000;

const { root, seed, targets: tasks, until, show, shared } = workerData as Task;
const cells = new Float64Array(shared);
const all = makeTargets(root);
const send = (message: unknown) => parentPort?.postMessage(message);

/** By the name of a target, so that runs of one are the same whatever others are tried. */
function randomFor(name: string, run: number): Random {
  return new Random(
    seed,
    [...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7),
    run,
  );
}

interface Job {
  name: string;
  target: Target;
  place: number;
  run: number;
}

const jobs = tasks.map(({ name, from }, place): Job => {
  const target = all[name];
  if (target === undefined) throw new Error(`There is no target ${name}.`);
  return { name, target, place, run: from };
});

function findingOf(job: Job, error: unknown, input: Input): Finding {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  return { target: job.name, run: job.run, error: text.slice(0, 300), stack: stack.slice(0, 3000), input };
}

function attempt(job: Job): void {
  const { name, target, place, run } = job;
  const random = randomFor(name, run);
  const input = target.input(random);
  const cell = CELLS.first + place * CELLS.perTarget;
  if (run % RENEWAL === 0) target.renew?.();
  const start = performance.now();
  try {
    const outcome = target.run(input, random);
    if (outcome === "accepted") cells[cell + 1] = (cells[cell + 1] ?? 0) + 1;
    const took = performance.now() - start;
    if (took > SLOW) throw new Error(`It took ${Math.round(took)} ms.`);
  } catch (error) {
    send(findingOf(job, error, input));
  }
  cells[cell] = (cells[cell] ?? 0) + 1;
}

/** Runs one target for a turn. @returns whether there is more to do */
function turn(job: Job): boolean {
  const end = performance.now() + TURN;
  const start = performance.now();
  cells[CELLS.target] = job.place;
  while (performance.now() < end && (until === undefined || job.run < until)) {
    cells[CELLS.run] = job.run;
    attempt(job);
    job.run += 1;
  }
  const cell = CELLS.first + job.place * CELLS.perTarget + 2;
  cells[cell] = (cells[cell] ?? 0) + performance.now() - start;
  return until === undefined || job.run < until;
}

if (show) {
  for (const { name, target, run } of jobs) send(target.input(randomFor(name, run)));
} else {
  send("ready");
  let open = jobs;
  while (open.length > 0) open = open.filter(turn);
  send("done");
}
