import { orderValue } from "../rank/rollup.ts";
import { standings } from "../rank/ties.ts";
import type { RubricDiff } from "../result/diffSchema.ts";
import type { Verdictish } from "./verdicts.ts";

/** A model and its verdicts on both sides. */
export interface RankedModel {
  id: string;
  name: string;
  before: Pick<Verdictish, "score" | "label"> | undefined;
  after: Pick<Verdictish, "score" | "label"> | undefined;
}

/**
 * Whose rank among the same models moved, under one rubric.
 * @param labels the ids of its labels, highest first, before and after
 * @returns null unless both sides have the same models, and two at least
 */
export function rankMoves(
  models: readonly RankedModel[],
  labels: { before: readonly string[]; after: readonly string[] },
): RubricDiff["ranks"] {
  if (models.length < 2 || models.some(({ before, after }) => !before || !after)) return null;
  const standing = (side: "before" | "after") =>
    standings(models.map((model) => orderValue(model[side] ?? { score: null, label: null }, labels[side])));
  const [old, fresh] = [standing("before"), standing("after")];
  return models.flatMap(({ id, name }, at) => {
    const [before, after] = [old[at], fresh[at]];
    // Sharing a place with more or fewer others is no move.
    if (!before || !after || before.position === after.position) return [];
    return [{ id, name, before, after }];
  });
}
