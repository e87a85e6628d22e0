import { observeWith } from "../observe.ts";
import { safeText } from "../text.ts";
import { VERSION } from "../version.ts";
import { configuration } from "./configuration.ts";
import { counterOnScreen } from "./progress.ts";
import { complain } from "./streams.ts";

interface Watching {
  quiet?: boolean;
  verbose?: boolean;
}

/** More of one kind than this are counted only. */
const MOST_NAMED = 20;

const phases = new Map<string, number>();
const things = new Map<string, Set<string>>();
let told = true;
/** When this run began; the first one with the process. */
let began: number | undefined;

/** From here on progress is shown, and what is done is noted if the user wants to know. */
export function observe({ quiet, verbose }: Watching): void {
  told = verbose !== true;
  phases.clear();
  things.clear();
  if (verbose && began === undefined) phases.set("start", performance.now());
  began = began === undefined ? 0 : performance.now();
  const nothing = { add: () => undefined, stop: () => undefined };
  observeWith({
    timed: verbose ? timedPhase : (_, work) => work(),
    used: (kind, which) => {
      if (verbose) things.set(kind, (things.get(kind) ?? new Set()).add(which));
    },
    counting: (what, total) => (quiet ? nothing : counterOnScreen(what, total)),
  });
}

/** Phases do not stand in one another, so that their times add up. */
let depth = 0;

function timedPhase<Value>(phase: string, work: () => Value): Value {
  if (depth > 0) return work();
  const begun = performance.now();
  const end = () => {
    depth -= 1;
    phases.set(phase, (phases.get(phase) ?? 0) + performance.now() - begun);
  };
  depth += 1;
  let value: Value;
  try {
    value = work();
  } catch (error) {
    end();
    throw error;
  }
  if (!(value instanceof Promise)) {
    end();
    return value;
  }
  return value.finally(end) as Value;
}

/** Says once, on standard error, what was used and how long each phase took. */
export function tellVerbose(): void {
  if (told) return;
  told = true;
  const lines = [
    `openness ${VERSION}, Node ${process.versions.node}`,
    ...configurationLines(),
    ...[...things].map(([kind, which]) => `${kind}: ${named([...which])}`),
    timesLine(),
  ];
  complain(lines.map((line) => `${safeText(line)}\n`).join(""));
}

function configurationLines(): string[] {
  const { files, settings } = configuration();
  const keys = Object.entries(settings).map(([key, { source }]) => `${key} by ${source.name}`);
  const read = files.length === 0 ? "no file" : files.map(({ path }) => path).join(", ");
  return [`configuration: ${[read, ...keys].join("; ")}`];
}

function named(which: readonly string[]): string {
  const rest = which.length - MOST_NAMED;
  return [...which.slice(0, MOST_NAMED), ...(rest > 0 ? [`and ${rest} more`] : [])].join(", ");
}

function timesLine(): string {
  const total = performance.now() - (began ?? 0);
  const known = [...phases.values()].reduce((sum, time) => sum + time, 0);
  const all = [...phases, ["the rest", Math.max(0, total - known)] as const];
  const words = all.map(([phase, time]) => `${phase} ${milliseconds(time)}`);
  return `time: ${words.join(", ")}; together ${milliseconds(total)}`;
}

function milliseconds(time: number): string {
  return `${time.toFixed(time < 10 ? 1 : 0)} ms`;
}
