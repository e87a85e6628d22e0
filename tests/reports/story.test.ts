// Each sentence of a summary against figures that are worked out here in another way.
import { describe, expect, test } from "vitest";
import { claimTests } from "../../src/reports/story/claims.ts";
import { leadsOf } from "../../src/reports/story/leaders.ts";
import { disagreements } from "../../src/reports/story/places.ts";
import { sentences } from "../../src/reports/story/sentences.ts";
import { viewOf } from "../../src/reports/view.ts";
import type { Result, ResultDocument } from "../../src/result/schema.ts";
import { FIXTURES, openness } from "../run.ts";

function documentOf(argv: readonly string[]): ResultDocument {
  const { stdout, status } = openness(["score", ...argv, "-f", "json", "--detail"]);
  expect(status).toBe(0);
  return JSON.parse(stdout) as ResultDocument;
}

const FRAMEWORKS = ["-r", "openness,g7,osaid,mof,fmti-2025"];
const all = documentOf(["--by", "model", ...FRAMEWORKS]);
const [scope = "", lead = "", claim = "", unknown = "", ...more] = sentences(viewOf(all));

function assessed(rubric: string): Result[] {
  return all.results.filter((result) => result.rubric === rubric && result.assessed);
}

describe("all shipped models", () => {
  test("there are four sentences, and they say what is covered", () => {
    expect(more).toEqual([]);
    const models = new Set(all.results.map(({ vendor, model }) => `${vendor.id}/${model.id}`));
    const vendors = new Set(all.results.map(({ vendor }) => vendor.id));
    const days = Object.values(all.subjects ?? {}).flatMap(({ evidence }) =>
      evidence.flatMap(({ accessed }) => accessed ?? []),
    );
    const read = [...new Set(days)].sort();
    expect(scope).toContain(`covers ${models.size} models of ${vendors.size} vendors, under 5 frameworks.`);
    for (const day of [read[0], read.at(-1)]) expect(scope).toContain(day);
  });

  test("who is said to be ahead surely is", () => {
    const scores = assessed("openness").flatMap(({ model, score }) =>
      score ? [{ name: model.name, ...score }] : [],
    );
    const best = Math.max(...scores.map(({ lower }) => lower));
    const first = scores.filter(({ lower }) => lower === best);
    expect(first).toHaveLength(1);
    const rivals = scores.filter((one) => one !== first[0] && one.upper >= best);
    const [found] = leadsOf(viewOf(all));
    expect(found).toMatchObject({
      first: [{ model: { name: first[0]?.name } }],
      contested: rivals.length > 0,
    });
    expect(lead).toContain(first[0]?.name);
    // A company's verdict is not its newest model's.
    expect(lead).not.toContain("Foundation Model Transparency Index");
    expect(lead).toContain("of 4 frameworks that judge models");
  });

  test("nobody is ahead with the lowest label, or with one that is not certain", () => {
    for (const { rubric, first } of leadsOf(viewOf(all))) {
      for (const { label } of first) {
        if (label === null) continue;
        const worst = Math.max(
          ...label.possible.map((id) => rubric.labels?.findIndex((one) => one.id === id) ?? -1),
        );
        const others = assessed(rubric.id).filter(({ label: other }) => other !== label && other?.certain);
        expect(worst).toBeLessThan((rubric.labels?.length ?? 0) - 1);
        for (const other of others) {
          expect(rubric.labels?.findIndex(({ id }) => id === other.label?.id)).toBeGreaterThanOrEqual(worst);
        }
      }
    }
  });

  test("claims are counted", () => {
    const claiming = Object.entries(all.subjects ?? {}).filter(([, { claims }]) =>
      claims.includes("open-source"),
    );
    const ids = new Set(claiming.map(([id]) => id));
    const labels = assessed("osaid").filter(({ vendor, model }) => ids.has(`${vendor.id}/${model.id}`));
    const sure = (id: string) => labels.filter(({ label }) => label?.certain && label.id === id).length;
    const yes = sure("open-source-ai");
    const no = sure("not-open-source-ai");
    const models = Object.keys(all.subjects ?? {}).length;
    expect(claim).toContain(`Vendors call ${ids.size} of the ${models} models open-source.`);
    const word = yes === 0 ? "none surely is" : `${yes} surely ${yes === 1 ? "is" : "are"}`;
    expect(claim).toContain(
      `Under Open Source AI Definition, ${word} Open Source AI, ${no} surely are not and ${ids.size - yes - no} cannot be decided.`,
    );
  });

  test("what is unknown is counted", () => {
    const rubrics = ["openness", "g7", "osaid", "mof", "fmti-2025"].flatMap(assessed);
    const known = rubrics.flatMap(({ coverage }) => coverage ?? []);
    const share = Math.round((known.reduce((sum, one) => sum + one, 0) / known.length) * 100);
    const labelled = rubrics.filter(({ label }) => label !== null);
    const open = labelled.filter(({ label }) => !label?.certain).length;
    expect(unknown).toContain(`settles ${share}% of what`);
    expect(unknown).toContain(`${open} of ${labelled.length} verdicts in words`);
  });

  test("a model is said to be seen differently where its places lie apart", () => {
    const found = disagreements(viewOf(all), 5);
    expect(found).toHaveLength(5);
    for (const { model, places } of found) {
      expect([...places.keys()]).not.toContain("fmti-2025");
      for (const [rubric, { position, tied, of }] of places) {
        const own = model.results.get(rubric);
        const values = assessed(rubric).map(({ rank }) => rank?.position ?? 0);
        expect(position).toBe(own?.rank?.position);
        expect(of).toBe(values.length);
        expect(values.filter((value) => value < position)).toHaveLength(position - 1);
        expect(values.filter((value) => value === position)).toHaveLength(tied);
      }
    }
  });
});

