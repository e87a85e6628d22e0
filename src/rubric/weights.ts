import { didYouMean } from "../spelling.ts";
import { rubricHash } from "./hash.ts";
import type { Rubric } from "./types.ts";

/** Weights that stand in for a rubric's own: by the id of a criterion or the path of a dimension, each above 0. */
export interface OwnWeights {
  dimensions?: Readonly<Record<string, number>> | undefined;
  criteria?: Readonly<Record<string, number>> | undefined;
}

/** Something that is wrong with weights, and the keys that lead to it. */
export interface WeightMistake {
  message: string;
  path: string[];
}

/** Names that a rubric does not have. */
export function weightMistakes(weights: OwnWeights, rubric: Rubric): WeightMistake[] {
  const kinds = [
    { key: "dimensions", one: "dimension", known: rubric.dimensions },
    { key: "criteria", one: "criterion", known: rubric.criteria },
  ] as const;
  return kinds.flatMap(({ key, one, known }) => {
    const ids = known.map(({ id }) => id);
    return Object.keys(weights[key] ?? {})
      .filter((id) => !ids.includes(id))
      .map((id) => ({
        message: `The rubric ${rubric.id} has no ${one} ${id}.${didYouMean(id, ids)}`,
        path: [key, id],
      }));
  });
}

/**
 * A rubric under other weights. It is another framework then, and says so: its name, version and hash are no longer
 * those of the published one.
 * @param by where the weights come from, for readers
 */
export function reweighed(
  rubric: Rubric,
  { dimensions = {}, criteria = {} }: OwnWeights,
  by: string,
): Rubric {
  const { hash: _, ...published } = rubric;
  const other = {
    ...published,
    dimensions: withWeights(rubric.dimensions, dimensions),
    criteria: withWeights(rubric.criteria, criteria),
  };
  const hash = rubricHash(other);
  if (hash === rubric.hash) return rubric;
  const version = `${rubric.version}+weights.${hash.slice(0, 8)}`;
  return {
    ...other,
    hash,
    version,
    name: `${rubric.name} (weights changed)`,
    changed: `weights changed by ${by}`,
  };
}

function withWeights<Part extends { id: string }>(
  parts: readonly Part[],
  weights: Readonly<Record<string, number>>,
): Part[] {
  return parts.map((part) =>
    Object.hasOwn(weights, part.id) ? { ...part, weight: weights[part.id] } : part,
  );
}
