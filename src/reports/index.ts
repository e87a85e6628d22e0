import type { ResultDocument } from "../result/schema.ts";
import type { ReportContext } from "./context.ts";
import { json, ndjson } from "./json.ts";
import { scoreTable } from "./scoreTable.ts";

interface ReportOptions {
  /** Criteria as well, where a report can leave them out; JSON tells them always. */
  detail: boolean;
}

/** A report is a text made from results and nothing else. */
export type Report = (document: ResultDocument, context: ReportContext, options: ReportOptions) => string;

export const FORMATS = ["table", "json", "ndjson", "csv"] as const;
export type Format = (typeof FORMATS)[number];

/** What each format is for, for readers. */
export const FORMAT_TEXTS: Record<Format, string> = {
  table: "for eyes: as wide as the terminal, 80 columns in a pipe",
  json: "the result whole; `openness schema result` prints its schema",
  ndjson: "a line of JSON for each model and rubric, in constant memory",
  csv: "a row for each model, with --detail for each criterion; cells that would run as formulas are disarmed",
};

/** Every output format of results; what needs a library of its own is loaded when it is asked for. */
const REPORTS: Record<Format, () => Promise<Report>> = {
  table: async () => scoreTable,
  json: async () => json,
  ndjson: async () => ndjson,
  csv: async () => (await import("./csv.ts")).csv,
};

/** The report that prints a format. */
export function reportFor(format: Format): Promise<Report> {
  return REPORTS[format]();
}

/** The formats that a file's name stands for. */
export const EXTENSIONS: Readonly<Record<string, Format>> = {
  ".csv": "csv",
  ".json": "json",
  ".ndjson": "ndjson",
  ".txt": "table",
};
