import type { CheckDocument } from "../../result/checkSchema.ts";
import { counted, safeText } from "../../text.ts";
import {
  exceptionWords,
  modelId,
  placeWords,
  type Row,
  remarks,
  rowsOf,
  ruleWords,
  summaryWords,
} from "./words.ts";

/** Far below the mebibyte that GitHub takes for one step. */
const MOST_BYTES = 512 * 1024;

/** The summary of a job in GitHub's Markdown: the verdict, and a row for each breach. */
export function jobSummary(document: CheckDocument): string {
  const title = document.policy.name ?? "openness check";
  const rows = rowsOf(document);
  const end = remarks(document).map((text) => `${escaped(text)}\n\n`);
  const head = `## ${escaped(title)}\n\n**${escaped(summaryWords(document))}**\n\n`;
  if (rows.length === 0) return `${head}${end.join("")}`;
  const table = ["| | Model | Rule | Found | Where |\n| --- | --- | --- | --- | --- |\n"];
  let bytes = 0;
  for (const row of rows) {
    const line = rowLine(row);
    bytes += Buffer.byteLength(line);
    if (bytes > MOST_BYTES) break;
    table.push(line);
  }
  const rest = rows.length - (table.length - 1);
  const more = rest > 0 ? [`\n${counted(rest, "breach", "breaches")} more.\n`] : [];
  return [head, ...table, ...more, "\n", ...end].join("");
}

function rowLine({ model, rule, breach }: Row): string {
  const exception = exceptionWords(breach);
  const said = exception === undefined ? breach.message : `${breach.message} ${exception}`;
  const cells = [breach.status, modelId(model), ruleWords(rule), said, placeWords(breach.place)];
  return `| ${cells.map(escaped).join(" | ")} |\n`;
}

/** Harmless Markdown: no markup, no mention, no link, one line. */
function escaped(text: string): string {
  return safeText(text)
    .replace(/[\\`*_[\]<>|#&~]/g, "\\$&")
    .replace(/:\/\//g, ":\\/\\/");
}
