import { fitText, wrap } from "./cells.ts";
import type { ReportContext } from "./context.ts";

/** Text in lines that fit, made harmless. */
export function paragraph(text: string, context: ReportContext, indent = 0): string {
  const harmless = fitText(text, Number.POSITIVE_INFINITY, context);
  return wrap(harmless, context.columns - indent)
    .map((line) => `${" ".repeat(indent)}${line}`)
    .join("\n");
}
