import { chanceAbove, type Draws } from "./draws.ts";
import { SAME } from "./ties.ts";

/** The share of draws that must agree before something is said to be so. */
const SURE = 0.95;

/** Whether one of two models is above the other in nearly all draws, whichever it is. */
export function isApart(draws: Draws, one: number, other: number): boolean {
  const chance = chanceAbove(draws, one, other);
  return chance >= SURE || chance <= 1 - SURE;
}

/**
 * Splits models into the fewest sets of neighbours in which no two are apart: each, from the top, as large as possible.
 * @param order the models' places, highest first
 */
export function groupsOf(draws: Draws, order: readonly number[]): number[][] {
  const groups: number[][] = [];
  for (const model of order) {
    const last = groups.at(-1);
    if (last?.every((other) => !isApart(draws, other, model))) last.push(model);
    else groups.push([model]);
  }
  return groups;
}

/** From which difference of scores on an order can be relied on. */
export interface Meaningful {
  /** Null if there is none. */
  difference: number | null;
  /** Pairs of models whose scores differ. */
  pairs: number;
  /** Those that differ by less than that. */
  closer: number;
}

/**
 * The smallest difference of scores such that, of all pairs of models at least so far apart, 95 % keep their order in at
 * least 95 % of the draws.
 * @param scores by model, as they are reported
 */
export function meaningfulDifference(draws: Draws, scores: readonly number[]): Meaningful {
  const pairs = pairsOf(draws, scores).sort((a, b) => b.difference - a.difference);
  let kept = 0;
  let far = 0;
  let found: Meaningful = { difference: null, pairs: pairs.length, closer: pairs.length };
  for (const [at, { difference, keeps }] of pairs.entries()) {
    far += 1;
    if (keeps) kept += 1;
    const next = pairs[at + 1]?.difference ?? Number.NEGATIVE_INFINITY;
    if (difference - next <= SAME) continue;
    if (kept >= SURE * far) found = { ...found, difference, closer: pairs.length - far };
  }
  return found;
}

function pairsOf(draws: Draws, scores: readonly number[]): { difference: number; keeps: boolean }[] {
  return scores.flatMap((score, one) =>
    scores.slice(one + 1).flatMap((other, after) => {
      const difference = Math.abs(score - other);
      if (difference <= SAME) return [];
      const chance = chanceAbove(draws, one, one + 1 + after);
      return [{ difference, keeps: (score > other ? chance : 1 - chance) >= SURE }];
    }),
  );
}
