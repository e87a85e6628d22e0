import type { RankedModel, RubricRanking } from "../result/rankingSchema.ts";
import { boundsText, fitText, painter, rounded } from "./cells.ts";
import type { ReportContext } from "./context.ts";
import { grid } from "./grid.ts";
import { widest } from "./width.ts";

interface Column {
  heading: string;
  align: "left" | "right";
  cell: (model: RankedModel) => string;
}

const GAP = 2;
/** From how many columns on there is room for more than what is needed, for bars, and for more than ranks. */
const WIDE = 110;
const MIDDLE = 72;
const NARROW = 56;

/** A row for each ranked model: where it stands, and where in the draws. */
export function rankingTable(ranking: RubricRanking, context: ReportContext, byVendor: boolean): string {
  const paint = painter(context);
  const wide = context.columns >= WIDE;
  const before = [intervalColumn(context)];
  const after = columnsAfterName(ranking, context);
  const room = context.columns - widthOfAll([...before, ...after], ranking.models) - GAP;
  const names = nameColumns(ranking.models, byVendor, wide, room, context);
  const columns = [...before, ...names, ...after];
  const rows = [
    columns.map(({ heading }) => paint.bold(heading)),
    ...ranking.models.map((model) => columns.map(({ cell }) => cell(model))),
  ];
  return grid(
    rows,
    columns.map(({ align }) => align),
    GAP,
  );
}

function columnsAfterName(ranking: RubricRanking, context: ReportContext): Column[] {
  const { columns } = context;
  const wide = columns >= WIDE;
  const scored = ranking.basis === "score";
  // A label takes the room of the bar.
  const bar = wide ? [24] : columns >= MIDDLE && scored ? [12] : [];
  return [
    ...(columns >= NARROW ? [medianColumn] : []),
    ...bar.map((width) => barColumn(ranking.models.length, width, context)),
    ...(columns >= NARROW ? [topColumn(ranking.top)] : []),
    groupColumn,
    ...(wide ? [possibleColumn(context)] : []),
    scored ? scoreColumn(context) : labelColumn(ranking, context, wide),
    rankColumn,
    ...(wide ? [knownColumn] : []),
  ];
}

function widthOfAll(columns: readonly Column[], models: readonly RankedModel[]): number {
  const widths = columns.map(({ heading, cell }) => widest([heading, ...models.map(cell)]) + GAP);
  return widths.reduce((sum, width) => sum + width, -GAP);
}

/** The vendor where it stands for one model; where there is room both. */
function nameColumns(
  models: readonly RankedModel[],
  byVendor: boolean,
  wide: boolean,
  room: number,
  context: ReportContext,
): Column[] {
  const name = (heading: "Vendor" | "Model", width: number): Column => ({
    heading: heading.slice(0, width),
    align: "left",
    cell: ({ vendor, model }) =>
      fitText((heading === "Vendor" ? vendor : model).name, Math.max(MIN_NAME, width), context),
  });
  if (!wide) return [name(byVendor ? "Vendor" : "Model", Math.max(MIN_NAME, room))];
  const vendors = Math.min(widest(models.map(({ vendor }) => vendor.name)), Math.floor(room * 0.4));
  return [name("Vendor", vendors), name("Model", room - vendors - GAP)];
}

const MIN_NAME = 8;

const rankColumn: Column = {
  heading: "#",
  align: "right",
  cell: ({ rank }) => (rank.tied > 1 ? `=${rank.position}` : `${rank.position}`),
};

function scoreColumn(context: ReportContext): Column {
  return {
    heading: "Score",
    align: "right",
    cell: ({ score }) => (score ? boundsText(score, context) : "-"),
  };
}

function labelColumn({ models }: RubricRanking, context: ReportContext, wide: boolean): Column {
  const several = ({ label }: RankedModel) => (label && label.possible.length > 1 ? "undetermined" : "-");
  const text = (model: RankedModel) => model.label?.name ?? several(model);
  const width = Math.min(wide ? 34 : 18, widest(models.map(text)));
  return { heading: "Label", align: "left", cell: (model) => fitText(text(model), width, context) };
}

const knownColumn: Column = {
  heading: "Known",
  align: "right",
  cell: ({ coverage }) => (coverage === null ? "-" : `${rounded(coverage * 100)}%`),
};

const medianColumn: Column = {
  heading: "Median",
  align: "right",
  cell: ({ draws }) => rankText(draws.median),
};

function intervalColumn(context: ReportContext): Column {
  return {
    heading: "Ranks",
    align: "right",
    cell: ({ draws }) => rangeText(draws.lower, draws.upper, context),
  };
}

/** Every rank from the first to the last, with those that hold 90 % of the draws, and the median. */
function barColumn(models: number, width: number, context: ReportContext): Column {
  const [median, inside, outside] = context.unicode ? ["█", "▒", "░"] : ["#", "+", "."];
  const paint = painter(context);
  const at = (rank: number) => Math.round(((rank - 1) / Math.max(1, models - 1)) * (width - 1));
  const cell = ({ draws }: RankedModel) => {
    const [from, to, middle] = [at(draws.lower), at(draws.upper), at(draws.median)];
    return Array.from({ length: width }, (_, place) => {
      if (place === middle) return median;
      return paint.dim(place >= from && place <= to ? inside : outside);
    }).join("");
  };
  const last = String(models);
  return { heading: `1${" ".repeat(Math.max(1, width - 1 - last.length))}${last}`, align: "left", cell };
}

function possibleColumn(context: ReportContext): Column {
  return {
    heading: "Any weights",
    align: "right",
    cell: ({ possible }) => rangeText(possible.best, possible.worst, context),
  };
}

function topColumn(top: number): Column {
  return {
    heading: `Top ${top}`,
    align: "right",
    cell: ({ draws }) => chanceText(draws.top),
  };
}

const groupColumn: Column = { heading: "Group", align: "right", cell: ({ group }) => String(group) };

/** To half a rank, which two who tie can have. */
function rankText(rank: number): string {
  const halves = Math.floor(rank * 2 + 0.5);
  return halves % 2 === 0 ? String(halves / 2) : rounded(halves / 2, 1);
}

function rangeText(from: number, to: number, { unicode }: ReportContext): string {
  const [first, last] = [rankText(from), rankText(to)];
  return first === last ? first : `${first}${unicode ? "–" : "-"}${last}`;
}

/** Nothing that was seen otherwise reads as certain or impossible. */
export function chanceText(chance: number): string {
  if (chance > 0 && chance < 0.01) return "<1 %";
  if (chance < 1 && chance > 0.99) return ">99 %";
  return `${rounded(chance * 100)} %`;
}
