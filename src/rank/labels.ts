import type { Result } from "../result/schema.ts";
import { chosen } from "./variation.ts";

/** The places of the labels that are possible for a model, 0 the highest: what there is to draw from. */
export function possiblePlaces(
  { label }: Pick<Result, "label">,
  labels: readonly string[],
  unknowns: "drawn" | "worst",
): number[] {
  if (label === null) return [];
  const ids = unknowns === "drawn" ? label.possible : [label.id ?? label.possible.at(-1) ?? ""];
  return ids.map((id) => placeOf(id, labels));
}

/** Where nothing holds that the rubric has a label for, that is the lowest place. */
function placeOf(id: string, labels: readonly string[]): number {
  const place = labels.indexOf(id);
  return place < 0 ? labels.length : place;
}

/** A number to order a model by that is drawn from its possible labels. */
export function drawnPlace(places: readonly number[], number: number): number {
  return -(chosen(places, number) ?? 0);
}
