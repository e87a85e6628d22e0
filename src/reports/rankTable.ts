import type { Result, ResultDocument, ResultRubric } from "../result/schema.ts";
import { bar, boundsText, fitText, pad, painter, rounded, scoreText, wrap } from "./cells.ts";
import type { ReportContext } from "./context.ts";
import { changedText, labelText, OF_COMPANY, OUR_READING } from "./verdict.ts";
import { widest } from "./width.ts";

/** How much a table shows; the first of these that fits the width is taken. */
interface Layout {
  bar: number;
  gap: number;
  /** Narrowest the names may get. */
  names: number;
  /** Whether vendor and model have a column each. */
  both: boolean;
  /** Widest heading of a dimension. */
  heading: number;
}

const LAYOUTS: Layout[] = [
  { bar: 10, gap: 3, names: 60, both: true, heading: 20 },
  { bar: 8, gap: 2, names: 40, both: true, heading: 12 },
  { bar: 5, gap: 2, names: 32, both: true, heading: 12 },
  { bar: 3, gap: 1, names: 26, both: true, heading: 9 },
  { bar: 0, gap: 2, names: 14, both: false, heading: 9 },
  { bar: 0, gap: 1, names: 10, both: false, heading: 5 },
  { bar: 0, gap: 1, names: 8, both: false, heading: 3 },
];

/**
 * The verdicts under one rubric: a row per vendor or model, with as much as the width lets it show.
 * @param document with one rubric at least; the first one's results are shown
 */
export function rankTable(document: ResultDocument, context: ReportContext): string {
  const parts = partsOf(document, context);
  const layout =
    LAYOUTS.find((one) => neededWidth(document, parts, one) <= context.columns) ?? LAYOUTS.at(-1);
  return layout ? `${rows(document, parts, layout, context)}\n${legend(document, context)}` : "";
}

const HEADINGS = {
  rank: "#",
  vendor: "Vendor",
  model: "Model",
  label: "Label",
  total: "Total",
  known: "Known",
};

function rows({ results }: ResultDocument, parts: Parts, layout: Layout, context: ReportContext): string {
  const paint = painter(context);
  const fixed = [
    ...parts.dimensions.map((dimension) => dimensionColumn(dimension, layout, context)),
    ...parts.verdicts,
  ];
  const names = nameColumns(results, layout, context.columns - fixedWidth(parts, layout) - layout.gap);
  const columns = [rankColumn(results), ...names.map((column) => fitted(column, context)), ...fixed];
  const height = Math.max(...columns.map(({ heading }) => heading.length));
  const header = Array.from({ length: height }, (_, line) =>
    columns.map(({ heading, width, align }) =>
      paint.bold(pad(heading[line - height + heading.length] ?? "", width, align)),
    ),
  );
  const body = results.map((_, row) =>
    columns.map(({ cells, width, align }) => pad(cells[row] ?? "", width, align)),
  );
  // Every width is known by now, so that the cells only need joining: laying them out anew took a third of the run.
  const lines = [...header, ...body].map((cells) => cells.join(" ".repeat(layout.gap)).trimEnd());
  return `${lines.join("\n")}\n`;
}

interface Column {
  heading: string[];
  cells: string[];
  align: "left" | "right";
  width: number;
}

function column(heading: string[], cells: string[], align: Column["align"] = "left"): Column {
  return { heading, cells, align, width: widest([...heading, ...cells]) };
}

function rankColumn(results: readonly Result[]): Column {
  const cells = results.map(({ rank }) => {
    if (rank === null) return "-";
    return rank.tied > 1 ? `=${rank.position}` : `${rank.position}`;
  });
  return column([HEADINGS.rank], cells, "right");
}

function fitted({ heading, cells, align, width }: Column, context: ReportContext): Column {
  return { heading, cells: cells.map((cell) => fitText(cell, width, context)), align, width };
}

/** Names share what is left: each what it needs, the longest ones are cut. */
function nameColumns(results: readonly Result[], { both, gap }: Layout, room: number): Column[] {
  const models = column(
    [HEADINGS.model],
    results.map(({ model }) => model.name),
  );
  const rank = rankColumn(results).width + gap;
  if (!both) {
    const byVendor = results.some(({ rollup }) => rollup !== undefined);
    const name = byVendor
      ? column(
          [HEADINGS.vendor],
          results.map(({ vendor }) => vendor.name),
        )
      : models;
    return [{ ...name, width: Math.max(4, Math.min(name.width, room - rank)) }];
  }
  const vendors = column(
    [HEADINGS.vendor],
    results.map(({ vendor }) => vendor.name),
  );
  const left = room - rank - gap;
  const vendorWidth = Math.min(vendors.width, Math.max(6, left - models.width, Math.floor(left * 0.4)));
  return [
    { ...vendors, width: vendorWidth },
    { ...models, width: Math.max(5, Math.min(models.width, left - vendorWidth)) },
  ];
}

