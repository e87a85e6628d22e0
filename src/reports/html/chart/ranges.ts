import { axisX, gridX, ruleY, tickX } from "@observablehq/plot";
import type { ResultRubric } from "../../../result/schema.ts";
import { type Named, nameRoom, picture, ROW, uniqueNames } from "./picture.ts";

/**
 * What is certain of each score, and what is possible.
 * @param results with a score, in the order to show them
 */
export function rangeChart(results: readonly Named[], rubric: ResultRubric): string {
  const names = uniqueNames(results.map(({ name }) => name));
  const rows = results.map(({ result: { score } }, at) => ({
    name: names[at] ?? "",
    lower: score?.lower ?? 0,
    upper: score?.upper ?? 0,
  }));
  const max = Math.max(...results.map(({ result: { score } }) => score?.max ?? 0));
  const label = `${rubric.name}: ${rows.length} scores, from what is certain to what is possible`;
  return picture(label, {
    height: rows.length * ROW + 50,
    marginLeft: nameRoom(names),
    marginRight: 24,
    marginTop: 28,
    marginBottom: 10,
    x: { domain: [0, max] },
    y: { domain: names, label: null, tickSize: 0 },
    marks: [
      gridX({ ticks: 5 }),
      axisX({ anchor: "top", ticks: 5, tickSize: 0, label: null }),
      ruleY(rows, { x1: 0, x2: max, y: "name", stroke: "var(--none)", strokeWidth: 10 }),
      ruleY(rows, { x1: "lower", x2: "upper", y: "name", stroke: "var(--possible)", strokeWidth: 10 }),
      ruleY(rows, { x1: 0, x2: "lower", y: "name", stroke: "var(--certain)", strokeWidth: 10 }),
      tickX(rows, { x: "upper", y: "name", stroke: "var(--certain)", insetTop: 5, insetBottom: 5 }),
    ],
  });
}
