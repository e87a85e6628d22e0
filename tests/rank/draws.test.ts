// Draws against what is known exactly: every completion, closed forms, and the laws of ranks.
import fc from "fast-check";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { describe, expect, test } from "vitest";
import {
  chanceAbove,
  type Draws,
  drawnOrder,
  drawRanks,
  meanRank,
  rankQuantile,
} from "../../src/rank/draws.ts";
import { evaluationOf } from "../../src/rank/evaluation.ts";
import type { Row } from "../../src/rank/field.ts";
import { scoreOf } from "../../src/rank/openings.ts";
import { planOf } from "../../src/rank/plan.ts";
import { correlation, quantile } from "../../src/rank/statistics.ts";
import { midRanks, standings } from "../../src/rank/ties.ts";
import { bent, drawSample, type Variation } from "../../src/rank/variation.ts";
import type { Rubric } from "../../src/rubric/types.ts";
import { anyRow, completions, criterion, row, rubricOf } from "./field.ts";

const AS_SCORED: Variation = { weights: { by: 0 }, half: [0.5], aggregate: ["stated"], unknowns: "drawn" };

function draw(rubric: Rubric, rows: Row[], variation: Partial<Variation>, count = 20_000, top = 1): Draws {
  const { weights, unknowns, values } = evaluationOf(rubric, rows, { ...AS_SCORED, ...variation });
  const random = xoroshiro128plus(1);
  return drawRanks(rows.length, () => values(drawSample(random, weights, unknowns)), { count, top });
}

const pair = rubricOf([criterion("a"), criterion("b")]);

describe("unknowns, against every completion", () => {
  const rubric = rubricOf(
    [criterion("a", "one", 2), criterion("b", "one"), criterion("c", "two")],
    [
      { id: "one", name: "One", weight: 1 },
      { id: "two", name: "Two", weight: 2 },
    ],
  );
  const rows = [
    row({ shares: [0, 0.5, 1] }, 1, 0.5),
    row(0.5, { shares: [0.5, 1], maybe: true }, { shares: [0, 1] }),
    row(1, "gone", { shares: [0.25, 0.5] }),
    row({ shares: [0, 0, 1] }, 0.5, { shares: [0.5], maybe: true }),
  ];
  const drawn = draw(rubric, rows, {}, 40_000, 2);
  const plan = planOf(rubric);
  const worlds = rows.reduce<{ scores: number[]; chance: number }[]>(
    (before, model) =>
      before.flatMap(({ scores, chance }) =>
        completions(model).map((one) => ({
          scores: [...scores, scoreOf(plan, one.row)],
          chance: chance * one.chance,
        })),
      ),
    [{ scores: [], chance: 1 }],
  );
  const expected = (value: (scores: number[]) => number) =>
    worlds.reduce((sum, { scores, chance }) => sum + chance * value(scores), 0);

  test("the chance of each to be above each other one", () => {
    expect(worlds.reduce((sum, { chance }) => sum + chance, 0)).toBeCloseTo(1, 12);
    for (const one of rows.keys()) {
      for (const other of rows.keys()) {
        const exact = expected((scores) => (Math.sign((scores[one] ?? 0) - (scores[other] ?? 0)) + 1) / 2);
        // Four standard errors of 40,000 draws are 0.01.
        expect(Math.abs(chanceAbove(drawn, one, other) - exact)).toBeLessThan(0.01);
      }
    }
  });

  test("mean ranks, and the chance to be among the first two", () => {
    for (const model of rows.keys()) {
      const exact = expected((scores) => midRanks(Float64Array.from(scores))[model] ?? 0);
      expect(Math.abs(meanRank(drawn, model) - exact)).toBeLessThan(0.03);
      const first = expected((scores) => {
        const above = scores.filter((score) => score > (scores[model] ?? 0)).length;
        const tied = scores.filter((score) => score === scores[model]).length;
        return Math.min(1, Math.max(0, (2 - above) / tied));
      });
      expect(Math.abs((drawn.top[model] ?? 0) / drawn.count - first)).toBeLessThan(0.01);
    }
  });

  test("what may not apply does so in half of the draws", () => {
    const drawn = draw(pair, [row(0, { shares: [1], maybe: true }), row(0.25, 0.25)], {});
    expect(Math.abs(chanceAbove(drawn, 0, 1) - 0.5)).toBeLessThan(0.014);
  });

  test("at their worst there is one world", () => {
    const worst = draw(rubric, rows, { unknowns: "worst" }, 50);
    for (const model of rows.keys()) {
      expect(rankQuantile(worst, model, 0)).toBe(rankQuantile(worst, model, 1));
    }
  });
});

