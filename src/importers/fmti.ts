import { parse } from "csv-parse/sync";
import type { Mistake, Place } from "../errors.ts";
import { didYouMean } from "../spelling.ts";
import { safeText } from "../text.ts";
import { idOf } from "./common.ts";
import type { Criteria, ForeignFile, Imported, Importer, PlainProfile } from "./types.ts";

const BY = "Foundation Model Transparency Index, Stanford CRFM";

/** Score tables and company reports of the Foundation Model Transparency Index (CSV). */
export const fmti: Importer = {
  id: "fmti",
  kind: "text",
  recognises: ({ text }) =>
    /^\ufeff?("?Domain"?,"?Subdomain"?,)?"?(Indicator|Downstream applications)"?,/.test(text),
  read: (foreign, criteria) => {
    const rows = tableOf(foreign);
    if ("mistakes" in rows) return { profiles: [], mistakes: rows.mistakes };
    return readTable(rows.rows, foreign, criteria);
  },
};

type Rows = string[][];

function tableOf({ text, file }: ForeignFile): { rows: Rows } | { mistakes: Mistake[] } {
  try {
    const rows = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true }) as Rows;
    return { rows };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      mistakes: [
        { message: `It is not a CSV table: ${safeText(reason)}.`, place: { file }, severity: "error" },
      ],
    };
  }
}

/** An edition by its indicators, and which columns hold scores. */
interface Edition {
  rubric: string;
  indicators: readonly string[];
  /** Whether names may differ and only the order counts. */
  byPosition: boolean;
}

function readTable([header = [], ...body]: Rows, foreign: ForeignFile, criteria: Criteria): Imported {
  const first = Math.max(
    0,
    header.findIndex((cell) => NAME_COLUMNS.includes(cell.trim())),
  );
  const isTotal = (row: string[]) => row.some((cell) => cell.trim() === "Total");
  const rows = body.filter((row) => !isTotal(row) && (row[first] ?? "").trim() !== "");
  const edition = editionOf(rows, header, first, criteria);
  const lines = new Map(body.map((row, at) => [row, at]));
  const table: ScoreTable = {
    keys: rows.map((row, at) => indicatorOf(row[first] ?? "", at, edition)),
    names: rows.map((row) => row[first] ?? ""),
    rows,
    totals: body.find(isTotal),
    place: (row) => ({ file: foreign.file, line: (lines.get(row) ?? 0) + 2, column: 1 }),
  };
  const companies = companiesOf(header, first, foreign);
  if (rows.length > MOST || companies.length > MOST) {
    const message = `It has more than ${MOST} rows or columns: no edition of the index is that large.`;
    return { profiles: [], mistakes: [{ message, place: { file: foreign.file }, severity: "error" }] };
  }
  if (!companies.some(({ column }) => rows.some((row) => /^\s*[01]\s*$/.test(row[column] ?? "")))) {
    const message = "There are no scores in this table: expected 0 or 1 for each indicator.";
    return { profiles: [], mistakes: [{ message, place: { file: foreign.file }, severity: "error" }] };
  }
  const read = companies.map(({ company, column }) => {
    const { levels, mistakes: found } = readCompany(company, column, table);
    return { profile: profileOf(company, edition.rubric, levels), found };
  });
  return {
    profiles: read.map(({ profile }) => profile),
    mistakes: [...indicatorMistakes(table, edition, foreign), ...read.flatMap(({ found }) => found)],
  };
}

const MOST = 1000;

const NAME_COLUMNS = ["Indicator", "Downstream applications"];

interface ScoreTable {
  /** The criterion of each row; undefined where there is none of that name. */
  keys: (string | undefined)[];
  names: string[];
  rows: Rows;
  totals: string[] | undefined;
  place(row: string[]): Place;
}

