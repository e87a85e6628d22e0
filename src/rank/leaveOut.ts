import type { Rubric } from "../rubric/types.ts";
import { pointsIn, shareOf, sumsOf } from "../score/aggregate.ts";
import type { Outcome } from "../score/level.ts";
import { earnedBy } from "../score/score.ts";
import { averageShift } from "./drivers.ts";
import { correlation } from "./statistics.ts";
import { midRanks } from "./ties.ts";

/** What becomes of the ranks if one criterion is left out, and how its points go with the score. */
export interface LeftOut {
  /** How far models move on average, and at most, in mid-ranks. */
  mean: number;
  most: number;
  /** Between the criterion's points and the score, over models to which it applies; null where one does not vary. */
  correlation: { pearson: number | null; spearman: number | null };
}

type Outcomes = ReadonlyMap<string, Outcome>;

/** Leaves out one criterion after the other; unknowns count as the worst, as in the score. */
export function leaveOneOut(rubric: Rubric, models: readonly Outcomes[]): LeftOut[] {
  const scores = models.map((outcomes) => scoreWithout(rubric, outcomes, undefined));
  const reference = midRanks(Float64Array.from(scores));
  return rubric.criteria.map(({ id }) => {
    const ranks = midRanks(Float64Array.from(models, (outcomes) => scoreWithout(rubric, outcomes, id)));
    const applying = models.flatMap((outcomes, model) => {
      const part = earnedBy(outcomes.get(id) ?? nothing(id));
      return part === undefined ? [] : [{ points: part.lower, score: scores[model] ?? 0 }];
    });
    const points = applying.map((one) => one.points);
    const totals = applying.map(({ score }) => score);
    return {
      mean: averageShift(ranks, reference),
      most: ranks.reduce((most, rank, at) => Math.max(most, Math.abs(rank - (reference[at] ?? 0))), 0),
      correlation: {
        pearson: correlation(points, totals),
        spearman: correlation(ranked(points), ranked(totals)),
      },
    };
  });
}

function ranked(values: readonly number[]): number[] {
  // The first is the highest on both sides, so that the sign stays.
  return [...midRanks(Float64Array.from(values))];
}

function nothing(id: string): never {
  throw new Error(`Criterion ${id} was not evaluated.`);
}

/** The score's lower bound, as points or a share of them; 0 where nothing is left of it. */
function scoreWithout(rubric: Rubric, outcomes: Outcomes, left: string | undefined): number {
  const sums = sumsOf(rubric, ({ id }) =>
    id === left ? undefined : earnedBy(outcomes.get(id) ?? nothing(id)),
  );
  const sum = sums.get(undefined);
  if (sum === undefined || pointsIn(sum).most === 0) return 0;
  return rubric.scale === undefined ? pointsIn(sum).lower : shareOf(sum).lower;
}
