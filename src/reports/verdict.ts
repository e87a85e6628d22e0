import type { Result, ResultRubric } from "../result/schema.ts";
import { safeText } from "../text.ts";
import { boundsText } from "./cells.ts";
import type { ReportContext } from "./context.ts";

/** Said of a rubric whose publisher gives words, not rules. */
export const OUR_READING = "The conditions are our reading of the source.";

/** What a result of a company is marked with where models stand, and what the mark means. */
export const COMPANY_MARK = "*";
export const OF_COMPANY = "Judged of the company, on what was its flagship then.";

/** What the id of a rubric is marked with that is not as published. */
export const CHANGED_MARK = "+";

/** Said of a rubric that its user changed; empty of one that is as published. */
export function changedText({ changed }: Pick<ResultRubric, "changed">): string {
  return changed === undefined ? "" : `Not as published: ${safeText(changed)}.`;
}

/** The same of each of several rubrics, by name. */
export function changedTexts(
  rubrics: readonly Pick<ResultRubric, "name" | "version" | "changed">[],
): string[] {
  return rubrics.flatMap(({ name, version, changed }) =>
    changed === undefined ? [] : [safeText(`${name} ${version} is not as published: ${changed}.`)],
  );
}

/** The id of a rubric, marked if it is not as published. */
export function markedRubric(id: string, { changed }: Pick<ResultRubric, "changed">): string {
  return changed === undefined ? id : `${id}${CHANGED_MARK}`;
}

/** What stands for none of a rubric's labels. */
const NO_LABEL = "none";

/** The label in words; where it is open, what is certain of it and what is possible. */
export function labelText(
  { label, assessed }: Pick<Result, "label" | "assessed">,
  rubric: Pick<ResultRubric, "labels"> | undefined,
): string {
  if (!assessed) return "not assessed";
  if (label === null) return "";
  const { atLeast, atMost } = label;
  const labels = rubric?.labels ?? [];
  const name = (id: string) => labels.find((one) => one.id === id)?.name ?? id;
  // Where the publisher counts a blank as the worst there is a verdict, and still more may be true.
  if (label.name !== null)
    return label.certain || atMost === undefined ? label.name : `${label.name}, possibly ${name(atMost)}`;
  if (atLeast !== undefined && atLeast !== NO_LABEL && atLeast !== labels.at(-1)?.id)
    return `at least ${name(atLeast)}`;
  return atMost === undefined || atMost === labels[0]?.id ? "undetermined" : `at most ${name(atMost)}`;
}

/** The label, else the score with its bounds. */
export function verdictText(
  result: Result,
  rubric: ResultRubric | undefined,
  context: Pick<ReportContext, "unicode">,
): string {
  const label = labelText(result, rubric);
  if (label !== "") return label;
  return result.score === null ? "-" : boundsText(result.score, context);
}

/** A framework's name with its version, where the name does not end in it. */
export function rubricTitle({ name, version }: Pick<ResultRubric, "name" | "version">): string {
  return name.endsWith(version) ? name : `${name} ${version}`;
}
