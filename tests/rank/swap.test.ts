// The smallest change of weights, against the closed form and against trying; and the unknowns that are enough.
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { settled } from "../../src/rank/evaluation.ts";
import type { Row } from "../../src/rank/field.ts";
import { catching, scoreOf } from "../../src/rank/openings.ts";
import { planOf } from "../../src/rank/plan.ts";
import { type Sides, smallestSwap } from "../../src/rank/swap.ts";
import { loadSolver, type Solve } from "../../src/solver.ts";
import { anyRow, completions, criterion, rubricOf } from "./field.ts";

let solve: Solve;
beforeAll(async () => {
  solve = await loadSolver();
});

function side(weights: readonly number[], shares: readonly number[]): Sides {
  return { weights: Float64Array.from(weights), shares: Float64Array.from(shares) };
}

const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);

function scoreWith({ weights, shares }: Sides, factors: Float64Array): number {
  const changed = [...weights].map((weight, at) => weight * (factors[at] ?? 0));
  return sum(changed.map((weight, at) => weight * (shares[at] ?? 0))) / sum(changed);
}

const weight = fc.integer({ min: 1, max: 5 });
const share = fc.constantFrom(0, 0.25, 0.5, 1);
const criteria = fc.array(fc.tuple(weight, share, share), { minLength: 2, maxLength: 8 });

describe("the same criteria apply to both", () => {
  test("it is sum(w d) / sum(w |d|)", () => {
    fc.assert(
      fc.property(criteria, (all) => {
        const total = sum(all.map(([one]) => one));
        const weights = all.map(([one]) => one / total);
        const differences = all.map(([, a, b]) => a - b);
        const gap = sum(weights.map((one, at) => one * (differences[at] ?? 0)));
        fc.pre(gap > 1e-9);
        const spread = sum(weights.map((one, at) => one * Math.abs(differences[at] ?? 0)));
        const [above, below] = [
          side(
            weights,
            all.map(([, a]) => a),
          ),
          side(
            weights,
            all.map(([, , b]) => b),
          ),
        ];
        const swap = smallestSwap(above, below, false, solve);
        if (differences.every((one) => one >= 0)) {
          expect(swap).toBeUndefined();
          return;
        }
        expect(swap?.change).toBeCloseTo(gap / spread, 6);
        const factors = swap?.factors ?? new Float64Array();
        expect(scoreWith(above, factors)).toBeLessThanOrEqual(scoreWith(below, factors) + 1e-6);
        // Less weight where the one is ahead, more where the other is.
        for (const [at, difference] of differences.entries()) {
          if (difference !== 0)
            expect(factors[at]).toBeCloseTo(1 - Math.sign(difference) * (swap?.change ?? 0), 5);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("sums of points: what does not apply to one of them counts as no points", () => {
    const swap = smallestSwap(side([2, 1, 0], [1, 0, 0]), side([0, 1, 1], [0, 0.5, 0.5]), true, solve);
    // 2 (1 - f) = (0.5 + 0.5) (1 + f)
    expect(swap?.change).toBeCloseTo(1 / 3, 6);
  });
});

describe("different criteria apply", () => {
  const grid = Array.from({ length: 21 }, (_, at) => (at - 10) / 10);

  /** Whether some factors from 1 - f to 1 + f, of so many on each side, make the one no better than the other. */
  function found(above: Sides, below: Sides, change: number): boolean {
    return grid.some((a) =>
      grid.some((b) =>
        grid.some((c) => {
          const factors = Float64Array.of(1 + a * change, 1 + b * change, 1 + c * change);
          return scoreWith(above, factors) <= scoreWith(below, factors) + 1e-12;
        }),
      ),
    );
  }

  test("what is found does it, and a little less is not found by trying", () => {
    const one = fc.tuple(weight, share, share);
    const absent = fc.constantFrom("above", "below");
    fc.assert(
      fc.property(one, one, one, absent, (first, second, third, whose) => {
        const all = [first, second, third];
        const present = (who: "above" | "below") => all.map(([w], at) => (at === 0 && whose === who ? 0 : w));
        const above = side(
          present("above"),
          all.map(([, a]) => a),
        );
        const below = side(
          present("below"),
          all.map(([, , b]) => b),
        );
        const even = Float64Array.of(1, 1, 1);
        fc.pre(scoreWith(above, even) > scoreWith(below, even) + 1e-9);
        const swap = smallestSwap(above, below, false, solve);
        if (swap === undefined) {
          expect(found(above, below, 0.98)).toBe(false);
          return;
        }
        expect(scoreWith(above, swap.factors)).toBeLessThanOrEqual(scoreWith(below, swap.factors) + 1e-6);
        for (const factor of swap.factors)
          expect(Math.abs(factor - 1)).toBeLessThanOrEqual(swap.change + 1e-6);
        expect(found(above, below, swap.change - 0.001)).toBe(false);
      }),
      { numRuns: 40 },
    );
  });
});

describe("unknowns that are enough", () => {
  const rubric = rubricOf([
    criterion("a", undefined, 3),
    criterion("b", undefined, 2),
    criterion("c"),
    criterion("d"),
  ]);
  const plan = planOf(rubric);

  /** The least number of unknowns that have to turn out other than at their worst for a score to be reached. */
  function fewest(row: Row, goal: number): number | undefined {
    const start = settled(row, plan);
    const counts = completions(row)
      .filter((one) => scoreOf(plan, one.row) >= goal - 1e-9)
      .map(
        (one) =>
          row.open.filter(
            ({ criterion: at }) =>
              one.row.lower[at] !== start.lower[at] || one.row.applies[at] !== start.applies[at],
          ).length,
      );
    return counts.length === 0 ? undefined : Math.min(...counts);
  }

  test("none fewer are, where all of them apply", () => {
    const rows = anyRow(4).filter(
      ({ open, applies }) => open.length > 0 && applies.every((one) => one === 2),
    );
    fc.assert(
      fc.property(rows, fc.double({ min: 0, max: 1, noNaN: true }), (row, goal) => {
        fc.pre(scoreOf(plan, settled(row, plan)) < goal - 1e-9);
        const { needed, enough } = catching(plan, row, goal);
        const least = fewest(row, goal);
        expect(enough).toBe(least !== undefined);
        if (enough) expect(needed.length).toBe(least);
      }),
      { numRuns: 500 },
    );
  });

  test("where some may not apply, what is said to be enough is, and nothing else is where it is not", () => {
    fc.assert(
      fc.property(anyRow(4), fc.double({ min: 0, max: 1, noNaN: true }), (row, goal) => {
        fc.pre(scoreOf(plan, settled(row, plan)) < goal - 1e-9);
        expect(catching(plan, row, goal).enough).toBe(fewest(row, goal) !== undefined);
      }),
      { numRuns: 500 },
    );
  });
});
