import type { CoverageRule, ScoreRule } from "../policy/types.ts";
import type { CriterionResult } from "../result/schema.ts";
import { rubricWeights } from "../score/score.ts";
import type { Assessment } from "./model.ts";
import type { Finding, Verdict } from "./types.ts";

/** What of a difference is due to how numbers are kept. */
const TINY = 1e-9;

/** How many criteria are named. */
const MOST_NAMED = 3;

/** Whether a score is at least so high, whatever the unknowns turn out to be. */
export function scoreVerdict(rule: ScoreRule, assessment: Assessment): Verdict {
  const { score, criteria } = assessment.result;
  const read = criteria.flatMap(({ because }) => because?.facts ?? []);
  const { min, rubric } = rule;
  if (score === null) {
    const why = assessment.result.assessed ? "no criterion applies to it" : "nothing is known of it";
    const message = `${rubric.name}: no score, for ${why}; asked: at least ${min}.`;
    const finding: Finding = { about: null, outcome: "unknown", message, facts: [] };
    return { rule, outcome: "unknown", found: "no score", findings: [finding], read };
  }
  const { lower, upper } = score;
  const found = lower === upper ? rounded(lower) : `${rounded(lower)} to ${rounded(upper)}`;
  if (lower >= min - TINY) return { rule, outcome: "met", found, findings: [], read };
  const outcome = upper >= min - TINY ? "unknown" : "not-met";
  const costly = weightiest(assessment, ({ points }) =>
    points === null ? 0 : 1 - points.lower / points.max,
  );
  const finding: Finding = {
    about: null,
    outcome,
    message: `${rubric.name}: a score of ${found}; asked: at least ${min}.`,
    needs: `${String(Math.ceil((min - lower) * 100 - TINY) / 100)} more. What costs most: ${costly.join(", ")}`,
    facts: [],
  };
  return { rule, outcome, found, findings: [finding], read };
}

/** Whether enough of a rubric's weight is certain; this is never unknown. */
export function coverageVerdict(rule: CoverageRule, assessment: Assessment): Verdict {
  const { coverage, criteria } = assessment.result;
  const read = criteria.flatMap(({ because }) => because?.facts ?? []);
  const share = coverage ?? 0;
  const found = `${rounded(share * 100)}%`;
  if (share >= rule.min - TINY) return { rule, outcome: "met", found, findings: [], read };
  const open = weightiest(assessment, ({ possible }) => (possible.length > 1 ? 1 : 0));
  const finding: Finding = {
    about: null,
    outcome: "not-met",
    message: `${rule.rubric.name}: ${found} of the weight is known; asked: at least ${rounded(rule.min * 100)}%.`,
    needs: `What weighs most of the unknown: ${open.join(", ")}`,
    facts: [],
  };
  return { rule, outcome: "not-met", found, findings: [finding], read };
}

/** The criteria whose weight, times a share of it, is greatest. */
function weightiest(
  { rubric, result }: Assessment,
  shareOf: (criterion: CriterionResult) => number,
): string[] {
  const weights = rubricWeights(rubric).criteria;
  return result.criteria
    .map((criterion) => ({ id: criterion.id, weight: (weights.get(criterion.id) ?? 0) * shareOf(criterion) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MOST_NAMED)
    .map(({ id }) => id);
}

/** At most two decimals, towards zero: what is not reached must not look as if it were. */
function rounded(value: number): string {
  return String(Math.floor(value * 100 + TINY) / 100);
}
