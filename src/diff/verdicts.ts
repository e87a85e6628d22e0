import type { Cause, CriterionDiff, Effect, StepDiff, Verdict, VerdictDiff } from "../result/diffSchema.ts";
import type { CriterionResult, Result, UsedFact } from "../result/schema.ts";
import { addFacts, differences, type Fields, state } from "./fields.ts";

/** What is read of a result. */
export type Verdictish = Pick<Result, "assessed" | "score" | "coverage" | "label" | "criteria">;

/** A verdict and the cause that was let in to come to it. */
export interface State {
  cause: Cause;
  result: Verdictish;
}

/** Differences below this are rounding of floating-point sums. */
const SAME = 1e-9;

/** A result's verdict without what led to it. */
export function verdictOf({ assessed, score, coverage, label }: Verdictish): Verdict {
  return { assessed, score, coverage, label };
}

/** Whether two verdicts differ in score, label or coverage. */
export function hasMoved(before: Verdict | null, after: Verdict | null): boolean {
  if (before === null || after === null) return before !== after;
  const figures = (one: Verdict) => [one.score?.lower, one.score?.upper, one.score?.max, one.coverage];
  const [old, fresh] = [figures(before), figures(after)];
  if (old.some((figure, at) => !sameFigure(figure, fresh[at]))) return true;
  return before.assessed !== after.assessed || JSON.stringify(before.label) !== JSON.stringify(after.label);
}

function sameFigure(a: number | null | undefined, b: number | null | undefined): boolean {
  if (typeof a !== "number" || typeof b !== "number") return a === b;
  return Math.abs(a - b) <= SAME * Math.max(1, Math.abs(a), Math.abs(b));
}

/** What lies between the bounds of two scores; null where one has none. */
function effectOf(before: Verdict | null, after: Verdict | null): Effect {
  if (!before?.score || !after?.score) return null;
  return { lower: after.score.lower - before.score.lower, upper: after.score.upper - before.score.upper };
}

/**
 * What moved under one rubric.
 * @param rubric the id of the new one
 * @param start the old verdict
 * @param states what the verdict is once each cause is let in, one after the other; the last is the new verdict
 * @param nameOf what a criterion is called
 */
export function verdictDiff(
  rubric: string,
  start: Verdictish,
  states: readonly State[],
  nameOf: (criterion: string) => string,
): VerdictDiff {
  const [before, after] = [verdictOf(start), verdictOf(states.at(-1)?.result ?? start)];
  const steps = states.map(({ cause, result }, at): StepDiff => {
    const previous = verdictOf(states[at - 1]?.result ?? start);
    const here = verdictOf(result);
    return { cause, after: here, effect: effectOf(previous, here) };
  });
  return {
    rubric,
    moved: hasMoved(before, after),
    before,
    after,
    effect: effectOf(before, after),
    steps,
    criteria: criteriaDiff(start, states, nameOf),
  };
}

/** The verdict of a model that is on one side only. */
export function loneVerdict(rubric: string, result: Verdictish, side: "before" | "after"): VerdictDiff {
  const verdict = verdictOf(result);
  const sides = { before: side === "before" ? verdict : null, after: side === "after" ? verdict : null };
  return { rubric, moved: true, ...sides, effect: null, steps: [], criteria: [] };
}

/** Whether anything of a verdict, or of what led to it, differs. */
export function differs({ moved, criteria, steps }: VerdictDiff): boolean {
  return moved || criteria.length > 0 || steps.some(({ effect }) => isEffect(effect));
}

/** Whether an effect is more than rounding. */
function isEffect(effect: Effect): boolean {
  return effect !== null && (Math.abs(effect.lower) > SAME || Math.abs(effect.upper) > SAME);
}

function criteriaDiff(
  start: Verdictish,
  states: readonly State[],
  nameOf: (criterion: string) => string,
): CriterionDiff[] {
  const tables = [start, ...states.map(({ result }) => result)].map(
    ({ criteria }) => new Map(criteria.map((one) => [one.id, one])),
  );
  const ids = new Set([...tables].reverse().flatMap((table) => [...table.keys()]));
  return [...ids].flatMap((id): CriterionDiff[] => {
    const path = tables.map((table) => table.get(id));
    const causes = states.flatMap(({ cause }, at) =>
      outcomeText(path[at]) === outcomeText(path[at + 1]) ? [] : [cause],
    );
    if (causes.length === 0) return [];
    const [before, after] = [path[0], path.at(-1)];
    return [
      {
        id,
        name: nameOf(id),
        before: outcome(before),
        after: outcome(after),
        causes,
        because: { before: before?.because?.text ?? null, after: after?.because?.text ?? null },
        facts: differences(...readByBoth(readFields(before), readFields(after))),
      },
    ];
  });
}

function outcome(result: CriterionResult | undefined): CriterionDiff["before"] {
  if (result === undefined) return null;
  const { level, possible, points, by } = result;
  return { level, possible, points, by };
}

function outcomeText(result: CriterionResult | undefined): string {
  return JSON.stringify(outcome(result));
}

/**
 * What the conditions read of both sides: those of a high level need fewer facts than those of a low one, and what
 * decided between two levels was read for both.
 */
function readByBoth(before: Fields, after: Fields): [Fields, Fields] {
  const common = (fields: Fields, others: Fields): Fields =>
    new Map([...fields].map(([key, values]) => [key, keep(values, others.get(key))]));
  return [common(before, after), common(after, before)];
}

function keep<Value>(values: ReadonlyMap<string, Value>, others: ReadonlyMap<string, Value> = new Map()) {
  return new Map([...values].filter(([field]) => others.has(field)));
}

/** The facts that a criterion's conditions read. */
function readFields(result: CriterionResult | undefined): Fields {
  const fields: Fields = new Map();
  for (const fact of result?.because?.facts ?? []) addUsed(fields, fact);
  return fields;
}

function addUsed(fields: Fields, used: UsedFact): void {
  const { artifact = "", facet, fact, license, property, by, criterion } = used;
  const value = used.value ?? "unknown";
  if (criterion !== undefined) {
    state(fields, `criterion:${criterion}`, by === undefined ? "level" : "judged", value);
  } else if (fact !== undefined) addFacts(fields, { [fact]: value });
  else if (facet !== undefined) state(fields, artifact, facet, value);
  else {
    state(fields, artifact, "license", license ?? "not stated");
    if (property === undefined || property === "license") return;
    // Several licenses can bind at once: each has the property in its way.
    const before = fields.get(artifact)?.get(property) ?? [];
    const all = new Set([before, String(value)].flat());
    state(fields, artifact, property, all.size > 1 ? [...all] : String(value));
  }
}
