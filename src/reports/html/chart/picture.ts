import { type PlotOptions, plot } from "@observablehq/plot";
import { parseHTML } from "linkedom";
import type { Result } from "../../../result/schema.ts";
import { rounded } from "../../cells.ts";

/** Height of a row, in pixels. */
export const ROW = 22;
const WIDTH = 960;
/** About the width of a letter at the size of the labels, in pixels. */
const LETTER = 6.6;
const LONGEST_NAME = 40;

/**
 * A chart as an SVG picture that takes its colours from the page. Its own style sheet and style attributes are left
 * out, which the page's policy would refuse: the page has the rules. To a screen reader it is one picture, and numbers
 * have the digits that can be seen.
 */
export function picture(label: string, options: PlotOptions): string {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const drawn = plot({ document: document as unknown as Document, width: WIDTH, ...options });
  for (const style of drawn.querySelectorAll("style")) style.remove();
  for (const element of [drawn, ...drawn.querySelectorAll("*")]) {
    for (const name of ["style", "aria-label", "aria-description"]) element.removeAttribute(name);
    for (const { name, value } of [...element.attributes]) {
      if (/\.\d\d/.test(value))
        element.setAttribute(
          name,
          value.replace(/\d+\.\d\d+/g, (text) => rounded(Number(text), 1)),
        );
    }
  }
  drawn.setAttribute("class", "chart");
  drawn.setAttribute("role", "img");
  drawn.setAttribute("aria-label", label);
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
