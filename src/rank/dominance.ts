import { NO, UNKNOWN } from "../score/kleene.ts";
import type { Row } from "./field.ts";
import type { Plan, Pool } from "./plan.ts";

/**
 * Whether a model stands above another one whatever the weights are, as long as each is more than 0, and however both
 * models' unknowns turn out.
 *
 * Among criteria that apply to both it is enough, and needed, that each one's lower points are at least the other's upper
 * ones, and more on one. Where a criterion or dimension counts for one of them only, nearly all weight may lie on it in
 * the one's score and anywhere else beside it in the other's: then the worst of it is compared with the best of that.
 */
export function dominates(plan: Plan, one: Row, other: Row): boolean {
  return neverBelow(plan, worst(one), best(other)) && !neverBelow(plan, best(other), worst(one));
}

/** A model with one share for each criterion. */
interface Settled {
  applies: Row["applies"];
  shares: Float64Array;
}

function worst({ applies, lower }: Row): Settled {
  return { applies, shares: lower };
}

function best({ applies, upper }: Row): Settled {
  return { applies, shares: upper };
}

function neverBelow({ root, summed }: Plan, one: Settled, other: Settled): boolean {
  return poolNeverBelow(root, summed, one, other);
}

function poolNeverBelow(pool: Pool, summed: boolean, one: Settled, other: Settled): boolean {
  return pool.members.every(({ of }) => {
    const inside = typeof of === "number" ? [of] : of.criteria;
    const [mine, theirs] = [presence(inside, one), presence(inside, other)];
    if (mine.there && theirs.there && !memberNeverBelow(of, one, other)) return false;
    // What is not there adds nothing to a sum; of a share it leaves the rest.
    const rest = pool.criteria.filter((criterion) => !inside.includes(criterion));
    const alone = mine.there && theirs.gone ? extreme(inside, one, Math.min) : Number.POSITIVE_INFINITY;
    const against = theirs.there && mine.gone ? extreme(inside, other, Math.max) : Number.NEGATIVE_INFINITY;
    const [least, most] = summed ? [0, 0] : [extreme(rest, one, Math.min), extreme(rest, other, Math.max)];
    return alone >= most && least >= against;
  });
}

function memberNeverBelow(of: number | Pool, one: Settled, other: Settled): boolean {
  if (typeof of !== "number") return poolNeverBelow(of, false, one, other);
  return (one.shares[of] ?? 0) >= (other.shares[of] ?? 0);
}

/** Whether any of some criteria may count for a model, and whether none may. */
function presence(criteria: readonly number[], { applies }: Settled): { there: boolean; gone: boolean } {
  const verdict = Math.max(NO, ...criteria.map((criterion) => applies[criterion] ?? NO));
  return { there: verdict !== NO, gone: verdict <= UNKNOWN };
}

/** The least or most of what a model gets on any of some criteria that may apply to it. */
function extreme(
  criteria: readonly number[],
  { applies, shares }: Settled,
  pick: (...values: number[]) => number,
): number {
  return pick(
    ...criteria.filter((criterion) => applies[criterion] !== NO).map((criterion) => shares[criterion] ?? 0),
  );
}
