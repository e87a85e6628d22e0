import { plot, ruleY, tickX } from "@observablehq/plot";
import { parseHTML } from "linkedom";
import type { Result, ResultRubric } from "../../result/schema.ts";
import { boundsText } from "../cells.ts";

const ROW = 24;
const WIDTH = 760;
/** About the width of a letter at the size of the labels, in pixels. */
const LETTER = 6.4;
const LONGEST_NAME = 38;

/**
 * What is certain of each score, and what is possible, as an SVG picture that takes its colours from the page.
 * @param results with a score, in the order to show them
 */
export function rangeChart(results: readonly Result[], rubric: ResultRubric): string {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const names = uniqueNames(results);
  const rows = results.map(({ score }, at) => ({
    name: names[at] ?? "",
    lower: score?.lower ?? 0,
    upper: score?.upper ?? 0,
  }));
  const max = Math.max(...results.map(({ score }) => score?.max ?? 0));
  const picture = plot({
    document: document as unknown as Document,
    width: WIDTH,
    height: rows.length * ROW + 60,
    marginLeft: Math.min(LONGEST_NAME, Math.max(...names.map((name) => name.length))) * LETTER + 16,
    marginRight: 24,
    ariaLabel: `${rubric.name}: scores of ${rows.length} models, from what is certain to what is possible`,
    style: { fontSize: "12px", background: "none" },
    x: { domain: [0, max], grid: true, label: "points, certain to possible" },
    y: { domain: names, label: null },
    marks: [
      ruleY(rows, {
        x1: "lower",
        x2: "upper",
        y: "name",
        stroke: "var(--possible)",
        strokeWidth: 10,
      }),
      ruleY(rows, { x1: 0, x2: "lower", y: "name", stroke: "var(--certain)", strokeWidth: 10 }),
      tickX(rows, { x: "upper", y: "name", stroke: "var(--certain)", insetTop: 6, insetBottom: 6 }),
    ],
  });
  // Its own style sheet and style attributes are kept from a page by the page's policy; the page has the rules.
  for (const style of picture.querySelectorAll("style")) style.remove();
  picture.removeAttribute("style");
  picture.setAttribute("class", "chart");
  picture.setAttribute("role", "img");
  return picture.outerHTML;
}

/** Names that fit, each once: a place on the axis belongs to one model. */
function uniqueNames(results: readonly Result[]): string[] {
  const seen = new Map<string, number>();
  return results.map(({ model }) => {
    const short = model.name.length > LONGEST_NAME ? `${model.name.slice(0, LONGEST_NAME - 1)}…` : model.name;
    const times = (seen.get(short) ?? 0) + 1;
    seen.set(short, times);
    return times === 1 ? short : `${short} (${times})`;
  });
}

/** The same in words, for those who do not see the picture. */
export function rangeText({ model, score }: Result): string {
  return score === null ? model.name : `${model.name} ${boundsText(score, { unicode: true })}`;
}
