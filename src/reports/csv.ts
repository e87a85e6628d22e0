import { stringify } from "csv-stringify/sync";
import type { CriterionResult, Result, ResultDocument } from "../result/schema.ts";
import { safeText } from "../text.ts";

/** Heading, then what stands below it; nothing where there is no such thing or it is not certain. */
type Columns<Row> = Record<string, (row: Row) => string | number | null | undefined>;

const MODEL: Columns<Result> = {
  vendor: ({ vendor }) => vendor.id,
  vendor_name: ({ vendor }) => vendor.name,
  model: ({ model }) => model.id,
  model_name: ({ model }) => model.name,
  version: ({ model }) => model.version,
  released: ({ model }) => model.released,
  source: ({ source }) => source,
  rubric: ({ rubric, changed }) => (changed === undefined ? rubric : `${rubric} (${changed})`),
  judged_of: ({ of }) => of,
};

const VERDICT: Columns<Result> = {
  rank: ({ rank }) => rank?.position,
  assessed: ({ assessed }) => (assessed ? "yes" : "no"),
  score: ({ score }) => score?.value,
  score_lower: ({ score }) => score?.lower,
  score_upper: ({ score }) => score?.upper,
  score_max: ({ score }) => score?.max,
  coverage: ({ coverage }) => coverage,
  label: ({ label }) => label?.id,
  label_possible: ({ label }) => label?.possible.join(" "),
};

const CRITERION: Columns<CriterionResult> = {
  dimension: ({ dimension }) => dimension,
  criterion: ({ id }) => id,
  level: ({ level }) => level,
  level_possible: ({ possible }) => possible.join(" "),
  points_lower: ({ points }) => points?.lower,
  points_upper: ({ points }) => points?.upper,
  points_max: ({ points }) => points?.max,
  by: ({ by }) => by,
};

/**
 * Results for a spreadsheet, RFC 4180: one row per model and rubric, or with `detail` per model, rubric and criterion.
 * Figures are unrounded. Text that a spreadsheet would run as a formula gets an apostrophe before it.
 */
export function csv(
  { results, rubrics }: ResultDocument,
  _context: unknown,
  { detail }: { detail: boolean },
): string {
  const versionOf = new Map(rubrics.map(({ id, version }) => [id, version]));
  const header = [
    ...[...Object.keys(MODEL), "rubric_version", ...Object.keys(VERDICT)],
    ...(detail ? Object.keys(CRITERION) : []),
  ];
  const rows = results.flatMap((result) => {
    const head = [...cells(MODEL, result), versionOf.get(result.rubric), ...cells(VERDICT, result)];
    if (!detail) return [head];
    // A rubric of labels alone has no criteria, and still a verdict.
    const blank = Object.keys(CRITERION).map(() => undefined);
    const details = result.criteria.map((criterion) => cells(CRITERION, criterion));
    return (details.length > 0 ? details : [blank]).map((row) => [...head, ...row]);
  });
  return stringify([header, ...rows], { record_delimiter: "windows", escape_formulas: true });
}

function cells<Row>(columns: Columns<Row>, row: Row) {
  return Object.values(columns)
    .map((cell) => cell(row))
    .map((cell) => (typeof cell === "string" ? safeText(cell) : cell));
}
