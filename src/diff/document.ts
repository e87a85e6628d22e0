import type { DiffDocument, RubricDiff } from "../result/diffSchema.ts";
import type { ResultRubric } from "../result/schema.ts";
import { rubricHead } from "../rubric/head.ts";
import type { Rubric } from "../rubric/types.ts";
import { VERSION } from "../version.ts";

type Body = Omit<DiffDocument, "schemaVersion" | "tool" | "differs">;

/** A document with what all of them have. */
export function documentOf({ old, new: fresh, ...body }: Body): DiffDocument {
  const { models, rubrics, licenses } = body;
  const differ =
    models.length > 0 || licenses.length > 0 || rubrics.some((one) => one.old.hash !== one.new.hash);
  return {
    schemaVersion: "1.0.0",
    tool: { name: "openness", version: VERSION },
    old,
    new: fresh,
    differs: differ,
    ...body,
  };
}

/** Leaves out models whose verdict is the same, whatever changed behind it. */
export function verdictsOnly(document: DiffDocument): DiffDocument {
  const models = document.models.filter(({ status }) => status !== "changed");
  const same = document.same + document.models.length - models.length;
  const moved = models.length > 0 || document.rubrics.some(({ ranks }) => (ranks ?? []).length > 0);
  return { ...document, differs: moved, only: "verdicts", same, models };
}

/** What a document says of a rubric. */
export function versionOf(rubric: Rubric | ResultRubric): RubricDiff["old"] {
  const named = (rubric.labels ?? []).map((label) => ({ id: label.id, name: label.name }));
  return { ...rubricHead(rubric), ...(named.length > 0 ? { labels: named } : {}) };
}
