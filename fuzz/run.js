// Mutation fuzzing: real profiles, rubrics, license texts, foreign files and lines of JSON are changed at random and
// read. Each must be accepted, or refused with mistakes that have places: no other exception, no more than two seconds,
// no more than 500 MB. What is accepted must have bounds that contain the score of every completion of its unknowns, and
// must come to the same as a line of JSON.
//
//   npm run fuzz                                         60 seconds, all targets, seed 1; needs `npm run build`
//   npm run fuzz -- --seconds 600 --seed 7 --target rubric
//   npm run fuzz -- --runs 400000 --target license       so many runs of each target, however long they take
//   npm run fuzz -- --target lines --seed 7 --only 1234  one run again, as a finding names it
//
// A run depends on its target, seed and number alone. Targets: profile, rubric, license, importers, lines. Inputs that
// break something are written to a temporary folder, which is printed; the exit code is then 1.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";

const TARGETS = ["profile", "rubric", "license", "importers", "lines"];
const CELLS = { target: 0, run: 1, first: 2, perTarget: 3 };
/** Beyond what a thread takes once its seeds are read. */
const MOST_MEGABYTES = 500;
/** Where V8 itself gives up, which ends the whole process: the limit above must be seen before. */
const HEAP_MEGABYTES = 3000;
const HANGS_AFTER = 2000;
const LOOK_EVERY = 50;
const RENEWAL = 1000;
/** Of findings that look alike, only so many are kept. */
const MOST_ALIKE = 3;

const { values: flags } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    seed: { type: "string", default: "1" },
    runs: { type: "string" },
    only: { type: "string" },
    target: { type: "string", multiple: true, default: TARGETS },
  },
});
const seed = Number(flags.seed);
const runs = flags.runs === undefined ? undefined : Number(flags.runs);
const only = flags.only === undefined ? undefined : Number(flags.only);
const names = flags.target;
const stranger = names.find((name) => !TARGETS.includes(name));
if (stranger !== undefined) {
  console.error(`There is no target ${stranger}: expected ${TARGETS.join(", ")}.`);
  process.exit(2);
}

const folder = await mkdtemp(join(tmpdir(), "openness-fuzz-"));
const code = join(folder, "worker.cjs");
await build({
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  logLevel: "warning",
  entryPoints: ["fuzz/worker.ts"],
  outfile: code,
  // The shipped data lie where src/shipped.ts looks for them.
  define: { "import.meta.url": JSON.stringify(pathToFileURL("src/shipped.ts").href) },
});

/** A thread with a limit on its memory, and the stack of the command's own. */
function start(task, shared) {
  return new Worker(code, {
    workerData: { root: process.cwd(), seed, shared, ...task },
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES, stackSizeMb: 1 },
  });
}

const kept = new Map();
let broken = 0;
let most = 0;

function megabytes() {
  return process.memoryUsage.rss() / 1e6;
}

async function keep({ target, run, error, stack, input }) {
  broken += 1;
  const where = /at .*\n?/.exec(stack.replace(/at .*(demand|Violation).*\n/g, ""))?.[0] ?? "";
  const kind = `${target} ${error.replace(/\d+/g, "0").slice(0, 60)} ${where.trim().replace(/\(.*/, "")}`;
  const count = (kept.get(kind) ?? 0) + 1;
  kept.set(kind, count);
  if (count > MOST_ALIKE) return;
  const path = join(folder, `${target}-${seed}-${run}-${input.file}`);
  await writeFile(path, input.bytes);
  const option = input.option === undefined ? "" : ` (as ${input.option})`;
  console.error(`\n${target} run ${run}: ${error}\n${stack.split("\n").slice(1, 6).join("\n")}`);
  console.error(
    `  input${option}: ${path}\n  again: npm run fuzz -- --target ${target} --seed ${seed} --only ${run}`,
  );
}

/** The input of one run, made anew. */
async function inputOf(target, run) {
  const worker = start({ targets: [{ name: target, from: run }], show: true }, new SharedArrayBuffer(256));
  const input = await new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
  await worker.terminate();
  return input;
}

