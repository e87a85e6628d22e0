import type { CriterionResult, Result, ResultDocument, ResultRubric } from "../result/schema.ts";
import { bar, boundsText, fitText, pad, painter, rounded, scoreText, shade, wrap } from "./cells.ts";
import type { ReportContext } from "./context.ts";
import { grid } from "./grid.ts";
import { changedText, labelText } from "./verdict.ts";
import { widthOf } from "./width.ts";

export interface CompareOptions {
  /** Criteria as rows as well. */
  detail: boolean;
  /** Only rows in which the columns differ. */
  diff: boolean;
}

interface Row {
  heading: string;
  /** What the cells say, for telling whether they differ. */
  texts: string[];
  cells: string[];
  indent: boolean;
}

const GAP = 2;
const NARROWEST = 14;
const WIDEST = 30;

/** Vendors or models side by side, row by row; as many blocks as the width demands. */
export function compareTable(
  document: ResultDocument,
  context: ReportContext,
  options: CompareOptions,
): string {
  const { results, rubrics } = document;
  const [rubric] = rubrics;
  const first = Math.min(34, Math.max(18, Math.floor(context.columns * 0.3)));
  const perBlock = Math.max(1, Math.floor((context.columns - first) / (NARROWEST + GAP)));
  const blocks = Array.from({ length: Math.ceil(results.length / perBlock) }, (_, at) =>
    results.slice(at * perBlock, (at + 1) * perBlock),
  );
  const rows = (items: Result[]) =>
    keepDiffering(
      rowsOf(items, rubric, context, options),
      rowsOf(results, rubric, context, options),
      options.diff,
    );
  const note =
    rubric?.changed === undefined ? [] : [`${wrap(changedText(rubric), context.columns).join("\n")}\n`];
  return [...blocks.map((items) => block(items, rows(items), first, context)), ...note].join("\n");
}

/** A row is kept in every block if its columns differ anywhere. */
function keepDiffering(rows: Row[], all: Row[], diff: boolean): Row[] {
  if (!diff) return rows;
  return rows.filter((_, at) => new Set(all[at]?.texts).size > 1);
}

function block(
  results: readonly Result[],
  rows: readonly Row[],
  first: number,
  context: ReportContext,
): string {
  const paint = painter(context);
  const room = Math.floor((context.columns - first) / results.length) - GAP;
  const width = Math.max(NARROWEST, Math.min(WIDEST, room));
  const head = results.map(({ vendor, model }) => {
    const names = [vendor.name, model.name].map((name) => pad(fitText(name, width, context), width));
    return names.map((name) => paint.bold(name)).join("\n");
  });
  if (rows.length === 0)
    return `${grid([["", ...head]], ["left", ...head.map(() => "left" as const)], GAP)}\nNo differences.\n`;
  const body = rows.map(({ heading, cells, indent }) => [
    fitText(indent ? `  ${heading}` : heading, first, context),
    ...cells.map((cell) => (widthOf(cell) > width ? fitText(cell, width, context) : cell)),
  ]);
  return grid([["", ...head], ...body], ["left", ...head.map(() => "left" as const)], GAP);
}

function rowsOf(
  results: readonly Result[],
  rubric: ResultRubric | undefined,
  context: ReportContext,
  { detail }: CompareOptions,
): Row[] {
  const [first] = results;
  if (first === undefined) return [];
  const make = (
    heading: string,
    of: (result: Result) => string,
    paint?: (result: Result) => string,
    indent = false,
  ): Row => ({
    heading,
    texts: results.map(of),
    cells: results.map(paint ?? of),
    indent,
  });
  const paint = painter(context);
  const totals = [
    ...(results.some(({ label }) => label !== null)
      ? [make("Label", (result) => labelText(result, rubric))]
      : []),
    ...(results.some(({ score }) => score !== null)
      ? [
          make(
            "Total",
            (result) => scoreCell(result.score, context),
            (result) => paint.bold(scoreCell(result.score, context)),
          ),
        ]
      : []),
    make("Known", ({ coverage }) => (coverage === null ? "-" : `${rounded(coverage * 100)}%`)),
    make("Released", ({ model }) => model.released ?? "-"),
  ];
  const loose = detail ? criterionRows(results, undefined, context) : [];
  const dimensions = first.dimensions.flatMap(({ id, name }, at) => [
    make(
      name,
      (result) => scoreCell(result.dimensions[at]?.score, context),
      (result) => dimensionCell(result.dimensions[at]?.score, context),
    ),
    ...(detail ? criterionRows(results, id, context) : []),
  ]);
  return [...totals, ...loose, ...dimensions];
}

function scoreCell(score: Result["score"] | undefined, context: ReportContext): string {
  return score ? boundsText(score, context) : "-";
}

function dimensionCell(score: Result["score"] | undefined, context: ReportContext): string {
  if (!score) return "-";
  return `${bar(score, 5, context)} ${scoreText(score.lower, score.max) === scoreText(score.upper, score.max) ? scoreText(score.lower, score.max) : boundsText(score, context)}`;
}

function criterionRows(
  results: readonly Result[],
  dimension: string | undefined,
  context: ReportContext,
): Row[] {
  const [first] = results;
  return (first?.criteria ?? []).flatMap((criterion, at) => {
    if (criterion.dimension !== dimension) return [];
    const items = results.map(({ criteria }) => criteria[at]);
    return [
      {
        heading: criterion.id,
        texts: items.map((item) => levelText(item, context)),
        cells: items.map((item) => levelCell(item, context)),
        indent: dimension !== undefined,
      },
    ];
  });
}

/** The level; where several are possible, their range with a question mark, and `unknown` if it is all of them. */
export function levelText(
  criterion: CriterionResult | undefined,
  { unicode }: Pick<ReportContext, "unicode">,
): string {
  if (criterion === undefined) return "-";
  if (criterion.by === "not-applicable") return "not applicable";
  if (criterion.level !== null) return criterion.level;
  const { points } = criterion;
  if (points && points.lower === 0 && points.upper === points.max) return "unknown";
  return `${criterion.possible.at(-1)}${unicode ? "…" : ".."}${criterion.possible[0]}?`;
}

function levelCell(criterion: CriterionResult | undefined, context: ReportContext): string {
  const text = levelText(criterion, context);
  if (!criterion?.points || criterion.level === null) return painter(context).dim(text);
  return shade(painter(context), criterion.points.lower / criterion.points.max)(text);
}