test("a label `for review` neither proves nor disproves a claim", () => {
  const { rubrics } = all;
  const review = all.results.map((result) =>
    result.rubric === "osaid" && result.label
      ? { ...result, label: { ...result.label, id: "review", certain: true, possible: ["review"] } }
      : result,
  );
  const tests = claimTests(viewOf({ ...all, rubrics, results: review })).filter(
    ({ rubric }) => rubric.id === "osaid",
  );
  expect(tests.length).toBeGreaterThan(0);
  for (const { holds, fails } of tests) expect([...holds, ...fails]).toEqual([]);
});

test("one model is told of in its own words", () => {
  const told = sentences(
    viewOf(documentOf([`${FIXTURES}/acme.yaml#acme-7b`, "-r", `${FIXTURES}/ladder.yaml,openness`])),
  );
  expect(told.slice(0, 2)).toEqual([
    "This report covers Acme 7B of Acme AI, under 2 frameworks. The evidence was read between 2026-11-01 and 2026-11-02.",
    "It comes to Open weights under Ladder and 65–90 of 100 points under Openness.",
  ]);
});

test("who is level with others is not ahead", () => {
  const twice = documentOf([`${FIXTURES}/acme.yaml#acme-7b`, "-r", `${FIXTURES}/ladder.yaml`]);
  const other = twice.results.map((result) => ({
    ...result,
    model: { ...result.model, id: "twin", name: "Twin" },
  }));
  const [, told] = sentences(viewOf({ ...twice, results: [...twice.results, ...other] }));
  expect(told).toBe(
    "By what is certain, no model is ahead of all others. Under Ladder, 2 models share the top.",
  );
});

test("a vendor's row says how its model was chosen", () => {
  const [told] = sentences(viewOf(documentOf(["--by", "vendor", "--rollup", "best"])));
  expect(told).toMatch(
    /^This report covers 37 vendors, each by its best model under each framework, under 1 framework\./,
  );
});

test("two files that describe the same model are not mixed", () => {
  const [result] = all.results;
  const other = result === undefined ? [] : [{ ...result, source: "other.yaml" }];
  expect(() => viewOf({ ...all, results: [...all.results, ...other] })).toThrow(
    /is in profiles\/.* and in other.yaml/,
  );
});
