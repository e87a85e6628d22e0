import { NO, YES } from "../score/kleene.ts";
import { settled, weightedSum } from "./evaluation.ts";
import type { Row } from "./field.ts";
import { asStated, coefficients, type Plan } from "./plan.ts";
import { SAME } from "./ties.ts";

/** An unknown of a model, and what it adds to the score if it alone turns out well. */
interface Opening {
  criterion: number;
  /** As the score: points, or a share of them. */
  gain: number;
}

/** What it takes for a model to be level with a score. */
export interface Catching {
  /** The fewest unknowns, the largest gain first, that are enough together; all that gain anything where they are not. */
  needed: Opening[];
  enough: boolean;
}

/**
 * Which unknowns of a model have to turn out well for it to reach a score.
 * @param goal as the plan's value: points, or a share of them
 */
export function catching(plan: Plan, row: Row, goal: number): Catching {
  const start = settled(row, plan);
  const before = scoreOf(plan, start);
  const openings = row.open
    .map(({ criterion }) => ({
      criterion,
      gain: scoreOf(plan, opened(plan, start, row, criterion)) - before,
    }))
    .filter(({ gain }) => gain > SAME)
    .sort((a, b) => b.gain - a.gain || a.criterion - b.criterion);
  let state = start;
  for (const [at, { criterion }] of openings.entries()) {
    state = opened(plan, state, row, criterion);
    if (scoreOf(plan, state) >= goal - SAME) return { needed: openings.slice(0, at + 1), enough: true };
  }
  return { needed: openings, enough: before >= goal - SAME };
}

/** A state in which one unknown turned out as well as it can. */
function opened(plan: Plan, state: Row, row: Row, criterion: number): Row {
  const change = (applies: boolean): Row => {
    const lower = Float64Array.from(state.lower);
    lower[criterion] = applies ? (row.upper[criterion] ?? 0) : 0;
    const present = state.applies.map((verdict, at) => (at === criterion ? (applies ? YES : NO) : verdict));
    return { ...state, applies: present, lower };
  };
  const maybe = row.open.some((one) => one.criterion === criterion && one.maybe);
  const ways = maybe ? [change(true), change(false)] : [change(true)];
  return ways.reduce((best, way) => (scoreOf(plan, way) > scoreOf(plan, best) ? way : best), state);
}

/** The score of a model without unknowns. */
export function scoreOf(plan: Plan, { applies, lower }: Row): number {
  return weightedSum(plan, weightsFor(plan, applies), lower);
}

/** What each share adds to the score of a model, as the rubric states it. */
export function weightsFor(plan: Plan, applies: Row["applies"]): Float64Array {
  return coefficients(plan, asStated, (at) => applies[at] === YES, new Float64Array(applies.length));
}
