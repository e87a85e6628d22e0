import type { CriterionResult, Result, ResultDocument, ResultRubric } from "../result/schema.ts";
import { boundsText, pointsText, rounded } from "./cells.ts";
import { placeOf } from "./facts.ts";
import { judgedLevels, levelNames, levelWords } from "./levels.ts";
import { markdown, markdownDetails, markdownLink, markdownTable } from "./markdown.ts";
import { sentences } from "./story/sentences.ts";
import { COMPANY_MARK, changedTexts, labelText, OF_COMPANY, rubricTitle } from "./verdict.ts";
import {
  claimsOf,
  hasLabels,
  judgesCompanies,
  type ModelView,
  titleOf,
  type View,
  viewOf,
  webLink,
} from "./view.ts";

const UNICODE = { unicode: true };

/**
 * Results as GitHub's Markdown: sentences, a table, and with `detail` every model's criteria and evidence folded below.
 * @param document evidence is shown where it has any
 */
export function markdownReport(
  document: ResultDocument,
  _context: unknown,
  { detail, title }: { detail: boolean; title?: string | undefined },
): string {
  const view = viewOf(document);
  if (view.models.length === 0) return "Nothing to show.\n";
  const stamp = view.generatedAt === undefined ? "" : `, computed ${view.generatedAt.slice(0, 10)}`;
  return [
    `# ${markdown(title ?? titleOf(view))}\n`,
    `${sentences(view)
      .map((sentence) => `- ${markdown(sentence)}\n`)
      .join("")}`,
    overview(view),
    ...(detail ? view.models.map((model) => modelDetails(model, view)) : []),
    `<sub>${method(view)} By openness ${markdown(view.version)}${stamp}.</sub>\n`,
  ].join("\n");
}

function overview({ models, rubrics }: View): string {
  const claims = models.some((model) => claimsOf(model).length > 0);
  const marked = new Set(rubrics.filter((rubric) => judgesCompanies({ models }, rubric)));
  const head = [
    "Model",
    "Vendor",
    ...(claims ? ["Calls itself"] : []),
    ...rubrics.map((rubric) => `${markdown(rubric.name)}${marked.has(rubric) ? markdown(COMPANY_MARK) : ""}`),
  ];
  const rows = models.map((model) => [
    `**${markdown(model.model.name)}**`,
    markdown(model.vendor.name),
    ...(claims ? [markdown(claimsOf(model).join(", "))] : []),
    ...rubrics.map((rubric) => markdown(verdictOf(model, rubric))),
  ]);
  const note = marked.size === 0 ? "" : `\n${markdown(COMPANY_MARK)} ${OF_COMPANY}\n`;
  return `${markdownTable(head, rows)}${note}`;
}

/** Label and score, as far as there are any. */
function verdictOf(model: ModelView, rubric: ResultRubric): string {
  const result = model.results.get(rubric.id);
  if (!result?.assessed) return "not assessed";
  const score = result.score === null ? "" : boundsText(result.score, UNICODE);
  if (!hasLabels(rubric)) return score;
  return labelText(result, rubric);
}

function modelDetails(model: ModelView, { rubrics }: View): string {
  const parts = rubrics.flatMap((rubric) => {
    const result = model.results.get(rubric.id);
    if (!result?.assessed || result.criteria.length === 0) return [];
    const known =
      result.coverage === null ? "" : `, ${rounded(result.coverage * 100)}% of the weight settled`;
    return [
      `**${markdown(rubricTitle(rubric))}**: ${markdown(verdictOf(model, rubric))}${known}\n`,
      criteriaText(result, rubric),
    ];
  });
  const evidence = evidenceList(model);
  const text = [...parts, ...(evidence === "" ? [] : ["**Evidence**\n", evidence])].join("\n");
  return text === ""
    ? ""
    : markdownDetails(`${markdown(model.vendor.name)}: ${markdown(model.model.name)}`, text);
}

function criteriaText(result: Result, rubric: ResultRubric): string {
  const judged = judgedLevels(result, rubric);
  if (judged === undefined) return criteriaTable(result.criteria, rubric);
  const by = judged.by === undefined ? "" : `As judged by ${markdown(judged.by)}:\n\n`;
  const lines = [...judged.levels].map(
    ([level, criteria]) => `- ${markdown(level)} (${criteria.length}): ${markdown(criteria.join(", "))}\n`,
  );
  return `${by}${lines.join("")}`;
}

function criteriaTable(criteria: readonly CriterionResult[], rubric: ResultRubric): string {
  const titles = new Map(rubric.criteria?.map(({ id, name }) => [id, name]));
  const names = levelNames(rubric);
  return markdownTable(
    ["Criterion", "Level", "Points", "Because"],
    criteria.map((criterion) => [
      markdown(titles.get(criterion.id) ?? criterion.id),
      markdown(levelWords(criterion, names)),
      criterion.points === null ? "" : pointsText(criterion.points, UNICODE),
      markdown(criterion.because?.text ?? ""),
    ]),
    ["left", "left", "right", "left"],
  );
}

function evidenceList({ subject }: ModelView): string {
  const seen = new Map<string, { text: string; shows: Set<string> }>();
  for (const item of subject?.evidence ?? []) {
    const place = placeOf(item);
    const day = item.accessed === undefined ? "" : ` (read ${markdown(item.accessed)})`;
    const link = markdownLink(markdown(item.title ?? place), webLink(place));
    const known = seen.get(place) ?? { text: `${link}${day}`, shows: new Set<string>() };
    if (item.shows !== undefined) known.shows.add(item.shows);
    seen.set(place, known);
  }
  return [...seen.values()]
    .map(({ text, shows }) => `- ${text}${shows.size > 0 ? `: ${markdown([...shows].join("; "))}` : ""}\n`)
    .join("");
}

function method({ rubrics }: View): string {
  const used = rubrics.map((rubric) => `${rubricTitle(rubric)} (SHA-256 ${rubric.hash.slice(0, 12)})`);
  const changed = changedTexts(rubrics).map((text) => ` ${markdown(text)}`);
  return `Ranges run from what is certain to what is possible. Rubrics: ${markdown(used.join(", "))}.${changed.join("")}`;
}
