import type { RankedModel, RankedPair, RubricRanking } from "../result/rankingSchema.ts";
import { boundsText, fitText, painter, rounded, scoreText } from "./cells.ts";
import type { ReportContext } from "./context.ts";
import { paragraph } from "./paragraph.ts";
import { chanceText } from "./rankingTable.ts";

/** What it takes for two models to change places. */
export function pairText(pair: RankedPair, { models, basis }: RubricRanking, context: ReportContext): string {
  const find = (id: string) => models.find(({ vendor, model }) => `${vendor.id}/${model.id}` === id);
  const [above, below] = [find(pair.above), find(pair.below)];
  if (above === undefined || below === undefined) throw new Error("A model of the pair is not ranked.");
  const names = { above: above.model.name, below: below.model.name };
  const title = fitText(
    `${line(above, basis, context)}; ${line(below, basis, context)}`,
    context.columns,
    context,
  );
  const parts = [
    painter(context).bold(title),
    paragraph(standing(pair, names, above), context),
    ...(pair.weights === null ? [] : [weightsText(pair, pair.weights, names, context)]),
    ...(pair.unknowns === null ? [] : [unknownsText(pair.unknowns, names, below, context)]),
  ];
  return `${parts.join("\n\n")}\n`;
}

interface Names {
  above: string;
  below: string;
}

function line(
  { rank, model, score, label }: RankedModel,
  basis: RubricRanking["basis"],
  context: ReportContext,
): string {
  const verdict = score && basis === "score" ? boundsText(score, context) : (label?.name ?? "undetermined");
  return `${rank.tied > 1 ? "=" : ""}${rank.position}. ${model.name} ${verdict}`;
}

function standing(
  { difference, chance, dominates }: RankedPair,
  names: Names,
  { score }: RankedModel,
): string {
  const apart =
    difference === null || score === null ? "" : `They are ${scoreText(difference, score.max)} apart. `;
  const weights = difference === null ? "" : "whatever the weights, and ";
  const sure = dominates ? ` It is so ${weights}however unknowns turn out.` : "";
  return `${apart}${names.above} is above in ${chanceText(chance)} of the draws.${sure}`;
}

function weightsText(
  { difference }: RankedPair,
  { change, factors }: NonNullable<RankedPair["weights"]>,
  names: Names,
  context: ReportContext,
): string {
  const say = (text: string) => paragraph(text, context);
  if (difference !== null && Math.abs(difference) < 1e-9) return say("Weights: they are level as it is.");
  if (change === null)
    return say(
      `Weights: no change of them brings ${names.below} up to ${names.above}, unknowns at their worst.`,
    );
  const percent = `${rounded(Math.ceil(change * 1000 - 1e-6) / 10, 1)} %`;
  const list = (title: string, which: (factor: number) => boolean) => {
    const items = factors.filter(({ factor }) => which(factor)).map(({ name }) => name);
    return items.length === 0 ? [] : [paragraph(`${title}: ${items.join(", ")}`, context, 2)];
  };
  return [
    say(`Weights: they draw level if these change by ${percent}; no smaller change of weights does it.`),
    ...list(`${percent} less`, (factor) => factor < 1),
    ...list(`${percent} more`, (factor) => factor > 1),
  ].join("\n");
}

function unknownsText(
  { enough, needed }: NonNullable<RankedPair["unknowns"]>,
  names: Names,
  { score }: RankedModel,
  context: ReportContext,
): string {
  const say = (text: string) => paragraph(text, context);
  if (needed.length === 0 && !enough)
    return say(`Unknowns: nothing that is unknown of ${names.below} could raise its score.`);
  const max = score?.max ?? 1;
  const gains = needed.map(({ name, gain }) =>
    paragraph(`${name}: up to ${gainText(gain, max)} more`, context, 2),
  );
  if (!enough)
    return say(`Unknowns: if all of ${names.below} turned out well it would still be below ${names.above}.`);
  const what = needed.length === 1 ? "this one is" : `these ${needed.length} are`;
  return [
    say(`Unknowns: ${what} enough for ${names.below} to draw level, at the stated weights:`),
    ...gains,
  ].join("\n");
}

function gainText(gain: number, max: number): string {
  return rounded(gain, max <= 1 ? 2 : 1);
}
