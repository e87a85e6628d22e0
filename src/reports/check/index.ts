import type { CheckDocument } from "../../result/checkSchema.ts";
import { jsonText } from "../../text.ts";
import type { ReportContext } from "../context.ts";
import type { CheckFormat } from "./formats.ts";
import { annotations } from "./github.ts";
import { codeQuality } from "./gitlab.ts";
import { junit } from "./junit.ts";
import { sarif } from "./sarif.ts";
import { checkTable } from "./table.ts";

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
