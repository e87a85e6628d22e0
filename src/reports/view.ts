import { inputError } from "../errors.ts";
import type { Result, ResultDocument, ResultRubric, SubjectResult } from "../result/schema.ts";
import { safeText } from "../text.ts";

/** A model with its results under all rubrics. */
export interface ModelView {
  /** `vendor/model`. */
  key: string;
  vendor: Result["vendor"];
  model: Result["model"];
  source: string;
  /** By rubric. */
  results: ReadonlyMap<string, Result>;
  /** What is known of it; absent in a document without detail. */
  subject: SubjectResult | undefined;
}

/** A result document as pages need it. */
export interface View {
  generatedAt: string | undefined;
  version: string;
  /** Those under which at least one of the models was assessed. */
  rubrics: readonly ResultRubric[];
  models: readonly ModelView[];
  /** How each vendor's model was chosen, where a row stands for a vendor. */
  rollup: string | undefined;
}

/**
 * Arranges a result document by model. Every text in it is made harmless here, once for all pages: what turns the
 * order of letters round becomes visible; markup is escaped where it is written.
 * @throws InputError if two files describe the same model: their facts could not be told apart
 */
export function viewOf(document: ResultDocument): View {
  const { results, rubrics, subjects, generatedAt, tool } = harmless(document);
  const byModel = new Map<string, Result[]>();
  for (const result of results) {
    const key = keyOf(result);
    const group = byModel.get(key);
    if (group === undefined) byModel.set(key, [result]);
    else group.push(result);
  }
  const assessed = new Set(results.flatMap((result) => (result.assessed ? result.rubric : [])));
  return {
    generatedAt,
    version: tool.version,
    rubrics: rubrics.filter(({ id }) => assessed.has(id)),
    models: [...byModel].flatMap(([key, group]) => {
      const [first] = group;
      if (first === undefined) return [];
      const other = group.find(({ source }) => source !== first.source);
      if (other !== undefined) throw describedTwice(key, first.source, other.source);
      const { vendor, model, source } = first;
      const own = new Map(group.map((result) => [result.rubric, result]));
      return [{ key, vendor, model, source, results: own, subject: subjects?.[key] }];
    }),
    rollup: results.find(({ rollup }) => rollup !== undefined)?.rollup?.by,
  };
}

/** `vendor/model` of a result. */
export function keyOf({ vendor, model }: Pick<Result, "vendor" | "model">): string {
  return `${vendor.id}/${model.id}`;
}

function describedTwice(key: string, one: string, other: string) {
  return inputError(
    `${key} is in ${one} and in ${other}. A report tells of each model once: leave one of them out.`,
  );
}

/** The same value, and a copy only of what holds a text that had to be changed. */
function harmless<Value>(value: Value): Value;
function harmless(value: unknown): unknown {
  if (typeof value === "string") return safeText(value);
  if (value === null || typeof value !== "object") return value;
  let copy: Record<string, unknown> | unknown[] | undefined;
  for (const [key, one] of Object.entries(value)) {
    const safe = harmless(one);
    if (safe === one) continue;
    copy ??= Array.isArray(value) ? [...value] : { ...value };
    (copy as Record<string, unknown>)[key] = safe;
  }
  return copy ?? value;
}

/** The results of all models under a rubric that were assessed. */
export function assessedUnder({ models }: Pick<View, "models">, rubric: ResultRubric): Result[] {
  return models.flatMap(({ results }) => results.get(rubric.id) ?? []).filter(({ assessed }) => assessed);
}

/**
 * Whether people judged companies under a rubric rather than models, on what was their flagship then: such a verdict is
 * not one on the model beside which it stands.
 */
export function judgesCompanies(view: Pick<View, "models">, rubric: ResultRubric): boolean {
  const results = assessedUnder(view, rubric);
  return results.length > 0 && results.every(({ of }) => of === "company");
}

/** One result of each company where companies were judged, by the company's name; else all. */
export function namedResults(
  view: Pick<View, "models">,
  rubric: ResultRubric,
): { name: string; result: Result }[] {
  const results = assessedUnder(view, rubric);
  if (!judgesCompanies(view, rubric)) return results.map((result) => ({ name: result.model.name, result }));
  const byCompany = new Map(results.map((result) => [result.vendor.id, result]));
  return [...byCompany.values()].map((result) => ({ name: result.vendor.name, result }));
}

/** Rubrics that end in one of several labels, and those that end in a figure. */
export function hasLabels({ labels }: ResultRubric): boolean {
  return labels !== undefined && labels.length > 0;
}

/** What the vendors say of their models. */
export function claimsOf({ subject }: ModelView): string[] {
  return [...new Set(subject?.claims ?? [])];
}

/** The first and the last day on which evidence was read; absent if none is dated. */
export function evidenceDays({ models }: Pick<View, "models">): [first: string, last: string] | undefined {
  let first: string | undefined;
  let last: string | undefined;
  for (const { accessed } of models.flatMap(({ subject }) => subject?.evidence ?? [])) {
    if (accessed === undefined) continue;
    if (first === undefined || accessed < first) first = accessed;
    if (last === undefined || accessed > last) last = accessed;
  }
  return first === undefined || last === undefined ? undefined : [first, last];
}

/** A link that a reader may follow: anything else than the web stays text. */
export function webLink(text: string | undefined): string | undefined {
  if (text === undefined || !URL.canParse(text)) return undefined;
  return ["http:", "https:"].includes(new URL(text).protocol) ? text : undefined;
}

/** How open the models of so many vendors are, or of the one that it is about. */
export function titleOf({ models }: Pick<View, "models">): string {
  const vendors = [...new Set(models.map(({ vendor }) => vendor.name))];
  const [only, second, ...more] = models;
  if (only !== undefined && second === undefined) return `How open is ${only.model.name}?`;
  if (only !== undefined && second !== undefined && more.length === 0) {
    return `How open are ${only.model.name} and ${second.model.name}?`;
  }
  if (vendors.length === 1) return `How open are the models of ${vendors[0]}?`;
  return `How open are the models of ${vendors.length} vendors?`;
}
