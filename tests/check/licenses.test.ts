import { describe, expect, test } from "vitest";
import { withPolicySets } from "../../src/check/licenses.ts";
import { CheckedModel } from "../../src/check/model.ts";
import { verdictOf } from "../../src/check/rules.ts";
import { makeBook } from "../../src/license/book.ts";
import { licenseLookup } from "../../src/loadPolicy.ts";
import { licenseRules } from "../../src/policy/licenses.ts";
import type { RawLicenseRule } from "../../src/policy/schema.ts";
import type { Subject } from "../../src/profile/subject.ts";
import { shippedCatalogue } from "../../src/shipped.ts";

const catalogue = shippedCatalogue();

interface Model {
  availability?: string;
  license?: string;
  base?: Subject["base"];
  terms?: string[];
}

function outcome(
  raw: Omit<RawLicenseRule, "artifact">,
  { availability, license, base, terms = [] }: Model,
): string {
  const subject: Subject = {
    vendor: { id: "v", name: "V" },
    model: { id: "m", name: "M" },
    source: "test",
    flagship: false,
    artifacts: availability === undefined ? {} : { "weights.final": { availability } },
    licenses: license === undefined ? {} : { weights: license },
    terms,
    ...(base === undefined ? {} : { base }),
    facts: {},
    judgements: {},
    claims: [],
    disputes: [],
  };
  const mistakes: string[] = [];
  const rules = licenseRules([{ artifact: ["weights.final"], ...raw }], licenseLookup(), "fail", (message) =>
    mistakes.push(message),
  );
  expect(mistakes).toEqual([]);
  const [rule] = rules;
  if (rule === undefined) throw new Error("There is no rule.");
  const book = withPolicySets(makeBook([subject], catalogue), rules, catalogue);
  return verdictOf(rule, new CheckedModel(subject, book, {})).outcome;
}

const full = (license: string, more: Model = {}): Model => ({ availability: "full", license, ...more });

