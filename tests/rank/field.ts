import fc from "fast-check";
import type { Row } from "../../src/rank/field.ts";
import type { Criterion, Dimension, Rubric } from "../../src/rubric/types.ts";
import { UNKNOWN, YES } from "../../src/score/kleene.ts";

/** A criterion of a rubric that is only added up: its points are given, not worked out. */
export function criterion(id: string, dimension?: string, weight = 1): Criterion {
  return {
    id,
    name: id,
    ...(dimension === undefined ? {} : { dimension }),
    weight,
    judged: true,
    levels: [
      { id: "most", points: 1 },
      { id: "none", points: 0 },
    ],
  };
}

/** A rubric of criteria, with a scale unless scores are sums. */
export function rubricOf(
  criteria: readonly Criterion[],
  dimensions: readonly Dimension[] = [],
  summed = false,
): Rubric {
  return {
    id: "test",
    name: "Test",
    version: "1",
    source: { title: "test" },
    unknown: "bounds",
    ...(summed ? {} : { scale: { max: 1 } }),
    stepsInOrder: false,
    dimensions: [...dimensions],
    criteria: [...criteria],
    labels: [],
    hash: "",
  };
}

/** What a model may get on a criterion; `maybe`: it may also not apply, `gone`: it does not. */
export type Cell = { shares: number[]; maybe?: boolean } | "gone";

/** A model, criterion by criterion; a number is certain. */
export function row(...cells: (number | Cell)[]): Row {
  const all = cells.map((cell) => (typeof cell === "number" ? { shares: [cell] } : cell));
  const sharesOf = (cell: Cell) => (cell === "gone" ? [0] : cell.shares);
  return {
    applies: Uint8Array.from(all, (cell) => (cell === "gone" ? 0 : cell.maybe ? UNKNOWN : YES)),
    lower: Float64Array.from(all, (cell) => Math.min(...sharesOf(cell))),
    upper: Float64Array.from(all, (cell) => Math.max(...sharesOf(cell))),
    open: all.flatMap((cell, at) =>
      cell === "gone" || (cell.shares.length < 2 && !cell.maybe)
        ? []
        : [{ criterion: at, shares: cell.shares, maybe: cell.maybe ?? false }],
    ),
  };
}

/** Every way in which a model can turn out, each as likely as its number says. */
export function completions(model: Row): { row: Row; chance: number }[] {
  const [open, ...rest] = model.open;
  if (open === undefined) return [{ row: model, chance: 1 }];
  const levels = open.shares.map((share) => ({
    share: share as number | undefined,
    chance: (open.maybe ? 0.5 : 1) / open.shares.length,
  }));
  const ways = open.maybe ? [...levels, { share: undefined, chance: 0.5 }] : levels;
  return ways.flatMap(({ share, chance }) => {
    const applies = Uint8Array.from(model.applies);
    applies[open.criterion] = share === undefined ? 0 : YES;
    const lower = Float64Array.from(model.lower);
    lower[open.criterion] = share ?? 0;
    return completions({ applies, lower, upper: lower, open: rest }).map((one) => ({
      row: one.row,
      chance: one.chance * chance,
    }));
  });
}

const level = fc.constantFrom(0, 0.25, 0.5, 1);
const cell: fc.Arbitrary<Cell> = fc.oneof(
  { weight: 5, arbitrary: level.map((share): Cell => ({ shares: [share] })) },
  { weight: 2, arbitrary: fc.tuple(level, level).map((shares): Cell => ({ shares })) },
  { weight: 1, arbitrary: level.map((share): Cell => ({ shares: [share], maybe: true })) },
  { weight: 1, arbitrary: fc.constant<Cell>("gone") },
);

/** Models of so many criteria, some of them open, some of which may not apply. */
export function anyRow(criteria: number): fc.Arbitrary<Row> {
  return fc
    .array(cell, { minLength: criteria, maxLength: criteria })
    .filter((cells) => cells.some((one) => one !== "gone" && !one.maybe))
    .map((cells) => row(...cells));
}
