import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RubricPair } from "../../src/diff/steps.ts";
import { hasMoved, verdictOf } from "../../src/diff/verdicts.ts";
import { diffProfiles } from "../../src/diff.ts";
import { makeBook } from "../../src/license/book.ts";
import type { Catalogue } from "../../src/license/catalogue.ts";
import type { LicenseFacts } from "../../src/license/properties.ts";
import { CAUSES, type DiffDocument, type Verdict, type VerdictDiff } from "../../src/result/diffSchema.ts";
import { scoreModel } from "../../src/score/score.ts";
import { rubric } from "../score/arbitrary.ts";
import { type RawProfile, sideOf } from "./sides.ts";

/** What is random of a model; small enough that two models are often alike in part. */
const model = fc.record(
  {
    name: fc.constantFrom("One", "Two"),
    released: fc.constantFrom("2026", "2026-03-01"),
    license: fc.constantFrom("MIT", "Apache-2.0", "MIT OR Apache-2.0", "NONE", "odd", "nobody knows"),
    licenses: fc.record({ weights: fc.constantFrom("MIT", "Apache-2.0", "NONE") }, { requiredKeys: [] }),
    additionalTerms: fc.constantFrom([], [{ url: "https://acme.example/terms", id: "Terms" }]),
    facts: fc.record(
      {
        trainingResources: fc.record({ disclosure: fc.constantFrom("full", "partial", "none") }),
        trainingCompute: fc.record({ flop: fc.constantFrom(1e22, 1e26) }),
      },
      { requiredKeys: [] },
    ),
    artifacts: fc.dictionary(
      fc.constantFrom("weights.final", "code.training"),
      fc.record(
        {
          availability: fc.constantFrom("full", "partial", "none", "unknown", "not-applicable"),
          access: fc.constantFrom("public", "paid"),
          license: fc.constantFrom("MIT", "Apache-2.0"),
        },
        { requiredKeys: [] },
      ),
      { maxKeys: 2, noNullPrototype: true },
    ),
    baseModel: fc.constantFrom<object | undefined>(
      undefined,
      { id: "beta/base" },
      { id: "beta/base", inherits: ["code.training"] },
      { id: "beta/base", license: "MIT", inherits: ["weights.final"] },
      { id: "beta/unheard-of" },
    ),
    judgements: fc.constantFrom(
      {},
      { random: { by: "somebody", levels: {} } },
      { random: { by: "somebody", levels: { "criterion-0": "a" } } },
      { random: { by: "somebody", levels: { "criterion-0": "last", "criterion-1": "unknown" } } },
      { elsewhere: { by: "somebody", levels: { x: "y" } } },
    ),
  },
  { requiredKeys: ["name", "baseModel"] },
);

const profiles = fc.record({
  own: model,
  base: model,
  company: fc.option(fc.constantFrom("a", "last"), { nil: undefined }),
  vendor: fc.constantFrom("Acme AI", "Acme Labs"),
});

type Profiles = typeof profiles extends fc.Arbitrary<infer Value> ? Value : never;

function ownProfile({ own, company, vendor }: Profiles): RawProfile {
  return {
    schema: "openness-profile/1",
    vendor: { id: "acme", name: vendor },
    models: [{ id: "one", ...own }],
    ...(company === undefined
      ? {}
      : { judgements: { random: { by: "an index", levels: { "criterion-1": company } } } }),
  };
}

function baseProfile({ base }: Profiles): RawProfile {
  const { baseModel: _, ...rest } = base;
  return {
    schema: "openness-profile/1",
    vendor: { id: "beta", name: "Beta" },
    models: [{ id: "base", ...rest }],
  };
}

const licenseFacts: fc.Arbitrary<LicenseFacts> = fc.record({
  name: fc.constant(""),
  sets: fc.record({ "osi-approved": fc.boolean() }, { requiredKeys: [] }),
  properties: fc.record(
    {
      commercialUse: fc.constantFrom("yes", "conditional", "no"),
      fieldOfUse: fc.constantFrom("none", "use-policy"),
    },
    { requiredKeys: [] },
  ),
});

const catalogue: fc.Arbitrary<Catalogue> = fc
  .record({ mit: licenseFacts, apache: licenseFacts, terms: licenseFacts, known: fc.boolean() })
  .map(({ mit, apache, terms, known }) => ({
    licenses: { MIT: mit, "Apache-2.0": apache, Terms: terms },
    names: { mit: "MIT", "apache-2.0": "Apache-2.0", ...(known ? { "nobody knows": "MIT" } : {}) },
    // What this name means depends on whose model it is.
    ambiguous: {
      odd: { candidates: ["MIT", "Apache-2.0"], rules: [{ vendors: ["acme ai"], is: "MIT" }], why: "" },
    },
    unlicensed: [],
    unresolved: {},
  }));

