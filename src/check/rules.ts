import type { CriterionRule, LabelRule, LicenseRule, Rule } from "../policy/types.ts";
import { type Subject, statedLicense } from "../profile/subject.ts";
import { ARTIFACTS, type ArtifactId } from "../profile/vocabulary.ts";
import type { CriterionResult } from "../result/schema.ts";
import { conditionWords, leavesOf } from "../rubric/words.ts";
import { evaluate, RELEASED } from "../score/condition.ts";
import { type Kleene, NO, not, UNKNOWN, YES } from "../score/kleene.ts";
import { licenseMeets } from "../score/license.ts";
import { orList } from "../text.ts";
import {
  type Blocker,
  blockerFacts,
  criterionFacts,
  isAcceptable,
  labelBlockers,
  otherLevels,
} from "./blame.ts";
import { type Assessment, type CheckedModel, distinct } from "./model.ts";
import { coverageVerdict, scoreVerdict } from "./scores.ts";
import type { Finding, RuleOutcome, Verdict } from "./types.ts";

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

const OUTCOMES = { [NO]: "not-met", [UNKNOWN]: "unknown", [YES]: "met" } as const satisfies Record<
  Kleene,
  RuleOutcome
>;

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

function labelVerdict(rule: LabelRule, model: CheckedModel): Verdict {
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

function criterionFinding(
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

function levelWords({ possible }: CriterionResult): string {
  return possible.length > 1 ? unknownWords(possible) : (possible[0] ?? "not applicable");
}

function unknownWords(possible: readonly string[]): string {
  return `unknown (${orList(possible)})`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function criterionVerdict(rule: CriterionRule, model: CheckedModel): Verdict {
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

/** What is not released needs no license, unless it must be released. */
function licenseVerdict(rule: LicenseRule, model: CheckedModel): Verdict {
  const { subject, book } = model;
  const { artifact, leaf } = rule;
  const availability = { kind: "facet", artifact, facet: "availability", values: RELEASED } as const;
  const released = evaluate(availability, {
    subject,
    book,
    criterion: () => ({ possible: [], applies: NO }),
  });
  const licensed = isPlain(rule) ? YES : licenseMeets(leaf, subject, book);
  const value = rule.released ? Math.min(released, licensed) : Math.max(not(released), licensed);
  const found = released === NO ? "not released" : licenseWords(subject, artifact);
  const facts = distinct([
    ...(released === YES ? [] : model.facts([availability])),
    ...(released === NO ? [] : model.facts([leaf])),
  ]);
  if (released === NO && !rule.released) {
    return { rule, outcome: "not-applicable", found, findings: [], read: model.facts([availability]) };
  }
  const outcome = OUTCOMES[value as Kleene];
  if (outcome === "met" || outcome === undefined)
    return { rule, outcome: "met", found, findings: [], read: facts };
  const finding: Finding = {
    about: null,
    outcome,
    message: licenseMessage(rule, found, released),
    facts: facts.filter((fact) => !isAcceptable(fact, leaf)).map(named),
  };
  return { rule, outcome, found, findings: [finding], read: facts };
}

/** What is stated, and what binds beside it. */
function licenseWords(subject: Subject, artifact: ArtifactId): string {
  const stated = statedLicense(subject, artifact)?.text ?? "license not stated";
  if (ARTIFACTS[artifact].kind !== "weights") return stated;
  const { base, terms } = subject;
  const ofBase =
    base === undefined ? [] : [`${base.license ?? "an unknown license"} of the base model ${base.id}`];
  return [stated, ...ofBase, ...terms].join(", with ");
}

/** Whether a rule asks only that something be released. */
function isPlain({ leaf }: LicenseRule): boolean {
  return leaf.in === undefined && Object.keys(leaf.properties).length === 0;
}

function licenseMessage({ artifact, asked }: LicenseRule, found: string, released: Kleene): string {
  const open = released === UNKNOWN ? ", and whether it is released is unknown" : "";
  return `${artifact}: ${found}${open}; asked: ${asked}.`;
}

/** The set that a rule's lists make is known to readers as what is allowed. */
function named(fact: Verdict["read"][number]): Verdict["read"][number] {
  return fact.property?.startsWith("policy:") ? { ...fact, property: "allowed" } : fact;
}
