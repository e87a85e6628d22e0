import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { settled } from "../../src/rank/evaluation.ts";
import { rowOf } from "../../src/rank/field.ts";
import { scoreOf, weightsFor } from "../../src/rank/openings.ts";
import { planOf } from "../../src/rank/plan.ts";
import type { Rubric } from "../../src/rubric/types.ts";
import { outcomesOf } from "../../src/score/level.ts";
import { rubricWeights, scoreModel } from "../../src/score/score.ts";
import { shippedBook, shippedIndex, shippedRubric, shippedSubjects } from "../../src/shipped.ts";
import { rubric as anyRubric, known } from "../score/arbitrary.ts";
import { criterion, row, rubricOf } from "./field.ts";

describe("the plan adds up what scoring adds up", () => {
  const subjects = shippedSubjects();
  const book = shippedBook();

  test.each(shippedIndex().rubrics)("%s, every shipped model, unknowns at their worst", (id) => {
    const rubric: Rubric = shippedRubric(id);
    const plan = planOf(rubric);
    for (const subject of subjects) {
      const { score } = scoreModel(subject, rubric, book);
      if (score === null) continue;
      const model = settled(rowOf(rubric, outcomesOf(rubric, subject, book).outcomes), plan);
      expect(scoreOf(plan, model) * (rubric.scale?.max ?? 1)).toBeCloseTo(score.lower, 9);
    }
  });

  test("random rubrics with dimensions in dimensions", () => {
    fc.assert(
      fc.property(anyRubric, known, (rubric, { subject, book: facts }) => {
        const { score } = scoreModel(subject, rubric, facts);
        if (score === null) return;
        const plan = planOf(rubric);
        const model = settled(rowOf(rubric, outcomesOf(rubric, subject, facts).outcomes), plan);
        expect(scoreOf(plan, model) * (rubric.scale?.max ?? 1)).toBeCloseTo(score.lower, 9);
      }),
      { numRuns: 2000 },
    );
  });

  test("its weights are the effective weights that `rubric show` prints", () => {
    const rubric = shippedRubric("openness");
    const all = Uint8Array.from(rubric.criteria, () => 2);
    const weights = weightsFor(planOf(rubric), all);
    for (const [at, { id }] of rubric.criteria.entries()) {
      expect(weights[at]).toBeCloseTo(rubricWeights(rubric).criteria.get(id) ?? 0, 12);
    }
  });
});

describe("other ways to add up", () => {
  // Five criteria in one dimension and one in another: on its own that one weighs a sixth, or a half.
  const uneven = rubricOf([..."abcde"].map((id) => criterion(id, "large")).concat(criterion("f", "small")), [
    { id: "large", name: "Large" },
    { id: "small", name: "Small" },
  ]);
  const model = row(1, 1, 1, 1, 1, 0);

  test.each([
    ["stated", 5 / 6],
    ["flat", 5 / 6],
    ["dimensions", 1 / 2],
    ["geometric", 0],
  ] as const)("%s", (aggregate, score) => {
    expect(scoreOf(planOf(uneven, aggregate), model)).toBeCloseTo(score, 12);
  });

  test("dimension weights count where they are stated, and not in the flat mean", () => {
    const weighted = rubricOf(uneven.criteria, [
      { id: "large", name: "Large", weight: 1 },
      { id: "small", name: "Small", weight: 3 },
    ]);
    expect(scoreOf(planOf(weighted), model)).toBeCloseTo(1 / 4, 12);
    expect(scoreOf(planOf(weighted, "flat"), model)).toBeCloseTo(5 / 6, 12);
    expect(scoreOf(planOf(weighted, "dimensions"), model)).toBeCloseTo(1 / 2, 12);
  });

  test("a dimension that states nothing stands in the nearest one around it that does", () => {
    const nested = rubricOf(
      [criterion("a", "one/two/three"), criterion("b", "one"), criterion("c")],
      [
        { id: "one", name: "One", weight: 3 },
        { id: "one/two", name: "Two" },
        { id: "one/two/three", name: "Three" },
      ],
    );
    // a and b share the weight of 3, c has 1.
    expect(scoreOf(planOf(nested), row(1, 0, 0))).toBeCloseTo(3 / 8, 12);
  });

  test("the geometric mean is exp(sum w ln x)", () => {
    const rubric = rubricOf([criterion("a", undefined, 1), criterion("b", undefined, 3)]);
    expect(scoreOf(planOf(rubric, "geometric"), row(0.5, 0.25))).toBeCloseTo(0.5 ** 0.25 * 0.25 ** 0.75, 12);
  });

  test("criteria in no dimension are one dimension together", () => {
    const rubric = rubricOf(
      [criterion("a", "one"), criterion("b"), criterion("c")],
      [{ id: "one", name: "One" }],
    );
    expect(scoreOf(planOf(rubric, "dimensions"), row(1, 0, 0))).toBeCloseTo(1 / 2, 12);
  });
});