const FIELDS = [
  "name",
  "released",
  "license",
  "licenses",
  "additionalTerms",
  "facts",
  "artifacts",
  "baseModel",
  "judgements",
];

/** Everything that can differ between two states. */
const PLACES = [
  "rubrics",
  "catalogues",
  "company",
  "vendor",
  ...FIELDS.map((field) => `own.${field}`),
  ...FIELDS.map((field) => `base.${field}`),
];

const world = fc.record({
  before: profiles,
  after: profiles,
  catalogues: fc.record({ old: catalogue, new: catalogue }),
  rubrics: fc.record({ old: rubric, new: rubric }).map(
    ({ old, new: fresh }): RubricPair => ({
      old: { ...old, hash: JSON.stringify(old) },
      new: { ...fresh, hash: JSON.stringify(fresh) },
    }),
  ),
  /** What differs at all: where it is one thing, that thing alone must be told. */
  differing: fc.oneof(
    // What moves something but rarely, more often.
    fc
      .constantFrom<string>("rubrics", "catalogues", "company", "base.artifacts", "base.licenses")
      .map((place) => [place]),
    fc.subarray([...PLACES], { minLength: 1, maxLength: 1 }),
    fc.subarray([...PLACES], { maxLength: 3 }),
    fc.constant([...PLACES]),
  ),
});

type World = typeof world extends fc.Arbitrary<infer Value> ? Value : never;

/** The two states: what is not to differ is taken over from the first. */
function statesIn({ before, after, catalogues, rubrics, differing }: World) {
  const mixed = (old: Record<string, unknown>, fresh: Record<string, unknown>, prefix: string) => {
    const keys = new Set([...Object.keys(old), ...Object.keys(fresh)]);
    const entries = [...keys].map((key) => [key, (differing.includes(`${prefix}${key}`) ? fresh : old)[key]]);
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  };
  const { own: oldOwn, base: oldBase, ...old } = before;
  const { own, base, ...fresh } = after;
  return {
    before,
    after: {
      ...mixed(old, fresh, ""),
      own: mixed(oldOwn, own, "own."),
      base: mixed(oldBase, base, "base."),
    } as Profiles,
    rubrics: differing.includes("rubrics") ? rubrics : { old: rubrics.old, new: rubrics.old },
    catalogues: differing.includes("catalogues") ? catalogues : { old: catalogues.old, new: catalogues.old },
  };
}

type States = ReturnType<typeof statesIn>;

function compare({ before, after, rubrics, catalogues }: States): DiffDocument {
  const sides = [before, after].map((one) => sideOf(ownProfile(one), baseProfile(one)));
  const [old, fresh] = sides;
  if (old === undefined || fresh === undefined) throw new Error("Two sides were made.");
  return diffProfiles(old, fresh, [rubrics], catalogues);
}

/** The verdict on `acme/one` from whole profiles, without anything that the comparison uses. */
function verdictFrom(own: RawProfile, base: RawProfile, under: RubricPair["new"], known: Catalogue): Verdict {
  const side = sideOf(own, base);
  const subject = side.models.find(({ stated }) => stated.model.id === "one")?.resolved;
  if (subject === undefined) throw new Error("The model was there.");
  return verdictOf(scoreModel(subject, under, makeBook([subject], known)));
}

/** The profile before with the judgements of the one after, written into the file. */
function rejudged(before: RawProfile, after: RawProfile): RawProfile {
  const [old, fresh] = [before, after].map(({ models }) => (models as RawProfile[])[0] ?? {});
  return {
    ...before,
    judgements: after.judgements,
    models: [{ ...old, judgements: fresh?.judgements }],
  };
}

/** Cause by cause, what the verdict is once it is let in: worked out from files that are mixed by hand. */
function expectedSteps({ before, after, rubrics, catalogues }: States): [string, Verdict][] {
  const [old, fresh] = [ownProfile(before), ownProfile(after)];
  const [oldBase, base] = [baseProfile(before), baseProfile(after)];
  return [
    ["rubric", verdictFrom(old, oldBase, rubrics.new, catalogues.old)],
    ["licenses", verdictFrom(old, oldBase, rubrics.new, catalogues.new)],
    ["base", verdictFrom(old, base, rubrics.new, catalogues.new)],
    ["judgements", verdictFrom(rejudged(old, fresh), base, rubrics.new, catalogues.new)],
    ["facts", verdictFrom(fresh, base, rubrics.new, catalogues.new)],
  ];
}