/** What is the same in every layout. */
interface Parts {
  dimensions: DimensionPart[];
  /** Label, total, coverage: those that the results have. */
  verdicts: Column[];
}

interface DimensionPart {
  name: string;
  scores: (Result["score"] | undefined)[];
  figures: string[];
  /** Columns of the widest figure. */
  width: number;
}

function partsOf({ results, rubrics }: ResultDocument, context: ReportContext): Parts {
  // Subdomains would be too many: they are in the criteria's table.
  const top = (results[0]?.dimensions ?? []).flatMap(({ id, name }, at) =>
    id.includes("/") ? [] : [dimensionPart(name, results, at)],
  );
  return { dimensions: top.length > 8 ? [] : top, verdicts: verdictColumns(results, rubrics[0], context) };
}

function dimensionPart(name: string, results: readonly Result[], at: number): DimensionPart {
  const scores = results.map(({ dimensions }) => dimensions[at]?.score);
  const figures = scores.map((score) =>
    score ? pad(scoreText(score.lower, score.max), score.max <= 1 ? 4 : 3, "right") : "-",
  );
  return { name, scores, figures, width: widest(figures) };
}

function verdictColumns(
  results: readonly Result[],
  rubric: ResultRubric | undefined,
  context: ReportContext,
): Column[] {
  const columns: Column[] = [];
  if (results.some(({ label }) => label !== null)) {
    const labels = results.map((result) => fitText(labelText(result, rubric), 34, context));
    columns.push(column([HEADINGS.label], labels));
  }
  if (results.some(({ score }) => score !== null)) {
    const totals = results.map((result) => totalCell(result, context));
    columns.push(column([HEADINGS.total], totals, "right"));
  }
  if (results.some(({ coverage }) => coverage !== null)) {
    const known = results.map(({ coverage }) => (coverage === null ? "-" : `${rounded(coverage * 100)}%`));
    columns.push(column([HEADINGS.known], known, "right"));
  }
  return columns;
}

function dimensionColumn(part: DimensionPart, layout: Layout, context: ReportContext): Column {
  const heading = wrap(part.name, layout.heading).map((line) => fitText(line, layout.heading, context));
  const cells = part.figures.map((figure, row) => {
    const score = part.scores[row];
    const right = pad(figure, part.width, "right");
    if (layout.bar === 0) return right;
    return `${score ? bar(score, layout.bar, context) : " ".repeat(layout.bar)} ${right}`;
  });
  return column(heading, cells);
}

function totalCell(result: Result, context: ReportContext): string {
  if (result.score === null) return "-";
  return painter(context).bold(boundsText(result.score, context));
}

/** Columns that everything but rank and names takes, without the gap before it. */
function fixedWidth({ dimensions, verdicts }: Parts, { bar: barWidth, heading, gap }: Layout): number {
  const widths = [
    ...dimensions.map(({ name, width }) => {
      const headingWidth = Math.min(heading, widest(wrap(name, heading)));
      return Math.max(headingWidth, barWidth === 0 ? width : barWidth + 1 + width);
    }),
    ...verdicts.map(({ width }) => width),
  ];
  return widths.reduce((sum, width) => sum + width + gap, 0) - gap;
}

function neededWidth({ results }: ResultDocument, parts: Parts, layout: Layout): number {
  const models = widest(results.map(({ model }) => model.name));
  const wanted = layout.both
    ? widest(results.map(({ vendor }) => vendor.name)) + models + layout.gap
    : models;
  const names = Math.min(wanted, layout.names);
  return rankColumn(results).width + layout.gap + names + layout.gap + fixedWidth(parts, layout);
}

function legend({ results, rubrics: [rubric] }: ResultDocument, context: ReportContext): string {
  if (rubric === undefined) return "";
  const sentences = [
    `Rubric ${rubric.id} ${rubric.version}.`,
    changedText(rubric),
    rubric.reading === undefined ? "" : OUR_READING,
    results.some(({ of }) => of === "company") ? OF_COMPANY : "",
    boundsSentence(results, context),
    results.some(({ coverage }) => coverage !== null) ? "Known: share of the weight that is settled." : "",
    results.some(({ rank }) => rank !== null && rank.tied > 1) ? "=: tied." : "",
    results.some(({ assessed }) => !assessed) ? "-: not assessed." : "",
  ];
  const text = sentences.filter((sentence) => sentence !== "").join(" ");
  const paint = painter(context);
  return `${wrap(text, context.columns)
    .map((line) => paint.dim(line))
    .join("\n")}\n`;
}

/** What bounds mean, on the first row that has some. */
function boundsSentence(results: readonly Result[], context: ReportContext): string {
  const texts = results.flatMap(({ score }) => (score ? [{ score, text: boundsText(score, context) }] : []));
  const example = texts.find(({ score, text }) => text !== scoreText(score.lower, score.max));
  if (example === undefined) return "";
  const { lower, upper, max } = example.score;
  return `${example.text}: ${scoreText(lower, max)} is certain, ${scoreText(upper, max)} possible if every unknown turned out well.`;
}
