import type {
  DiffDocument,
  EvidenceChange,
  ModelDiff,
  RubricDiff,
  VerdictDiff,
} from "../result/diffSchema.ts";
import { counted, safeText } from "../text.ts";
import {
  changedRubrics,
  changeGroups,
  countsWords,
  criterionWords,
  evidenceWords,
  fieldWords,
  firstOf,
  licenseWords,
  ORDER_WORDS,
  rubricChangeWords,
  rubricWords,
  sideWords,
  stepWords,
  telling,
  verdictWords,
} from "./diffWords.ts";
import { markdown, markdownDetails, markdownLink, markdownTable } from "./markdown.ts";

interface DiffOptions {
  /** Long lists whole. */
  detail: boolean;
}

/** Lines of a list and models with details, without `detail`: a comment on GitHub ends at 65,536 characters. */
const MOST = { lines: 8, models: 20, rows: 100, longest: 200 };
const ALL = {
  lines: Number.POSITIVE_INFINITY,
  models: Number.POSITIVE_INFINITY,
  rows: Number.POSITIVE_INFINITY,
  longest: Number.POSITIVE_INFINITY,
};
type Most = typeof MOST;

const UNICODE = { unicode: true };

/** What moved, and why, as Markdown for a pull request. */
export function diffMarkdown(document: DiffDocument, { detail }: DiffOptions): string {
  const most = detail ? ALL : MOST;
  const { rubrics, licenses, models } = document;
  const told = models.filter(hasDetails);
  const { shown, more } = firstOf(told, most.models);
  return [
    `### What moved in openness\n`,
    `${markdown(sideWords(document.old))} to ${markdown(sideWords(document.new))}: ${markdown(countsWords(document))}\n`,
    ...[...document.notes, ...rubrics.flatMap(changedRubrics)].map((note) => `${markdown(note)}\n`),
    ...(document.differs ? [] : ["Nothing differs.\n"]),
    verdictTable(document, most.rows),
    ...rubrics.map((rubric) => rubricDetails(rubric, most)),
    licenses.length === 0
      ? ""
      : markdownDetails("License catalogue", list(licenses.map(licenseWords).map(markdown), most)),
    ...shown.map((model) => modelDetails(model, rubrics, most)),
    ...more.map((words) => `${markdown(words)}\n`),
    told.length > 0 && document.old.kind === "profiles" && document.new.kind === "profiles"
      ? `<sub>${markdown(ORDER_WORDS)}</sub>\n`
      : "",
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function verdictTable({ models, rubrics }: DiffDocument, most: number): string {
  const rows = models.flatMap((model) => model.verdicts.map((verdict) => ({ model, verdict })));
  if (rows.length === 0) return "";
  const { shown, more } = firstOf(rows, most);
  const cells = shown.map(({ model, verdict }) => {
    const rubric = rubrics.find(({ id }) => id === verdict.rubric);
    return [
      `**${markdown(model.model.name)}**`,
      rubric?.new.name ?? verdict.rubric,
      verdictWords(verdict.before, rubric?.old, UNICODE),
      verdictWords(verdict.after, rubric?.new, UNICODE),
      whyWords(model, verdict, rubric),
    ].map((cell, at) => (at === 0 ? cell : markdown(cell)));
  });
  const head = ["Model", "Rubric", "Before", "After", "Why"];
  return `${markdownTable(head, cells)}${more.map((words) => `\n${markdown(words)}\n`).join("")}`;
}

function whyWords({ status }: ModelDiff, verdict: VerdictDiff, rubric: RubricDiff | undefined): string {
  if (status === "added" || status === "removed") return status;
  const steps = telling(verdict).map((step) => stepWords(step, rubric, UNICODE));
  return steps.length === 0 ? "too little to show, or effects that cancel out" : steps.join("; ");
}

function rubricDetails(rubric: RubricDiff, most: Most): string {
  const ranks = rubric.ranks ?? [];
  if (rubric.old.hash === rubric.new.hash && ranks.length === 0) return "";
  const moved = ranks.map(
    ({ name, before, after }) => `rank of ${name}: ${before.position} to ${after.position}`,
  );
  const changes = rubric.changes.map((change) => rubricChangeWords(change, most.longest));
  const lines = [...changes, ...moved].map(markdown);
  return markdownDetails(html(`Rubric ${rubricWords(rubric)}`), list(lines, most));
}

function hasDetails({ changes, evidence, verdicts }: ModelDiff): boolean {
  return changes.length + evidence.length + verdicts.flatMap(({ criteria }) => criteria).length > 0;
}

function modelDetails(model: ModelDiff, rubrics: readonly RubricDiff[], most: Most): string {
  const { vendor, model: own, was, changes, evidence, verdicts } = model;
  const before = was === undefined ? "" : `, before: ${was}`;
  const counts = [
    ...(changes.length > 0 ? [counted(changes.length, "change")] : []),
    ...(evidence.length > 0 ? [`${evidence.length} of evidence`] : []),
  ];
  const summary = `${own.name} (${vendor.id}/${own.id}${before})${counts.length > 0 ? `: ${counts.join(", ")}` : ""}`;
  const parts = [
    ...verdicts
      .filter(({ criteria }) => criteria.length > 0)
      .map(({ rubric, criteria }) => {
        const name = rubrics.find(({ id }) => id === rubric)?.new.name ?? rubric;
        const lines = criteria.map((criterion) => {
          return markdown(criterionWords(criterion, UNICODE));
        });
        return `**${markdown(name)}**\n\n${list(lines, most)}`;
      }),
    ...changeGroups(changes).map(
      (group) =>
        `**${group.title}**\n\n${list(
          group.changes.map((change) => markdown(fieldWords(change, most.longest))),
          most,
        )}`,
    ),
    ...(evidence.length > 0
      ? [
          `**Evidence**\n\n${list(
            evidence.map((one) => evidenceLine(one, most)),
            most,
          )}`,
        ]
      : []),
  ];
  return markdownDetails(html(summary), parts.join("\n"));
}

/** The same for where GitHub reads HTML: a backslash would be shown there. */
function html(text: string): string {
  return safeText(text)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/[@#$](?=\S)/g, "$&<!-- -->")
    .replace(/:(?=\/\/)/g, "&#58;");
}

/** A list of lines that are Markdown already. */
function list(lines: readonly string[], most: Most): string {
  const { shown, more } = firstOf(lines, most.lines);
  return [...shown, ...more.map(markdown)].map((line) => `- ${line}\n`).join("");
}

function evidenceLine(change: EvidenceChange, { longest }: Most): string {
  const { what, behind } = evidenceWords(change, longest);
  const place = change.url ?? change.path ?? "";
  const of = behind === "" ? "" : ` (${markdown(behind)})`;
  const link = markdownLink(markdown(place), change.url);
  return `${change.change} ${link}${of}${what === "" ? "" : `: ${markdown(what)}`}`;
}
