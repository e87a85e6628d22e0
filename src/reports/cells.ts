import { Chalk, type ChalkInstance } from "chalk";
import { safeText } from "../text.ts";
import type { ReportContext } from "./context.ts";
import { isNarrow, widthOf } from "./width.ts";

/** Harmless text of at most so many columns; what is cut off is marked. */
export function fitText(text: string, columns: number, { unicode }: Pick<ReportContext, "unicode">): string {
  const safe = unicode ? safeText(text) : toAscii(safeText(text));
  if (widthOf(safe) <= columns) return safe;
  const mark = unicode ? "…" : "~";
  return cut(safe, columns - 1) + mark;
}

/** The first characters that fit, none of them split. */
function cut(text: string, columns: number): string {
  if (isNarrow(text)) return text.slice(0, columns);
  let kept = "";
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text)) {
    if (widthOf(kept + segment) > columns) break;
    kept += segment;
  }
  return kept;
}

/** Text for a terminal without Unicode: accents dropped, anything else shown as `?`. */
function toAscii(text: string): string {
  const plain = text.replace(/[–—]/g, "-").replace(/[“”]/g, '"').replace(/[‘’]/g, "'");
  return plain
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\x20-\x7e]/gu, "?");
}

/** Pads to so many columns. */
export function pad(text: string, columns: number, align: "left" | "right" = "left"): string {
  const blanks = " ".repeat(Math.max(0, columns - widthOf(text)));
  return align === "left" ? text + blanks : blanks + text;
}

/** Breaks text at blanks into lines of at most so many columns; a longer word keeps a line of its own. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && widthOf(longer) > columns) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

/** Half up, as published indexes round. */
export function rounded(value: number, decimals = 0): string {
  const factor = 10 ** decimals;
  return (Math.floor(value * factor + 0.5 + 1e-9) / factor).toFixed(decimals);
}

/** Whole numbers on a large scale, one decimal on a small one, two on a scale of 1. */
export function scoreText(value: number, max: number): string {
  if (max <= 1) return rounded(value, 2);
  return rounded(value, max >= 50 || Number.isInteger(value) ? 0 : 1);
}

interface Bounds {
  lower: number;
  upper: number;
  max: number;
}

/** `72` or `72–85`. */
export function boundsText(
  { lower, upper, max }: Bounds,
  { unicode }: Pick<ReportContext, "unicode">,
): string {
  const [from, to] = [scoreText(lower, max), scoreText(upper, max)];
  return from === to ? from : `${from}${unicode ? "–" : "-"}${to}`;
}

/** Points as they are, `1 of 2` or `0.67–1 of 1`, without zeros that say nothing. */
export function pointsText(
  { lower, upper, max }: Bounds,
  { unicode }: Pick<ReportContext, "unicode">,
): string {
  const [from, to, most] = [lower, upper, max].map((value) => String(Number(rounded(value, 2))));
  return `${from === to ? from : `${from}${unicode ? "–" : "-"}${to}`} of ${most}`;
}

/** A bar: what is certain, what is possible, what is not. */
export function bar({ lower, upper, max }: Bounds, columns: number, context: ReportContext): string {
  const [full, maybe, empty] = context.unicode ? ["█", "▒", "░"] : ["#", "+", "."];
  const certain = Math.round((lower / max) * columns);
  const possible = Math.round((upper / max) * columns) - certain;
  const paint = painter(context);
  const rest = empty?.repeat(columns - certain - possible) ?? "";
  return `${shade(paint, lower / max)(full?.repeat(certain) ?? "")}${paint.dim(maybe?.repeat(possible) ?? "")}${paint.dim(rest)}`;
}

/** Colour beside the figure, never instead of it. */
export function shade(paint: ChalkInstance, share: number): ChalkInstance {
  if (share >= 2 / 3) return paint.green;
  return share >= 1 / 3 ? paint.yellow : paint.red;
}

/** Colours as the context allows them, whatever chalk would find out by itself. */
export function painter({ color }: Pick<ReportContext, "color">): ChalkInstance {
  return new Chalk({ level: color });
}
