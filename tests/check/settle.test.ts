import { describe, expect, test } from "vitest";
import { ageVerdict } from "../../src/check/age.ts";
import { CheckedModel } from "../../src/check/model.ts";
import { breachKey, settle } from "../../src/check/settle.ts";
import type { Finding, Verdict } from "../../src/check/types.ts";
import type { PolicyException, Rule, UnknownMode } from "../../src/policy/types.ts";
import type { Subject } from "../../src/profile/subject.ts";
import { shippedRubric } from "../../src/shipped.ts";

const rubric = shippedRubric("openness");

function verdict(outcome: Finding["outcome"], unknown: UnknownMode): Verdict {
  const rule: Rule = { kind: "score", id: "score:openness", rubric, min: 1, asked: "", unknown };
  const finding: Finding = {
    about: "training-code",
    criterion: "training-code",
    outcome,
    message: "Not so.",
    facts: [],
  };
  return { rule, outcome, found: "", findings: [finding], read: [] };
}

function status(one: Verdict, exceptions: PolicyException[] = [], known = false): string {
  const baseline = known
    ? {
        schema: "openness-baseline/1" as const,
        breaches: [{ model: "acme/acme-7b", rule: "score:openness", about: "training-code" }],
      }
    : undefined;
  const [settled] = settle(one, "acme/acme-7b", { exceptions, today: "2026-11-23", baseline });
  if (settled === undefined) return "passed";
  return `${settled.status}${settled.expired ? ", expired" : ""}`;
}

describe("what becomes of a finding", () => {
  test.each<[Finding["outcome"], UnknownMode, string]>([
    ["not-met", "fail", "failed"],
    ["not-met", "warn", "failed"],
    ["not-met", "pass", "failed"],
    ["unknown", "fail", "failed"],
    ["unknown", "warn", "warned"],
    ["unknown", "pass", "passed"],
  ])("%s, where unknown means %s: %s", (outcome, unknown, wanted) => {
    expect(status(verdict(outcome, unknown))).toBe(wanted);
  });

  const reason = "a reason";
  const until = "2026-11-23";
  test.each<[string, Omit<PolicyException, "reason" | "until"> & { until?: string }, string]>([
    ["the rule", { rule: "score:openness" }, "excepted"],
    ["another rule", { rule: "score:other" }, "failed"],
    ["the rubric", { rubric: "openness" }, "excepted"],
    ["another rubric", { rubric: "other" }, "failed"],
    ["the criterion", { criterion: "training-code" }, "excepted"],
    ["another criterion", { criterion: "other" }, "failed"],
    ["the model", { model: "acme/acme-7b" }, "excepted"],
    ["its vendor", { model: "acme" }, "excepted"],
    ["another model", { model: "acme/acme-70b" }, "failed"],
    ["a vendor whose name begins alike", { model: "acm" }, "failed"],
    ["an artifact, where the rule is no license", { artifact: "weights.final" }, "failed"],
    ["the rule, for another model", { rule: "score:openness", model: "other" }, "failed"],
    ["the rule, on its last day", { rule: "score:openness", until: "2026-11-23" }, "excepted"],
    ["the rule, until the day before", { rule: "score:openness", until: "2026-11-22" }, "failed, expired"],
  ])("an exception for %s", (_, keys, wanted) => {
    expect(status(verdict("not-met", "fail"), [{ reason, until, ...keys }])).toBe(wanted);
  });

  test("one exception that holds is enough", () => {
    const exceptions = [
      { model: "acme", reason, until: "2026-01-01" },
      { rubric: "openness", reason, until: "2027-01-01" },
    ];
    expect(status(verdict("not-met", "fail"), exceptions)).toBe("excepted");
  });

  test("a baseline lets pass what it knows; warnings stay warnings", () => {
    expect(status(verdict("not-met", "fail"), [], true)).toBe("known");
    expect(status(verdict("unknown", "fail"), [], true)).toBe("known");
    expect(status(verdict("unknown", "warn"), [], true)).toBe("warned");
  });

  test("keys differ where anything does", () => {
    const keys = [
      ["a", "b", null],
      ["a", "b", ""],
      ["a", "b c", null],
      ["a b", "c", null],
      ["a", "b", "null"],
    ] as const;
    expect(new Set(keys.map(([model, rule, about]) => breachKey(model, rule, about))).size).toBe(keys.length);
  });
});

describe("the age of evidence", () => {
  const subject: Subject = {
    vendor: { id: "v", name: "V" },
    model: { id: "m", name: "M" },
    source: "test",
    flagship: false,
    artifacts: { "weights.final": { availability: "full" } },
    licenses: {},
    terms: [],
    facts: {},
    judgements: {},
    claims: [],
    disputes: [],
  };
  const rule = { kind: "age", id: "max-age", days: 365, asked: "", unknown: "fail" } as const;
  const age = (dates: (string | undefined)[], today: string) => {
    const pieces = dates.map((accessed) =>
      accessed === undefined ? { path: "a file" } : { url: "https://v.example/", accessed },
    );
    const model = new CheckedModel(subject, { expressions: {}, licenses: {} }, { "weights.final": pieces });
    const fact = {
      artifact: "weights.final",
      facet: "availability",
      value: "full",
      evidence: pieces.map((_, at) => at),
    };
    return ageVerdict(rule, model, [fact], today).outcome;
  };

  test.each<[string, (string | undefined)[], string, string]>([
    ["on the last day", ["2025-11-30"], "2026-11-30", "met"],
    ["a day later", ["2025-11-29"], "2026-11-30", "not-met"],
    ["over a leap day", ["2027-12-01"], "2028-11-30", "met"],
    ["over a leap day, a day later", ["2027-11-30"], "2028-11-30", "not-met"],
    ["an old and a new piece", ["2020-01-01", "2026-11-01"], "2026-11-30", "met"],
    ["read after the day to count from", ["2026-12-01"], "2026-11-30", "not-met"],
    ["no evidence", [], "2026-11-30", "unknown"],
    ["a file at hand", [undefined], "2026-11-30", "met"],
    ["a file at hand, and an old page", [undefined, "2020-01-01"], "2026-11-30", "not-met"],
  ])("%s", (_, dates, today, wanted) => {
    expect(age(dates, today)).toBe(wanted);
  });

  test("what is unknown needs no evidence; without other rules every fact with evidence counts", () => {
    const model = new CheckedModel(
      subject,
      { expressions: {}, licenses: {} },
      { "weights.final": [{ url: "https://v.example/", accessed: "2020-01-01" }] },
    );
    const unknown = { artifact: "code.training", facet: "availability", value: null, evidence: [] };
    expect(ageVerdict(rule, model, [unknown], "2026-11-30").outcome).toBe("met");
    expect(ageVerdict(rule, model, [], "2026-11-30").outcome).toBe("not-met");
  });
});