describe("weights, against closed forms", () => {
  test("any weights at all: above where w > 3/8, so in 5 of 8 cases", () => {
    const drawn = draw(pair, [row(1, 0.2), row(0.5, 0.5)], { weights: "dirichlet" });
    expect(Math.abs(chanceAbove(drawn, 0, 1) - 5 / 8)).toBeLessThan(0.014);
  });

  test("any weights at all, three criteria: who is first is a third of the triangle each", () => {
    const three = rubricOf([criterion("a"), criterion("b"), criterion("c")]);
    const drawn = draw(three, [row(1, 0, 0), row(0, 1, 0), row(0, 0, 1)], { weights: "dirichlet" });
    for (const model of [0, 1, 2])
      expect(Math.abs((drawn.top[model] ?? 0) / 20_000 - 1 / 3)).toBeLessThan(0.014);
  });

  test("a quarter up or down: the share of a square below a line", () => {
    // Above where u > 0.9 v, with u and v anywhere from 0.75 to 1.25. That is all of v up to 0.75 / 0.9, and of the rest
    // (1.25 - 0.9 v) / 0.5: together 1/6 + 25/48.
    const drawn = draw(pair, [row(1, 0.4), row(0.5, 0.85)], { weights: { by: 0.25 } });
    expect(Math.abs(chanceAbove(drawn, 0, 1) - 11 / 16)).toBeLessThan(0.014);
  });

  test("all the same, whatever the rubric states", () => {
    const uneven = rubricOf([criterion("a", undefined, 3), criterion("b")]);
    const rows = [row(1, 0.2), row(0.4, 1)];
    expect(chanceAbove(draw(uneven, rows, {}, 10), 0, 1)).toBe(1);
    expect(chanceAbove(draw(uneven, rows, { weights: "equal" }, 10), 0, 1)).toBe(0);
  });
});

describe("alternatives", () => {
  test("half of the points may count for something else", () => {
    expect(bent(0.5, 0.33)).toBeCloseTo(0.33, 12);
    expect([bent(0, 0.33), bent(1, 0.33), bent(0.25, 0.5)]).toEqual([0, 1, 0.25]);
    const rows = [row(0.5, 0.5), row(0.9, 0)];
    expect(chanceAbove(draw(pair, rows, {}, 10), 0, 1)).toBe(1);
    expect(chanceAbove(draw(pair, rows, { half: [0.33] }, 10), 0, 1)).toBe(0);
    expect(Math.abs(chanceAbove(draw(pair, rows, { half: [0.5, 0.33] }), 0, 1) - 0.5)).toBeLessThan(0.014);
  });

  test("each draw takes one way to add up", () => {
    const rows = [row(0.5, 0.5), row(1, 0.1)];
    expect(chanceAbove(draw(pair, rows, {}, 10), 0, 1)).toBe(0);
    expect(chanceAbove(draw(pair, rows, { aggregate: ["geometric"] }, 10), 0, 1)).toBe(1);
    const mixed = draw(pair, rows, { aggregate: ["stated", "geometric", "flat", "dimensions"] });
    expect(Math.abs(chanceAbove(mixed, 0, 1) - 0.25)).toBeLessThan(0.014);
  });
});

describe("laws of ranks", () => {
  test("mid-ranks are competition ranks and half of those who share them", () => {
    const values = fc.array(fc.constantFrom(0, 0.5, 1, 1 + 1e-12, 2), { maxLength: 12 });
    fc.assert(
      fc.property(values, (all) => {
        const ranks = midRanks(Float64Array.from(all));
        for (const [at, standing] of standings(all).entries()) {
          expect(ranks[at]).toBe((standing?.position ?? 0) + ((standing?.tied ?? 0) - 1) / 2);
        }
      }),
    );
  });

  test("ranks add up, the first are as many as asked for, and chances are of both sides", () => {
    const rows = fc.array(anyRow(2), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 8 }), (models, top) => {
        const drawn = draw(pair, models, { weights: "dirichlet" }, 20, top);
        const places = [...models.keys()];
        const sum = (value: (model: number) => number) => places.reduce((all, one) => all + value(one), 0);
        expect(sum((model) => meanRank(drawn, model))).toBeCloseTo(
          (places.length * (places.length + 1)) / 2,
          9,
        );
        expect(sum((model) => drawn.top[model] ?? 0)).toBeCloseTo(20 * Math.min(top, places.length), 9);
        for (const one of places)
          for (const other of places)
            expect(chanceAbove(drawn, one, other) + chanceAbove(drawn, other, one)).toBeCloseTo(1, 12);
        expect([...drawnOrder(drawn)].sort()).toEqual(places);
      }),
      { numRuns: 200 },
    );
  });
});

describe("statistics", () => {
  // R: quantile(c(1, 3, 4, 8, 20), c(.05, .5, .9)) and cor(anscombe$x1, anscombe$y1).
  test("quantiles as R's type 7", () => {
    const values = [1, 3, 4, 8, 20];
    for (const [share, value] of [
      [0.05, 1.4],
      [0.5, 4],
      [0.9, 15.2],
    ] as const)
      expect(quantile(values, share)).toBeCloseTo(value, 12);
  });

  test("Anscombe's first pair: 0.816", () => {
    const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
    const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
    expect(correlation(x, y)).toBeCloseTo(0.81642, 5);
    expect(
      correlation(
        x,
        x.map(() => 0.1),
      ),
    ).toBeNull();
  });
});
