import type { RankingDocument, RankingSettings, RubricRanking } from "../result/rankingSchema.ts";
import { counted } from "../text.ts";
import { painter, rounded } from "./cells.ts";
import type { ReportContext } from "./context.ts";
import { paragraph } from "./paragraph.ts";
import { driversText } from "./rankingDrivers.ts";
import { pairText } from "./rankingPair.ts";
import { certainties, legend } from "./rankingSentences.ts";
import { rankingTable } from "./rankingTable.ts";
import { changedText, rubricTitle } from "./verdict.ts";

/** What of a ranking is certain, rubric by rubric: a table, and sentences; or what is to be said of two models. */
export function rankingText({ rubrics, settings }: RankingDocument, context: ReportContext): string {
  return rubrics.map((ranking) => rubricText(ranking, settings, context)).join("\n");
}

function rubricText(ranking: RubricRanking, settings: RankingSettings, context: ReportContext): string {
  const paint = painter(context);
  const { models, pair, sensitivity } = ranking;
  const byVendor = settings.by === "vendor";
  const heading = paragraph(`${rubricTitle(ranking)}: ${rankedWords(models.length, byVendor)}`, context);
  const said = [variationWords(ranking, settings), changedText(ranking)].filter((text) => text !== "");
  const how = said.map((text) => paint.dim(paragraph(text, context))).join("\n");
  if (pair !== undefined) return `${paint.bold(heading)}\n${how}\n\n${pairText(pair, ranking, context)}`;
  const parts = [
    `${paint.bold(heading)}\n${how}`,
    models.length > 0 ? rankingTable(ranking, context, byVendor).trimEnd() : "",
    certainties(ranking, settings, context),
    sensitivity === undefined ? "" : driversText(ranking, context),
    models.length > 0 ? paint.dim(paragraph(legend(ranking, settings), context)) : "",
  ].filter((part) => part !== "");
  return `${parts.join("\n\n")}\n`;
}

function rankedWords(models: number, byVendor: boolean): string {
  return models === 0 ? "nothing to rank" : `${counted(models, byVendor ? "vendor" : "model")} ranked`;
}

/** What varied, in a sentence. */
function variationWords({ basis }: RubricRanking, settings: RankingSettings): string {
  const { draws, seed, weights, half, aggregate, unknowns } = settings;
  const parts = [
    ...(basis === "score" ? [weightWords(weights)] : ["by label, in which weights play no part"]),
    unknowns === "drawn" ? "unknowns drawn from what is possible" : "unknowns at their worst",
    ...(basis === "label" || half.join() === "0.5"
      ? []
      : [`half of the points counts ${half.map((one) => rounded(one, 2)).join(" or ")}`]),
    ...(basis === "label" || aggregate.join() === "stated" ? [] : [`added up ${aggregate.join(" or ")}`]),
    `${draws} draws, seed ${seed}`,
  ];
  const text = parts.join("; ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function weightWords({ vary, by }: RankingSettings["weights"]): string {
  if (vary === "dirichlet") return "any weights at all";
  if (vary === "equal") return "all weights the same";
  const percent = (by ?? 0) * 100;
  if (percent === 0) return "weights as stated";
  return `weights up to ${rounded(percent, Number.isInteger(percent) ? 0 : 1)} % up or down`;
}
