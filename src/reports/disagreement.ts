import { LICENSE_PROPERTIES, type LicenseProperty, NO_LICENSE } from "../license/properties.ts";
import { FACETS, FACT_PATHS, type FacetName } from "../profile/vocabulary.ts";
import type { Result, ResultRubric, UsedFact } from "../result/schema.ts";
import { safeText } from "../text.ts";
import { painter, wrap } from "./cells.ts";
import type { ReportContext } from "./context.ts";
import { factText } from "./facts.ts";
import { markedRubric, verdictText } from "./verdict.ts";
import { widthOf } from "./width.ts";

/**
 * One model under several rubrics: the verdicts, and which facts cost it something under which of them.
 * @param results of one model, one per rubric
 */
export function disagreement(
  results: readonly Result[],
  rubrics: readonly ResultRubric[],
  context: ReportContext,
): string {
  const paint = painter(context);
  const [first] = results;
  if (first === undefined) return "";
  const shown = results.filter(({ assessed }) => assessed);
  const width = Math.max(...shown.map((result) => widthOf(markedRubric(result.rubric, result))), 0);
  const verdicts = shown.map((result) => {
    const rubric = rubrics.find(({ id }) => id === result.rubric);
    return `  ${markedRubric(result.rubric, result).padEnd(width)}  ${safeText(verdictText(result, rubric, context))}`;
  });
  const costs = costsOf(shown);
  const lines = costs.flatMap(([fact, ids]) => hanging(`- ${fact} (${ids.join(", ")})`, context));
  const title = paint.bold(
    `${safeText(first.vendor.name)}: ${safeText(first.model.name)} under ${shown.length} rubrics`,
  );
  const facts =
    lines.length === 0 ? [] : ["", paint.underline("What holds it back, and under which of them"), ...lines];
  return `${[title, ...verdicts, ...facts].join("\n")}\n`;
}

/** For each burdening fact behind a criterion that surely lacks points: the rubrics of those criteria, most first. */
export function costsOf(results: readonly Result[]): [string, string[]][] {
  const costs = new Map<string, Set<string>>();
  for (const { rubric, criteria } of results) {
    const lacking = criteria.filter(({ points }) => points !== null && points.upper < points.max);
    for (const fact of lacking.flatMap(({ because }) => because?.facts ?? []).filter(isBurden)) {
      const key = factText(fact);
      costs.set(key, (costs.get(key) ?? new Set()).add(rubric));
    }
  }
  const listed = [...costs].map(([fact, rubrics]): [string, string[]] => [fact, [...rubrics]]);
  return listed.sort(([, a], [, b]) => b.length - a.length);
}

/** Whether somebody stated a value that is not the most open one. */
function isBurden({ facet, property, fact, criterion, value }: UsedFact): boolean {
  if (value === null || criterion !== undefined) return false;
  if (property !== undefined && property in LICENSE_PROPERTIES) {
    return value !== LICENSE_PROPERTIES[property as LicenseProperty][0];
  }
  if (property !== undefined) return value === "no" || value === NO_LICENSE;
  const type = FACT_PATHS.get(fact ?? "");
  const stated = type?.type === "enum" ? type.values : [];
  const values: readonly string[] = facet ? FACETS[facet as FacetName].values : stated;
  return values.length > 0 && value !== values[0];
}

function hanging(text: string, { columns }: ReportContext): string[] {
  return wrap(safeText(text), columns - 4).map((line, at) => `${at > 0 ? "    " : "  "}${line}`);
}
