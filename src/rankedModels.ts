import { subjectId } from "./profile/subject.ts";
import { groupsOf, isApart, meaningfulDifference } from "./rank/apart.ts";
import type { Contestant } from "./rank/contest.ts";
import { chanceAbove, type Draws, rankQuantile } from "./rank/draws.ts";
import type { Standing } from "./rank/ties.ts";
import type { RankedModel, RubricRanking } from "./result/rankingSchema.ts";
import type { Result } from "./result/schema.ts";

/** In which order models stand. */
export interface Orders {
  /** The models' places in order of their ranks in the draws. */
  order: readonly number[];
  /** By model, those that it is above whatever the weights. */
  above: readonly (readonly number[])[];
}

/** Every model that is ranked, with what the draws say of it. */
export function describeModels(
  models: readonly Contestant[],
  standing: readonly (Standing | null)[],
  draws: Draws,
  { order, above }: Orders,
): RankedModel[] {
  const groups = groupsOf(draws, order);
  const groupAt = new Map(groups.flatMap((group, at) => group.map((place) => [place, at + 1] as const)));
  const below = new Map<number, number>();
  for (const other of above.flat()) below.set(other, (below.get(other) ?? 0) + 1);
  return order.flatMap((place) => {
    const one = models[place];
    if (one === undefined) return [];
    const { vendor, model, source, score, label, coverage } = one.result;
    const { position, tied } = standing[place] ?? { position: models.length, tied: 1 };
    const beaten = above[place] ?? [];
    return {
      vendor: { id: vendor.id, name: vendor.name },
      model: { id: model.id, name: model.name },
      source,
      rank: { position, tied, mid: position + (tied - 1) / 2 },
      score,
      label: label && { id: label.id, name: label.name, possible: label.possible },
      coverage,
      draws: {
        median: rankQuantile(draws, place, 0.5),
        lower: rankQuantile(draws, place, 0.05),
        upper: rankQuantile(draws, place, 0.95),
        top: (draws.top[place] ?? 0) / draws.count,
      },
      possible: { best: 1 + (below.get(place) ?? 0), worst: models.length - beaten.length },
      group: groupAt.get(place) ?? 0,
      above: beaten.map((other) => idOf(models[other])),
    };
  });
}

function idOf(model: Contestant | undefined): string {
  return model === undefined ? "" : subjectId(model.result);
}

/** How many pairs of models are told apart, and from which difference on. */
export function pairFigures(
  models: readonly Contestant[],
  draws: Draws,
  above: readonly (readonly number[])[],
  basis: RubricRanking["basis"],
): Pick<RubricRanking, "pairs" | "meaningful"> {
  const all = (models.length * (models.length - 1)) / 2;
  let apart = 0;
  for (let one = 0; one < models.length; one += 1) {
    for (let other = one + 1; other < models.length; other += 1) if (isApart(draws, one, other)) apart += 1;
  }
  const scores = models.map(({ result }) => result.score?.value ?? 0);
  return {
    pairs: { all, dominance: above.reduce((sum, others) => sum + others.length, 0), apart },
    meaningful: basis === "score" ? meaningfulDifference(draws, scores) : null,
  };
}

/** The chance of each model to be above each other one. */
export function chancesOf(draws: Draws, order: readonly number[]): number[][] {
  return order.map((one) => order.map((other) => chanceAbove(draws, one, other)));
}

/** What is said of a model that is not ranked. */
export function leftOut({
  vendor,
  model,
  source,
  coverage,
  assessed,
  score,
  label,
}: Result): RubricRanking["notRanked"][number] {
  return {
    vendor: { id: vendor.id, name: vendor.name },
    model: { id: model.id, name: model.name },
    source,
    coverage,
    why: assessed && (score !== null || label !== null) ? "coverage" : "not-assessed",
  };
}
