import type { Contestant } from "./rank/contest.ts";
import { driversOf } from "./rank/drivers.ts";
import { evaluationOf } from "./rank/evaluation.ts";
import { leaveOneOut } from "./rank/leaveOut.ts";
import { midRanks } from "./rank/ties.ts";
import { factorsOf, type Variation } from "./rank/variation.ts";
import type { Sensitivity } from "./result/rankingSchema.ts";
import type { Rubric } from "./rubric/types.ts";
import { rubricWeights } from "./score/score.ts";

interface Options {
  variation: Variation;
  draws: number;
  seed: number;
  onDraw?: () => void;
}

/** What drives the ranks: of what varies, how much each thing does; and what each criterion does. */
export function sensitivityOf(rubric: Rubric, models: readonly Contestant[], options: Options): Sensitivity {
  const rows = models.map(({ row }) => row);
  const factors = factorsOf(options.variation, rows);
  const reference = midRanks(Float64Array.from(models, ({ result }) => result.score?.value ?? 0));
  const evaluation = evaluationOf(rubric, rows, options.variation);
  const { shift, indices } = driversOf(evaluation, factors, reference, options);
  const weights = rubricWeights(rubric).criteria;
  const left = leaveOneOut(
    rubric,
    models.map(({ outcomes }) => outcomes),
  );
  return {
    shift,
    factors: factors.map((id, at) => ({
      id,
      // Of one thing alone there is nothing to tell apart.
      first: (factors.length > 1 && indices?.[at]?.first) || null,
      total: (factors.length > 1 && indices?.[at]?.total) || null,
    })),
    criteria: rubric.criteria.map(({ id, name }, at) => ({
      id,
      name,
      effectiveWeight: weights.get(id) ?? 0,
      correlation: left[at]?.correlation ?? { pearson: null, spearman: null },
      leftOut: { mean: left[at]?.mean ?? 0, most: left[at]?.most ?? 0 },
    })),
  };
}
