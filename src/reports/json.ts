import type { ResultDocument } from "../result/schema.ts";
import { jsonText } from "../text.ts";

/** The result itself. */
export function json(document: ResultDocument): string {
  return `${jsonText(document, 2)}\n`;
}

/** One result a line. */
export function ndjson({ results }: ResultDocument): string {
  return results.map((result) => `${jsonText(result)}\n`).join("");
}
