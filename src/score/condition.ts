import type { LicenseBook } from "../license/properties.ts";
import type { FacetValue, Subject } from "../profile/subject.ts";
import type { ArtifactId, FacetName } from "../profile/vocabulary.ts";
import type { Condition, CriterionLeaf, FacetLeaf, FactLeaf } from "../rubric/types.ts";
import { atLeast, every, type Kleene, NO, not, some, UNKNOWN, YES } from "./kleene.ts";
import { licenseMeets } from "./license.ts";

/** The levels that a criterion can still have, as other conditions see it. */
export interface PossibleLevels {
  possible: readonly string[];
  applies: Kleene;
}

/** Everything that a condition can ask about. */
export interface Scope {
  subject: Subject;
  book: LicenseBook;
  criterion(id: string): PossibleLevels;
}

/** Evaluates a condition in three-valued logic. */
export function evaluate(condition: Condition, scope: Scope): Kleene {
  const test = (part: Condition) => evaluate(part, scope);
  switch (condition.kind) {
    case "all":
      return every(condition.of, test);
    case "any":
      return some(condition.of, test);
    case "not":
      return not(test(condition.of));
    case "atLeast":
      return atLeast(condition.count, condition.of, test);
    case "facet":
      return facetHolds(condition, scope.subject);
    case "license":
      return Math.min(
        isReleased(condition.artifact, scope.subject),
        licenseMeets(condition, scope.subject, scope.book),
      ) as Kleene;
    case "fact":
      return factHolds(condition, scope.subject.facts[condition.fact]);
    case "criterion":
      return criterionHolds(condition, scope.criterion(condition.criterion));
  }
}

/**
 * A facet's value as far as the profile fixes it. Public access excludes no region.
 * @returns undefined if it is unknown
 */
export function facetValue(subject: Subject, artifact: ArtifactId, facet: FacetName): FacetValue | undefined {
  const facets = subject.artifacts[artifact];
  const value = facets?.[facet];
  if (value !== undefined && value !== "unknown") return value;
  return facet === "regionsExcluded" && facets?.access === "public" ? [] : undefined;
}

function facetHolds(leaf: FacetLeaf, subject: Subject): Kleene {
  return holdsValue(facetValue(subject, leaf.artifact, leaf.facet), leaf.values);
}

/** The values of `availability` that a released artifact can have. */
export const RELEASED = ["full", "partial"];

function isReleased(artifact: ArtifactId, subject: Subject): Kleene {
  return holdsValue(facetValue(subject, artifact, "availability"), RELEASED);
}

/** An empty list meets the word `none`, any other one the values that are in it. */
function holdsValue(value: FacetValue | undefined, wanted: readonly (string | number)[]): Kleene {
  if (value === undefined) return UNKNOWN;
  if (typeof value === "string") return wanted.includes(value) ? YES : NO;
  const items = value.length === 0 ? ["none"] : value;
  return items.some((item) => wanted.includes(item)) ? YES : NO;
}

function factHolds(leaf: FactLeaf, value: number | string | string[] | undefined): Kleene {
  if (value === undefined || value === "unknown") return UNKNOWN;
  if (leaf.op === "is" || leaf.op === "has") {
    if (typeof value === "number") return leaf.values.includes(value) ? YES : NO;
    return holdsValue(value, leaf.values);
  }
  if (value === "not-applicable" || Array.isArray(value)) return NO;
  return compare(value, leaf.op, leaf.values[0] ?? 0);
}

/** Numbers by size; dates by the earliest and latest day that they can mean. */
function compare(value: number | string, op: "gt" | "gte" | "lt" | "lte", limit: number | string): Kleene {
  const left = span(value);
  const right = span(limit);
  const holds = {
    gt: (a: number, b: number) => a > b,
    gte: (a: number, b: number) => a >= b,
    lt: (a: number, b: number) => a < b,
    lte: (a: number, b: number) => a <= b,
  }[op];
  const outcomes = left.flatMap((a) => right.map((b) => holds(a, b)));
  if (outcomes.every(Boolean)) return YES;
  return outcomes.some(Boolean) ? UNKNOWN : NO;
}

function span(value: number | string): number[] {
  if (typeof value === "number") return [value];
  const digits = value.replaceAll("-", "");
  return [Number(digits.padEnd(8, "0")), Number(digits.padEnd(8, "9"))];
}

/** Whether a criterion has one of a leaf's levels, as far as its possible levels tell. */
export function criterionHolds(leaf: CriterionLeaf, { possible, applies }: PossibleLevels): Kleene {
  if (applies === NO) return NO;
  const met = possible.filter((level) => leaf.levels.includes(level)).length;
  if (met === 0) return NO;
  return met === possible.length && applies === YES ? YES : UNKNOWN;
}
