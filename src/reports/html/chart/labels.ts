import { axisX, cell, gridY } from "@observablehq/plot";
import type { ResultRubric } from "../../../result/schema.ts";
import { type Named, nameRoom, picture, ROW, uniqueNames } from "./picture.ts";

/** What stands for none of the labels. */
const OTHER = "none of these";

/**
 * The label of each model where it is certain, else all that are possible.
 * @param results with labels, in the order to show them
 */
export function labelChart(results: readonly Named[], rubric: ResultRubric): string {
  const names = uniqueNames(results.map(({ name }) => name));
  const labels = new Map(rubric.labels?.map(({ id, name }) => [id, name]));
  const rows = results.flatMap(({ result: { label } }, at) =>
    (label?.possible ?? []).map((id) => ({
      name: names[at] ?? "",
      label: labels.get(id) ?? OTHER,
      certain: label?.certain === true,
    })),
  );
  const used = new Set(rows.map((row) => row.label));
  const domain = [...labels.values(), OTHER].filter((name) => name !== OTHER || used.has(name));
  const text = `${rubric.name}: ${results.length} verdicts, the label where it is certain, else those that are possible`;
  return picture(text, {
    height: names.length * ROW + 70,
    marginLeft: nameRoom(names),
    marginRight: 10,
    marginTop: 50,
    marginBottom: 10,
    x: { domain, padding: 0.06 },
    y: { domain: names, label: null, tickSize: 0, padding: 0.3 },
    marks: [
      axisX({ anchor: "top", tickSize: 0, label: null, lineWidth: 12 }),
      gridY(names, { stroke: "var(--line)", strokeOpacity: 1 }),
      cell(rows, {
        x: "label",
        y: "name",
        fill: ({ certain }: { certain: boolean }) => (certain ? "certain" : "possible"),
      }),
    ],
    color: {
      type: "ordinal",
      domain: ["certain", "possible"],
      range: ["var(--certain)", "var(--possible)"],
    },
  });
}
