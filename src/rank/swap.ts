import type { Solve } from "../solver.ts";

/** A score as weights over shares of points. */
export interface Sides {
  weights: Float64Array;
  shares: Float64Array;
}

/** The smallest change of weights with which two models change places. */
export interface Swap {
  /** By which share of itself each weight has to change at most: 0.3 means from 0.7 to 1.3 times itself. */
  change: number;
  /** By criterion: what its weight is multiplied with. */
  factors: Float64Array;
}

/**
 * The smallest change f of weights, each to between 1 - f and 1 + f times itself, after which the score of the model that is
 * above is no higher than the other's. Where both scores have the same weights w and d is how much more the one gets on a
 * criterion, that is f = sum(w d) / sum(w |d|).
 *
 * It is the solution of a linear programme. Where the scores are shares of different criteria's points it is one for each
 * score at which they could meet, of which the best is looked for.
 * @param summed whether scores are sums of points rather than shares
 * @returns undefined if no change of weights does it that leaves each of them more than 0
 */
export function smallestSwap(above: Sides, below: Sides, summed: boolean, solve: Solve): Swap | undefined {
  const same = above.weights.every((weight, at) => Math.abs(weight - (below.weights[at] ?? 0)) < 1e-12);
  if (summed || same) return solved([difference(above, below)], solve);
  const [a, b] = [reach(above), reach(below)];
  const [from, to] = [Math.max(a.from, b.from), Math.min(a.to, b.to)];
  return leastOver((score) => solved([off(above, score, 1), off(below, score, -1)], solve), from, to);
}

/** Between which scores some weights bring a model. */
function reach({ weights, shares }: Sides): { from: number; to: number } {
  const counting = shares.filter((_, at) => (weights[at] ?? 0) > 0);
  return { from: Math.min(...counting), to: Math.max(...counting) };
}

/** What each weight adds to how far the one is above the other. */
function difference(above: Sides, below: Sides): number[] {
  return [...above.weights].map(
    (weight, at) => weight * (above.shares[at] ?? 0) - (below.weights[at] ?? 0) * (below.shares[at] ?? 0),
  );
}

/** What each weight adds to how far a score is off another one. */
function off({ weights, shares }: Sides, score: number, sign: number): number[] {
  return [...weights].map((weight, at) => sign * weight * ((shares[at] ?? 0) - score));
}

/**
 * Solves the programme: factors that keep every sum at 0 or below.
 * @param sums by criterion, what its factor is multiplied with
 */
function solved(sums: readonly (readonly number[])[], solve: Solve): Swap | undefined {
  const criteria = sums[0]?.map((_, at) => at) ?? [];
  const moving = criteria.filter((at) => sums.some((terms) => Math.abs(terms[at] ?? 0) > 1e-12));
  if (moving.length === 0) return { change: 0, factors: Float64Array.from(criteria, () => 1) };
  const row = (terms: readonly number[]) =>
    `${moving.map((at) => `${term(terms[at] ?? 0)} k${at}`).join("\n ")} <= 0`;
  const { outcome, values } = solve(
    [
      "Minimize",
      "change: f",
      "Subject To",
      ...sums.map(row),
      ...moving.flatMap((at) => [`k${at} + f >= 1`, `k${at} - f <= 1`]),
      "Bounds",
      "0 <= f <= 1",
      ...moving.map((at) => `0 <= k${at} <= 2`),
      "End",
      "",
    ].join("\n"),
  );
  const change = values.get("f") ?? 1;
  if (outcome === "infeasible" || change > 1 - NEARLY) return undefined;
  return { change, factors: Float64Array.from(criteria, (at) => values.get(`k${at}`) ?? 1) };
}

/** A weight this near to 0 is taken for 0, for the solver's sums are rounded. */
const NEARLY = 1e-6;

/** Signed and without an exponent, which readers of the format take for a name. */
function term(value: number): string {
  return `${value < 0 ? "-" : "+"} ${Math.abs(value).toFixed(12)}`;
}

const STEPS = 40;
const ROUNDS = 4;

/** Looks for the score at which the least change is needed: step by step, then more closely around the best. */
function leastOver(at: (score: number) => Swap | undefined, least: number, most: number): Swap | undefined {
  let best: { score: number; swap: Swap } | undefined;
  let [from, to] = [least, most];
  for (let round = 0; round < ROUNDS && from <= to; round += 1) {
    for (let step = 0; step <= STEPS; step += 1) {
      const score = from + ((to - from) * step) / STEPS;
      const swap = at(score);
      if (swap !== undefined && (best === undefined || swap.change < best.swap.change))
        best = { score, swap };
    }
    if (best === undefined) return undefined;
    const width = (to - from) / STEPS;
    [from, to] = [Math.max(least, best.score - width), Math.min(most, best.score + width)];
  }
  return best?.swap;
}
