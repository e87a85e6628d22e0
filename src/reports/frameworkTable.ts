import type { Result, ResultDocument, ResultRubric } from "../result/schema.ts";
import { fitText, painter, wrap } from "./cells.ts";
import type { ReportContext } from "./context.ts";
import { grid } from "./grid.ts";
import { CHANGED_MARK, COMPANY_MARK, changedText, markedRubric, OF_COMPANY, verdictText } from "./verdict.ts";
import { widest, widthOf } from "./width.ts";

/** A column with its cells broken into lines. */
interface Column {
  heading: string[];
  cells: string[][];
  width: number;
}

const GAP = 2;
/** Widths to which verdicts are broken; the first at which all columns fit is taken, else the last, in blocks. */
const WIDTHS = [32, 22, 16, 13];

/**
 * Several rubrics: models down, frameworks across, in as many blocks as the width demands. A framework under which
 * none of the models was assessed gets no column.
 */
export function frameworkTable(document: ResultDocument, context: ReportContext): string {
  const rows = rowsOf(document);
  const shown = document.rubrics.filter(({ id }) =>
    document.results.some(({ rubric, assessed }) => rubric === id && assessed),
  );
  const names = rows.map(([first]) => first?.model.name ?? "");
  const nameWidth = Math.min(Math.max(5, widest(names)), Math.max(12, Math.floor(context.columns / 4)));
  const first: Column = {
    heading: ["Model"],
    cells: names.map((name) => [fitText(name, nameWidth, context)]),
    width: nameWidth,
  };
  const room = context.columns - nameWidth;
  const columnsAt = (width: number) => [
    ...claimColumns(rows, document, width),
    ...shown.map((rubric) => verdictColumn(rows, rubric, width, context)),
  ];
  const sizes = WIDTHS.map(columnsAt);
  const columns = sizes.find((some) => total(some) <= room) ?? sizes.at(-1) ?? [];
  const tables = blocksOf(columns, room).map((block) => table([first, ...block], context));
  return `${tables.join("\n")}${legend(document, shown, context)}`;
}

function rowsOf({ results }: ResultDocument): Result[][] {
  const rows = new Map<string, Result[]>();
  for (const result of results) {
    const key = `${result.vendor.id}/${result.model.id}/${result.source}`;
    rows.set(key, [...(rows.get(key) ?? []), result]);
  }
  return [...rows.values()];
}

function verdictColumn(
  rows: readonly Result[][],
  rubric: ResultRubric,
  width: number,
  context: ReportContext,
): Column {
  const texts = rows.map((items) => {
    const result = items.find((one) => one.rubric === rubric.id);
    if (!result?.assessed) return "-";
    return `${verdictText(result, rubric, context)}${result.of === "company" ? COMPANY_MARK : ""}`;
  });
  return columnOf(markedRubric(rubric.id, rubric), texts, width, context);
}

/** What vendors call their models, where a table shows it. */
function claimColumns(rows: readonly Result[][], { subjects }: ResultDocument, width: number): Column[] {
  if (subjects === undefined) return [];
  const texts = rows.map(([first]) => {
    const claims = first ? subjects[`${first.vendor.id}/${first.model.id}`]?.claims : undefined;
    return claims === undefined || claims.length === 0 ? "-" : [...new Set(claims)].join(", ");
  });
  return [columnOf("says of itself", texts, width, { unicode: true })];
}

function columnOf(
  heading: string,
  texts: readonly string[],
  width: number,
  context: Pick<ReportContext, "unicode">,
): Column {
  const lines = (text: string) => wrap(text, width).map((line) => fitText(line, width, context));
  const head = widthOf(heading) <= width ? [heading] : wrap(heading.replaceAll("-", "- "), width);
  const cells = texts.map(lines);
  return {
    heading: head.map((line) => line.replaceAll("- ", "-")),
    cells,
    width: widest([head, ...cells].flat()),
  };
}

function total(columns: readonly Column[]): number {
  return columns.reduce((sum, { width }) => sum + width + GAP, 0);
}

/** As many columns in each block as fit into the room. */
function blocksOf(columns: readonly Column[], room: number): Column[][] {
  const blocks: Column[][] = [[]];
  for (const column of columns) {
    const last = blocks.at(-1) ?? [];
    if (last.length > 0 && total([...last, column]) > room) blocks.push([column]);
    else last.push(column);
  }
  return blocks;
}

function table(columns: readonly Column[], context: ReportContext): string {
  const paint = painter(context);
  const head = columns.map(({ heading }) => heading.map((line) => paint.bold(line)).join("\n"));
  const rows = (columns[0]?.cells ?? []).map((_, at) =>
    columns.map(({ cells }) => (cells[at] ?? []).join("\n")),
  );
  return grid(
    [head, ...rows],
    columns.map(() => "left" as const),
    GAP,
  );
}

function legend(
  { rubrics, results }: ResultDocument,
  shown: readonly ResultRubric[],
  context: ReportContext,
): string {
  const left = rubrics.filter((rubric) => !shown.includes(rubric)).map(({ id }) => id);
  const blank = results.some(({ rubric, assessed }) => !assessed && shown.some(({ id }) => id === rubric));
  const read = shown.flatMap(({ id, reading }) => (reading === undefined ? [] : [id]));
  const [changed] = shown.flatMap((rubric) => (rubric.changed === undefined ? [] : [changedText(rubric)]));
  const sentences = [
    ...(changed === undefined ? [] : [`${CHANGED_MARK}: ${changed}`]),
    ...(read.length > 0 ? [`Conditions by our reading: ${read.join(", ")}.`] : []),
    ...(results.some(({ of }) => of === "company") ? [`${COMPANY_MARK}: ${OF_COMPANY}`] : []),
    ...(blank ? ["-: not assessed."] : []),
    ...(left.length > 0 ? [`None of these models is assessed under ${left.join(", ")}.`] : []),
  ];
  if (sentences.length === 0) return "";
  const paint = painter(context);
  return `\n${wrap(sentences.join(" "), context.columns)
    .map((line) => paint.dim(line))
    .join("\n")}\n`;
}
