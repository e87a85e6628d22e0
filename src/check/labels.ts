import type { LabelRule } from "../policy/types.ts";
import { conditionWords, leavesOf } from "../rubric/words.ts";
import { type Kleene, not, UNKNOWN } from "../score/kleene.ts";
import { type Blocker, blockerFacts, labelBlockers, otherLevels } from "./blame.ts";
import { criterionFinding, levelWords, unknownWords } from "./criteria.ts";
import type { Assessment, CheckedModel } from "./model.ts";
import type { Finding, Verdict } from "./types.ts";

/** Whether every label that is possible is one that a rule accepts; if not, criterion by criterion what is in the way. */
export function labelVerdict(rule: LabelRule, model: CheckedModel): Verdict {
  const assessment = model.under(rule.rubric);
  const { label, criteria } = assessment.result;
  const read = criteria.flatMap(({ because }) => because?.facts ?? []);
  if (label === null) {
    const message = `${rule.rubric.name}: nothing is known of it; asked: ${rule.asked}.`;
    const finding: Finding = { about: null, outcome: "unknown", message, facts: [] };
    return { rule, outcome: "unknown", found: "not assessed", findings: [finding], read: [] };
  }
  const met = label.possible.filter((id) => rule.accepted.includes(id)).length;
  const names = label.possible.map((id) => nameOf(id, assessment));
  const found = names.length > 1 ? unknownWords(names) : (names[0] ?? "");
  if (met === label.possible.length) return { rule, outcome: "met", found, findings: [], read };
  const outcome = met === 0 ? "not-met" : "unknown";
  const blockers = joined(labelBlockers(rule.accepted, assessment), assessment);
  const findings = blockers.map((blocker) => blockerFinding(blocker, model, assessment));
  // Parts that are each open may together be out of reach; then the verdict itself is what was found.
  if (outcome === "not-met" && findings.every((finding) => finding.outcome === "unknown")) {
    const message = `${rule.rubric.name}: ${found}; asked: ${rule.asked}.`;
    findings.unshift({ about: null, outcome, message, facts: [] });
  }
  return { rule, outcome, found, findings, read };
}

function nameOf(label: string, { rubric }: Assessment): string {
  return rubric.labels.find(({ id }) => id === label)?.name ?? "none of the labels";
}

/** One blocker per criterion: several steps of a ladder may ask for different levels of the same one. */
function joined(blockers: readonly Blocker[], assessment: Assessment): Blocker[] {
  const byKey = new Map<string, Blocker>();
  for (const blocker of blockers.map((one) => affirmed(one, assessment))) {
    const key = keyOf(blocker);
    const before = byKey.get(key);
    byKey.set(key, before === undefined ? blocker : both(before, blocker));
  }
  return [...byKey.values()];
}

/** A level that a criterion is not to have as those that it may have. */
function affirmed(blocker: Blocker, assessment: Assessment): Blocker {
  const { condition, wanted, value } = blocker;
  if (wanted || condition.kind !== "criterion") return blocker;
  const levels = otherLevels(condition, assessment);
  return { condition: { ...condition, levels }, wanted: true, value: not(value) };
}

/** What a finding is about: a criterion, else the condition in words. */
function keyOf({ condition, wanted }: Blocker): string {
  if (condition.kind === "criterion") return condition.criterion;
  return `${wanted ? "" : "not "}${conditionWords(condition)}`;
}

/** What two steps ask of the same criterion; where no level would do for both, what the first one asks. */
function both(first: Blocker, second: Blocker): Blocker {
  if (first.condition.kind !== "criterion" || second.condition.kind !== "criterion") return first;
  const others = second.condition.levels;
  const levels = first.condition.levels.filter((level) => others.includes(level));
  if (levels.length === 0) return first;
  const value = Math.min(first.value, second.value) as Kleene;
  return { condition: { ...first.condition, levels }, wanted: true, value };
}

function blockerFinding(blocker: Blocker, model: CheckedModel, assessment: Assessment): Finding {
  const { condition, value } = blocker;
  const outcome = value === UNKNOWN ? "unknown" : "not-met";
  if (condition.kind === "criterion") {
    return criterionFinding(condition.criterion, condition.levels, outcome, model, assessment);
  }
  const criteria = leavesOf(condition).flatMap((leaf) => (leaf.kind === "criterion" ? [leaf.criterion] : []));
  const [criterion] = criteria;
  const found = [...new Set(criteria)].map((id) => `${id} is ${levelWords(assessment.criterion(id).result)}`);
  const state = found.length > 0 ? found.join(", ") : outcome === "unknown" ? "unknown" : "it is not so";
  return {
    about: keyOf(blocker),
    ...(criterion === undefined ? {} : { criterion }),
    outcome,
    message: `Asked: ${keyOf(blocker)}; found: ${state}.`,
    facts: blockerFacts([blocker], model, assessment),
  };
}
