import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Agreement, agreementOf, draw, percentiles } from "../../src/rank/agreement.ts";
import type { AgreementDocument } from "../../src/result/agreementSchema.ts";
import { FIXTURES, openness } from "../run.ts";

type Given = readonly (readonly (number | null)[])[];

function agreement(given: Given, levels = 6): Agreement {
  return agreementOf([{ given, levels }], [...given.keys()]);
}

/** Raters in rows, as the papers print them, `.` for a gap. */
function byThing(...raters: string[]): Given {
  const rows = raters.map((row) => row.split(" ").map((one) => (one === "." ? null : Number(one))));
  return (rows[0] ?? []).map((_, at) => rows.map((row) => row[at] ?? null));
}

/** A table of counts, first rater in rows. */
function fromTable(table: readonly (readonly number[])[]): Given {
  return table.flatMap((row, a) => row.flatMap((many, b) => Array.from({ length: many }, () => [a, b])));
}

describe("published worked examples", () => {
  // Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section D: four observers, twelve units, gaps.
  const fourObservers = byThing(
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
  );
  test("Krippendorff's alpha, four observers with gaps: 0.743 nominal, 0.815 ordinal", () => {
    expect(agreement(fourObservers).alpha.nominal).toBeCloseTo(0.743, 3);
    expect(agreement(fourObservers).alpha.ordinal).toBeCloseTo(0.815, 3);
  });

  // The same paper, section A: two observers, ten units, two values.
  test("Krippendorff's alpha, two observers, two values: 0.095", () => {
    const two = byThing("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0");
    expect(agreement(two).alpha.nominal).toBeCloseTo(0.095, 3);
  });

  // The same paper, section B: two observers, twelve units, five values.
  test("Krippendorff's alpha, two observers, five values: 0.692", () => {
    const two = byThing("1 1 2 2 4 3 3 3 5 4 4 1", "2 1 2 2 2 3 3 3 5 4 4 4");
    expect(agreement(two).alpha.nominal).toBeCloseTo(0.692, 3);
  });

  // R package vcd, Kappa(SexualFun), data of Hout and others 1987 as in Agresti: unweighted 0.1293, equal spacing 0.2374.
  const answers = fromTable([
    [7, 7, 2, 3],
    [2, 8, 3, 7],
    [1, 5, 4, 9],
    [2, 8, 9, 14],
  ]);
  test("Cohen's kappa: 0.1293, with linear weights 0.2374", () => {
    expect(agreement(answers, 4).kappa.none).toBeCloseTo(0.1293, 4);
    expect(agreement(answers, 4).kappa.linear).toBeCloseTo(0.2374, 4);
  });

  // Grant proposals, the example of many textbooks and of Wikipedia's article: 20, 5, 10, 15.
  test("Cohen's kappa of fifty proposals: 0.4", () => {
    const proposals = fromTable([
      [20, 5],
      [10, 15],
    ]);
    expect(agreement(proposals, 2).kappa.none).toBeCloseTo(0.4, 12);
    expect(agreement(proposals, 2).alike).toBeCloseTo(0.7, 12);
  });
});

const ratings: fc.Arbitrary<Given> = fc.integer({ min: 2, max: 4 }).chain((raters) =>
  fc.array(
    fc.array(fc.option(fc.integer({ min: 0, max: 3 }), { freq: 4 }), {
      minLength: raters,
      maxLength: raters,
    }),
    { maxLength: 12 },
  ),
);

type Difference = (a: number, b: number, pool: readonly number[]) => number;

/** The sum over all ordered pairs of different items. */
function overPairs(items: readonly number[], difference: (a: number, b: number) => number): number {
  const pairs = items.flatMap((a, i) => items.filter((_, j) => i !== j).map((b) => difference(a, b)));
  return pairs.reduce((sum, one) => sum + one, 0);
}

/** Alpha from its definition: mean difference within things over mean difference of any two ratings. */
function alphaByPairs(all: Given, difference: Difference): number | null {
  const things = all.map((one) => one.filter((value) => value !== null)).filter((one) => one.length > 1);
  const pool = things.flat();
  const differ = (a: number, b: number) => difference(a, b, pool);
  const within = things.map((thing) => overPairs(thing, differ) / (thing.length - 1) / pool.length);
  const between = overPairs(pool, differ) / (pool.length * (pool.length - 1));
  return between > 0 ? 1 - within.reduce((sum, one) => sum + one, 0) / between : null;
}

const unlike = (a: number, b: number) => (a === b ? 0 : 1);

/** As the paper writes it: all ratings from one level to the other, less half of those at both ends. */
function ranksBetween(a: number, b: number, pool: readonly number[]): number {
  const [low, high] = [Math.min(a, b), Math.max(a, b)];
  const count = (is: (value: number) => boolean) => pool.filter(is).length;
  const ends = (count((value) => value === low) + count((value) => value === high)) / 2;
  return (count((value) => value >= low && value <= high) - ends) ** 2;
}

