import type { Rubric } from "../rubric/types.ts";
import { NO, UNKNOWN } from "../score/kleene.ts";
import { mostPoints, type Outcome } from "../score/level.ts";

/** What is known of one model under each criterion of a rubric, as shares of the criterion's most points. */
export interface Row {
  /** By criterion, whether it applies: a Kleene value. */
  applies: Uint8Array;
  /** 0 where the criterion does not apply. */
  lower: Float64Array;
  upper: Float64Array;
  /** Criteria whose level, or whether they apply at all, is open. */
  open: readonly OpenCriterion[];
}

export interface OpenCriterion {
  /** Its place in the rubric. */
  criterion: number;
  /** The share of each possible level, one for every level. */
  shares: readonly number[];
  /** Whether it may also not apply. */
  maybe: boolean;
}

/** A model's outcomes as numbers. */
export function rowOf(rubric: Rubric, outcomes: ReadonlyMap<string, Outcome>): Row {
  const ordered = rubric.criteria.map(({ id }) => outcomes.get(id));
  const shares = ordered.map((outcome) =>
    outcome === undefined ? [] : outcome.possible.map(({ points }) => points / mostPoints(outcome.criterion)),
  );
  return {
    applies: Uint8Array.from(ordered, (outcome) => outcome?.applies ?? NO),
    lower: Float64Array.from(shares, (all) => (all.length > 0 ? Math.min(...all) : 0)),
    upper: Float64Array.from(shares, (all) => (all.length > 0 ? Math.max(...all) : 0)),
    open: ordered.flatMap((outcome, criterion) => {
      const possible = shares[criterion] ?? [];
      const maybe = outcome?.applies === UNKNOWN;
      return possible.length > 1 || maybe ? [{ criterion, shares: possible, maybe }] : [];
    }),
  };
}
