import { own } from "./objects.ts";
import type { Rubric } from "./rubric/types.ts";
import type { OwnWeights } from "./rubric/weights.ts";

let chosen: Readonly<Record<string, OwnWeights>> = {};
let origin = "";

/**
 * Takes over weights that stand in for those of rubrics: from now on every rubric that is selected carries them, so
 * that no command shows one figure and another command another.
 * @param weights by the id of the rubric
 * @param by where they come from, for readers
 */
export function configureWeights(weights: Readonly<Record<string, OwnWeights>> = {}, by = ""): void {
  chosen = weights;
  origin = by;
}

/** Whether a rubric is used under other weights than its own. */
export function hasOwnWeights(id: string): boolean {
  return Object.hasOwn(chosen, id);
}

/** A rubric as it is used here. */
export async function asConfigured(rubric: Rubric): Promise<Rubric> {
  const weights = own(chosen, rubric.id);
  if (weights === undefined) return rubric;
  const { reweighed } = await import("./rubric/weights.ts");
  return reweighed(rubric, weights, origin);
}
