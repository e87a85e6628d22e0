import { createHash } from "node:crypto";
import { ageVerdict } from "./check/age.ts";
import { fixedOf } from "./check/baseline.ts";
import { describeRubric, describeRule, outcomeOf, rubricsOf, unusedExceptions } from "./check/document.ts";
import { withPolicySets } from "./check/licenses.ts";
import { CheckedModel } from "./check/model.ts";
import { pathOf } from "./check/place.ts";
import { verdictOf } from "./check/rules.ts";
import { breachKey, type Settled, type SettleOptions, settle } from "./check/settle.ts";
import type { Verdict } from "./check/types.ts";
import type { Place } from "./errors.ts";
import type { Catalogue } from "./license/catalogue.ts";
import type { Selection } from "./loading.ts";
import type { Baseline } from "./policy/schema.ts";
import type { Policy, Rule } from "./policy/types.ts";
import { type Subject, subjectId } from "./profile/subject.ts";
import type { Breach, CheckDocument, CheckedModelResult, CheckResult } from "./result/checkSchema.ts";
import type { UsedFact } from "./result/schema.ts";
import { VERSION } from "./version.ts";

/** What models are held against, and how. */
export interface CheckOptions {
  policy: Policy;
  /** Where the policy was read; null if options alone make it. */
  file: string | null;
  catalogue(): Catalogue;
  /** ISO 8601 day: for the age of evidence and the ends of exceptions. */
  today?: string | undefined;
  baseline?: Baseline | undefined;
}

/** Whether a policy depends on the day. */
export function needsToday({ rules, exceptions }: Policy): boolean {
  return exceptions.length > 0 || rules.some(({ kind }) => kind === "age");
}

/** Holds models against a policy: the whole of what `openness check` prints. */
export async function checkModels(selection: Selection, options: CheckOptions): Promise<CheckDocument> {
  const { policy, file, today, baseline } = options;
  const licenses = policy.rules.filter((rule) => rule.kind === "license");
  const book =
    licenses.length > 0 ? withPolicySets(selection.book, licenses, options.catalogue()) : selection.book;
  const evidence = await selection.evidence();
  const against: SettleOptions = { exceptions: policy.exceptions, today, baseline };
  const tried: Settled[] = [];
  const models: CheckedModelResult[] = [];
  for (const subject of selection.subjects) {
    const model = new CheckedModel(subject, book, evidence.get(subjectId(subject)) ?? {});
    const settled = verdictsOf(policy.rules, model, today).map((verdict) => ({
      verdict,
      settled: settle(verdict, subjectId(subject), against),
    }));
    tried.push(...settled.flatMap((one) => one.settled));
    const checks: CheckResult[] = [];
    for (const one of settled) checks.push(await describeCheck(one.verdict, one.settled, model, selection));
    models.push(describeModel(subject, checks, selection));
  }
  const ids = selection.subjects.map(subjectId);
  return {
    schemaVersion: "1.0.0",
    tool: { name: "openness", version: VERSION },
    policy: {
      ...(policy.name === undefined ? {} : { name: policy.name }),
      file,
      rules: policy.rules.map(describeRule),
    },
    rubrics: rubricsOf(policy.rules).map((rubric) => describeRubric(rubric, tried)),
    ...(today === undefined ? {} : { today }),
    ...outcomeOf(models),
    models,
    unusedExceptions: unusedExceptions(policy.exceptions, tried, ids),
    baseline: baseline === undefined ? null : { fixed: fixedOf(baseline, policy, models) },
  };
}

/** Rules about the age of evidence come after the rules whose facts they are about. */
function verdictsOf(rules: readonly Rule[], model: CheckedModel, today: string | undefined): Verdict[] {
  const others = rules.flatMap((rule) => (rule.kind === "age" ? [] : [verdictOf(rule, model)]));
  const read = others.flatMap((verdict) => verdict.read);
  const ages = rules.flatMap((rule) => {
    if (rule.kind !== "age") return [];
    if (today === undefined) throw new Error("Without a day there is no age of evidence.");
    return [ageVerdict(rule, model, read, today)];
  });
  return [...others, ...ages];
}

const WORST = ["failed", "warned", "known", "excepted"] as const;

async function describeCheck(
  verdict: Verdict,
  settled: readonly Settled[],
  model: CheckedModel,
  selection: Selection,
): Promise<CheckResult> {
  const { rule, outcome, found } = verdict;
  const breaches: Breach[] = [];
  for (const one of settled) breaches.push(await describeBreach(one, rule, model, selection));
  const worst = WORST.find((status) => settled.some((one) => one.status === status));
  const status = worst ?? (outcome === "not-applicable" ? "not-applicable" : "passed");
  return { rule: rule.id, outcome, status, found, breaches };
}

async function describeBreach(
  { finding, status, exception, expired }: Settled,
  rule: Rule,
  model: CheckedModel,
  selection: Selection,
): Promise<Breach> {
  const { subject, book } = model;
  const { about, criterion, outcome, message, needs } = finding;
  const rubric = "rubric" in rule ? rule.rubric.id : undefined;
  const path = finding.facts.flatMap((fact) => {
    const stated = pathOf(fact, subject, book, rubric);
    return stated === undefined ? [] : [stated];
  })[0];
  const { facts, evidence } = ownEvidence(finding.facts, model);
  return {
    about,
    ...(criterion === undefined ? {} : { criterion }),
    outcome,
    status,
    message,
    ...(needs === undefined ? {} : { needs }),
    place: plainPlace(await selection.locate(subject, path ?? [])),
    facts,
    evidence,
    ...(exception === undefined
      ? {}
      : { exception: { reason: exception.reason, until: exception.until, expired: expired === true } }),
    fingerprint: createHash("sha256")
      .update(breachKey(subjectId(subject), rule.id, about))
      .digest("hex"),
  };
}

/** Facts with the evidence behind them alone. */
function ownEvidence(
  facts: readonly UsedFact[],
  { evidence }: CheckedModel,
): Pick<Breach, "facts" | "evidence"> {
  const used = [...new Set(facts.flatMap((fact) => fact.evidence))];
  return {
    facts: facts.map((fact) => ({ ...fact, evidence: fact.evidence.map((at) => used.indexOf(at)) })),
    evidence: used.flatMap((at) => evidence[at] ?? []),
  };
}

function plainPlace({ file, line, column }: Place): Breach["place"] {
  return { file, line: line ?? null, column: column ?? null };
}

function describeModel(subject: Subject, checks: CheckResult[], selection: Selection): CheckedModelResult {
  const { vendor, model, source } = subject;
  const has = (status: CheckResult["status"]) => checks.some((check) => check.status === status);
  return {
    vendor: { id: vendor.id, name: vendor.name },
    model: { id: model.id, name: model.name },
    source,
    shipped: selection.isShipped(subject),
    status: has("failed") ? "failed" : has("warned") ? "warned" : "passed",
    checks,
  };
}
