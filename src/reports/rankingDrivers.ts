import type { RubricRanking, Sensitivity } from "../result/rankingSchema.ts";
import { fitText, painter, rounded } from "./cells.ts";
import type { ReportContext } from "./context.ts";
import { grid } from "./grid.ts";
import { paragraph } from "./paragraph.ts";

type Factor = Sensitivity["factors"][number];

/** What drives the ranks. */
export function driversText({ sensitivity, basis }: RubricRanking, context: ReportContext): string {
  const title = painter(context).bold("What drives the ranks");
  if (!sensitivity) {
    const why =
      basis === "label"
        ? "Labels alone: no weights and no points play a part in them."
        : "Nothing: it takes two models at least.";
    return `${title}\n${paragraph(why, context)}`;
  }
  const { shift } = sensitivity;
  const moved =
    shift === null
      ? ""
      : `In the draws a model moves ${rounded(shift, shift < 1 ? 2 : 1)} ranks on average. `;
  return [
    `${title}\n${paragraph(`${moved}${factorWords(sensitivity.factors)}`, context)}`,
    ...(sensitivity.factors.some(({ total }) => total !== null)
      ? [factorTable(sensitivity.factors, context).trimEnd()]
      : []),
    criteriaTable(sensitivity, context).trimEnd(),
  ].join("\n\n");
}

const WORDS: Record<string, string> = {
  weights: "Weights",
  points: "What half of the points counts",
  aggregation: "How points are added up",
  unknowns: "What is unknown",
};

function factorWords(factors: readonly Factor[]): string {
  const [only] = factors;
  if (only === undefined) return "Nothing varies from draw to draw.";
  if (factors.length === 1) return `One thing alone varies: ${(WORDS[only.id] ?? only.id).toLowerCase()}.`;
  if (only.total === null) return "That is the same in every draw.";
  return "Of how much that varies, so much is due to each thing alone, and with what it does together with others (Sobol indices, 90 % of bootstrap draws):";
}

function factorTable(factors: readonly Factor[], context: ReportContext): string {
  const paint = painter(context);
  const rows = [...factors]
    .sort((a, b) => (b.total?.value ?? 0) - (a.total?.value ?? 0))
    .map(({ id, first, total }) => [
      WORDS[id] ?? id,
      estimateText(first, context),
      estimateText(total, context),
    ]);
  return grid([["", "Alone", "In all"].map((text) => paint.bold(text)), ...rows], ["left", "right", "right"]);
}

function estimateText(estimate: Factor["first"], context: ReportContext): string {
  if (estimate === null) return "-";
  const { value, lower, upper } = estimate;
  return `${signed(value)} ${painter(context).dim(`(${signed(lower)} to ${signed(upper)})`)}`;
}

/** An index that is 0 may be estimated to be a little less. */
function signed(value: number, decimals = 2): string {
  const text = rounded(Math.abs(value), decimals);
  return value < 0 && Number(text) !== 0 ? `-${text}` : text;
}

const MOST_CRITERIA = 15;

/** Those first without which models move most. */
function criteriaTable({ criteria }: Sensitivity, context: ReportContext): string {
  const paint = painter(context);
  const width = Math.max(16, context.columns - 46);
  const ordered = [...criteria].sort((a, b) => b.leftOut.mean - a.leftOut.mean);
  const rows = ordered
    .slice(0, MOST_CRITERIA)
    .map(({ name, effectiveWeight, correlation, leftOut }) => [
      fitText(name, width, context),
      `${rounded(effectiveWeight * 100, 1)} %`,
      correlation.pearson === null ? "-" : signed(correlation.pearson),
      rounded(leftOut.mean, 2),
      rounded(leftOut.most, 1),
    ]);
  const head = ["Without this criterion", "Weight", "Correlation", "Moves", "At most"];
  const table = grid(
    [head.map((text) => paint.bold(text)), ...rows],
    ["left", "right", "right", "right", "right"],
  );
  const rest = ordered.length - rows.length;
  const more = rest > 0 ? `and ${rest} more, which move models no further: --format json has them. ` : "";
  const meaning = "Correlation: of its points with the score. Moves: by how many ranks, on average.";
  return `${table}${paragraph(`${more}${meaning}`, context)}`;
}
