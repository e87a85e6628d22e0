import { assess } from "./assess.ts";
import type { LicenseBook } from "./license/properties.ts";
import { type Subject, subjectId } from "./profile/subject.ts";
import { type Contestant, labelContest, scoreContest } from "./rank/contest.ts";
import { drawnOrder, drawRanks } from "./rank/draws.ts";
import { rowOf } from "./rank/field.ts";
import { orderValue, type Rollup } from "./rank/rollup.ts";
import { type Standing, standings } from "./rank/ties.ts";
import type { Variation } from "./rank/variation.ts";
import { chancesOf, describeModels, leftOut, pairFigures } from "./rankedModels.ts";
import { pairOf } from "./rankedPair.ts";
import type { RankingDocument, RankingSettings, RubricRanking } from "./result/rankingSchema.ts";
import type { Result } from "./result/schema.ts";
import { rubricHead } from "./rubric/head.ts";
import type { Rubric } from "./rubric/types.ts";
import { outcomesOf } from "./score/level.ts";
import { sensitivityOf } from "./sensitivity.ts";
import type { Solve } from "./solver.ts";
import { VERSION } from "./version.ts";

export interface RankOptions {
  by: "vendor" | "model";
  rollup: Rollup;
  variation: Variation;
  draws: number;
  /** The same seed gives the same draws. */
  seed: number;
  /** The share of weight that has to be known of a model for it to be ranked. */
  coverage: number;
  /** How many count as the first; absent: as many as suits the number of models. */
  top?: number;
  /** What to rank by under rubrics that have both. */
  basis: "score" | "label";
  /** Adds the chance of each model to be above each other one. */
  detail: boolean;
  /** Adds what drives the ranks. */
  sensitivity: boolean;
  /** Adds what it takes for two models, named by vendor/model or vendor, to change places. */
  pair?: readonly string[];
  solve?: Solve;
  /** Called after each draw. */
  onDraw?: () => void;
}

/** What can be said for certain of the order of models: the whole of what `openness rank` prints. */
export function rankModels(
  subjects: readonly Subject[],
  rubrics: readonly Rubric[],
  book: LicenseBook,
  options: RankOptions,
): RankingDocument {
  return {
    schemaVersion: "1.0.0",
    tool: { name: "openness", version: VERSION },
    settings: settingsOf(options),
    rubrics: rubrics.map((rubric) => rankUnder(rubric, subjects, book, options)),
  };
}

function settingsOf({ by, draws, seed, coverage, variation }: RankOptions): RankingSettings {
  const { weights, half, aggregate, unknowns } = variation;
  return {
    by,
    draws,
    seed,
    weights: typeof weights === "string" ? { vary: weights, by: null } : { vary: "range", by: weights.by },
    half: [...half],
    aggregate: [...aggregate],
    unknowns,
    coverage,
  };
}

function rankUnder(
  rubric: Rubric,
  subjects: readonly Subject[],
  book: LicenseBook,
  options: RankOptions,
): RubricRanking {
  const { by, rollup, draws: count, seed, variation, onDraw } = options;
  const { results } = assess(subjects, [rubric], book, { by, rollup });
  const basis = basisOf(results, options.basis);
  const { ranked, left } = sift(results, rubric, basis, options.coverage);
  const models = inOrder(contestants(ranked, rubric, subjects, book), rubric, basis);
  const top = options.top ?? usualTop(models.length);
  const contest = (basis === "score" ? scoreContest : labelContest)(rubric, models, variation, seed);
  const draws = drawRanks(models.length, contest.next, { count, top, ...(onDraw ? { onDraw } : {}) });
  const order = drawnOrder(draws);
  const above = models.map((_, one) => order.filter((other) => contest.dominates(one, other)));
  return {
    ...rubricHead(rubric),
    ...(rubric.reading === undefined ? {} : { reading: rubric.reading }),
    unknown: rubric.unknown,
    basis,
    top,
    models: describeModels(models, standingsOf(models, rubric, basis), draws, { order, above }),
    notRanked: left.map(leftOut),
    ...pairFigures(models, draws, above, basis),
    ...(options.detail ? { chances: chancesOf(draws, order) } : {}),
    ...(options.sensitivity
      ? {
          sensitivity: basis === "score" && models.length > 1 ? sensitivityOf(rubric, models, options) : null,
        }
      : {}),
    ...(options.pair === undefined
      ? {}
      : {
          pair: pairOf(options.pair, { rubric, models, left, basis, draws, contest, solve: options.solve }),
        }),
  };
}

/** Labels are the only order where nobody has a score. */
function basisOf(results: readonly Result[], wanted: RankOptions["basis"]): RubricRanking["basis"] {
  const scored = results.some(({ score }) => score !== null);
  const labelled = results.some(({ label }) => label !== null);
  return scored && !(wanted === "label" && labelled) ? "score" : "label";
}

/** Apart from those of which too little is known, or nothing that they could be ranked by. */
function sift(
  results: readonly Result[],
  rubric: Rubric,
  basis: RubricRanking["basis"],
  least: number,
): { ranked: Result[]; left: Result[] } {
  const value = orderBy(rubric, basis);
  const enough = (result: Result) =>
    result.assessed && value(result) !== null && (result.coverage ?? 1) >= least;
  return { ranked: results.filter(enough), left: results.filter((result) => !enough(result)) };
}

function contestants(
  results: readonly Result[],
  rubric: Rubric,
  subjects: readonly Subject[],
  book: LicenseBook,
): Contestant[] {
  const known = new Map(subjects.map((subject) => [keyOf(subject), subject]));
  return results.flatMap((result) => {
    const subject = known.get(keyOf(result));
    if (subject === undefined) return [];
    const { outcomes } = outcomesOf(rubric, subject, book);
    return [{ result, outcomes, row: rowOf(rubric, outcomes) }];
  });
}

function keyOf(one: { vendor: { id: string }; model: { id: string }; source: string }): string {
  return `${one.source} ${subjectId(one)}`;
}

/** Highest first; ties as they come, which is by name. */
function inOrder(models: readonly Contestant[], rubric: Rubric, basis: RubricRanking["basis"]): Contestant[] {
  const order = standingsOf(models, rubric, basis);
  return places(models)
    .sort((a, b) => (order[a]?.position ?? 0) - (order[b]?.position ?? 0) || a - b)
    .flatMap((place) => models[place] ?? []);
}

/** The rank of each model as `score` gives it, among those that are ranked. */
function standingsOf(
  models: readonly Contestant[],
  rubric: Rubric,
  basis: RubricRanking["basis"],
): (Standing | null)[] {
  const value = orderBy(rubric, basis);
  return standings(models.map(({ result }) => value(result)));
}

/** A number to order a result by: its score's lower bound, or how high its label stands. */
function orderBy({ labels }: Rubric, basis: RubricRanking["basis"]): (result: Result) => number | null {
  if (basis === "score") return ({ score }) => score?.value ?? null;
  const ids = labels.map(({ id }) => id);
  return ({ label }) => orderValue({ score: null, label }, ids);
}

function places(items: readonly unknown[]): number[] {
  return items.map((_, place) => place);
}

/** Ten of many, fewer of few. */
function usualTop(models: number): number {
  if (models >= 20) return 10;
  return models >= 6 ? 3 : 1;
}
