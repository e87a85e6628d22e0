import type { Rule } from "../policy/types.ts";
import { criterionVerdict } from "./criteria.ts";
import { labelVerdict } from "./labels.ts";
import { licenseVerdict } from "./licenseRule.ts";
import type { CheckedModel } from "./model.ts";
import { coverageVerdict, scoreVerdict } from "./scores.ts";
import type { Finding, Verdict } from "./types.ts";

/** What a rule comes to for a model. Rules about the age of evidence rest on the others: see ageVerdict. */
export function verdictOf(rule: Exclude<Rule, { kind: "age" }>, model: CheckedModel): Verdict {
  switch (rule.kind) {
    case "label":
      return labelVerdict(rule, model);
    case "score":
      return scoreVerdict(rule, model.under(rule.rubric));
    case "coverage":
      return coverageVerdict(rule, model.under(rule.rubric));
    case "criterion":
      return criterionVerdict(rule, model);
    case "license":
      return licenseVerdict(rule, model);
    case "assessed":
      return plainVerdict(rule, model.under(rule.rubric).result.assessed, [
        "assessed",
        "nothing is known of it",
      ]);
    case "judged":
      return plainVerdict(rule, Object.hasOwn(model.subject.judgements, rule.rubric.id), [
        "judged",
        "nobody judged it",
      ]);
  }
}

function plainVerdict(
  rule: Extract<Rule, { kind: "assessed" | "judged" }>,
  met: boolean,
  [yes, no]: [string, string],
): Verdict {
  const finding: Finding = {
    about: null,
    outcome: "not-met",
    message: `${rule.rubric.name}: ${no}.`,
    facts: [],
  };
  return {
    rule,
    outcome: met ? "met" : "not-met",
    found: met ? yes : no,
    findings: met ? [] : [finding],
    read: [],
  };
}
