import type { ArtifactId } from "../profile/vocabulary.ts";
import type { LicenseLeaf, Rubric } from "../rubric/types.ts";

/** What becomes of a rule of which nobody can say whether it is met. */
export const UNKNOWN_MODES = ["fail", "warn", "pass"] as const;
export type UnknownMode = (typeof UNKNOWN_MODES)[number];

interface RuleBase {
  /** Unique in a policy, and the same as long as it asks about the same: `label:RUBRIC`, `license:ARTIFACT`. */
  id: string;
  /** What is asked, as it reads after the name of a rubric or artifact. */
  asked: string;
  unknown: UnknownMode;
}

export interface LabelRule extends RuleBase {
  kind: "label";
  rubric: Rubric;
  /** Ids of labels. */
  accepted: string[];
}

export interface ScoreRule extends RuleBase {
  kind: "score";
  rubric: Rubric;
  min: number;
}

export interface CoverageRule extends RuleBase {
  kind: "coverage";
  rubric: Rubric;
  /** From 0 to 1. */
  min: number;
}

export interface CriterionRule extends RuleBase {
  kind: "criterion";
  rubric: Rubric;
  criterion: string;
  /** Ids of levels. */
  accepted: string[];
}

/** Something must be known of a model under a rubric, or judged by somebody. */
interface AssessedRule extends RuleBase {
  kind: "assessed" | "judged";
  rubric: Rubric;
}

export interface LicenseRule extends RuleBase {
  kind: "license";
  artifact: ArtifactId;
  leaf: LicenseLeaf;
  /** What the lists of allowed and denied licenses come to. */
  lists: LicenseLists;
  /** Whether it must be released at all. */
  released: boolean;
}

/** Licenses and named sets of them. */
export interface LicenseNames {
  ids: string[];
  sets: string[];
}

export interface LicenseLists {
  /** Absent: all but what is denied. */
  allow?: LicenseNames;
  deny?: LicenseNames;
}

/** How old the newest evidence of a fact may be. */
export interface AgeRule extends RuleBase {
  kind: "age";
  days: number;
}

export type Rule =
  | LabelRule
  | ScoreRule
  | CoverageRule
  | CriterionRule
  | AssessedRule
  | LicenseRule
  | AgeRule;

/** Breaches that are let pass for a while: those that meet every key that is there. */
export interface PolicyException {
  rule?: string;
  rubric?: string;
  criterion?: string;
  artifact?: ArtifactId;
  model?: string;
  reason: string;
  /** ISO 8601: the last day on which it holds. */
  until: string;
}

/** A policy, read and checked. */
export interface Policy {
  name?: string;
  rules: Rule[];
  exceptions: PolicyException[];
}
