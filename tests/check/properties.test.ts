import fc from "fast-check";
import { expect, test } from "vitest";
import { CheckedModel } from "../../src/check/model.ts";
import { verdictOf } from "../../src/check/rules.ts";
import type { Verdict } from "../../src/check/types.ts";
import type { Rule } from "../../src/policy/types.ts";
import { subjectId } from "../../src/profile/subject.ts";
import type { Rubric } from "../../src/rubric/types.ts";
import { scoreModel } from "../../src/score/score.ts";
import {
  shippedBook,
  shippedEvidence,
  shippedIndex,
  shippedRubric,
  shippedSubjects,
} from "../../src/shipped.ts";
import { type Case, complete, known, rubric } from "../score/arbitrary.ts";

type PlainRule = Exclude<Rule, { kind: "age" }>;

function verdict(rule: PlainRule, { subject, book }: Case): Verdict {
  return verdictOf(rule, new CheckedModel(subject, book, {}));
}

const base = { asked: "", unknown: "fail" } as const;

/** A rule of any kind about a rubric, by a few numbers. */
function ruleBy(
  framework: Rubric,
  [kind = 0, which = 0, bits = 0]: readonly number[],
): PlainRule | undefined {
  const pick = (ids: readonly string[]) => ids.filter((_, at) => (bits >> at) & 1);
  if (kind === 0) {
    const accepted = pick(framework.labels.map(({ id }) => id));
    return accepted.length === 0
      ? undefined
      : { ...base, kind: "label", id: "l", rubric: framework, accepted };
  }
  if (kind === 1) {
    const criterion = framework.criteria[which % framework.criteria.length];
    const accepted = pick(criterion?.levels.map(({ id }) => id) ?? []);
    if (criterion === undefined || accepted.length === 0) return undefined;
    return { ...base, kind: "criterion", id: "c", rubric: framework, criterion: criterion.id, accepted };
  }
  if (kind === 2) return { ...base, kind: "score", id: "s", rubric: framework, min: bits / 8 };
  const artifact = which % 2 === 0 ? "weights.final" : "code.training";
  const properties =
    bits % 2 === 0
      ? { commercialUse: ["yes"] }
      : { commercialUse: ["yes", "conditional"], fieldOfUse: ["none"] };
  const leaf = { kind: "license", artifact, properties } as const;
  return { ...base, kind: "license", id: "w", artifact, leaf, lists: {}, released: bits % 3 === 0 };
}

const numbers = fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 50 }), fc.nat({ max: 63 }));
const choices = fc.array(fc.nat({ max: 11 }), { minLength: 12, maxLength: 12 });

function expectSettled(rule: PlainRule, open: Verdict, closed: Verdict): void {
  if (open.outcome === "met") expect(["met", "not-applicable"]).toContain(closed.outcome);
  if (open.outcome === "not-met") expect(closed.outcome).toBe("not-met");
  // Of a license something may be unknown for good: what nobody has read.
  if (rule.kind !== "license") expect(closed.outcome).not.toBe("unknown");
}

test("what is met or not met stays so, however the unknowns turn out", () => {
  const seen = { met: 0, "not-met": 0, unknown: 0, "not-applicable": 0 };
  // Without anything that counts there is nothing to hold against a rule.
  const counts = (state: Case, framework: Rubric) => {
    const { assessed, score } = scoreModel(state.subject, framework, state.book);
    return assessed && score !== null;
  };
  const samples = fc.array(choices, { minLength: 20, maxLength: 20 });
  fc.assert(
    fc.property(rubric, known, numbers, samples, (framework, state, by, all) => {
      const rule = ruleBy(framework, by);
      if (rule === undefined || !counts(state, framework)) return;
      const open = verdict(rule, state);
      seen[open.outcome] += 1;
      for (const sample of all) {
        const settled = complete(state, framework, sample);
        if (counts(settled, framework)) expectSettled(rule, open, verdict(rule, settled));
      }
    }),
    { numRuns: 1500, seed: 7 },
  );
  for (const outcome of ["met", "not-met", "unknown"] as const) {
    expect([outcome, seen[outcome] > 50]).toEqual([outcome, true]);
  }
});

test("what is not met has findings that say so; what is unknown has findings that are; what is met has none", () => {
  fc.assert(
    fc.property(rubric, known, numbers, (framework, state, by) => {
      const rule = ruleBy(framework, by);
      if (rule === undefined) return;
      expectFindings(verdict(rule, state));
    }),
    { numRuns: 2000, seed: 11 },
  );
});

function expectFindings({ outcome, findings }: Verdict): void {
  const outcomes = findings.map((finding) => finding.outcome);
  if (outcome === "met" || outcome === "not-applicable") expect(findings).toEqual([]);
  if (outcome === "unknown") expect([...new Set(outcomes)]).toEqual(["unknown"]);
  if (outcome === "not-met") expect(outcomes).toContain("not-met");
  for (const { message } of findings) expect(message).toMatch(/^\S.*\.$/s);
  const abouts = findings.map(({ about }) => about);
  expect(new Set(abouts).size).toBe(abouts.length);
}

/** By the labels that are possible: all accepted, none, or some. */
function outcomeBy(possible: readonly string[] | undefined, accepted: readonly string[]): Verdict["outcome"] {
  const found = possible?.map((id) => accepted.includes(id)) ?? [true, false];
  if (!found.includes(false)) return "met";
  return found.includes(true) ? "unknown" : "not-met";
}

test("each label of each framework, asked of each shipped model, is met if all that is possible is accepted", () => {
  const rubrics = shippedIndex()
    .rubrics.map(shippedRubric)
    .filter(({ labels }) => labels.length > 0);
  const book = shippedBook();
  let asked = 0;
  for (const subject of shippedSubjects()) {
    const id = subjectId(subject);
    const model = new CheckedModel(subject, book, shippedEvidence(subject.vendor.id)[id] ?? {});
    for (const framework of rubrics) {
      const possible = scoreModel(subject, framework, book).label?.possible;
      for (const [at] of framework.labels.entries()) {
        const accepted = framework.labels.slice(0, at + 1).map((label) => label.id);
        const found = verdictOf({ ...base, kind: "label", id: "l", rubric: framework, accepted }, model);
        const wanted = outcomeBy(possible, accepted);
        expect([id, framework.id, accepted, found.outcome]).toEqual([id, framework.id, accepted, wanted]);
        expectFindings(found);
        asked += 1;
      }
    }
  }
  expect(asked).toBeGreaterThan(2000);
});
