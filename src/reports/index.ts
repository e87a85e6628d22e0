import type { ResultDocument } from "../result/schema.ts";
import type { ReportContext } from "./context.ts";
import { json, ndjson } from "./json.ts";
import { scoreTable } from "./scoreTable.ts";

interface ReportOptions {
  /** Criteria as well, where a report can leave them out; JSON tells them always. */
  detail: boolean;
  /** The heading of a page, where the user wants another. */
  title?: string | undefined;
}

/** A report is a text made from results and nothing else. */
export type Report = (document: ResultDocument, context: ReportContext, options: ReportOptions) => string;

export const FORMATS = [
  "table",
  "json",
  "ndjson",
  "csv",
  "markdown",
  "html",
  "badge",
  "shields",
  "card",
] as const;
export type Format = (typeof FORMATS)[number];

/** What each format is for, for readers. */
export const FORMAT_TEXTS: Record<Format, string> = {
  table: "for eyes: as wide as the terminal, 80 columns in a pipe",
  json: "the result whole; `openness schema result` prints its schema",
  ndjson: "a line of JSON for each model and rubric, in constant memory",
  csv: "a row for each model, with --detail for each criterion; cells that would run as formulas are disarmed",
  markdown: "tables and details for GitHub, escaped",
  html: "one page for a browser that needs no network and no other file",
  badge: "an SVG badge of one model under one rubric",
  shields: "the same as JSON for shields.io/endpoint",
  card: "an SVG picture of 1200 by 630 to share",
};

/** Every output format of results; what needs a library of its own is loaded when it is asked for. */
const REPORTS: Record<Format, () => Promise<Report>> = {
  table: async () => scoreTable,
  json: async () => json,
  ndjson: async () => ndjson,
  csv: async () => (await import("./csv.ts")).csv,
  markdown: async () => (await import("./markdownReport.ts")).markdownReport,
  html: async () => (await import("./html/index.ts")).htmlReport,
  badge: async () => (await import("./html/index.ts")).badge,
  shields: async () => (await import("./html/index.ts")).shields,
  card: async () => (await import("./html/index.ts")).card,
};

/** Whether a format shows evidence and texts of the rubrics, which a document has only with detail. */
export function needsDetail(format: Format): boolean {
  return ["markdown", "html", "badge", "shields", "card"].includes(format);
}

/** The report that prints a format. */
export function reportFor(format: Format): Promise<Report> {
  return REPORTS[format]();
}

/** The formats that a file's name stands for. */
export const EXTENSIONS: Readonly<Record<string, Format>> = {
  ".csv": "csv",
  ".htm": "html",
  ".html": "html",
  ".json": "json",
  ".markdown": "markdown",
  ".md": "markdown",
  ".ndjson": "ndjson",
  ".svg": "badge",
  ".txt": "table",
};
