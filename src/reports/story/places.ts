import { assessedUnder, judgesCompanies, type ModelView, type View } from "../view.ts";

/** Where a framework places a model among the others. */
export interface Place {
  /** From 1; as many as are tied share it. */
  position: number;
  tied: number;
  /** How many models have a place. */
  of: number;
}

/** How differently frameworks see a model among the same models. */
export interface Spread {
  model: ModelView;
  /** By rubric. */
  places: ReadonlyMap<string, Place>;
  /** The widest gap between two of the places, as a share of the others; ties are taken for agreement. */
  gap: number;
}

/** Ranks mean nothing among fewer. */
const FEWEST_TO_RANK = 5;
/** What is closer than this share of the models is no disagreement. */
const LEAST_GAP = 0.1;

/**
 * The models that frameworks place most differently among the others; only frameworks that order at least five of
 * the models, and judge models rather than companies.
 * @param most how many
 */
export function disagreements(view: View, most: number): Spread[] {
  const rubrics = view.rubrics.filter((rubric) => !judgesCompanies(view, rubric));
  const sizes = new Map(rubrics.map((rubric) => [rubric.id, assessedUnder(view, rubric).length]));
  const spreads = view.models.map((model): Spread => {
    const places = placesOf(model, sizes);
    const all = [...places.values()];
    const first = all.map(({ position, of }) => (position - 1) / (of - 1));
    const last = all.map(({ position, tied, of }) => (position + tied - 2) / (of - 1));
    return { model, places, gap: Math.max(...first) - Math.min(...last) };
  });
  return spreads
    .filter(({ gap }) => gap >= LEAST_GAP)
    .sort((a, b) => b.gap - a.gap)
    .slice(0, most);
}

function placesOf({ results }: ModelView, sizes: ReadonlyMap<string, number>): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const { rubric, rank, assessed } of results.values()) {
    const of = sizes.get(rubric) ?? 0;
    if (assessed && rank !== null && of >= FEWEST_TO_RANK) places.set(rubric, { ...rank, of });
  }
  return places;
}
