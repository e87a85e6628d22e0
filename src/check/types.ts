import type { Rule } from "../policy/types.ts";
import type { UsedFact } from "../result/schema.ts";

/** Whether a rule is met: surely, surely not, or depending on what is unknown; or it asks nothing here. */
export type RuleOutcome = "met" | "not-met" | "unknown" | "not-applicable";

/** One thing that keeps a rule from being met. */
export interface Finding {
  /** The criterion, artifact or source that it is about, where a rule may have several findings. */
  about: string | null;
  criterion?: string;
  outcome: "not-met" | "unknown";
  /** A sentence: what was found, and what was asked. */
  message: string;
  /** What would have to be so. */
  needs?: string;
  /** The facts that decided, with evidence as positions in the subject's list. */
  facts: UsedFact[];
}

/** What a rule comes to for one model. */
export interface Verdict {
  rule: Rule;
  outcome: RuleOutcome;
  /** What was found, in words, to stand beside what is asked. */
  found: string;
  /** Empty where the rule is met. */
  findings: Finding[];
  /** Every fact that the rule reads. */
  read: UsedFact[];
}
