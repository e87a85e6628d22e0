import type { SettingsDocument } from "../result/settingsSchema.ts";
import { fitText, painter, wrap } from "./cells.ts";
import type { ReportContext } from "./context.ts";
import { grid } from "./grid.ts";
import { widthOf } from "./width.ts";

type Setting = SettingsDocument["settings"][number];

/** What applies, key by key, with the file and line or the variable that says so. */
export function settingsTable(document: SettingsDocument, context: ReportContext): string {
  const paint = painter(context);
  const { settings } = document;
  const origins = settings.map(originText);
  const keyWidth = Math.max(...settings.map(({ key }) => key.length));
  const room = context.columns - keyWidth - 4;
  const originWidth = Math.min(Math.max(4, ...origins.map((text) => text.length)), Math.floor(room * 0.5));
  const rows = settings.map(({ key, value }, at) => [
    key,
    lines(valueTexts(key, value), room - originWidth, context),
    fromItsEnd(origins[at] ?? "", originWidth, context),
  ]);
  const head = ["Key", "Value", "From"].map((cell) => paint.bold(cell));
  const ending = wrap(filesText(document), context.columns).map((line) =>
    paint.dim(fitText(line, context.columns, context)),
  );
  return `${grid([head, ...rows], ["left", "left", "left"])}\n${ending.join("\n")}\n`;
}

/** Nothing of a value is left out: what is too long is broken wherever the line ends. */
function lines(texts: readonly string[], width: number, context: ReportContext): string {
  return texts
    .flatMap((text) => wrap(fitText(text, Number.MAX_SAFE_INTEGER, context), width))
    .flatMap((line) => pieces(line, width))
    .join("\n");
}

function pieces(line: string, width: number): string[] {
  const found: string[] = [];
  let piece = "";
  for (const character of line) {
    if (widthOf(piece + character) > width) {
      found.push(piece);
      piece = "";
    }
    piece += character;
  }
  return [...found, piece];
}

/** Of a place the end tells most: the file's name and the line. */
function fromItsEnd(text: string, width: number, context: ReportContext): string {
  let end = fitText(text, Number.MAX_SAFE_INTEGER, context);
  if (widthOf(end) <= width) return end;
  while (widthOf(end) > width - 1) end = end.slice(1);
  return `${context.unicode ? "…" : "~"}${end}`;
}

function originText({ from }: Setting): string {
  if (from === null) return "built in";
  return from.line === undefined ? from.name : `${from.name}:${from.line}`;
}

function valueTexts(key: string, value: Setting["value"]): string[] {
  if (value === null) return ["-"];
  if (typeof value !== "object") return [String(value)];
  if (Array.isArray(value)) return [value.join(", ")];
  if (key !== "weights") return [pairs(value as Record<string, unknown>)];
  return Object.entries(value).flatMap(([rubric, parts]) =>
    Object.values(parts as Record<string, Record<string, unknown>>).map((one) => `${rubric}: ${pairs(one)}`),
  );
}

function pairs(map: Record<string, unknown>): string {
  return Object.entries(map)
    .map(([name, number]) => `${name} ${number}`)
    .join(", ");
}

function filesText({ files, searched }: SettingsDocument): string {
  if (files.length > 0) return `Read: ${files.map(({ path }) => path).join(", ")}.`;
  if (searched === undefined) return "Nothing was read, as was asked for.";
  const { name, from, to, user } = searched;
  const where = from === to ? `in ${from}` : `from ${from} up to ${to}`;
  return `No file: looked for ${name} ${where}, and for ${user}.`;
}
