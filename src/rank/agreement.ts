import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** What raters say of some things under one criterion. */
export interface Ratings {
  /** How many levels there are to give. */
  levels: number;
  /** By thing, then by rater: the position of a level; null where a rater gave none. */
  given: readonly (readonly (number | null)[])[];
}

/** How far raters agree; null where there is nothing to compare, or nothing that could differ. */
export interface Agreement {
  /** The share of pairs of ratings of the same thing that are alike. */
  alike: number | null;
  /** Cohen's kappa by weights: the mean over pairs of raters and over criteria. */
  kappa: Record<KappaWeights, number | null>;
  /** Krippendorff's alpha by metric: disagreement is summed over criteria, levels are compared within one only. */
  alpha: Record<Metric, number | null>;
}

/** What a disagreement counts: always the same, by the distance of the levels, or by its square. */
type KappaWeights = "none" | "linear" | "quadratic";

/** How far apart two levels are: alike or not, or by how many ratings lie between them. */
type Metric = "nominal" | "ordinal";

/**
 * How far raters agree on some things.
 * @param things their positions; one may stand more than once, as a bootstrap draws it
 */
export function agreementOf(criteria: readonly Ratings[], things: readonly number[]): Agreement {
  const counted = criteria.map((ratings) => count(ratings, things));
  const pairs = sum(counted.map((one) => one.pairs));
  return {
    alike: pairs === 0 ? null : sum(counted.map((one) => one.alike)) / pairs,
    kappa: {
      none: meanKappa(counted, "none"),
      linear: meanKappa(counted, "linear"),
      quadratic: meanKappa(counted, "quadratic"),
    },
    alpha: { nominal: alphaOf(counted, "nominal"), ordinal: alphaOf(counted, "ordinal") },
  };
}

/** Ratings counted. Matrices are square, one row for each level, in one list. */
interface Counts {
  levels: number;
  alike: number;
  pairs: number;
  /** One matrix for each pair of raters: how often the first gave one level and the second another. */
  tables: Float64Array[];
  /** Krippendorff's o_ck: each pair of ratings of a thing, both ways, over the thing's number of ratings less one. */
  coincidences: Float64Array;
}

function count({ levels, given }: Ratings, things: readonly number[]): Counts {
  const raters = given[0]?.length ?? 0;
  const tables: Float64Array[] = [];
  for (let pair = 0; pair < (raters * (raters - 1)) / 2; pair += 1) {
    tables.push(new Float64Array(levels * levels));
  }
  const counts = { levels, alike: 0, pairs: 0, tables, coincidences: new Float64Array(levels * levels) };
  for (const thing of things) countThing(counts, given[thing] ?? []);
  return counts;
}

function countThing(counts: Counts, ratings: readonly (number | null)[]): void {
  const { levels, tables, coincidences } = counts;
  const share = 1 / (howManyKnown(ratings) - 1);
  let pair = -1;
  for (let a = 0; a < ratings.length; a += 1) {
    for (let b = a + 1; b < ratings.length; b += 1) {
      pair += 1;
      const [one, other] = [ratings[a] ?? null, ratings[b] ?? null];
      if (one === null || other === null) continue;
      counts.pairs += 1;
      if (one === other) counts.alike += 1;
      raise(tables[pair], one * levels + other, 1);
      raise(coincidences, one * levels + other, share);
      raise(coincidences, other * levels + one, share);
    }
  }
}

function howManyKnown(ratings: readonly (number | null)[]): number {
  let known = 0;
  for (const rating of ratings) if (rating !== null) known += 1;
  return known;
}

function raise(matrix: Float64Array | undefined, at: number, by: number): void {
  if (matrix !== undefined) matrix[at] = (matrix[at] ?? 0) + by;
}

function meanKappa(counted: readonly Counts[], weights: KappaWeights): number | null {
  const kappas = counted.flatMap(({ levels, tables }) =>
    tables.flatMap((table) => kappaOf(table, levels, weights) ?? []),
  );
  return kappas.length === 0 ? null : sum(kappas) / kappas.length;
}

/**
 * Cohen's kappa, (p_o - p_e) / (1 - p_e).
 * Source: Cohen 1960; weighted: Cohen 1968, with weights 1 - |i - j| / (k - 1) and 1 - (i - j)² / (k - 1)².
 * @returns null where both raters rated nothing, or always gave the same one level, which leaves nothing to chance
 */
