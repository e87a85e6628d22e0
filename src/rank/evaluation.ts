import type { Rubric } from "../rubric/types.ts";
import { NO, YES } from "../score/kleene.ts";
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
  const values = new Float64Array(rows.length);
  const state: State = {
    shares: new Float64Array(rubric.criteria.length),
    present: new Uint8Array(rubric.criteria.length),
  };
  const keyOf = presenceKey(rows);
  return {
    weights: stated.inputs,
    unknowns: rows.reduce((sum, { open }) => sum + open.length, 0),
    values(sample) {
      const plan = chosen(plans, sample.aggregation);
      const bentRows = chosen(bends, sample.points);
      if (plan === undefined || bentRows === undefined) throw new Error("There is nothing to choose from.");
      const weigh = weighing(variation.weights, sample);
      // Models to which the same criteria apply share the weights of a draw.
      const shared = new Map<number, Float64Array>();
      let number = 0;
      for (const [at, row] of bentRows.entries()) {
        drawState(state, row, sample.unknowns, number);
        number += row.open.length;
        const key = keyOf(state.present);
        let own = key === undefined ? undefined : shared.get(key);
        if (own === undefined) {
          own = coefficientsFor(plan, weigh, state.present);
          if (key !== undefined) shared.set(key, own);
        }
        values[at] = weightedSum(plan, own, state.shares);
      }
      return values;
    },
  };
}

/** Criteria whose presence a number tells. */
const MOST_BITS = 30;

/**
 * A number that tells sets of criteria that apply from each other, by those that do not apply to all models for sure.
 * @returns a function that gives none where there are too many of these
 */
function presenceKey(rows: readonly Row[]): (present: Uint8Array) => number | undefined {
  const differing = [...(rows[0]?.applies ?? [])].flatMap((_, criterion) =>
    rows.every(({ applies }) => applies[criterion] === YES) ? [] : [criterion],
  );
  if (differing.length > MOST_BITS) return () => undefined;
  return (present) => {
    let key = 0;
    for (const criterion of differing) key = 2 * key + (present[criterion] === YES ? 1 : 0);
    return key;
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

function coefficientsFor(plan: Plan, weigh: Weigh, present: Uint8Array): Float64Array {
  return coefficients(
    plan,
    weigh,
    (criterion) => present[criterion] === YES,
    new Float64Array(present.length),
  );
}

/** What one model is like in one draw. */
interface State {
  shares: Float64Array;
  present: Uint8Array;
}

/** @param number the place of the model's first number among those of the unknowns */
function drawState(
  { shares, present }: State,
  { applies, lower, open }: Row,
  numbers: Float64Array,
  number: number,
): void {
  shares.set(lower);
  present.set(applies);
  for (let at = 0; at < open.length; at += 1) {
    const one = open[at];
    if (one === undefined) continue;
    const share = drawnShare(one, numbers[number + at] ?? 0);
    shares[one.criterion] = share ?? 0;
    if (one.maybe) present[one.criterion] = share === undefined ? NO : YES;
  }
}

/** @returns undefined if the criterion does not apply, which is as likely as that it does */
function drawnShare({ shares, maybe }: OpenCriterion, number: number): number | undefined {
  if (!maybe) return chosen(shares, number);
  return number < 0.5 ? undefined : chosen(shares, 2 * number - 1);
}

/** The score: points, or a share of them from 0 to 1. */
export function weightedSum({ geometric }: Plan, weights: Float64Array, shares: Float64Array): number {
  let sum = 0;
  if (!geometric) {
    for (let at = 0; at < weights.length; at += 1) sum += (weights[at] ?? 0) * (shares[at] ?? 0);
    return sum;
  }
  for (let at = 0; at < weights.length; at += 1) {
    const weight = weights[at] ?? 0;
    if (weight > 0) sum += weight * Math.log(shares[at] ?? 0);
  }
  return Math.exp(sum);
}

/**
 * A model as its score counts it: every unknown at its worst. Whether what may not apply is better left out is settled
 * under the stated weights.
 */
export function settled(row: Row, plan: Plan): Row {
  const applies = row.applies.map((verdict) => (verdict === NO ? NO : YES));
  const value = () => weightedSum(plan, coefficientsFor(plan, asStated, applies), row.lower);
  const flip = (criterion: number) => {
    applies[criterion] = applies[criterion] === YES ? NO : YES;
  };
  const maybe = row.open.filter((one) => one.maybe).map(({ criterion }) => criterion);
  let least = value();
  for (let changed = true; changed; ) {
    changed = false;
    for (const criterion of maybe) {
      flip(criterion);
      const other = value();
      if (other < least - SMALLEST_STEP) [least, changed] = [other, true];
      else flip(criterion);
    }
  }
  const lower = row.lower.map((share, criterion) => (applies[criterion] === YES ? share : 0));
  return { applies, lower, upper: lower, open: [] };
}

/** Less than any difference of points, more than rounding; so that no two states follow each other for ever. */
const SMALLEST_STEP = 1e-12;
