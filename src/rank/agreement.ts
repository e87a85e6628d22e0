import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** What raters say of some things: by thing, then by rater; the position of a level, null where a rater gave none. */
export type Ratings = readonly (readonly (number | null)[])[];

/** How far apart two levels are: alike or not, or by how many ratings lie between them. */
export type Metric = "nominal" | "ordinal";

/** What a disagreement between two levels counts. */
export type KappaWeights = "none" | "linear" | "quadratic";

function given(ratings: readonly (number | null)[]): number[] {
  return ratings.filter((rating) => rating !== null);
}

/** The share of pairs of ratings of the same thing that are alike; null where no thing has two. */
export function percentAgreement(ratings: Ratings): number | null {
  let alike = 0;
  let pairs = 0;
  for (const thing of ratings) {
    const found = given(thing);
    for (const [at, one] of found.entries()) {
      for (const other of found.slice(at + 1)) {
        pairs += 1;
        if (one === other) alike += 1;
      }
    }
  }
  return pairs === 0 ? null : alike / pairs;
}

/**
 * Cohen's kappa of two raters over what both of them rated: (p_o - p_e) / (1 - p_e), with linear or quadratic weights
 * for levels that have an order.
 * Source: Cohen 1960; weighted: Cohen 1968, with weights 1 - |i - j| / (k - 1) and 1 - (i - j)² / (k - 1)².
 * @param levels k, how many levels there are
 * @returns null where both raters rated nothing, or always gave the same one level, which leaves nothing to chance
 */
export function cohenKappa(
  ratings: Ratings,
  [first, second]: readonly [number, number],
  levels: number,
  weights: KappaWeights,
): number | null {
  const both = ratings.flatMap((thing) => {
    const [a, b] = [thing[first] ?? null, thing[second] ?? null];
    return a === null || b === null ? [] : [[a, b] as const];
  });
  if (both.length === 0) return null;
  const weight = weightOf(weights, levels);
  const firstShares = sharesOf(both.map(([a]) => a));
  const secondShares = sharesOf(both.map(([, b]) => b));
  let observed = 0;
  for (const [a, b] of both) observed += weight(a, b) / both.length;
  let expected = 0;
  for (const [a, shareA] of firstShares) {
    for (const [b, shareB] of secondShares) expected += weight(a, b) * shareA * shareB;
  }
  // What is left to chance is at least one part in so many pairs, where there is any.
  return 1 - expected < 1e-12 ? null : (observed - expected) / (1 - expected);
}

function weightOf(weights: KappaWeights, levels: number): (a: number, b: number) => number {
  if (weights === "none") return (a, b) => (a === b ? 1 : 0);
  const power = weights === "linear" ? 1 : 2;
  const widest = Math.max(1, levels - 1);
  return (a, b) => 1 - (Math.abs(a - b) / widest) ** power;
}

function sharesOf(values: readonly number[]): Map<number, number> {
  const shares = new Map<number, number>();
  for (const value of values) shares.set(value, (shares.get(value) ?? 0) + 1 / values.length);
  return shares;
}

/** Disagreement that was observed and that chance would bring, in the same unit. */
interface Disagreement {
  observed: number;
  expected: number;
}

/**
 * The two parts of Krippendorff's alpha, from the matrix of coincidences o_ck (every pair of ratings of a thing, both ways,
 * over the thing's number of ratings less one): sums of o_ck d_ck and of n_c n_k d_ck / (n - 1). Ordinal distances are
 * divided by the largest one, which changes no alpha and makes sums over several criteria fair.
 * Source: Krippendorff 2011, Computing Krippendorff's Alpha-Reliability.
 */
function disagreementIn(ratings: Ratings, metric: Metric): Disagreement {
  const things = ratings.map(given).filter((found) => found.length > 1);
  const counts = new Map<number, number>();
  for (const value of things.flat()) counts.set(value, (counts.get(value) ?? 0) + 1);
  const distance = distanceOf(counts, metric);
  let observed = 0;
  for (const found of things) {
    for (const one of found) {
      for (const other of found) observed += distance(one, other) / (found.length - 1);
    }
  }
  const total = things.flat().length;
  let expected = 0;
  for (const [one, many] of counts) {
    for (const [other, others] of counts) expected += (many * others * distance(one, other)) / (total - 1);
  }
  return { observed, expected };
}

function distanceOf(counts: ReadonlyMap<number, number>, metric: Metric): (a: number, b: number) => number {
  if (metric === "nominal") return (a, b) => (a === b ? 0 : 1);
  const order = [...counts.keys()].sort((a, b) => a - b);
  // Ratings up to and with a level, less half of its own: the difference of two is what lies between them.
  const middles = new Map<number, number>();
  let before = 0;
  for (const value of order) {
    const own = counts.get(value) ?? 0;
    middles.set(value, before + own / 2);
    before += own;
  }
  const middle = (value: number) => middles.get(value) ?? 0;
  const widest = middle(order.at(-1) ?? 0) - middle(order[0] ?? 0) || 1;
  return (a, b) => ((middle(a) - middle(b)) / widest) ** 2;
}

/**
 * Krippendorff's alpha over criteria: 1 less the observed disagreement of all over the expected one of all. Levels are only
 * ever compared within a criterion.
 * @returns null where nothing could disagree: no thing has two ratings, or all ratings of a criterion are alike
 */
export function krippendorffAlpha(criteria: readonly Ratings[], metric: Metric): number | null {
  let observed = 0;
  let expected = 0;
  for (const ratings of criteria) {
    const part = disagreementIn(ratings, metric);
    observed += part.observed;
    expected += part.expected;
  }
  return expected > 0 ? 1 - observed / expected : null;
}

/** Between which values 95 % of what was drawn lies. */
export interface Interval {
  lower: number;
  upper: number;
}

/**
 * The percentile bootstrap of a statistic: things are drawn with replacement, as many as there are.
 * Source: Efron 1979; percentiles as the nearest of the sorted draws.
 * @param things how many there are to draw from
 * @param statistic of the things drawn, by position; draws for which it is null are left out
 * @returns null for fewer than two things, or if hardly any draw has a value
 */
export function bootstrap(
  things: number,
  statistic: (drawn: readonly number[]) => number | null,
  { draws, seed }: { draws: number; seed: number },
): Interval | null {
  if (things < 2) return null;
  const random = xoroshiro128plus(seed);
  const values: number[] = [];
  for (let draw = 0; draw < draws; draw += 1) {
    const drawn = Array.from({ length: things }, () => uniformInt(random, 0, things - 1));
    const value = statistic(drawn);
    if (value !== null) values.push(value);
  }
  if (values.length < draws / 2) return null;
  values.sort((a, b) => a - b);
  const at = (share: number) => values[Math.round(share * (values.length - 1))] ?? 0;
  return { lower: at(0.025), upper: at(0.975) };
}
