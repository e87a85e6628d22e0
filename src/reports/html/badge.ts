import { makeBadge } from "badge-maker";
import { inputError } from "../../errors.ts";
import type { Result, ResultDocument, ResultRubric } from "../../result/schema.ts";
import { jsonText, safeText } from "../../text.ts";
import { boundsText, rounded } from "../cells.ts";
import { labelText } from "../verdict.ts";

/** What a badge says; the colour repeats it. */
interface BadgeText {
  label: string;
  message: string;
  color: string;
}

/** One model's verdict under one rubric as a picture for a README. @throws InputError if there are several */
export function badge(document: ResultDocument): string {
  return `${badgeSvg(document, onlyResult(document))}\n`;
}

/**
 * The same as JSON for shields.io/badges/endpoint-badge, which draws the picture.
 * @throws InputError if there are several
 */
export function shields(document: ResultDocument): string {
  return shieldsJson(document, onlyResult(document));
}

export function badgeSvg(document: ResultDocument, result: Result): string {
  return makeBadge(badgeText(document, result));
}

export function shieldsJson(document: ResultDocument, result: Result): string {
  return `${jsonText({ schemaVersion: 1, ...badgeText(document, result) }, 2)}\n`;
}

function onlyResult({ results }: ResultDocument): Result {
  const [only, ...more] = results;
  if (only !== undefined && more.length === 0) return only;
  throw inputError(
    `A badge shows one model under one rubric; these are ${results.length} results. Name a model, and one rubric with -r.`,
  );
}

function badgeText(document: ResultDocument, result: Result): BadgeText {
  const rubric = document.rubrics.find(({ id }) => id === result.rubric);
  const day = dayOf(document, result);
  const verdict = verdictOf(result, rubric);
  return {
    label: safeText(rubric?.name ?? result.rubric),
    message: safeText(day === undefined ? verdict : `${verdict} (${day})`),
    color: colorOf(result, rubric),
  };
}

/** When the verdict was computed, else the day of the newest evidence for it. */
function dayOf({ generatedAt, subjects }: ResultDocument, { vendor, model }: Result): string | undefined {
  if (generatedAt !== undefined) return generatedAt.slice(0, 10);
  const evidence = subjects?.[`${vendor.id}/${model.id}`]?.evidence ?? [];
  return evidence
    .flatMap(({ accessed }) => accessed ?? [])
    .sort()
    .at(-1);
}

function verdictOf(result: Result, rubric: ResultRubric | undefined): string {
  if (!result.assessed) return "not assessed";
  const label = labelText(result, rubric);
  if (label !== "") return label;
  if (result.score === null) return "no score";
  return `${boundsText(result.score, { unicode: true })} of ${rounded(result.score.max)}`;
}

/** From what is certain: the share of the points, or how high the label stands among the others. */
function colorOf(result: Result, rubric: ResultRubric | undefined): string {
  const share = shareOf(result, rubric);
  if (share === undefined) return "lightgrey";
  if (share >= 0.8) return "brightgreen";
  if (share >= 0.6) return "green";
  if (share >= 0.4) return "yellow";
  return share >= 0.2 ? "orange" : "red";
}

function shareOf({ assessed, label, score }: Result, rubric: ResultRubric | undefined): number | undefined {
  if (!assessed) return undefined;
  const labels = rubric?.labels ?? [];
  if (labels.length > 1) {
    const at = labels.findIndex(({ id }) => id === (label?.id ?? label?.atLeast));
    return at < 0 ? undefined : 1 - at / (labels.length - 1);
  }
  return score === null || score.max === 0 ? undefined : score.lower / score.max;
}
