import { countedQuantile } from "./statistics.ts";
import { eachTie, SAME } from "./ties.ts";

/** What many draws come to; models by their places. */
export interface Draws {
  models: number;
  count: number;
  /** How often each model had each mid-rank: 1, 1.5, 2 and so on, one row of these for each model. */
  ranks: Uint32Array;
  /** For each pair, the first before the second: twice the draws in which the first was above, and those with a tie. */
  ahead: Uint32Array;
  /** In how many draws a model was among the first; of those who tie at the border each is with the same chance. */
  top: Float64Array;
}

/** How draws are summed up. */
export interface DrawOptions {
  count: number;
  /** How many are the first. */
  top: number;
  /** Called after each. */
  onDraw?: () => void;
}

/**
 * Draws again and again and counts who stands where.
 * @param models how many there are
 * @param next what each model comes to in the next draw
 */
export function drawRanks(models: number, next: () => Float64Array, options: DrawOptions): Draws {
  const draws: Draws = {
    models,
    count: options.count,
    ranks: new Uint32Array(models * 2 * models),
    ahead: new Uint32Array(models * models),
    top: new Float64Array(models),
  };
  for (let draw = 0; draw < options.count; draw += 1) {
    const values = next();
    countRanks(draws, values, options.top);
    countPairs(draws, values);
    options.onDraw?.();
  }
  return draws;
}

function countRanks({ models, ranks, top }: Draws, values: Float64Array, first: number): void {
  eachTie(values, (above, places) => {
    const column = 2 * above + places.length - 1;
    const chance = Math.min(1, Math.max(0, (first - above) / places.length));
    for (const place of places) {
      const cell = place * 2 * models + column;
      ranks[cell] = (ranks[cell] ?? 0) + 1;
      top[place] = (top[place] ?? 0) + chance;
    }
  });
}

function countPairs({ models, ahead }: Draws, values: Float64Array): void {
  for (let one = 0; one < models; one += 1) {
    const value = values[one] ?? 0;
    for (let other = one + 1; other < models; other += 1) {
      const difference = value - (values[other] ?? 0);
      const cell = one * models + other;
      if (difference > SAME) ahead[cell] = (ahead[cell] ?? 0) + 2;
      else if (difference >= -SAME) ahead[cell] = (ahead[cell] ?? 0) + 1;
    }
  }
}

/** The rank below which a share of a model's ranks lies. */
export function rankQuantile({ models, ranks, count }: Draws, model: number, share: number): number {
  const own = ranks.subarray(model * 2 * models, (model + 1) * 2 * models);
  return countedQuantile(own, count, share, (column) => 1 + column / 2);
}

/** The share of draws in which one model was above another, ties counting half. */
export function chanceAbove(draws: Draws, one: number, other: number): number {
  if (one === other) return 0.5;
  if (one > other) return 1 - chanceAbove(draws, other, one);
  return (draws.ahead[one * draws.models + other] ?? 0) / (2 * draws.count);
}

/** A model's mean rank. */
export function meanRank({ models, ranks, count }: Draws, model: number): number {
  let sum = 0;
  for (let column = 0; column < 2 * models; column += 1) {
    sum += (ranks[model * 2 * models + column] ?? 0) * (1 + column / 2);
  }
  return sum / count;
}

/** The models' places in order of their median rank, then of their mean rank; else as they come. */
export function drawnOrder(draws: Draws): number[] {
  const models = Array.from({ length: draws.models }, (_, place) => place);
  const medians = models.map((model) => rankQuantile(draws, model, 0.5));
  const means = models.map((model) => meanRank(draws, model));
  const by = (values: readonly number[], a: number, b: number) => (values[a] ?? 0) - (values[b] ?? 0);
  return models.sort((a, b) => by(medians, a, b) || by(means, a, b) || a - b);
}
