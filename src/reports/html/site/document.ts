import type { Result, ResultDocument } from "../../../result/schema.ts";
import { jsonText } from "../../../text.ts";
import { keyOf, type ModelView, type View } from "../../view.ts";
import type { SiteFile } from "./types.ts";

/** A page's data, beside it. */
export function jsonFile(path: string, value: unknown): SiteFile {
  return { path: `${path}.json`, text: `${jsonText(value)}\n` };
}

/** The results of some models, with what is told of those models; the rubrics have their texts beside their pages. */
export function partOf(document: ResultDocument, wanted: (result: Result) => boolean): ResultDocument {
  const results = document.results.filter(wanted);
  const keys = new Set(results.map(keyOf));
  const subjects = Object.entries(document.subjects ?? {}).filter(([key]) => keys.has(key));
  const rubrics = document.rubrics.map(({ criteria: _, dimensions: __, ...head }) => head);
  return { ...document, rubrics, subjects: Object.fromEntries(subjects), results };
}

/** The models of each vendor, vendors in the order of their first model. */
export function byVendor({ models }: Pick<View, "models">): Map<string, ModelView[]> {
  const groups = new Map<string, ModelView[]>();
  for (const model of models) groups.set(model.vendor.id, [...(groups.get(model.vendor.id) ?? []), model]);
  return groups;
}