/** Runs until the time is up or one input breaks the thread. @returns the target and run that did, if any */
async function stretch(targets, deadline, totals, limit) {
  const shared = new SharedArrayBuffer(8 * (CELLS.first + CELLS.perTarget * targets.length));
  const cells = new Float64Array(shared);
  const worker = start({ targets, ...(limit === undefined ? {} : { until: limit }) }, shared);
  const pending = [];
  let timer;
  const end = await new Promise((resolve) => {
    let last = { at: "", since: performance.now(), ready: false };
    let before = Number.POSITIVE_INFINITY;
    worker.on("message", (message) => {
      if (message === "ready") {
        last = { at: "", since: performance.now(), ready: true };
        before = megabytes();
      } else if (message === "done") resolve({ why: undefined });
      else pending.push(keep(message));
    });
    worker.on("error", (error) => resolve({ why: `${error.code ?? error.name}: ${error.message}` }));
    timer = setInterval(() => {
      const now = performance.now();
      const at = `${cells[CELLS.target]} ${cells[CELLS.run]}`;
      if (at !== last.at) last = { ...last, at, since: now };
      else if (last.ready && now - last.since > HANGS_AFTER)
        resolve({ why: `It runs for over ${HANGS_AFTER} ms.` });
      const taken = megabytes() - before;
      most = Math.max(most, taken);
      if (taken > MOST_MEGABYTES) resolve({ why: `It takes over ${MOST_MEGABYTES} MB.` });
      if (now > deadline && limit === undefined) resolve({ why: undefined });
    }, LOOK_EVERY);
  });
  clearInterval(timer);
  const broke = { place: cells[CELLS.target], run: cells[CELLS.run] };
  await worker.terminate();
  await Promise.all(pending);
  for (const [place, { name }] of targets.entries()) {
    const total = totals.get(name);
    for (let part = 0; part < CELLS.perTarget; part += 1) {
      total[part] += cells[CELLS.first + place * CELLS.perTarget + part];
    }
  }
  if (end.why === undefined) return undefined;
  return { ...broke, why: end.why };
}

const totals = new Map(names.map((name) => [name, [0, 0, 0]]));
const began = performance.now();
const deadline = began + Number(flags.seconds) * 1000;
let targets = names.map((name) => ({ name, from: 0 }));
if (only !== undefined) {
  // What a target keeps between runs is made anew now and then: from there on everything is as it was.
  const [name] = names;
  targets = [{ name, from: only - (only % RENEWAL) }];
}
const limit = only === undefined ? runs : only + 1;
for (;;) {
  const broke = await stretch(targets, deadline, totals, limit);
  if (broke === undefined) break;
  const { name } = targets[broke.place];
  await keep({
    target: name,
    run: broke.run,
    error: broke.why,
    stack: "",
    input: await inputOf(name, broke.run),
  });
  // Those that went well are counted; every target goes on after what it had.
  targets = targets.map((one) => {
    const [done] = totals.get(one.name);
    return { name: one.name, from: Math.max(done, one.name === name ? broke.run + 1 : 0) };
  });
  totals.get(name)[0] += 1;
  if (performance.now() > deadline && limit === undefined) break;
}

const seconds = (performance.now() - began) / 1000;
let sum = 0;
for (const [name, [count, accepted, milliseconds]] of totals) {
  sum += count;
  const rate = Math.round(count / (milliseconds / 1000));
  const share = ((100 * accepted) / count).toFixed(1);
  console.log(`${name.padEnd(10)} ${String(count).padStart(9)} runs, ${share} % accepted, ${rate} a second`);
}
console.log(
  `${sum} runs in ${seconds.toFixed(0)} s, ${most.toFixed(0)} MB at most, seed ${seed}: ${broken} broke something, in ${kept.size} ways`,
);
if (broken > 0) {
  for (const [kind, count] of kept) console.log(`  ${count} x ${kind}`);
  console.log(`The inputs are in ${folder}`);
  await rm(code);
  process.exitCode = 1;
} else await rm(folder, { recursive: true });
