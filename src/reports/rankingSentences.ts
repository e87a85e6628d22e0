import type { RankedModel, RankingSettings, RubricRanking } from "../result/rankingSchema.ts";
import { rounded } from "./cells.ts";
import type { ReportContext } from "./context.ts";
import { paragraph } from "./paragraph.ts";
import { OUR_READING } from "./verdict.ts";

/** What is certain, what is not, and who was left out. */
export function certainties(
  ranking: RubricRanking,
  { by, unknowns }: RankingSettings,
  context: ReportContext,
): string {
  const nameOf = ({ vendor, model }: Named) => (by === "vendor" ? vendor : model).name;
  const sentences = [
    meaningfulWords(ranking),
    ...dominanceWords(ranking, nameOf),
    ...movedWords(ranking, unknowns),
    ...notRankedWords(ranking, nameOf),
  ];
  return sentences
    .filter((text) => text !== "")
    .map((text) => paragraph(text, context))
    .join("\n");
}

type Named = Pick<RankedModel, "vendor" | "model">;

function meaningfulWords({ meaningful, models }: RubricRanking): string {
  if (meaningful === null || meaningful.pairs === 0) return "";
  const { difference, closer, pairs } = meaningful;
  if (difference === null)
    return "No difference of scores is meaningful: not even of the pairs farthest apart do 95 % keep their order in 95 % of the draws.";
  if (closer === 0)
    return "Nearly every difference of scores here is meaningful: at least 95 % of the pairs keep their order in 95 % of the draws.";
  return `Differences of less than ${figure(difference, models)} are not meaningful; ${closer} of the ${pairs} pairs that differ are closer.`;
}

/** Rounded up, for what is a little less would not be enough, and finer than scores are shown. */
function figure(difference: number, models: readonly RankedModel[]): string {
  const max = Math.max(...models.map(({ score }) => score?.max ?? 0));
  const decimals = max <= 1 ? 3 : 1;
  const up = Math.ceil(difference * 10 ** decimals - 1e-9) / 10 ** decimals;
  const text = rounded(up, Number.isInteger(up) ? 0 : decimals);
  return max <= 1 ? text : `${text} ${text === "1" ? "point" : "points"}`;
}

function dominanceWords({ pairs, models, basis }: RubricRanking, nameOf: (one: Named) => string): string[] {
  if (pairs.all === 0) return [];
  const part = (many: number) => `${many} of ${pairs.all} pairs (${rounded((many / pairs.all) * 100)} %)`;
  const whatever = basis === "score" ? "whatever the weights and unknowns" : "however unknowns turn out";
  const first = models.find(({ possible }) => possible.worst === 1);
  const last = models.find(({ possible }) => possible.best === models.length);
  return [
    `One is above the other in at least 95 % of the draws in ${part(pairs.apart)}, and ${whatever} in ${part(pairs.dominance)}.`,
    ...(first ? [`${nameOf(first)} is first ${whatever}.`] : []),
    ...(last ? [`${nameOf(last)} is last ${whatever}.`] : []),
  ];
}

/** Unknowns have the benefit of the doubt in the draws, and none in the score. */
function movedWords({ models, basis }: RubricRanking, unknowns: RankingSettings["unknowns"]): string[] {
  const moved = models.filter(({ rank, draws }) => rank.mid < draws.lower || rank.mid > draws.upper).length;
  if (moved === 0 || basis === "label") return [];
  const stand = `${moved} ${moved === 1 ? "stands" : "stand"} outside of these ranks by score (#)`;
  if (unknowns === "worst") return [`${stand}.`];
  return [
    `${stand}, where the unknown counts as the worst; in the draws it has even chances. --coverage leaves out those of whom little is known.`,
  ];
}

const MOST_NAMES = 8;

function notRankedWords({ notRanked }: RubricRanking, nameOf: (one: Named) => string): string[] {
  return (["coverage", "not-assessed"] as const).flatMap((why) => {
    const names = notRanked.filter((one) => one.why === why).map(nameOf);
    if (names.length === 0) return [];
    const rest = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : "";
    const list = `${names.slice(0, MOST_NAMES).join(", ")}${rest}`;
    const reason = why === "coverage" ? "too little is known" : "not assessed";
    return [`Not ranked, ${reason}: ${list}.`];
  });
}

/** What the columns mean. */
export function legend(
  { unknown, reading, top, models }: RubricRanking,
  { unknowns }: RankingSettings,
): string {
  return [
    "Ranks: those that hold 90 % of the draws; who ties shares the mean.",
    top === 1 ? "Top 1: chance to be first." : `Top ${top}: chance to be among the first ${top}.`,
    "Group: neighbours of which no two keep their order in 95 % of the draws.",
    "#: as `score` ranks, unknowns at their worst.",
    unknown === "absent" &&
    unknowns === "drawn" &&
    models.some(({ score }) => score !== null && score.lower < score.upper)
      ? "The rubric counts the unknown as the worst: --unknowns worst does so in the draws."
      : "",
    reading === undefined ? "" : OUR_READING,
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}
