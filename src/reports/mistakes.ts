import type { Mistake, Place } from "../errors.ts";
import { howToRaise, limitOf } from "../limits.ts";
import { safeText } from "../text.ts";
import { painter } from "./cells.ts";
import type { ReportContext } from "./context.ts";

const LONGEST_LINE = 160;
const LONGEST_MESSAGE = 2000;

/** Mistakes as `file:line:column: what is wrong`, each with the offending line, in the order of their places. */
export function mistakesText(mistakes: readonly Mistake[], context: Pick<ReportContext, "color">): string {
  const most = limitOf("mistakes");
  const shown = [...mistakes]
    .sort(byPlace)
    .slice(0, most)
    .map((mistake) => mistakeText(mistake, context));
  const rest = mistakes.length - shown.length;
  if (rest > 0) shown.push(`There are ${rest} more. ${howToRaise("mistakes")}\n`);
  return shown.join("");
}

function byPlace({ place: a }: Mistake, { place: b }: Mistake): number {
  const [left, right] = [a?.file ?? "", b?.file ?? ""];
  if (left !== right) return left < right ? -1 : 1;
  return (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0);
}

function mistakeText({ message, place, severity }: Mistake, context: Pick<ReportContext, "color">): string {
  const paint = painter(context);
  const kind = severity === "warning" ? paint.yellow("warning: ") : place ? "" : paint.red("error: ");
  const where = place ? `${paint.bold(placeText(place))}: ` : "";
  return `${where}${kind}${fitting(message)}\n${place ? sourceText(place, context) : ""}`;
}

/** A sentence may quote what a file calls things. */
function fitting(message: string): string {
  return message.length > LONGEST_MESSAGE
    ? `${safeText(message.slice(0, LONGEST_MESSAGE))}...`
    : safeText(message);
}

function placeText({ file, line, column }: Place): string {
  const name = safeText(file);
  return line === undefined ? name : `${name}:${line}:${column ?? 1}`;
}

function sourceText({ source, column = 1 }: Place, context: Pick<ReportContext, "color">): string {
  if (source === undefined || source.trim() === "") return "";
  const start = Math.max(0, Math.min(column - 60, source.length - LONGEST_LINE));
  const part = source.slice(start, start + LONGEST_LINE).replaceAll("\t", " ");
  const line = safeText(part);
  const caret = " ".repeat(safeText(part.slice(0, column - 1 - start)).length);
  return painter(context).dim(`    ${line}\n    ${caret}^\n`);
}
