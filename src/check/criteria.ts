import type { CriterionRule } from "../policy/types.ts";
import type { CriterionResult } from "../result/schema.ts";
import { conditionWords } from "../rubric/words.ts";
import { YES } from "../score/kleene.ts";
import { orList } from "../text.ts";
import { criterionFacts } from "./blame.ts";
import type { Assessment, CheckedModel } from "./model.ts";
import type { Finding, Verdict } from "./types.ts";

/** Whether a criterion has one of the levels that a rule accepts; where it does not apply, nothing is asked. */
export function criterionVerdict(rule: CriterionRule, model: CheckedModel): Verdict {
  const assessment = model.under(rule.rubric);
  const { result } = assessment.criterion(rule.criterion);
  const read = result.because?.facts ?? [];
  const found = levelWords(result);
  if (result.by === "not-applicable") return { rule, outcome: "not-applicable", found, findings: [], read };
  const met = result.possible.filter((level) => rule.accepted.includes(level)).length;
  if (met === result.possible.length) return { rule, outcome: "met", found, findings: [], read };
  // Whether it applies at all may be open as well.
  const surely = met === 0 && assessment.scope.criterion(rule.criterion).applies === YES;
  const outcome = surely ? "not-met" : "unknown";
  const finding = criterionFinding(rule.criterion, rule.accepted, outcome, model, assessment);
  return { rule, outcome, found, findings: [{ ...finding, about: null }], read };
}

/** What is to be said of a criterion that does not have one of some levels. */
export function criterionFinding(
  id: string,
  accepted: readonly string[],
  outcome: Finding["outcome"],
  model: CheckedModel,
  assessment: Assessment,
): Finding {
  const { criterion, result } = assessment.criterion(id);
  const nearest = criterion.levels.findLast(
    (level) => accepted.includes(level.id) && level.when !== undefined,
  );
  return {
    about: id,
    criterion: id,
    outcome,
    message: `${capital(criterion.name)}: ${levelWords(result)}; asked: ${orList(accepted)}.`,
    ...(nearest?.when === undefined ? {} : { needs: `${nearest.id}: ${conditionWords(nearest.when)}` }),
    facts: criterionFacts(id, accepted, model, assessment),
  };
}

/** The level, or those that are possible. */
export function levelWords({ possible }: CriterionResult): string {
  return possible.length > 1 ? unknownWords(possible) : (possible[0] ?? "not applicable");
}

/** What is possible where more than one thing is. */
export function unknownWords(possible: readonly string[]): string {
  return `unknown (${orList(possible)})`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
