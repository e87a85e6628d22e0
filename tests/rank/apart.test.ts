import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { groupsOf, isApart, meaningfulDifference } from "../../src/rank/apart.ts";
import { type Draws, drawRanks } from "../../src/rank/draws.ts";

/** Draws in which models get the values of one world after the other. */
function drawsOf(worlds: readonly (readonly number[])[]): Draws {
  let at = 0;
  const next = () => Float64Array.from(worlds[at++] ?? []);
  return drawRanks(worlds[0]?.length ?? 0, next, { count: worlds.length, top: 1 });
}

/** Twenty worlds, in so many of which the two models in question change places. */
function worlds(swapped: number): number[][] {
  return Array.from({ length: 20 }, (_, at) => (at < swapped ? [2, 3, 1] : [3, 2, 1]));
}

describe("groups", () => {
  test("19 of 20 draws tell two models apart, 18 do not", () => {
    expect(isApart(drawsOf(worlds(1)), 0, 1)).toBe(true);
    expect(isApart(drawsOf(worlds(2)), 0, 1)).toBe(false);
    expect(isApart(drawsOf(worlds(19)), 0, 1)).toBe(true);
    expect(groupsOf(drawsOf(worlds(1)), [0, 1, 2])).toEqual([[0], [1], [2]]);
    expect(groupsOf(drawsOf(worlds(2)), [0, 1, 2])).toEqual([[0, 1], [2]]);
  });

  test("who always ties is not apart", () => {
    expect(groupsOf(drawsOf([[1, 1, 0]]), [0, 1, 2])).toEqual([[0, 1], [2]]);
  });

  test("no two of a group are apart, no group could be larger, and none fewer would do", () => {
    const value = fc.integer({ min: 0, max: 4 });
    const world = fc.array(value, { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(world, { minLength: 1, maxLength: 12 }), (all) => {
        const draws = drawsOf(all);
        const groups = groupsOf(draws, [0, 1, 2, 3, 4]);
        expect(groups.flat()).toEqual([0, 1, 2, 3, 4]);
        const fine = (group: readonly number[]) =>
          group.every((one) => group.every((other) => one === other || !isApart(draws, one, other)));
        for (const [at, group] of groups.entries()) {
          expect(fine(group)).toBe(true);
          const [next] = groups[at + 1] ?? [];
          if (next !== undefined) expect(fine([...group, next])).toBe(false);
        }
        // Every way to cut five in a row.
        const cuts = Array.from({ length: 16 }, (_, mask) => {
          const parts: number[][] = [[0]];
          for (let one = 1; one < 5; one += 1) {
            if (mask & (1 << (one - 1))) parts.push([one]);
            else parts.at(-1)?.push(one);
          }
          return parts;
        });
        const fewest = Math.min(...cuts.filter((parts) => parts.every(fine)).map((parts) => parts.length));
        expect(groups.length).toBe(fewest);
      }),
      { numRuns: 300 },
    );
  });
});

describe("the smallest difference that is meaningful", () => {
  test("is that beyond which pairs keep their order", () => {
    // The first two change places in 2 of 20 draws: 10 apart is not enough, 30 is.
    expect(meaningfulDifference(drawsOf(worlds(2)), [60, 50, 20])).toEqual({
      difference: 30,
      pairs: 3,
      closer: 1,
    });
    expect(meaningfulDifference(drawsOf(worlds(1)), [60, 50, 20])).toEqual({
      difference: 10,
      pairs: 3,
      closer: 0,
    });
  });

  test("ties are no pairs, and there may be none at all", () => {
    expect(meaningfulDifference(drawsOf([[1, 2]]), [5, 5])).toEqual({
      difference: null,
      pairs: 0,
      closer: 0,
    });
    expect(meaningfulDifference(drawsOf([[1, 2]]), [6, 5])).toEqual({
      difference: null,
      pairs: 1,
      closer: 1,
    });
  });

  test("is the smallest for which the definition holds, looked for one by one", () => {
    const score = fc.integer({ min: 0, max: 6 });
    const world = fc.array(score, { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(world, fc.array(world, { minLength: 1, maxLength: 6 }), (scores, all) => {
        const pairs = scores.flatMap((a, one) =>
          scores.flatMap((b, other) => {
            if (a <= b) return [];
            const won = all.map((values) => Math.sign((values[one] ?? 0) - (values[other] ?? 0)));
            const chance = won.reduce((sum: number, sign) => sum + (sign + 1) / 2, 0) / all.length;
            return [{ difference: a - b, keeps: chance >= 0.95 }];
          }),
        );
        const holds = (difference: number) => {
          const far = pairs.filter((pair) => pair.difference >= difference);
          return far.length > 0 && far.filter(({ keeps }) => keeps).length >= 0.95 * far.length;
        };
        const smallest = pairs
          .map(({ difference }) => difference)
          .sort((a, b) => a - b)
          .find(holds);
        const found = meaningfulDifference(drawsOf(all), scores);
        expect(found.difference).toBe(smallest ?? null);
        expect(found.closer).toBe(pairs.filter((pair) => pair.difference < (smallest ?? 99)).length);
      }),
      { numRuns: 500 },
    );
  });
});
