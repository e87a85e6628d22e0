import type { CheckDocument } from "../../result/checkSchema.ts";
import { jsonText } from "../../text.ts";
import type { ReportContext } from "../context.ts";
import { annotations } from "./github.ts";
import { codeQuality } from "./gitlab.ts";
import { junit } from "./junit.ts";
import { sarif } from "./sarif.ts";
import { checkTable } from "./table.ts";

export const CHECK_FORMATS = ["table", "json", "sarif", "junit", "github", "gitlab"] as const;
export type CheckFormat = (typeof CHECK_FORMATS)[number];

const REPORTS: Record<CheckFormat, (document: CheckDocument, context: ReportContext) => string> = {
  table: checkTable,
  json: (document) => `${jsonText(document, 2)}\n`,
  sarif,
  junit,
  github: annotations,
  gitlab: codeQuality,
};

/** What was checked, in a format. */
export function checkReport(document: CheckDocument, format: CheckFormat, context: ReportContext): string {
  return REPORTS[format](document, context);
}

/** The formats that a file's name stands for. */
export const CHECK_EXTENSIONS: Readonly<Record<string, CheckFormat>> = {
  ".json": "json",
  ".sarif": "sarif",
  ".xml": "junit",
};
