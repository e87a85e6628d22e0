import type { ResultRubric } from "../result/schema.ts";
import { safeText } from "../text.ts";
import { fitText, painter, rounded, wrap } from "./cells.ts";
import type { ReportContext } from "./context.ts";
import { grid } from "./grid.ts";
import { changedText, OUR_READING, rubricTitle } from "./verdict.ts";
import { widthOf } from "./width.ts";

/** From this width on, a list of rubrics has room for who published them. */
const WIDE = 110;

/** One line per rubric. */
export function rubricList(rubrics: readonly ResultRubric[], context: ReportContext): string {
  const paint = painter(context);
  const wide = context.columns >= WIDE;
  const room = Math.max(12, context.columns - (wide ? 83 : 63));
  const names = rubrics.map(({ name }) => fitText(name, room, context));
  // What the names leave over is the publishers'.
  const publisher = 18 + room - Math.max(0, ...names.map(widthOf));
  const head = ["Id", "Version", "Name", ...(wide ? ["Publisher"] : []), "Date", "Kind", "Criteria"];
  const rows = rubrics.map(({ id, version, source, kind, criteria }, at) => [
    fitText(id, 16, context),
    fitText(version, 10, context),
    names[at] ?? "",
    ...(wide ? [fitText(source.publisher ?? "-", publisher, context)] : []),
    fitText(source.date ?? "-", 10, context),
    kind ?? "-",
    String(criteria?.length ?? 0),
  ]);
  const align = head.map((_, at) => (at === head.length - 1 ? ("right" as const) : ("left" as const)));
  return grid([head.map((cell) => paint.bold(cell)), ...rows], align);
}

/** A rubric as a reader wants it: what is asked, why, how it weighs, which levels there are. */
export function rubricText(rubric: ResultRubric, context: ReportContext): string {
  const paint = painter(context);
  const source = Object.entries(rubric.source).map(([key, value]) => `${key}: ${safeText(value)}`);
  const head = [
    paint.bold(safeText(rubricTitle(rubric))),
    ...wrap(source.join(", "), context.columns),
    `sha256 ${rubric.hash}`,
    ...(rubric.changed === undefined ? [] : wrap(changedText(rubric), context.columns)),
    "",
    ...(rubric.summary === undefined ? [] : [...wrap(safeText(rubric.summary), context.columns), ""]),
    ...(rubric.reading === undefined ? [] : [...wrap(OUR_READING, context.columns), ""]),
  ];
  const groups = [{ id: undefined, name: "", weight: 1 }, ...(rubric.dimensions ?? [])].flatMap(
    (dimension) => {
      const criteria = (rubric.criteria ?? []).filter((criterion) => criterion.dimension === dimension.id);
      if (criteria.length === 0) return [];
      const title =
        dimension.name === ""
          ? []
          : [paint.bold.underline(`${safeText(dimension.name)}  ${percent(dimension.weight)}`)];
      return [...title, ...criteria.flatMap((criterion) => criterionLines(criterion, context)), ""];
    },
  );
  const labels = (rubric.labels ?? []).flatMap(({ id, name, about, needs }) => [
    `  ${paint.bold(id)}  ${safeText(name)}`,
    ...(about === undefined ? [] : indented(about, 4, context)),
    ...(needs ?? ["otherwise"]).flatMap((need) => indented(`- ${need}`, 6, context)),
  ]);
  const ending = labels.length > 0 ? [paint.bold.underline("Labels, highest first"), ...labels, ""] : [];
  return [...head, ...groups, ...ending].join("\n");
}

type Criterion = NonNullable<ResultRubric["criteria"]>[number];

function criterionLines(criterion: Criterion, context: ReportContext): string[] {
  const paint = painter(context);
  const { id, question, why, source, reading, effectiveWeight, levels } = criterion;
  const indent = (text: string, by: number) => indented(text, by, context);
  return [
    `  ${paint.bold(id)}  ${percent(effectiveWeight)}`,
    ...(question === undefined ? [] : indent(question, 4)),
    ...(why === undefined ? [] : indent(`Why: ${why}`, 4)),
    ...(source === undefined ? [] : indent(`From: ${source}`, 4)),
    ...(reading === undefined ? [] : indent("Where nobody judged it, by our reading:", 4)),
    ...levels.flatMap(({ id: level, points, name }, at) =>
      indent(`${points}  ${level}: ${whenText(levels, at)}${name === undefined ? "" : ` (${name})`}`, 6),
    ),
  ];
}

/** When a level holds, in words: by its condition, where somebody gave it, or where no other does. */
export function whenText(levels: Criterion["levels"], at: number): string {
  const derived = levels.some(({ when }) => when !== undefined);
  const otherwise = derived && at === levels.length - 1;
  return levels[at]?.when ?? (otherwise ? "otherwise" : "as judged");
}

/** Harmless text in lines, all but the first a little further in. */
function indented(text: string, by: number, { columns }: ReportContext): string[] {
  return wrap(safeText(text), columns - by - 2).map(
    (line, at) => `${" ".repeat(at === 0 ? by : by + 2)}${line}`,
  );
}

function percent(share: number): string {
  return `${rounded(share * 100, 1)}%`;
}