describe("which licenses are taken", () => {
  test.each<[string, Omit<RawLicenseRule, "artifact">, Model, string]>([
    // Ids, by any of their names.
    ["an allowed id", { allow: ["MIT", "Apache-2.0"] }, full("Apache-2.0"), "met"],
    ["its name in other letters", { allow: ["apache 2.0"] }, full("apache-2.0"), "met"],
    ["another id", { allow: ["MIT"] }, full("Apache-2.0"), "not-met"],
    ["an id of the tool's own", { allow: ["Llama 3.3"] }, full("LicenseRef-Llama-3.3-Community"), "met"],
    // Sets.
    ["a set", { allow: ["osi-approved"] }, full("MIT"), "met"],
    ["outside the set", { allow: ["osi-approved"] }, full("CC-BY-NC-4.0"), "not-met"],
    ["a set or an id", { allow: ["osi-approved", "CC-BY-NC-4.0"] }, full("CC-BY-NC-4.0"), "met"],
    // OR lets the licensee choose, once, for all that is asked.
    ["OR, one of them allowed", { allow: ["MIT"] }, full("MIT OR GPL-3.0-only"), "met"],
    ["OR, none of them allowed", { allow: ["BSD-3-Clause"] }, full("MIT OR GPL-3.0-only"), "not-met"],
    ["OR, what is denied need not be chosen", { deny: ["GPL-3.0-only"] }, full("MIT OR GPL-3.0-only"), "met"],
    [
      "OR, allowed here and commercial there",
      { allow: ["CC-BY-NC-4.0"], commercialUse: ["yes"] },
      full("CC-BY-NC-4.0 OR MIT"),
      "not-met",
    ],
    // AND binds.
    ["AND, both allowed", { allow: ["MIT", "Apache-2.0"] }, full("MIT AND Apache-2.0"), "met"],
    ["AND, one not allowed", { allow: ["MIT"] }, full("MIT AND Apache-2.0"), "not-met"],
    ["AND, one denied", { deny: ["GPL-3.0-only"] }, full("MIT AND GPL-3.0-only"), "not-met"],
    ["a choice within AND", { allow: ["MIT", "ISC"] }, full("MIT AND (GPL-3.0-only OR ISC)"), "met"],
    // An expression in a list stands for each of its alternatives.
    ["an expression in the list", { allow: ["MIT OR Apache-2.0"] }, full("Apache-2.0"), "met"],
    [
      "an exception makes another license",
      { allow: ["GPL-2.0-only"] },
      full("GPL-2.0-only WITH Classpath-exception-2.0"),
      "unknown",
    ],
    // Denied whatever allows it.
    [
      "denied though its set is allowed",
      { allow: ["osi-approved"], deny: ["AGPL-3.0-only"] },
      full("AGPL-3.0-only"),
      "not-met",
    ],
    ["a set that is denied", { deny: ["osi-approved"] }, full("MIT"), "not-met"],
    ["outside a set that is denied", { deny: ["osi-approved"] }, full("CC-BY-NC-4.0"), "met"],
    // Properties.
    ["a property", { commercialUse: ["yes"] }, full("Apache-2.0"), "met"],
    ["a property that does not fit", { commercialUse: ["yes"] }, full("CC-BY-NC-4.0"), "not-met"],
    ["a property of a license that nobody has read", { commercialUse: ["yes"] }, full("Zed"), "unknown"],
    // The base model's license and terms beside the license bind as well.
    [
      "base model, not allowed",
      { allow: ["MIT"] },
      full("MIT", { base: { id: "a/b", license: "Apache-2.0" } }),
      "not-met",
    ],
    [
      "base model, allowed",
      { allow: ["MIT", "Apache-2.0"] },
      full("MIT", { base: { id: "a/b", license: "Apache-2.0" } }),
      "met",
    ],
    ["base model, unknown", { allow: ["MIT"] }, full("MIT", { base: { id: "a/b" } }), "unknown"],
    [
      "base model, without any license",
      { allow: ["MIT"] },
      full("MIT", { base: { id: "a/b", license: "NONE" } }),
      "not-met",
    ],
    [
      "terms that nobody knows",
      { allow: ["MIT"] },
      full("MIT", { terms: ["https://v.example/terms"] }),
      "unknown",
    ],
    // No license, or one that cannot be told.
    ["none at all", { allow: ["MIT"] }, full("NONE"), "not-met"],
    ["none at all, and only others denied", { deny: ["MIT"] }, full("NONE"), "not-met"],
    ["not stated", { allow: ["MIT"] }, { availability: "full" }, "unknown"],
    ["not resolved", { allow: ["MIT"] }, full("a license of ours"), "unknown"],
    ["one of several, none of them allowed", { allow: ["MIT"] }, full("modified-mit"), "not-met"],
    [
      "one of several, one of them allowed",
      { allow: ["LicenseRef-Mistral-Modified-MIT"] },
      full("modified-mit"),
      "unknown",
    ],
    [
      "one of several, one of them denied",
      { deny: ["LicenseRef-Mistral-Modified-MIT"] },
      full("modified-mit"),
      "unknown",
    ],
    // What is not released needs no license, unless it must be released.
    ["not released", { allow: ["MIT"] }, { availability: "none", license: "Apache-2.0" }, "not-applicable"],
    [
      "not released, and must be",
      { allow: ["MIT"], released: "yes" },
      { availability: "none", license: "MIT" },
      "not-met",
    ],
    [
      "released in part",
      { allow: ["MIT"], released: "yes" },
      { availability: "partial", license: "MIT" },
      "met",
    ],
    ["must be released, under whatever license", { released: "yes" }, { availability: "full" }, "met"],
    ["must be released, and nobody knows", { released: "yes" }, { license: "MIT" }, "unknown"],
    ["perhaps released, and allowed in any case", { allow: ["MIT"] }, { license: "MIT" }, "met"],
    ["perhaps released, and then not allowed", { allow: ["MIT"] }, { license: "Apache-2.0" }, "unknown"],
  ])("%s", (_, raw, model, wanted) => {
    expect(outcome(raw, model)).toBe(wanted);
  });
});
