import type { Result, ResultRubric } from "../result/schema.ts";
import { rounded, scoreText } from "./cells.ts";
import { assessedUnder, hasLabels, type ModelView, type View } from "./view.ts";

/** How many models have each label; `undefined` counts those that are undecided. */
export interface LabelCount {
  name: string | undefined;
  models: string[];
}

/** The labels of a rubric with the models that surely have them, highest first, and the undecided last. */
export function labelCounts(view: View, rubric: ResultRubric): LabelCount[] {
  const results = assessedUnder(view, rubric);
  const named = (some: readonly Result[]) => some.map(({ model }) => model.name);
  const counts: LabelCount[] = (rubric.labels ?? []).map(({ id, name }) => ({
    name,
    models: named(results.filter(({ label }) => label?.id === id)),
  }));
  const open = results.filter(({ label }) => label?.id === null || label === null);
  return [...counts, { name: undefined, models: named(open) }].filter(({ models }) => models.length > 0);
}

/** The findings in a few sentences, for readers who know nothing of rubrics. */
export function sentences(view: View): string[] {
  const vendors = new Set(view.models.map(({ vendor }) => vendor.id)).size;
  return [
    `This report covers ${count(view.models.length, "model")} of ${count(vendors, "vendor")} under ${count(view.rubrics.length, "framework")}. What is not known is never guessed: it widens a range or leaves a verdict undecided.`,
    ...view.rubrics.flatMap((rubric) =>
      hasLabels(rubric) ? labelSentence(view, rubric) : scoreSentence(view, rubric),
    ),
  ];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** How many names a sentence bears. */
const MOST_NAMES = 3;

function nameList(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return more > 0 ? `${names.slice(0, MOST_NAMES).join(", ")} and ${more} more` : names.join(", ");
}

function labelSentence(view: View, rubric: ResultRubric): string[] {
  const counts = labelCounts(view, rubric);
  const assessed = assessedUnder(view, rubric).length;
  const [best] = counts;
  if (best === undefined) return [];
  const open = counts.at(-1)?.name === undefined ? counts.at(-1) : undefined;
  const found =
    best.name === undefined
      ? []
      : [
          `the best verdict is ${best.name}, for ${best.models.length} of ${count(assessed, "model")} (${nameList(best.models)})`,
        ];
  const undecided = open === undefined ? [] : [`${open.models.length} cannot be decided from what is known`];
  return [`${rubric.name}: ${[...found, ...undecided].join("; ")}.`];
}

function scoreSentence(view: View, rubric: ResultRubric): string[] {
  const results = assessedUnder(view, rubric).filter(({ score }) => score !== null);
  const value = ({ score }: Result) => score?.value ?? 0;
  const [first] = [...results].sort((a, b) => value(b) - value(a));
  if (first?.score == null) return [];
  const { max } = first.score;
  const best = results.filter((one) => value(one) === value(first)).map(({ model }) => model.name);
  const lowest = Math.min(...results.map(value));
  const known = results.reduce((sum, { coverage }) => sum + (coverage ?? 0), 0) / results.length;
  const range = `from ${scoreText(lowest, max)} to ${scoreText(value(first), max)} of ${scoreText(max, max)} points for certain`;
  return [
    `${rubric.name}: ${count(results.length, "model")} ${range}, the most for ${nameList(best)}. Evidence settles ${rounded(known * 100)}% of the weight on average.`,
  ];
}

/** Models that are called the same by their vendors. */
export interface ClaimGroup {
  claim: string;
  models: ModelView[];
}

/** The words that vendors have for their models, the most frequent first. */
export function claimGroups({ models }: View): ClaimGroup[] {
  const groups = new Map<string, ModelView[]>();
  for (const model of models) {
    for (const claim of new Set(model.subject?.claims ?? [])) {
      groups.set(claim, [...(groups.get(claim) ?? []), model]);
    }
  }
  return [...groups]
    .map(([claim, some]) => ({ claim, models: some }))
    .sort((a, b) => b.models.length - a.models.length);
}

/** The verdicts on some models under a rubric, in words: `2 Weights Available AI, 1 undecided`. */
export function verdictCounts(view: View, models: readonly ModelView[], rubric: ResultRubric): string {
  const counts = labelCounts({ ...view, models }, rubric).map(
    ({ name, models: some }) => `${some.length} ${name ?? "undecided"}`,
  );
  return counts.length === 0 ? "none assessed" : counts.join(", ");
}

/** Where a framework places a model among the others, as shares of them. */
export interface Place {
  /** How many stand surely before it, and how many before it or beside it. */
  before: number;
  atMost: number;
}

/** How differently frameworks see a model among the same models. */
export interface Spread {
  model: ModelView;
  /** By rubric. */
  places: ReadonlyMap<string, Place>;
  /** The widest gap between two of the places, ties taken for agreement. */
  gap: number;
}

/** Ranks mean nothing among fewer. */
const FEWEST_TO_RANK = 5;
/** What is closer than this share of the models is no disagreement. */
const LEAST_GAP = 0.1;

/**
 * The models that frameworks place most differently among the others; only frameworks that order at least five of the
 * models.
 * @param most how many
 */
export function disagreements(view: View, most: number): Spread[] {
  const sizes = new Map(view.rubrics.map((rubric) => [rubric.id, assessedUnder(view, rubric).length]));
  const spreads = view.models.map((model): Spread => {
    const places = new Map<string, Place>();
    for (const { rubric, rank, assessed } of model.results.values()) {
      const others = (sizes.get(rubric) ?? 0) - 1;
      if (!assessed || rank === null || others < FEWEST_TO_RANK - 1) continue;
      const before = (rank.position - 1) / others;
      places.set(rubric, { before, atMost: before + (rank.tied - 1) / others });
    }
    const all = [...places.values()];
    const gap = Math.max(...all.map(({ before }) => before)) - Math.min(...all.map(({ atMost }) => atMost));
    return { model, places, gap };
  });
  return spreads
    .filter(({ gap }) => gap >= LEAST_GAP)
    .sort((a, b) => b.gap - a.gap)
    .slice(0, most);
}
