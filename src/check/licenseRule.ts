import type { LicenseRule } from "../policy/types.ts";
import { type Subject, statedLicense } from "../profile/subject.ts";
import { ARTIFACTS, type ArtifactId } from "../profile/vocabulary.ts";
import { evaluate, RELEASED } from "../score/condition.ts";
import { type Kleene, NO, not, UNKNOWN, YES } from "../score/kleene.ts";
import { licenseMeets } from "../score/license.ts";
import { isAcceptable } from "./blame.ts";
import { type CheckedModel, distinct } from "./model.ts";
import type { Finding, RuleOutcome, Verdict } from "./types.ts";

const OUTCOMES = { [NO]: "not-met", [UNKNOWN]: "unknown", [YES]: "met" } as const satisfies Record<
  Kleene,
  RuleOutcome
>;

/** What is not released needs no license, unless it must be released. */
export function licenseVerdict(rule: LicenseRule, model: CheckedModel): Verdict {
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
  if (outcome === "met") return { rule, outcome, found, findings: [], read: facts };
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