function kappaOf(table: Float64Array, levels: number, weights: KappaWeights): number | null {
  const total = sum(table);
  if (total === 0) return null;
  const rows = sumsOf(table, levels, (row) => row);
  const columns = sumsOf(table, levels, (_, column) => column);
  let observed = 0;
  let expected = 0;
  for (let row = 0; row < levels; row += 1) {
    for (let column = 0; column < levels; column += 1) {
      const weight = weightOf(row - column, levels, weights);
      observed += (weight * (table[row * levels + column] ?? 0)) / total;
      expected += (weight * (rows[row] ?? 0) * (columns[column] ?? 0)) / total ** 2;
    }
  }
  return 1 - expected < ROUNDING ? null : (observed - expected) / (1 - expected);
}

/** Less than what is left to chance where anything is: one part in the square of very many things. */
const ROUNDING = 1e-12;

function weightOf(difference: number, levels: number, weights: KappaWeights): number {
  if (weights === "none") return difference === 0 ? 1 : 0;
  const share = Math.abs(difference) / Math.max(1, levels - 1);
  return weights === "linear" ? 1 - share : 1 - share ** 2;
}

/**
 * Krippendorff's alpha, 1 - (n - 1) sum(o_ck d_ck) / sum(n_c n_k d_ck), with both sums over all criteria. Ordinal distances
 * are divided by the largest one, which changes no alpha and makes sums over several criteria fair.
 * Source: Krippendorff 2011, Computing Krippendorff's Alpha-Reliability.
 */
function alphaOf(counted: readonly Counts[], metric: Metric): number | null {
  let observed = 0;
  let expected = 0;
  for (const counts of counted) {
    const part = disagreementIn(counts, metric);
    observed += part.observed;
    expected += part.expected;
  }
  return expected > 0 ? 1 - observed / expected : null;
}

function disagreementIn(
  { levels, coincidences }: Counts,
  metric: Metric,
): { observed: number; expected: number } {
  const each = sumsOf(coincidences, levels, (row) => row);
  const others = sum(each) - 1;
  const places = metric === "nominal" ? undefined : placesOf(each);
  let observed = 0;
  let expected = 0;
  for (let at = 0; at < coincidences.length; at += 1) {
    const [row, column] = [Math.floor(at / levels), at % levels];
    if (row === column) continue;
    const distance = places === undefined ? 1 : ((places[row] ?? 0) - (places[column] ?? 0)) ** 2;
    observed += (coincidences[at] ?? 0) * distance;
    if (others > 0) expected += ((each[row] ?? 0) * (each[column] ?? 0) * distance) / others;
  }
  return { observed, expected };
}

/**
 * Places of levels, 0 to 1 between those that were given: ratings before a level and half of its own, so that between two
 * places lie all ratings from one to the other less half of those at both ends.
 */
function placesOf(each: Float64Array): Float64Array {
  const places = new Float64Array(each.length);
  let before = 0;
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let level = 0; level < each.length; level += 1) {
    const own = each[level] ?? 0;
    const place = before + own / 2;
    places[level] = place;
    before += own;
    if (own > 0) [first, last] = [Math.min(first, place), Math.max(last, place)];
  }
  return places.map((place) => place / (last - first || 1));
}

function sumsOf(
  matrix: Float64Array,
  levels: number,
  lineOf: (row: number, column: number) => number,
): Float64Array {
  const sums = new Float64Array(levels);
  for (let row = 0; row < levels; row += 1) {
    for (let column = 0; column < levels; column += 1) {
      raise(sums, lineOf(row, column), matrix[row * levels + column] ?? 0);
    }
  }
  return sums;
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let at = 0; at < values.length; at += 1) total += values[at] ?? 0;
  return total;
}

/** Draws things with replacement, as many as there are, again and again. */
export function draw(things: number, draws: number, seed: number): number[][] {
  const random = xoroshiro128plus(seed);
  return Array.from({ length: draws }, () =>
    Array.from({ length: things }, () => uniformInt(random, 0, things - 1)),
  );
}

/**
 * Between which values 95 % of a bootstrap's draws lie: the nearest of the sorted values at 2.5 and 97.5 %.
 * Source: Efron 1979, the percentile method.
 * @param values what each draw comes to; those that are null are left out
 * @returns null if fewer than half of the draws have a value
 */
export function percentiles(values: readonly (number | null)[]): { lower: number; upper: number } | null {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  if (sorted.length === 0 || sorted.length < values.length / 2) return null;
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  return { lower: at(0.025), upper: at(0.975) };
}
