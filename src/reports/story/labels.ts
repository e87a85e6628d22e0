import type { Result, ResultRubric } from "../../result/schema.ts";
import { assessedUnder, claimsOf, type ModelView, type View } from "../view.ts";

/** How many models have each label; a name that is undefined counts those that are undecided. */
export interface LabelCount {
  name: string | undefined;
  models: string[];
}

/** The labels of a rubric with the models that surely have them, highest first, and the undecided last. */
export function labelCounts(view: Pick<View, "models">, rubric: ResultRubric): LabelCount[] {
  const results = assessedUnder(view, rubric);
  const named = (some: readonly Result[]) => some.map(({ model }) => model.name);
  const counts: LabelCount[] = (rubric.labels ?? []).map(({ id, name }) => ({
    name,
    models: named(results.filter((result) => isDecided(result) && result.label?.id === id)),
  }));
  const open = results.filter((result) => !isDecided(result));
  return [...counts, { name: undefined, models: named(open) }].filter(({ models }) => models.length > 0);
}

/** Whether one label is left, however the unknowns turn out. */
export function isDecided({ label }: Result): boolean {
  return label?.certain === true && label.id !== null;
}

/** The verdicts on some models under a rubric, in words: `2 Weights Available AI, 1 undecided`. */
export function verdictCounts(models: readonly ModelView[], rubric: ResultRubric): string {
  const counts = labelCounts({ models }, rubric).map(
    ({ name, models: some }) => `${some.length} ${name ?? "undecided"}`,
  );
  return counts.length === 0 ? "none assessed" : counts.join(", ");
}

/** The best and the worst place among a rubric's labels, 0 the highest, that a result may come to. */
export function labelRange({ label }: Result, { labels = [] }: ResultRubric): [best: number, worst: number] {
  const places = (label?.possible ?? []).map((id) => {
    const place = labels.findIndex((one) => one.id === id);
    return place < 0 ? labels.length : place;
  });
  return places.length === 0 ? [0, labels.length] : [Math.min(...places), Math.max(...places)];
}

/** Models that are called the same by their vendors. */
export interface ClaimGroup {
  claim: string;
  models: ModelView[];
}

/** The words that vendors have for their models, the most frequent first. */
export function claimGroups({ models }: Pick<View, "models">): ClaimGroup[] {
  const groups = new Map<string, ModelView[]>();
  for (const model of models) {
    for (const claim of claimsOf(model)) groups.set(claim, [...(groups.get(claim) ?? []), model]);
  }
  return [...groups]
    .map(([claim, some]) => ({ claim, models: some }))
    .sort((a, b) => b.models.length - a.models.length);
}
