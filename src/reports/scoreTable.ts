import type { ResultDocument } from "../result/schema.ts";
import { fitText, painter } from "./cells.ts";
import { compareTable } from "./compareTable.ts";
import type { ReportContext } from "./context.ts";
import { frameworkTable } from "./frameworkTable.ts";
import { rankTable } from "./rankTable.ts";
import { rubricTitle } from "./verdict.ts";

/** The table of `openness score`: one row per vendor or model, ranked; with `detail` every criterion below it. */
export function scoreTable(
  document: ResultDocument,
  context: ReportContext,
  { detail }: { detail: boolean },
): string {
  if (document.rubrics.length === 0 || document.results.length === 0) return "Nothing to show.\n";
  const sideBySide = document.rubrics.length > 1 || document.subjects !== undefined;
  const verdicts = sideBySide ? frameworkTable(document, context) : rankTable(document, context);
  return detail ? `${verdicts}\n${criteriaTables(document, context)}` : verdicts;
}

/** Criteria down and models across, for each rubric under which any of them was assessed. */
function criteriaTables(document: ResultDocument, context: ReportContext): string {
  const paint = painter(context);
  const tables = document.rubrics.flatMap((rubric) => {
    const results = document.results.filter((result) => result.rubric === rubric.id && result.assessed);
    if (results.length === 0) return [];
    const title = paint.bold(fitText(rubricTitle(rubric), context.columns, context));
    const of = { ...document, rubrics: [rubric], results };
    return [`${title}\n${compareTable(of, context, { detail: true, diff: false })}`];
  });
  return tables.join("\n");
}
