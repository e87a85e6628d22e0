import { type PlotOptions, plot } from "@observablehq/plot";
import { parseHTML } from "linkedom";
import type { Result } from "../../../result/schema.ts";

/** Height of a row, in pixels. */
export const ROW = 22;
export const WIDTH = 960;
/** About the width of a letter at the size of the labels, in pixels. */
const LETTER = 6.6;
const LONGEST_NAME = 40;

/**
 * A chart as an SVG picture that takes its colours from the page. Its own style sheet and style attributes are left
 * out, which the page's policy would refuse: the page has the rules.
 */
export function picture(label: string, options: PlotOptions): string {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const drawn = plot({
    document: document as unknown as Document,
    width: WIDTH,
    ariaLabel: label,
    ...options,
  });
  for (const style of drawn.querySelectorAll("style")) style.remove();
  for (const styled of [drawn, ...drawn.querySelectorAll("[style]")]) styled.removeAttribute("style");
  drawn.setAttribute("class", "chart");
  drawn.setAttribute("role", "img");
  return drawn.outerHTML;
}

/** A result by the name to show. */
export interface Named {
  name: string;
  result: Result;
}

/** Room for the names of models, in pixels. */
export function nameRoom(names: readonly string[]): number {
  return Math.max(...names.map((name) => name.length)) * LETTER + 18;
}

/** Names that fit, each once: a place on the axis belongs to one model. */
export function uniqueNames(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const short = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
    const times = (seen.get(short) ?? 0) + 1;
    seen.set(short, times);
    return times === 1 ? short : `${short} (${times})`;
  });
}
