import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { Result } from "../result/schema.ts";
import type { Rubric } from "../rubric/types.ts";
import type { Outcome } from "../score/level.ts";
import { dominates } from "./dominance.ts";
import { evaluationOf } from "./evaluation.ts";
import type { Row } from "./field.ts";
import { drawnPlace, possiblePlaces } from "./labels.ts";
import { planOf } from "./plan.ts";
import { drawSample, type Variation } from "./variation.ts";

/** A model to be ranked. */
export interface Contestant {
  result: Result;
  outcomes: ReadonlyMap<string, Outcome>;
  row: Row;
}

/** What the order of models rests on, whether score or label. */
export interface Contest {
  /** What each model comes to in the next draw. */
  next(): Float64Array;
  /** Whether one model is above another whatever the weights, however unknowns turn out. */
  dominates(one: number, other: number): boolean;
}

/** Models in order of their score, under weights and unknowns that vary. */
export function scoreContest(
  rubric: Rubric,
  models: readonly Contestant[],
  variation: Variation,
  seed: number,
): Contest {
  const rows = models.map(({ row }) => row);
  const { weights, unknowns, values } = evaluationOf(rubric, rows, variation);
  const random = xoroshiro128plus(seed);
  const plan = planOf(rubric);
  const within = (one: number, other: number) => {
    // Who is above under any weights is so under the stated ones, which is sooner looked at.
    const [lower, upper] = [models[one]?.result.score?.lower ?? 0, models[other]?.result.score?.upper ?? 0];
    const [a, b] = [rows[one], rows[other]];
    return lower >= upper && a !== undefined && b !== undefined && dominates(plan, a, b);
  };
  return { next: () => values(drawSample(random, weights, unknowns)), dominates: within };
}

/** Models in order of their label, of which unknowns leave several possible. */
export function labelContest(
  { labels }: Rubric,
  models: readonly Contestant[],
  { unknowns }: Variation,
  seed: number,
): Contest {
  const ids = labels.map(({ id }) => id);
  const places = models.map(({ result }) => possiblePlaces(result, ids, unknowns));
  const ends = models.map(({ result }) => possiblePlaces(result, ids, "drawn"));
  const random = xoroshiro128plus(seed);
  const values = new Float64Array(models.length);
  return {
    next() {
      for (const [at, possible] of places.entries())
        values[at] = drawnPlace(possible, uniformFloat64(random));
      return values;
    },
    dominates: (one, other) => Math.max(...(ends[one] ?? [])) < Math.min(...(ends[other] ?? [])),
  };
}
