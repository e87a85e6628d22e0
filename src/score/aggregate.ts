import type { Criterion, Rubric } from "../rubric/types.ts";

/** Points earned, as bounds, out of the most that there are. */
export interface Part {
  lower: number;
  upper: number;
  most: number;
}

/** What a criterion adds; `maybe` if it is unknown whether it applies at all. */
type Contribution = Part & { maybe?: boolean };

/** A sum of parts, some of which may turn out not to count. */
interface Sum {
  sure: Part;
  maybe: Part[];
}

export type Contribute = (criterion: Criterion) => Contribution | undefined;

function add(sum: Sum, { maybe, lower, upper, most }: Contribution): void {
  if (maybe) {
    sum.maybe.push({ lower, upper, most });
    return;
  }
  sum.sure.lower += lower;
  sum.sure.upper += upper;
  sum.sure.most += most;
}

/**
 * Sums a dimension (or the whole rubric): a criterion counts weight x points of weight x its most points; a
 * dimension without a weight counts what its criteria count, one with a weight counts its share of that.
 */
export function sumOf(rubric: Rubric, dimension: string | undefined, contribute: Contribute): Sum {
  const sum: Sum = { sure: { lower: 0, upper: 0, most: 0 }, maybe: [] };
  const { criteria, children } = partsOf(rubric, dimension);
  for (const criterion of criteria) {
    const part = contribute(criterion);
    if (part) add(sum, weighted(part, criterion.weight));
  }
  for (const child of children) {
    const inner = sumOf(rubric, child.id, contribute);
    if (child.weight === undefined) {
      add(sum, inner.sure);
      sum.maybe.push(...inner.maybe);
    } else if (inner.sure.most > 0 || inner.maybe.length > 0) {
      const share = shareOf(inner);
      add(sum, { ...weighted({ ...share, most: 1 }, child.weight), maybe: inner.sure.most === 0 });
    }
  }
  return sum;
}

/** What stands directly in a dimension, or in none. */
interface Parts {
  criteria: Criterion[];
  children: Rubric["dimensions"];
}

const partsByRubric = new WeakMap<Rubric, Map<string | undefined, Parts>>();

/** The criteria and dimensions directly in a dimension; looked up once per rubric, for every model sums all of them. */
function partsOf(rubric: Rubric, dimension: string | undefined): Parts {
  const known = partsByRubric.get(rubric) ?? new Map<string | undefined, Parts>();
  partsByRubric.set(rubric, known);
  const parts = known.get(dimension) ?? {
    criteria: rubric.criteria.filter((criterion) => criterion.dimension === dimension),
    children: rubric.dimensions.filter(({ id }) => parentOf(id) === dimension),
  };
  known.set(dimension, parts);
  return parts;
}

/** The dimension that a dimension stands in, by its path. */
function parentOf(dimension: string): string | undefined {
  const slash = dimension.lastIndexOf("/");
  return slash < 0 ? undefined : dimension.slice(0, slash);
}

function weighted({ lower, upper, most, maybe = false }: Contribution, weight: number): Contribution {
  return { lower: lower * weight, upper: upper * weight, most: most * weight, maybe };
}

/** Bounds of the points earned; what may not count earns nothing at worst. */
export function pointsIn({ sure, maybe }: Sum): Part {
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
  const whole: Contribute = (criterion) => ({ lower: 0, upper: 0, most: most(criterion) });
  const weights: EffectiveWeights = { criteria: new Map(), dimensions: new Map() };
  function spread(dimension: string | undefined, weight: number): void {
    const total = sumOf(rubric, dimension, whole).sure.most;
    const { criteria, children } = partsOf(rubric, dimension);
    for (const criterion of criteria) {
      weights.criteria.set(criterion.id, (weight * criterion.weight * most(criterion)) / total);
    }
    for (const child of children) {
      const own = child.weight ?? sumOf(rubric, child.id, whole).sure.most;
      weights.dimensions.set(child.id, (weight * own) / total);
      spread(child.id, (weight * own) / total);
    }
  }
  spread(undefined, 1);
  return weights;
}