describe("laws", () => {
  test("alpha is what its definition, worked out pair by pair, gives", () => {
    fc.assert(
      fc.property(ratings, (all) => {
        for (const [metric, difference] of [
          ["nominal", unlike],
          ["ordinal", ranksBetween],
        ] as const) {
          const wanted = alphaByPairs(all, difference);
          const found = agreement(all, 4).alpha[metric];
          if (wanted === null) expect(found).toBeNull();
          else expect(found).toBeCloseTo(wanted, 9);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("nobody's place matters, and those who always agree have 1", () => {
    fc.assert(
      fc.property(ratings, (all) => {
        const turned = all.map((one) => [...one].reverse());
        const [one, other] = [agreement(all, 4), agreement(turned, 4)];
        expect(other.alike).toBe(one.alike);
        for (const pick of [
          ({ alpha }: Agreement) => alpha.ordinal,
          ({ kappa }: Agreement) => kappa.linear,
          ({ kappa }: Agreement) => kappa.none,
        ]) {
          expect(pick(other) === null).toBe(pick(one) === null);
          expect(pick(other) ?? 0).toBeCloseTo(pick(one) ?? 0, 9);
        }
        const alike = agreement(
          all.map((ratings) => ratings.map(() => ratings[0] ?? null)),
          4,
        );
        for (const value of [alike.alike, alike.alpha.nominal, alike.alpha.ordinal, alike.kappa.quadratic]) {
          if (value !== null) expect(value).toBeCloseTo(1, 9);
        }
      }),
    );
  });

  test("several criteria: agreement by all pairs, alpha by all disagreement, levels compared within one", () => {
    const first = byThing("0 0 1 1", "0 0 1 0");
    const second = byThing("1 1 1 2", "1 1 1 2");
    const both = agreementOf(
      [
        { given: first, levels: 2 },
        { given: second, levels: 3 },
      ],
      [0, 1, 2, 3],
    );
    expect(both.alike).toBe(7 / 8);
    // First: one of four things differs, 2 of 8 ratings; levels 5 and 3: 2 * 15 / 7. Second: none; levels 6 and 2: 2 * 12 / 7.
    expect(both.alpha.nominal).toBeCloseTo(1 - 2 / ((2 * 15) / 7 + (2 * 12) / 7), 12);
    expect(both.kappa.none).toBeCloseTo((0.5 + 1) / 2, 12);
  });

  test("a bootstrap of a mean: the same seed gives the same interval, which holds the mean and narrows with more things", () => {
    const values = Array.from({ length: 400 }, (_, at) => (at * 7919) % 100);
    const meanOf = (which: readonly number[]) =>
      which.reduce((sum, at) => sum + (values[at] ?? 0), 0) / which.length;
    const interval = (things: number, seed: number) => percentiles(draw(things, 2000, seed).map(meanOf));
    const few = interval(20, 1);
    const many = interval(400, 1);
    expect(interval(400, 1)).toEqual(many);
    expect(interval(400, 2)).not.toEqual(many);
    if (few === null || many === null) throw new Error("There is no interval.");
    // Of the mean of 400 numbers spread evenly from 0 to 99.
    const error = Math.sqrt((100 ** 2 - 1) / 12 / 400);
    expect(many.upper - many.lower).toBeGreaterThan(0.9 * 2 * 1.96 * error);
    expect(many.upper - many.lower).toBeLessThan(1.1 * 2 * 1.96 * error);
    expect(few.upper - few.lower).toBeGreaterThan(2 * (many.upper - many.lower));
    expect(percentiles([])).toBeNull();
    expect(percentiles([1, null, null])).toBeNull();
    expect(percentiles([1, 2, null])).toEqual({ lower: 1, upper: 2 });
  });
});

describe("openness agree", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "openness-agree-"));
    const acme = readFileSync(`${FIXTURES}/acme.yaml`, "utf8");
    writeFileSync(join(folder, "first.yaml"), acme);
    writeFileSync(join(folder, "second.yaml"), acme.replaceAll("partial", "full"));
    writeFileSync(
      join(folder, "alone.yaml"),
      acme.replaceAll("acme-7b", "acme-8b").replaceAll("acme-max", "acme-min"),
    );
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const run = (...args: string[]) => openness(["agree", ...args], { cwd: folder });

  test("JSON of its schema, the same bytes each time", () => {
    const { stdout, stderr, status } = run("first.yaml", "second.yaml", "-f", "json", "-r", "openness,g7");
    expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
    expect(run("first.yaml", "second.yaml", "-f", "json", "-r", "openness,g7").stdout).toBe(stdout);
    const document = JSON.parse(stdout) as AgreementDocument;
    const schema = JSON.parse(openness(["schema", "agreement"]).stdout) as object;
    const valid = new Ajv({ strict: false }).compile(schema);
    expect([valid(document), valid.errors]).toEqual([true, null]);
    expect(document.models).toEqual(["acme/acme-7b", "acme/acme-max"]);
    const [own] = document.rubrics;
    const training = own?.criteria.find(({ id }) => id === "training-code");
    expect(training?.agreement.value).toBe(0);
    expect(own?.splits).toContainEqual({
      vendor: "acme",
      model: "acme-7b",
      criterion: "training-code",
      levels: [
        { rater: "first", level: "partial" },
        { rater: "second", level: "open" },
      ],
    });
  });

  test("a rater and itself agree in everything; shipped profiles and folders are raters", () => {
    const { rubrics } = JSON.parse(run("first.yaml", "first.yaml", "-f", "json").stdout) as AgreementDocument;
    expect(rubrics[0]?.overall.agreement.value).toBe(1);
    expect(rubrics[0]?.overall.alpha.nominal.value).toBe(1);
    expect(rubrics[0]?.splits).toEqual([]);
    const shipped = openness(["agree", "deepseek", "profiles/deepseek.yaml"]);
    expect(shipped).toMatchObject({ status: 0, stderr: "" });
    expect(shipped.stdout).toContain("No ratings differ.");
  });

  test("what is wrong is said", () => {
    expect(run("first.yaml").stderr).toContain("Name at least two raters");
    const apart = run("first.yaml", "alone.yaml");
    expect(apart.status).toBe(2);
    expect(apart.stderr).toContain("No two raters describe the same model");
    expect(run("first.yaml", "second.yaml", "--draws", "x").stderr).toContain("whole number");
    expect(run("first.yaml", "third.yaml").stderr).toContain("third.yaml");
  });
});
