import type { Criterion, Rubric } from "../rubric/types.ts";

/** Points earned, as bounds, out of the most that there are. */
export interface Part {
  lower: number;
  upper: number;
  most: number;
}

/** What a criterion adds; `maybe` if it is unknown whether it applies at all. */
export type Contribution = Part & { maybe: boolean };

/** A sum of parts, some of which may turn out not to count. */
export interface Sum {
  sure: Part;
  maybe: Part[];
}

/** What a criterion adds, by itself and its place in the rubric; undefined if nothing. */
export type Contribute = (criterion: Criterion, at: number) => Contribution | undefined;

/** The sums of the whole rubric (under undefined) and of each of its dimensions. */
export type Sums = ReadonlyMap<string | undefined, Sum>;

/**
 * Sums the whole rubric and each dimension: a criterion counts weight x points of weight x its most points; a
 * dimension without a weight counts what its criteria count, one with a weight counts its share of that.
 */
export function sumsOf(rubric: Rubric, contribute: Contribute): Sums {
  const sums = new Map<string | undefined, Sum>();
  sumBranch(treeOf(rubric), contribute, sums);
  return sums;
}

// The totals are plain local numbers: this runs for every criterion of every model of a stream.
function sumBranch(
  { id, criteria, children }: Branch,
  contribute: Contribute,
  sums: Map<string | undefined, Sum>,
): Sum {
  const maybe: Part[] = [];
  let lower = 0;
  let upper = 0;
  let most = 0;
  for (const { criterion, weight, at } of criteria) {
    const part = contribute(criterion, at);
    if (part === undefined) continue;
    if (part.maybe) maybe.push(weighted(part, weight));
    else {
      lower += part.lower * weight;
      upper += part.upper * weight;
      most += part.most * weight;
    }
  }
  for (const child of children) {
    const part = addBranch(sumBranch(child, contribute, sums), child.weight, maybe);
    lower += part.lower;
    upper += part.upper;
    most += part.most;
  }
  const sum: Sum = { sure: { lower, upper, most }, maybe };
  sums.set(id, sum);
  return sum;
}

const NOTHING: Part = { lower: 0, upper: 0, most: 0 };

/** @returns what a dimension surely adds to what it stands in; what it may add goes to the others of that kind */
function addBranch(inner: Sum, weight: number | undefined, maybe: Part[]): Part {
  if (weight === undefined) {
    maybe.push(...inner.maybe);
    return inner.sure;
  }
  if (inner.sure.most > 0) return weighted(wholeOf(inner), weight);
  if (inner.maybe.length > 0) maybe.push(weighted(wholeOf(inner), weight));
  return NOTHING;
}

function weighted({ lower, upper, most }: Part, weight: number): Part {
  return { lower: lower * weight, upper: upper * weight, most: most * weight };
}

/** What a dimension comes to if it counts as one. */
function wholeOf(inner: Sum): Part {
  const { lower, upper } = shareOf(inner);
  return { lower, upper, most: 1 };
}

/** A dimension, or the rubric itself, with what stands directly in it. */
interface Branch {
  id: string | undefined;
  weight: number | undefined;
  criteria: { criterion: Criterion; weight: number; at: number }[];
  children: Branch[];
}

const treeByRubric = new WeakMap<Rubric, Branch>();

/** A rubric as a tree; made once, for every model sums all of it. */
function treeOf(rubric: Rubric): Branch {
  const known = treeByRubric.get(rubric);
  if (known !== undefined) return known;
  const root: Branch = { id: undefined, weight: undefined, criteria: [], children: [] };
  const branches = new Map<string | undefined, Branch>([[undefined, root]]);
  for (const { id, weight } of rubric.dimensions) {
    branches.set(id, { id, weight, criteria: [], children: [] });
  }
  for (const { id } of rubric.dimensions) {
    const branch = branches.get(id);
    if (branch) branches.get(parentOf(id))?.children.push(branch);
  }
  for (const [at, criterion] of rubric.criteria.entries()) {
    branches.get(criterion.dimension)?.criteria.push({ criterion, weight: criterion.weight, at });
  }
  treeByRubric.set(rubric, root);
  return root;
}

/** The dimension that a dimension stands in, by its path. */
function parentOf(dimension: string): string | undefined {
  const slash = dimension.lastIndexOf("/");
  return slash < 0 ? undefined : dimension.slice(0, slash);
}

/** Bounds of the points earned; what may not count earns nothing at worst. */
export function pointsIn({ sure, maybe }: Sum): Part {
  if (maybe.length === 0) return sure;
  return {
    lower: sure.lower,
    upper: maybe.reduce((total, part) => total + part.upper, sure.upper),
    most: maybe.reduce((total, part) => total + part.most, sure.most),
  };
}

/** Bounds of earned / most over every choice of what counts. */
export function shareOf(sum: Sum): { lower: number; upper: number } {
  return { lower: extremeShare(sum, "lower"), upper: extremeShare(sum, "upper") };
}

/** Takes in, best first, every uncertain part that pushes the mean further: that is its extreme. */
function extremeShare({ sure, maybe }: Sum, bound: "lower" | "upper"): number {
  if (maybe.length === 0) return sure[bound] / sure.most;
  const sign = bound === "lower" ? 1 : -1;
  const share = (part: Part) => part[bound] / part.most;
  const ordered = [...maybe].sort((a, b) => sign * (share(a) - share(b)));
  let earned = sure[bound];
  let most = sure.most;
  for (const part of ordered) {
    if (most > 0 && sign * (share(part) - earned / most) >= 0) break;
    earned += part[bound];
    most += part.most;
  }
  return earned / most;
}

/** Shares of a rubric's whole weight, from 0 to 1, if every criterion applies. Those of all criteria add up to 1. */
export interface EffectiveWeights {
  criteria: Map<string, number>;
  dimensions: Map<string, number>;
}

/**
 * Works out what each criterion and dimension of a rubric really weighs.
 * @param most the most points that a criterion gives
 */
export function effectiveWeights(rubric: Rubric, most: (criterion: Criterion) => number): EffectiveWeights {
  const whole: Contribute = (criterion) => ({
    lower: 0,
    upper: 0,
    most: most(criterion),
    maybe: false,
  });
  const weights: EffectiveWeights = { criteria: new Map(), dimensions: new Map() };
  const sums = sumsOf(rubric, whole);
  const mostIn = (dimension: string | undefined) => sums.get(dimension)?.sure.most ?? 0;
  function spread({ id, criteria, children }: Branch, weight: number): void {
    const total = mostIn(id);
    // Where nothing stands, nothing weighs anything.
    const share = (own: number) => (total > 0 ? (weight * own) / total : 0);
    for (const { criterion } of criteria) {
      weights.criteria.set(criterion.id, share(criterion.weight * most(criterion)));
    }
    for (const child of children) {
      const own = share(child.weight ?? mostIn(child.id));
      if (child.id !== undefined) weights.dimensions.set(child.id, own);
      spread(child, own);
    }
  }
  spread(treeOf(rubric), 1);
  return weights;
}
