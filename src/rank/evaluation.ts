import type { Rubric } from "../rubric/types.ts";
import { NO, UNKNOWN, YES } from "../score/kleene.ts";
import type { OpenCriterion, Row } from "./field.ts";
import { asStated, coefficients, type Plan, planOf, type Weigh } from "./plan.ts";
import { bent, chosen, type Sample, type Variation, weighing } from "./variation.ts";

/** What models come to, each draw anew. */
export interface Evaluation {
  /** How many numbers a sample needs. */
  weights: number;
  unknowns: number;
  /** A number to order each model by; overwritten by the next call. */
  values(sample: Sample): Float64Array;
}

/** Prepares the scores of models under varying weights, points, aggregations and unknowns. */
export function evaluationOf(rubric: Rubric, all: readonly Row[], variation: Variation): Evaluation {
  const stated = planOf(rubric);
  const rows = variation.unknowns === "drawn" ? all : all.map((row) => settled(row, stated));
  const plans = variation.aggregate.map((aggregate) => planOf(rubric, aggregate));
  const bends = variation.half.map((half) => rows.map((row) => bentRow(row, half)));
  const patterns = patternsOf(rows);
  const values = new Float64Array(rows.length);
  return {
    weights: stated.inputs,
    unknowns: rows.reduce((sum, { open }) => sum + open.length, 0),
    values(sample) {
      const plan = chosen(plans, sample.aggregation);
      const bentRows = chosen(bends, sample.points);
      if (plan === undefined || bentRows === undefined) throw new Error("There is nothing to choose from.");
      const weigh = weighing(variation.weights, sample);
      const shared = patterns.present.map((present) => coefficientsFor(plan, weigh, present));
      let number = 0;
      for (const [at, row] of bentRows.entries()) {
        const state = drawState(row, sample.unknowns, number);
        number += row.open.length;
        const own = shared[patterns.of[at] ?? -1] ?? coefficientsFor(plan, weigh, state.present);
        values[at] = weightedSum(plan, own, state.shares);
      }
      return values;
    },
  };
}

function bentRow(row: Row, half: number): Row {
  return {
    applies: row.applies,
    lower: row.lower.map((share) => bent(share, half)),
    upper: row.upper.map((share) => bent(share, half)),
    open: row.open.map((one) => ({ ...one, shares: one.shares.map((share) => bent(share, half)) })),
  };
}

/** Sets of criteria that apply; models to which the same apply for sure share one, and its weights. */
function patternsOf(rows: readonly Row[]): { present: Uint8Array[]; of: (number | undefined)[] } {
  const numbers = new Map<string, number>();
  const of = rows.map(({ applies }) => {
    if (applies.includes(UNKNOWN)) return undefined;
    const key = applies.join("");
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  });
  const present = [...numbers.keys()].map((key) =>
    Uint8Array.from(key, (verdict) => (Number(verdict) === YES ? 1 : 0)),
  );
  return { present, of };
}

function coefficientsFor(plan: Plan, weigh: Weigh, present: Uint8Array): Float64Array {
  return coefficients(plan, weigh, (criterion) => present[criterion] === 1, new Float64Array(present.length));
}

/** What one model is like in one draw. */
interface State {
  shares: Float64Array;
  present: Uint8Array;
}

/** @param number the place of the model's first number among those of the unknowns */
function drawState({ applies, lower, open }: Row, numbers: Float64Array, number: number): State {
  if (open.length === 0) return { shares: lower, present: NOBODY };
  const shares = Float64Array.from(lower);
  const present = Uint8Array.from(applies, (verdict) => (verdict === NO ? 0 : 1));
  for (const [at, one] of open.entries()) {
    const share = drawnShare(one, numbers[number + at] ?? 0);
    shares[one.criterion] = share ?? 0;
    if (share === undefined) present[one.criterion] = 0;
  }
  return { shares, present };
}

/** Of a model without unknowns the set of criteria is known beforehand. */
const NOBODY = new Uint8Array(0);

/** @returns undefined if the criterion does not apply, which is as likely as that it does */
function drawnShare({ shares, maybe }: OpenCriterion, number: number): number | undefined {
  if (!maybe) return chosen(shares, number);
  return number < 0.5 ? undefined : chosen(shares, 2 * number - 1);
}

/** The score: points, or a share of them from 0 to 1. */
export function weightedSum({ geometric }: Plan, weights: Float64Array, shares: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < weights.length; at += 1) {
    const weight = weights[at] ?? 0;
    if (weight > 0) sum += weight * (geometric ? Math.log(shares[at] ?? 0) : (shares[at] ?? 0));
  }
  return geometric ? Math.exp(sum) : sum;
}

/**
 * A model as its score counts it: every unknown at its worst. Whether what may not apply is better left out is settled
 * under the stated weights.
 */
export function settled(row: Row, plan: Plan): Row {
  const present = Uint8Array.from(row.applies, (verdict) => (verdict === NO ? 0 : 1));
  const value = () => weightedSum(plan, coefficientsFor(plan, asStated, present), row.lower);
  const maybe = row.open.filter((one) => one.maybe).map(({ criterion }) => criterion);
  let best = value();
  for (let changed = true; changed; ) {
    changed = false;
    for (const criterion of maybe) {
      present[criterion] = 1 - (present[criterion] ?? 0);
      const other = value();
      if (other < best - SMALLEST_STEP) [best, changed] = [other, true];
      else present[criterion] = 1 - (present[criterion] ?? 0);
    }
  }
  return {
    applies: row.applies.map((_, criterion) => (present[criterion] === 1 ? YES : NO)),
    lower: row.lower.map((share, criterion) => (present[criterion] === 1 ? share : 0)),
    upper: row.lower.map((share, criterion) => (present[criterion] === 1 ? share : 0)),
    open: [],
  };
}

/** Less than any difference of points, more than rounding; so that no two states follow each other for ever. */
const SMALLEST_STEP = 1e-12;
