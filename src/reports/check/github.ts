import type { CheckDocument } from "../../result/checkSchema.ts";
import { counted, safeText } from "../../text.ts";
import { ownFile } from "./uri.ts";
import {
  breachText,
  modelId,
  placeWords,
  type Row,
  remarks,
  rowsOf,
  ruleWords,
  summaryWords,
} from "./words.ts";

/** GitHub shows no more annotations of a kind for one step. */
const MOST = 10;

const KINDS = [
  { kind: "error", status: "failed", one: "error" },
  { kind: "warning", status: "warned", one: "warning" },
  { kind: "notice", status: "known", one: "known breach", more: "known breaches" },
] as const;

/**
 * Workflow commands that GitHub shows as annotations: worst first, as many as it shows, and how many more there are.
 * What is excepted is none.
 */
export function annotations(document: CheckDocument): string {
  const rows = rowsOf(document);
  const lines = KINDS.flatMap(({ kind, status, one, ...words }) => {
    const own = rows.filter(({ breach }) => breach.status === status);
    const rest = own.length - MOST;
    const more = counted(rest, one, "more" in words ? words.more : undefined);
    return [
      ...own.slice(0, MOST).map((row) => command(kind, row)),
      ...(rest > 0
        ? [`${more} more ${rest === 1 ? "is" : "are"} not annotated; the job summary lists them.`]
        : []),
    ];
  });
  const end = [...remarks(document), summaryWords(document)];
  return `${[...lines, ...end.map(plainLine)].join("\n")}\n`;
}

function command(kind: string, row: Row): string {
  const { model, rule, breach } = row;
  const file = ownFile(model, breach.place);
  const { line, column } = breach.place;
  const properties = [
    ...(file === undefined ? [] : [["file", file]]),
    ...(file === undefined || line === null ? [] : [["line", String(line)]]),
    ...(file === undefined || column === null ? [] : [["col", String(column)]]),
    ["title", `${modelId(model)}, ${ruleWords(rule)}`],
  ];
  const text = file === undefined ? `${breachText(row)} At ${placeWords(breach.place)}.` : breachText(row);
  const written = properties.map(([name, value = ""]) => `${name}=${escapedProperty(safeText(value))}`);
  return `::${kind} ${written.join(",")}::${escapedData(safeText(text))}`;
}

/** As the runner reads data back. */
export function escapedData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** As the runner reads properties back. */
export function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/** A line that the runner takes for no command. */
function plainLine(text: string): string {
  return safeText(text)
    .replace(/^(\s*)::/, "$1: :")
    .replaceAll("##[", "## [");
}
