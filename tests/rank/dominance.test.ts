// Dominance against enumeration: every completion under weights that are as uneven as weights can be.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dominates } from "../../src/rank/dominance.ts";
import type { Row } from "../../src/rank/field.ts";
import { coefficients, type Plan, planOf } from "../../src/rank/plan.ts";
import { YES } from "../../src/score/kleene.ts";
import { anyRow, completions, criterion, row, rubricOf } from "./field.ts";

const flat = rubricOf([criterion("a"), criterion("b"), criterion("c")]);
const weighted = rubricOf(
  [criterion("a", "one"), criterion("b", "one"), criterion("c", "two"), criterion("d")],
  [
    { id: "one", name: "One", weight: 1 },
    { id: "two", name: "Two", weight: 1 },
  ],
);
const summed = rubricOf(flat.criteria, [], true);

function permutations(items: readonly number[]): number[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  );
}

/**
 * Weights of which each is nothing beside the one before, in every order, and evenly spread ones: what order two scores have
 * under any weights shows under these, in which one criterion after the other decides alone.
 */
function extremeWeights(inputs: number): number[][] {
  const orders = permutations([...Array(inputs).keys()]);
  return [
    Array.from({ length: inputs }, () => 1),
    ...orders.map((order) => order.map((_, input) => 1e-3 ** order.indexOf(input))),
  ];
}

function score(plan: Plan, weights: readonly number[], model: Row): number {
  const applies = (at: number) => model.applies[at] === YES;
  const all = coefficients(
    plan,
    (input) => weights[input] ?? 0,
    applies,
    new Float64Array(model.applies.length),
  );
  return all.reduce((sum, weight, at) => sum + weight * (model.lower[at] ?? 0), 0);
}

/** What rounding and weights that are not quite nothing leave. */
const NEAR = 0.02;

/** By trying: whether the one is never below the other. */
function neverBelow(plan: Plan, weights: readonly number[][], one: Row, other: Row): boolean {
  const others = completions(other);
  return completions(one).every((a) =>
    others.every((b) => weights.every((some) => score(plan, some, a.row) - score(plan, some, b.row) > -NEAR)),
  );
}

/** A model that gets the least, or the most, that it may get on each criterion. */
function pinned(model: Row, bound: "lower" | "upper"): Row {
  const shares = model[bound];
  const open = model.open
    .filter(({ maybe }) => maybe)
    .map((one) => ({ ...one, shares: [shares[one.criterion] ?? 0] }));
  return { applies: model.applies, lower: shares, upper: shares, open };
}

describe.each([
  ["criteria side by side", flat, [0, 1, 2]],
  ["weighted dimensions", weighted, [0, 1, 2, 3, 4, 5]],
  ["sums of points", summed, [0, 1, 2]],
])("%s", (_, rubric, inputs) => {
  const plan = planOf(rubric);
  const weights = extremeWeights(inputs.length);

  test("one is said to be above another exactly if no weights and no unknowns bring it below", () => {
    const rows = anyRow(rubric.criteria.length);
    fc.assert(
      fc.property(rows, rows, (one, other) => {
        const never = neverBelow(plan, weights, one, other);
        const [least, most] = [pinned(one, "lower"), pinned(other, "upper")];
        expect(dominates(plan, one, other)).toBe(never && !neverBelow(plan, weights, most, least));
      }),
      { numRuns: 300 },
    );
  });
});

describe("by hand", () => {
  const plan = planOf(flat);
  test("more on one and no less on the others; alike is not above", () => {
    expect(dominates(plan, row(1, 0.5, 0), row(0.5, 0.5, 0))).toBe(true);
    expect(dominates(plan, row(1, 0.5, 0), row(1, 0.5, 0))).toBe(false);
    expect(dominates(plan, row(1, 0.5, 0), row(0.5, 0.5, 0.25))).toBe(false);
  });

  test("unknowns count for the worst on one side and the best on the other", () => {
    expect(dominates(plan, row({ shares: [0.5, 1] }, 1, 1), row(0.5, 1, 0.5))).toBe(true);
    expect(dominates(plan, row({ shares: [0.25, 1] }, 1, 1), row(0.5, 1, 0.5))).toBe(false);
    expect(dominates(plan, row(1, 1, 0.5), row(0, { shares: [0, 1] }, { shares: [0, 0.5] }))).toBe(true);
  });

  test("a criterion that applies to one of them only is compared with the other's others", () => {
    expect(dominates(plan, row(1, 1, "gone"), row(1, 0.5, 0.5))).toBe(true);
    expect(dominates(plan, row(1, 0.5, "gone"), row(1, 0.5, 0.75))).toBe(false);
    expect(dominates(planOf(summed), row(1, 1, "gone"), row(1, 0.5, 0.25))).toBe(false);
  });
});