function expectSum({ before, after, steps, effect }: VerdictDiff): void {
  if (!before?.score || !after?.score || steps.some((step) => step.effect === null)) return;
  for (const bound of ["lower", "upper"] as const) {
    const sum = steps.reduce((total, step) => total + (step.effect?.[bound] ?? 0), 0);
    expect(sum).toBeCloseTo(after.score[bound] - before.score[bound], 9);
    expect(sum).toBeCloseTo(effect?.[bound] ?? Number.NaN, 9);
  }
}

const RUNS = { numRuns: 500 };

describe("attribution", () => {
  test("each cause moves the verdict as whole files with that cause alone let in do, and no other does", () => {
    fc.assert(
      fc.property(world, (random) => {
        const states = statesIn(random);
        const document = compare(states);
        const verdict = document.models.find((one) => one.model.id === "one")?.verdicts[0];
        const steps = new Map((verdict?.steps ?? []).map((step) => [step.cause as string, step.after]));
        let here = verdictFrom(
          ownProfile(states.before),
          baseProfile(states.before),
          states.rubrics.old,
          states.catalogues.old,
        );
        if (verdict) expect(verdict.before).toEqual(here);
        for (const [cause, expected] of expectedSteps(states)) {
          const told = steps.get(cause);
          // A cause that is not told moves nothing.
          if (told === undefined) expect(hasMoved(here, expected)).toBe(false);
          else expect(told).toEqual(expected);
          here = expected;
        }
        if (verdict) expect(verdict.after).toEqual(here);
      }),
      RUNS,
    );
  });

  test("the effects add up to the whole", () => {
    fc.assert(
      fc.property(world, (random) => {
        for (const { verdicts } of compare(statesIn(random)).models) verdicts.forEach(expectSum);
      }),
      RUNS,
    );
  });

  test("the old and the new state exchanged give the mirror image", () => {
    fc.assert(
      fc.property(world, (random) => {
        const { before, after, rubrics, catalogues } = statesIn(random);
        const there = compare({ before, after, rubrics, catalogues });
        const back = compare({
          before: after,
          after: before,
          rubrics: { old: rubrics.new, new: rubrics.old },
          catalogues: { old: catalogues.new, new: catalogues.old },
        });
        const changes = (document: DiffDocument, swap: boolean) =>
          document.models
            .flatMap(({ model: { id }, changes: all, status }) => [
              `${id} ${status}`,
              // Licenses and base models are looked at on the old side, which is another one.
              ...all
                .filter(({ cause }) => cause === "facts" || cause === "judgements")
                .map((one) =>
                  JSON.stringify([
                    id,
                    one.key,
                    one.field,
                    ...(swap ? [one.after, one.before] : [one.before, one.after]),
                  ]),
                ),
            ])
            .sort();
        const ends = (document: DiffDocument, swap: boolean) =>
          document.models
            .flatMap(({ model: { id }, verdicts }) =>
              verdicts
                .filter(({ moved }) => moved)
                .map((one) =>
                  JSON.stringify([id, ...(swap ? [one.after, one.before] : [one.before, one.after])]),
                ),
            )
            .sort();
        expect(ends(back, true)).toEqual(ends(there, false));
        const moved = (list: string[]) => list.filter((one) => !one.endsWith(" changed"));
        expect(moved(changes(back, true))).toEqual(moved(changes(there, false)));
      }),
      { numRuns: 200 },
    );
  });

  test("the random states have every cause at work, and several at once", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(world, (random) => {
        const found = compare(statesIn(random)).models.find((one) => one.model.id === "one");
        const moving =
          found?.verdicts[0]?.steps.filter(({ effect }) => effect && (effect.lower || effect.upper)) ?? [];
        for (const { cause } of moving) seen.add(cause);
        if (moving.length > 1) seen.add("several");
      }),
      { numRuns: 600, seed: 1 },
    );
    expect([...seen].sort()).toEqual(["base", "facts", "judgements", "licenses", "rubric", "several"]);
    expect(CAUSES.slice(0, 6)).toEqual(["rubric", "licenses", "base", "judgements", "facts", "evidence"]);
  });
});
