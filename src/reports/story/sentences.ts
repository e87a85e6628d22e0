import type { Result } from "../../result/schema.ts";
import { counted } from "../../text.ts";
import { boundsText, rounded } from "../cells.ts";
import { labelText } from "../verdict.ts";
import { assessedUnder, evidenceDays, hasLabels, judgesCompanies, type View } from "../view.ts";
import { claimSentences } from "./claims.ts";
import { isDecided } from "./labels.ts";
import { type Lead, leadsOf } from "./leaders.ts";
import { andList } from "./words.ts";

/**
 * The findings in a few sentences, for readers who know nothing of rubrics: what is covered, who is ahead, what
 * becomes of what vendors say, and how much is unknown. Each says no more than the results do.
 */
export function sentences(view: View): string[] {
  const [only, ...others] = view.models;
  if (only === undefined) return [];
  return [
    scopeSentence(view),
    ...(others.length === 0 ? verdictSentences(view) : leadSentences(view)),
    ...claimSentences(view),
    ...unknownSentences(view),
  ];
}

const CHOSEN: Readonly<Record<string, string>> = {
  flagship: "its flagship model",
  best: "its best model under each framework",
  worst: "its worst model under each framework",
  median: "its median model under each framework",
};

function scopeSentence(view: View): string {
  const vendors = new Set(view.models.map(({ vendor }) => vendor.id)).size;
  const [only] = view.models;
  const models =
    view.models.length === 1
      ? `${only?.model.name} of ${only?.vendor.name}`
      : counted(view.models.length, "model");
  const who =
    view.rollup === undefined
      ? `${models}${view.models.length === 1 ? "" : ` of ${counted(vendors, "vendor")}`}`
      : `${counted(vendors, "vendor")}, each by ${CHOSEN[view.rollup] ?? view.rollup}`;
  const days = evidenceDays(view);
  const read =
    days === undefined
      ? ""
      : days[0] === days[1]
        ? ` The evidence was read on ${days[0]}.`
        : ` The evidence was read between ${days[0]} and ${days[1]}.`;
  return `This report covers ${who}, under ${counted(view.rubrics.length, "framework")}.${read}`;
}

/** How many names a sentence bears. */
const MOST_NAMES = 4;

function verdictSentences(view: View): string[] {
  const found = view.rubrics.flatMap((rubric) => {
    const [result] = assessedUnder(view, rubric);
    if (result === undefined) return [];
    if (hasLabels(rubric)) {
      const label = labelText(result, rubric);
      return label === "" || label === "undetermined" ? [] : [`${label} under ${rubric.name}`];
    }
    return result.score === null ? [] : [`${pointsOf(result)} points under ${rubric.name}`];
  });
  return found.length === 0 ? [] : [`It comes to ${andList(found, MOST_NAMES)}.`];
}

function pointsOf({ score }: Result): string {
  return score === null ? "" : `${boundsText(score, { unicode: true })} of ${rounded(score.max)}`;
}

/** Who is ahead, and under which of the frameworks that judge models. */
function leadSentences(view: View): string[] {
  const rubrics = view.rubrics.filter((rubric) => !judgesCompanies(view, rubric));
  if (rubrics.length === 0) return [];
  const leads = leadsOf({ ...view, rubrics });
  const alone = leads.filter(({ first }) => first.length === 1);
  const shared = sharedSentences(leads.filter(({ first }) => first.length > 1));
  if (alone.length === 0)
    return [["By what is certain, no model is ahead of all others.", ...shared].join(" ")];
  const groups = byLeader(alone).slice(0, MOST_LEADERS);
  const all = rubrics.length === view.rubrics.length ? "" : " that judge models";
  const texts = groups.map(([name, own], at) => {
    const names = own.map(({ rubric }) => rubric.name);
    if (rubrics.length === 1) return `${name} is ahead under ${names[0]}`;
    const of = at === 0 ? ` of ${rubrics.length} frameworks${all}` : "";
    return `${name}${at === 0 ? " is ahead" : ""} under ${own.length}${of} (${andList(names, MOST_NAMES)})`;
  });
  const caution = cautionSentences(groups.flatMap(([, own]) => own));
  return [[`By what is certain, ${texts.join("; ")}.`, ...caution, ...shared].join(" ")];
}

function cautionSentences(told: readonly Lead[]): string[] {
  const contested = told.filter((lead) => lead.contested).length;
  if (contested === 0) return [];
  const where = told.length === 1 ? "There" : `Under ${contested} of these`;
  return [`${where}, others could still draw level or pass once what is unknown is known.`];
}

/** Frameworks with several at the top: the first by name. */
function sharedSentences([first, ...more]: readonly Lead[]): string[] {
  if (first === undefined) return [];
  const others = more.length === 0 ? "" : `, and so do several under ${more.length} more`;
  return [`Under ${first.rubric.name}, ${first.first.length} models share the top${others}.`];
}

const MOST_LEADERS = 2;

/** Names of models, with where they lead, those that lead most often first. */
function byLeader(leads: readonly Lead[]): [string, Lead[]][] {
  const groups = new Map<string, Lead[]>();
  for (const lead of leads) {
    const [first] = lead.first;
    const name = `${first?.model.name} (${first?.vendor.name})`;
    groups.set(name, [...(groups.get(name) ?? []), lead]);
  }
  return [...groups].sort(([, a], [, b]) => b.length - a.length);
}

/** How much is unknown, and what it leaves open. */
function unknownSentences(view: View): string[] {
  const results = view.rubrics.flatMap((rubric) => assessedUnder(view, rubric));
  const known = results.flatMap(({ coverage }) => coverage ?? []);
  const labelled = view.rubrics.filter(hasLabels).flatMap((rubric) => assessedUnder(view, rubric));
  const open = labelled.filter((result) => !isDecided(result)).length;
  const share = known.reduce((sum, one) => sum + one, 0) / Math.max(1, known.length);
  const settled =
    known.length === 0
      ? []
      : [`evidence settles ${rounded(share * 100)}% of what the frameworks ask, on average`];
  const decided =
    open === 0 ? [] : [`${open} of ${counted(labelled.length, "verdict")} in words cannot be decided yet`];
  const all = [...settled, ...decided];
  if (all.length === 0) return [];
  return [
    `What is not known is not guessed: ${all.join(", and ")}. It shows as a range or as undecided, never as a no.`,
  ];
}
