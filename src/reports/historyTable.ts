import type { HistoryDocument, HistoryRow } from "../result/historySchema.ts";
import { counted } from "../text.ts";
import { bar, fitText, painter, wrap } from "./cells.ts";
import type { ReportContext } from "./context.ts";
import { verdictWords } from "./diffWords.ts";
import { grid } from "./grid.ts";
import { markdown, markdownTable } from "./markdown.ts";
import { sparkline } from "./sparkline.ts";
import { changedTexts, rubricTitle } from "./verdict.ts";
import { widest } from "./width.ts";

type HistoryRubric = HistoryDocument["rubrics"][number];
type RowVerdict = HistoryRow["verdicts"][number];

/** How verdicts moved, for a terminal: a sparkline and a table for each rubric. */
export function historyTable(document: HistoryDocument, context: ReportContext): string {
  const parts = document.rubrics.map((rubric) => rubricPart(document, rubric, context));
  const lines = wrap(fixedWords(document), context.columns).map((line) => painter(context).dim(line));
  return `${parts.join("\n")}\n${lines.join("\n")}\n`;
}

/** The same as Markdown. */
export function historyMarkdown(document: HistoryDocument): string {
  const commits = document.over === "commits";
  const context = { unicode: true };
  const parts = document.rubrics.map((rubric) => {
    const rows = document.rows.map((row) =>
      [
        dateOf(row),
        ...(commits ? [shortId(row)] : []),
        row.model?.name ?? "-",
        verdictCell(row, rubric, context),
        ...(commits ? [changedWords(row)] : []),
      ].map(markdown),
    );
    const head = [
      "Date",
      ...(commits ? ["Commit"] : []),
      "Model",
      "Verdict",
      ...(commits ? ["What changed"] : []),
    ];
    const line = sparkline(
      sharesOf(document, rubric).map(({ lower }) => lower),
      context,
    ).trimEnd();
    return `### ${markdown(title(document, rubric))}\n\n\`${line}\`\n\n${markdownTable(head, rows)}`;
  });
  return `${parts.join("\n")}\n<sub>${markdown(fixedWords(document))}</sub>\n`;
}

function title({ vendor, over, rows, left, source }: HistoryDocument, rubric: HistoryRubric): string {
  const what =
    over === "commits" ? `${counted(rows.length, "commit")} of ${source}` : counted(rows.length, "release");
  const more = left > 0 ? ", earlier ones left out" : "";
  return `${vendor?.name ?? source} under ${rubricTitle(rubric)}: ${what}${more}`;
}

function rubricPart(document: HistoryDocument, rubric: HistoryRubric, context: ReportContext): string {
  const paint = painter(context);
  const shares = sharesOf(document, rubric);
  const certain = sparkline(
    shares.map(({ lower }) => lower),
    context,
  );
  const possible = sparkline(
    shares.map(({ upper }) => upper),
    context,
  );
  const differ = certain !== possible;
  const lines = [
    paint.bold(fitText(title(document, rubric), context.columns, context)),
    "",
    `  ${differ ? "certain   " : ""}${fitText(certain, context.columns - 12, context)}`.trimEnd(),
    ...(differ
      ? [paint.dim(`  possible  ${fitText(possible, context.columns - 12, context)}`.trimEnd())]
      : []),
    "",
  ];
  return `${lines.join("\n")}\n${table(document, rubric, context)}`;
}

function table(document: HistoryDocument, rubric: HistoryRubric, context: ReportContext): string {
  const paint = painter(context);
  const commits = document.over === "commits";
  const rows = document.rows.map((row) => ({
    date: dateOf(row),
    commit: shortId(row),
    model: row.model?.name ?? "-",
    verdict: verdictCell(row, rubric, context),
    score: verdictOf(row, rubric)?.score ?? null,
    changed: changedWords(row),
  }));
  const bars = rows.some(({ score }) => score !== null) && context.columns >= 60 ? 10 : 0;
  // Date and commit are as wide as they are; of the rest each takes what it needs, the last what is left.
  const room = context.columns - 12 - (commits ? 9 : 0) - (bars > 0 ? bars + 2 : 0);
  const wanted = Math.max(7, widest(rows.map(({ verdict }) => verdict)));
  const verdicts = Math.min(wanted, Math.max(8, Math.floor(room * (commits ? 0.4 : 0.6))));
  const left = room - verdicts - 2;
  const models = Math.min(
    widest(rows.map(({ model }) => model)),
    Math.max(8, commits ? Math.floor(left * 0.45) : left),
  );
  const changes = Math.max(8, left - models - 2);
  const head = [
    "Date",
    ...(commits ? ["Commit"] : []),
    "Model",
    ...(bars > 0 ? [""] : []),
    "Verdict",
    ...(commits ? [fitText("What changed", changes, context)] : []),
  ].map((text) => paint.dim(text));
  const cells = rows.map(({ date, commit, model, verdict, score, changed }) => [
    date,
    ...(commits ? [commit] : []),
    fitText(model, models, context),
    ...(bars > 0 ? [score === null ? "" : bar(score, bars, context)] : []),
    fitText(verdict, verdicts, context),
    ...(commits ? [fitText(changed, changes, context)] : []),
  ]);
  return grid(
    [head, ...cells],
    head.map(() => "left" as const),
  );
}

function verdictOf({ verdicts }: HistoryRow, rubric: HistoryRubric): RowVerdict | undefined {
  return verdicts.find((one) => one.rubric === rubric.id);
}

function verdictCell(
  row: HistoryRow,
  rubric: HistoryRubric,
  context: Pick<ReportContext, "unicode">,
): string {
  const verdict = verdictOf(row, rubric);
  return verdict === undefined ? (row.problem ?? "-") : verdictWords(verdict, rubric, context);
}

/** A commit's message says what its author wanted; causes say what came of it. */
function changedWords({ causes, subject = "" }: HistoryRow): string {
  return causes.length === 0 ? subject : `${causes.join(", ")}: ${subject}`;
}

function dateOf({ date }: HistoryRow): string {
  return date?.slice(0, 10) ?? "-";
}

function shortId({ commit = "" }: HistoryRow): string {
  return commit.slice(0, 7);
}

interface Shares {
  lower: number | null;
  upper: number | null;
}

/** How high each verdict stands: its share of the score, else its place among the labels. */
function sharesOf({ rows }: HistoryDocument, rubric: HistoryRubric): Shares[] {
  const labels = (rubric.labels ?? []).map(({ id }) => id);
  const height = (id: string | undefined) => {
    const place = labels.indexOf(id ?? "");
    return place < 0 ? 0 : 1 - place / labels.length;
  };
  return rows.map((row) => {
    const verdict = verdictOf(row, rubric);
    if (verdict === undefined || !verdict.assessed) return { lower: null, upper: null };
    const { score, label } = verdict;
    if (score !== null) return { lower: score.lower / score.max, upper: score.upper / score.max };
    return { lower: height(label?.possible.at(-1)), upper: height(label?.possible[0]) };
  });
}

function fixedWords({ over, rubrics }: HistoryDocument): string {
  const rows =
    over === "commits"
      ? "Each row is the vendor's flagship then, or the model that was asked for."
      : "Each row is a model, by the day of its release.";
  const fixed = `${rows} Rubric, license catalogue and other vendors' profiles are as they are now.`;
  return [fixed, ...changedTexts(rubrics)].join(" ");
}