function indicatorMistakes(
  { keys, names, rows, place }: ScoreTable,
  edition: Edition,
  { file }: ForeignFile,
): Mistake[] {
  const unknown = keys.flatMap((key, at) =>
    key === undefined ? [unknownIndicator(names[at] ?? "", edition, place(rows[at] ?? []))] : [],
  );
  const expected = edition.indicators.length;
  const message = `It has ${rows.length} indicators; the edition has ${expected}.`;
  return rows.length === expected ? unknown : [...unknown, { message, place: { file }, severity: "warning" }];
}

function readCompany(company: string, column: number, { keys, names, rows, totals, place }: ScoreTable) {
  const scores = rows.map((row) => (row[column] ?? "").trim());
  const levels = Object.fromEntries(
    scores.flatMap((score, at) =>
      keys[at] === undefined ? [] : [[keys[at], score === "1" ? "met" : "not-met"]],
    ),
  ) as Record<string, string>;
  const mistakes = scores.flatMap((score, at): Mistake[] => {
    if (score === "0" || score === "1") return [];
    const what = `The score of ${safeText(company)} for ${safeText(names[at] ?? "")}`;
    const message = `${what} is ${score === "" ? "empty" : safeText(score)}: expected 0 or 1.`;
    return [{ message, place: place(rows[at] ?? []), severity: "error" }];
  });
  const published = totals?.[column]?.trim() ?? "";
  const total = scores.filter((score) => score === "1").length;
  if (totals === undefined || published === "" || Number(published) === total) return { levels, mistakes };
  const message = `The total of ${safeText(company)} is given as ${safeText(published)}, its scores add up to ${total}.`;
  return { levels, mistakes: [...mistakes, { message, place: place(totals), severity: "warning" as const }] };
}

function editionOf(rows: Rows, header: string[], first: number, criteria: Criteria): Edition {
  const names = new Set(rows.map((row) => idOf(row[first] ?? "")));
  const latest = criteria("fmti-2025");
  if (latest.filter((name) => names.has(name)).length > latest.length / 2) {
    return { rubric: "fmti-2025", indicators: latest, byPosition: false };
  }
  // October 2023 is the only table with domains; reports exist from May 2024 on.
  const rubric = first > 0 && !header.includes("Score") ? "fmti-2023" : "fmti-2024";
  return { rubric, indicators: criteria(rubric), byPosition: true };
}

/** Names differ between the files of one edition while the order does not, so the place decides where it can. */
function indicatorOf(name: string, at: number, { indicators, byPosition }: Edition): string | undefined {
  const key = idOf(name);
  if (indicators.includes(key)) return key;
  return byPosition ? indicators[at] : undefined;
}

function unknownIndicator(name: string, { indicators, rubric }: Edition, place: Mistake["place"]): Mistake {
  const hint = didYouMean(idOf(name), indicators);
  return {
    message: `There is no indicator ${safeText(name)} in ${rubric}.${hint}`,
    place,
    severity: "error",
  };
}

/** The columns with scores: every company of a score table, or the one that a report is about. */
function companiesOf(
  header: string[],
  first: number,
  { file }: ForeignFile,
): { company: string; column: number }[] {
  const score = header.findIndex((cell) => cell.trim() === "Score");
  if (score >= 0) return [{ company: companyOf(file), column: score }];
  return header
    .map((cell, column) => ({ company: cell.trim(), column }))
    .filter(({ company, column }) => column > first && company !== "" && company !== "Total");
}

/** Reports name the company in the file's name, before `_` or `-` and the index's own words. */
function companyOf(file: string): string {
  const name = file.split(/[\\/]/).at(-1) ?? file;
  return name
    .replace(/[_-]?(fm)?transparency.*$/i, "")
    .replace(/[_-]?FinalReport.*$/i, "")
    .replace(/\.csv$/i, "")
    .replaceAll("_", " ");
}

function profileOf(company: string, rubric: string, levels: Record<string, string>): PlainProfile {
  return {
    schema: "openness-profile/1",
    vendor: { id: idOf(company), name: company },
    models: [{ id: "flagship", name: `${company} (flagship)`, flagship: "true" }],
    judgements: { [rubric]: { by: BY, levels } },
  };
}
