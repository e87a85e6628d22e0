import type { Criterion, Rubric } from "../rubric/types.ts";
import { mostPoints } from "../score/level.ts";

/**
 * How points become a score: as the rubric states it; by its weighted geometric mean; as the mean of all criteria, whatever
 * dimension they stand in; or as the mean of dimensions, each counting the same.
 */
export const AGGREGATES = ["stated", "geometric", "flat", "dimensions"] as const;
export type Aggregate = (typeof AGGREGATES)[number];

/**
 * Weights that are compared with each other. A criterion weighs its weight times its most points, a dimension what it
 * states; criteria of a dimension that states nothing stand beside it.
 */
export interface Pool {
  members: Member[];
  /** Places of all criteria in it, at any depth. */
  criteria: number[];
}

interface Member {
  weight: number;
  /** Which weight it is: those of criteria in their order, then of dimensions, then of criteria in no dimension. */
  input: number;
  /** The place of a criterion, or a dimension that counts as one. */
  of: number | Pool;
}

/** What a rubric's score is made of: a tree of weights over shares of the most points. */
export interface Plan {
  root: Pool;
  /** Whether the score is a sum of points rather than a share of them. */
  summed: boolean;
  geometric: boolean;
  /** How many weights there may be. */
  inputs: number;
}

/** A rubric's weights under one way of adding up. */
export function planOf(rubric: Rubric, aggregate: Aggregate = "stated"): Plan {
  const summed = rubric.scale === undefined && (aggregate === "stated" || aggregate === "flat");
  const geometric = aggregate === "geometric";
  const inputs = rubric.criteria.length + rubric.dimensions.length + 1;
  const counts = {
    flat: () => false,
    dimensions: (id: string) => !id.includes("/") || statedWeight(rubric, id) !== undefined,
    stated: (id: string) => statedWeight(rubric, id) !== undefined,
    geometric: (id: string) => statedWeight(rubric, id) !== undefined,
  }[aggregate];
  return { root: poolsOf(rubric, counts, aggregate === "dimensions"), summed, geometric, inputs };
}

function statedWeight({ dimensions }: Rubric, id: string): number | undefined {
  return dimensions.find((dimension) => dimension.id === id)?.weight;
}

/**
 * @param counts whether a dimension counts as one, with a weight of its own
 * @param alike whether all of the top count the same; criteria in no dimension are one of them together
 */
function poolsOf({ criteria, dimensions }: Rubric, counts: (id: string) => boolean, alike: boolean): Pool {
  const root: Pool = { members: [], criteria: [] };
  const loose: Pool = { members: [], criteria: [] };
  const counting = dimensions.filter(({ id }) => counts(id));
  const pools = new Map(counting.map(({ id }): [string, Pool] => [id, { members: [], criteria: [] }]));
  for (const [at, { id, weight = 1 }] of dimensions.entries()) {
    const pool = pools.get(id);
    if (pool === undefined) continue;
    const outer = enclosing(id, pools);
    const stated = alike && outer === undefined ? 1 : weight;
    (outer ?? root).members.push({ weight: stated, input: criteria.length + at, of: pool });
  }
  for (const [at, criterion] of criteria.entries()) {
    const pool = poolOf(criterion, pools) ?? (alike ? loose : root);
    pool.members.push({ weight: criterion.weight * mostPoints(criterion), input: at, of: at });
  }
  if (loose.members.length > 0) {
    root.members.push({ weight: 1, input: criteria.length + dimensions.length, of: loose });
  }
  listCriteria(root);
  return root;
}

/** The innermost dimension around a dimension that counts as one. */
function enclosing(id: string, pools: ReadonlyMap<string, Pool>): Pool | undefined {
  const slash = id.lastIndexOf("/");
  if (slash < 0) return undefined;
  const outer = id.slice(0, slash);
  return pools.get(outer) ?? enclosing(outer, pools);
}

function poolOf({ dimension }: Criterion, pools: ReadonlyMap<string, Pool>): Pool | undefined {
  return dimension === undefined ? undefined : (pools.get(dimension) ?? enclosing(dimension, pools));
}

function listCriteria(pool: Pool): number[] {
  pool.criteria = pool.members.flatMap(({ of }) => (typeof of === "number" ? [of] : listCriteria(of)));
  return pool.criteria;
}

/** What a weight comes to, by its number and what the rubric states. */
export type Weigh = (input: number, stated: number) => number;

/** The weight as stated. */
export const asStated: Weigh = (_, stated) => stated;

/**
 * What a share of each criterion's points adds to the score. For a share of points they add up to 1; for a sum of points
 * they are the most points times the weight.
 * @param applies by criterion; what does not apply leaves the score
 * @param into one number for each criterion, to be overwritten
 */
export function coefficients(
  { root, summed }: Plan,
  weigh: Weigh,
  applies: (criterion: number) => boolean,
  into: Float64Array,
): Float64Array {
  into.fill(0);
  spread(root, 1, summed, weigh, applies, into);
  return into;
}

function spread(
  pool: Pool,
  whole: number,
  summed: boolean,
  weigh: Weigh,
  applies: (criterion: number) => boolean,
  into: Float64Array,
): void {
  const present = pool.members.filter(({ of }) =>
    typeof of === "number" ? applies(of) : of.criteria.some(applies),
  );
  const weights = present.map(({ input, weight }) => weigh(input, weight));
  const total = summed ? 1 : weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0)) return;
  for (const [at, { of }] of present.entries()) {
    const share = (whole * (weights[at] ?? 0)) / total;
    if (typeof of === "number") into[of] = share;
    else spread(of, share, false, weigh, applies, into);
  }
}
