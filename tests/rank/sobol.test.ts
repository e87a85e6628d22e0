// Sobol indices against functions whose indices are known.
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { describe, expect, test } from "vitest";
import { driversOf } from "../../src/rank/drivers.ts";
import { evaluationOf } from "../../src/rank/evaluation.ts";
import { leaveOneOut } from "../../src/rank/leaveOut.ts";
import { type Design, sobolIndices } from "../../src/rank/sobol.ts";
import { midRanks } from "../../src/rank/ties.ts";
import { factorsOf, type Variation } from "../../src/rank/variation.ts";
import { criterion, row, rubricOf } from "./field.ts";

/** Runs a function of numbers from 0 to 1, less its mean, as the design asks for. */
function designOf(f: (x: number[]) => number, inputs: number, runs: number, mean: number): Design {
  const random = xoroshiro128plus(7);
  const sample = () =>
    Array.from({ length: runs }, () => Array.from({ length: inputs }, () => uniformFloat64(random)));
  const [a, b] = [sample(), sample()];
  const output = (rows: number[][]) => Float64Array.from(rows, (x) => f(x) - mean);
  const mixed = Array.from({ length: inputs }, (_, input) =>
    a.map((x, run) => x.map((value, at) => (at === input ? (b[run]?.[at] ?? 0) : value))),
  );
  return { a: output(a), b: output(b), ab: mixed.map(output) };
}

describe("published indices", () => {
  // Ishigami and Homma 1990 with a = 7, b = 0.1; the analytic values stand in Saltelli and others 2008, Global Sensitivity Analysis.
  test("Ishigami's function: 0.3139, 0.4424, 0 and 0.5576, 0.4424, 0.2437", () => {
    const ishigami = (x: number[]) => {
      const [u = 0, v = 0, w = 0] = x.map((value) => Math.PI * (2 * value - 1));
      return Math.sin(u) + 7 * Math.sin(v) ** 2 + 0.1 * w ** 4 * Math.sin(u);
    };
    const indices = sobolIndices(designOf(ishigami, 3, 20_000, 3.5), 200, xoroshiro128plus(1)) ?? [];
    const known = [
      [0.3139, 0.5576],
      [0.4424, 0.4424],
      [0, 0.2437],
    ];
    expect(indices).toHaveLength(3);
    for (const [at, { first, total }] of indices.entries()) {
      const [one = 0, all = 0] = known[at] ?? [];
      expect(Math.abs(first.value - one)).toBeLessThan(0.02);
      expect(Math.abs(total.value - all)).toBeLessThan(0.02);
      for (const { value, lower, upper } of [first, total]) {
        expect(lower).toBeLessThan(value);
        expect(upper).toBeGreaterThan(value);
        expect(upper - lower).toBeLessThan(0.06);
      }
    }
  });

  // The example of COINr's SA_estimate. Of a sum of independent parts each index is its part of the variance: 1, 4, 9 of 14.
  test("x1 + 2 x2 + 3 x3: 1/14, 4/14, 9/14, alone and in all", () => {
    const linear = ([x = 0, y = 0, z = 0]: number[]) => x + 2 * y + 3 * z;
    const indices = sobolIndices(designOf(linear, 3, 20_000, 3), 100, xoroshiro128plus(1)) ?? [];
    for (const [at, { first, total }] of indices.entries()) {
      expect(Math.abs(first.value - (at + 1) ** 2 / 14)).toBeLessThan(0.02);
      expect(Math.abs(total.value - (at + 1) ** 2 / 14)).toBeLessThan(0.02);
    }
  });

  test("the estimators, worked out by hand", () => {
    // Var of 1, 3, 2, 2 is 2/3; first: (2 (2 - 1) + 2 (5 - 3)) / 2 / Var; total: ((1 - 2)² + (3 - 5)²) / (2 · 2 · Var).
    const design = { a: Float64Array.of(1, 3), b: Float64Array.of(2, 2), ab: [Float64Array.of(2, 5)] };
    const [only] = sobolIndices(design, 10, xoroshiro128plus(1)) ?? [];
    expect(only?.first.value).toBeCloseTo(4.5, 12);
    expect(only?.total.value).toBeCloseTo(1.875, 12);
  });

  test("what does not vary has no indices", () => {
    const flat = Float64Array.of(1, 1);
    expect(sobolIndices({ a: flat, b: flat, ab: [flat] }, 10, xoroshiro128plus(1))).toBeNull();
  });
});

describe("what drives ranks", () => {
  const variation: Variation = {
    weights: { by: 0.25 },
    half: [0.5],
    aggregate: ["stated"],
    unknowns: "drawn",
  };
  const rubric = rubricOf([criterion("a"), criterion("b")]);

  test("if weights decide nothing, unknowns decide everything", () => {
    // Either 0.25 or 0.75 against 0.5, give or take what weights do, which is less.
    const rows = [row({ shares: [0, 1] }, 0.5), row(0.5, 0.5)];
    const factors = factorsOf(variation, rows);
    expect(factors).toEqual(["weights", "unknowns"]);
    const reference = midRanks(Float64Array.of(0.25, 0.5));
    const { indices, shift } = driversOf(evaluationOf(rubric, rows, variation), factors, reference, {
      draws: 2000,
      seed: 1,
    });
    expect(Math.abs(indices?.[0]?.total.value ?? 1)).toBeLessThan(1e-12);
    expect(Math.abs((indices?.[1]?.total.value ?? 0) - 1)).toBeLessThan(0.05);
    // In half of the worlds both change places, which is one rank each.
    expect(Math.abs(shift - 0.5)).toBeLessThan(0.05);
  });

  test("only what varies is told", () => {
    const fixed: Variation = {
      ...variation,
      weights: { by: 0 },
      half: [0.33, 0.5],
      aggregate: ["flat", "stated"],
    };
    expect(factorsOf(fixed, [row(1, 1)])).toEqual(["points", "aggregation"]);
  });
});

describe("leaving one criterion out", () => {
  const rubric = rubricOf([criterion("a", undefined, 2), criterion("b")]);
  const outcomes = (a: number, b: number) =>
    new Map(
      rubric.criteria.map((one, at) => [
        one.id,
        {
          criterion: one,
          applies: 2 as const,
          possible: [{ id: "x", points: at === 0 ? a : b }],
          by: "rule" as const,
        },
      ]),
    );

  test("three models, by hand", () => {
    // Scores 2/3, 1/2, 1/3: ranks 1, 2, 3. Without a: 0, 0.5, 1, so 3, 2, 1. Without b: 1, 0.5, 0, as before.
    const [a, b] = leaveOneOut(rubric, [outcomes(1, 0), outcomes(0.5, 0.5), outcomes(0, 1)]);
    expect(a).toMatchObject({ mean: 4 / 3, most: 2 });
    expect(b).toMatchObject({ mean: 0, most: 0 });
    expect(a?.correlation.pearson).toBeCloseTo(1, 12);
    expect(b?.correlation.pearson).toBeCloseTo(-1, 12);
    expect(b?.correlation.spearman).toBeCloseTo(-1, 12);
  });
});
