// What was counted on all 194 models of an index stands in field.md, section 4; half of them are at hand here.
import { existsSync, readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import type { RankingDocument, RubricRanking } from "../../src/result/rankingSchema.ts";
import type { ResultDocument } from "../../src/result/schema.ts";
import { FIXTURES, openness } from "../run.ts";

const INDEX = "../shared/conformance/osai/models";
const MOT = "../shared/conformance/mot/models";

function ranked(...argv: string[]): RubricRanking {
  const { status, stdout, stderr } = openness(["rank", ...argv, "-f", "json"]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const [first] = (JSON.parse(stdout) as RankingDocument).rubrics;
  if (first === undefined) throw new Error("Nothing was ranked.");
  return first;
}

function widths({ models }: RubricRanking): number[] {
  return models.map(({ draws }) => draws.upper - draws.lower).sort((a, b) => a - b);
}

/** How far models are, on average and at most, from where the rubric puts them. */
function shift({ models }: RubricRanking): { mean: number; most: number } {
  const shifts = models.map(({ draws, rank }) => Math.abs(draws.median - rank.mid));
  return { mean: shifts.reduce((sum, one) => sum + one, 0) / shifts.length, most: Math.max(...shifts) };
}

describe.skipIf(!existsSync(INDEX))(`the index in ${INDEX} (left out where it is absent)`, () => {
  const osai = (...argv: string[]) =>
    ranked(INDEX, "--no-shipped", "-r", "osai", "--unknowns", "worst", ...argv);
  const plain = osai();
  // Ranks of half as many models lie half as far apart.
  const part = plain.models.length / 194;

  test("a quarter up or down: the median model has 13 of 194 ranks, the widest 23", () => {
    const all = widths(plain);
    expect(Math.abs((all[Math.floor(all.length / 2)] ?? 0) - 13 * part)).toBeLessThan(1);
    expect(Math.abs((all.at(-1) ?? 0) - 23 * part)).toBeLessThan(2);
  });

  test("any weights at all: 69, and 127", () => {
    const all = widths(osai("--vary-weights", "dirichlet"));
    expect(Math.abs((all[Math.floor(all.length / 2)] ?? 0) - 69 * part)).toBeLessThan(3);
    expect(Math.abs((all.at(-1) ?? 0) - 127 * part)).toBeLessThan(5);
  });

  test("nearly all are in ties", () => {
    const tied = plain.models.filter(({ rank }) => rank.tied > 1).length;
    expect(tied).toBeGreaterThan(0.95 * plain.models.length);
  });

  test("the mean of three uneven groups moves models by 23.9 of 194 mid-ranks, at most 65.5", () => {
    const { mean, most } = shift(osai("--vary-weights", "0", "--aggregate", "dimensions", "--draws", "1"));
    expect(Math.abs(mean - 23.9 * part)).toBeLessThan(1.5);
    expect(Math.abs(most - 65.5 * part)).toBeLessThan(4);
  });

  test("partial as 0.33 instead of 0.5 moves them by 6.1, at most 33.5", () => {
    const { mean, most } = shift(osai("--vary-weights", "0", "--half", "0.33", "--draws", "1"));
    expect(Math.abs(mean - 6.1 * part)).toBeLessThan(1);
    expect(Math.abs(most - 33.5 * part)).toBeLessThan(6);
  });

  test("dominance is what comparing all judgements with all others gives", () => {
    const { stdout } = openness(["score", INDEX, "--no-shipped", "-r", "osai", "-f", "json"]);
    const rows = (JSON.parse(stdout) as ResultDocument).results.map(({ vendor, model, criteria }) => ({
      id: `${vendor.id}/${model.id}`,
      points: criteria.map(({ points }) => points?.lower ?? 0),
    }));
    const above = new Map(
      rows.map(({ id, points }) => {
        const beaten = rows.filter(
          (other) =>
            points.every((mine, at) => mine >= (other.points[at] ?? 0)) &&
            points.some((mine, at) => mine > (other.points[at] ?? 0)),
        );
        return [id, beaten.map((other) => other.id).sort()];
      }),
    );
    for (const { vendor, model, above: said } of plain.models) {
      expect([...said].sort()).toEqual(above.get(`${vendor.id}/${model.id}`));
    }
    // 26.8 % of all pairs of 194.
    expect(plain.pairs.dominance / plain.pairs.all).toBeGreaterThan(0.2);
    expect(plain.pairs.dominance / plain.pairs.all).toBeLessThan(0.32);
  });
});

test.skipIf(!existsSync(MOT))(`what the Model Openness Tool publishes in ${MOT} is ranked as it is`, () => {
  const { models, basis } = ranked(MOT, "--no-shipped", "--from", "mot", "-r", "mof", "--draws", "50", "-q");
  expect(models.length).toBeGreaterThan(50);
  expect(basis).toBe("score");
  const byLabel = ranked(
    MOT,
    "--no-shipped",
    "--from",
    "mot",
    "-r",
    "mof",
    "--on",
    "label",
    "--draws",
    "50",
    "-q",
  );
  expect(byLabel.basis).toBe("label");
  expect(byLabel.models[0]?.label?.id).toBe("class-1");
});

describe("what a user gets", () => {
  const ACME = [
    "--no-shipped",
    "-p",
    `${FIXTURES}/acme.yaml`,
    "-p",
    `${FIXTURES}/names.yaml`,
    "--by",
    "model",
  ];

  test("JSON is what its schema says, with everything that can be asked for", () => {
    const validate = new Ajv().compile(JSON.parse(openness(["schema", "ranking"]).stdout) as object);
    for (const argv of [
      ACME,
      ["--sensitivity", "--detail", "--by", "model", "--draws", "20"],
      ["--pair", "deepseek", "ibm", "--draws", "20"],
      ["-r", "all", "--draws", "20", "--sensitivity"],
      ["-r", "all", "--draws", "2", "--sensitivity", "--coverage", "1", "--aggregate", "geometric,flat"],
      ["-r", "g7", "--on", "label", "--sensitivity", "--pair", "ai2", "deepseek"],
    ]) {
      const { status, stdout } = openness(["rank", ...argv, "-f", "json"]);
      expect({ argv, status }).toEqual({ argv, status: 0 });
      validate(JSON.parse(stdout));
      expect({ argv, errors: validate.errors }).toEqual({ argv, errors: null });
    }
  });

  test("the same seed gives the same bytes, another one does not", () => {
    const run = (seed: string) =>
      openness(["rank", "--draws", "100", "--sensitivity", "--seed", seed, "-f", "json"]).stdout;
    expect(run("3")).toBe(run("3"));
    expect(run("3")).not.toBe(run("4").replace('"seed": 4', '"seed": 3'));
  });

  test("ranks and scores are those of `score`", () => {
    const scores = JSON.parse(openness(["score", "-f", "json"]).stdout) as ResultDocument;
    const of = new Map(scores.results.map((one) => [`${one.vendor.id}/${one.model.id}`, one]));
    const { models } = ranked("--draws", "1");
    expect(models).toHaveLength(scores.results.length);
    for (const { vendor, model, rank, score } of models) {
      const result = of.get(`${vendor.id}/${model.id}`);
      expect({ position: rank.position, tied: rank.tied }).toEqual(result?.rank);
      expect(score).toEqual(result?.score);
    }
  });

  test("chances with --detail are of both sides, in the order of the models", () => {
    const { chances = [], models } = ranked("--detail", "--draws", "200");
    expect(chances).toHaveLength(models.length);
    for (const [one, row] of chances.entries()) {
      for (const [other, chance] of row.entries()) {
        expect(chance + (chances[other]?.[one] ?? 0)).toBeCloseTo(1, 12);
      }
    }
    for (const [one, { above }] of models.entries()) {
      for (const id of above) {
        const other = models.findIndex(({ vendor, model }) => `${vendor.id}/${model.id}` === id);
        expect(chances[one]?.[other]).toBe(1);
      }
    }
  });

  test("a table goes to a file without colours, and JSON by the file's name", () => {
    const text = readFileSync(`${FIXTURES}/acme.yaml`, "utf8");
    const { status, stdout } = openness(["rank", "-", "--draws", "10"], {
      input: text,
      env: { FORCE_COLOR: "1" },
    });
    expect(status).toBe(0);
    expect(stdout).toContain("\u001b[");
    expect(openness(["rank", "-", "--draws", "10", "-f", "json"], { input: text }).stdout).toMatch(/^\{/);
  });
});
