import type { Subject } from "../profile/subject.ts";
import { ARTIFACT_IDS } from "../profile/vocabulary.ts";
import type { DiffValue } from "../result/diffSchema.ts";

/** What is stated: by the key of a fact (an artifact, `fact:NAME`, `license:KIND`, ...), then by field. */
export type Fields = Map<string, Map<string, DiffValue>>;

/** A field whose values differ; null where it is not stated. */
export interface Difference {
  key: string;
  field: string;
  before: DiffValue;
  after: DiffValue;
}

/** States a value; undefined and null state nothing. */
export function state(fields: Fields, key: string, field: string, value: unknown): void {
  const plain = plainValue(value);
  if (plain === null) return;
  const known = fields.get(key);
  if (known === undefined) fields.set(key, new Map([[field, plain]]));
  else known.set(field, plain);
}

/** A value as a difference shows it: lists in one order, which means nothing. */
function plainValue(value: unknown): DiffValue {
  if (value === undefined || value === null) return null;
  if (typeof value === "string" || typeof value === "number") return value;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.map((item) => String(plainValue(item))).sort();
  return JSON.stringify(value);
}

/** Every field that differs: what both sides have in the order of the first, then what the second adds. */
export function differences(before: Fields, after: Fields): Difference[] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].flatMap((key) => {
    const [old, fresh] = [before.get(key), after.get(key)];
    const names = new Set([...(old?.keys() ?? []), ...(fresh?.keys() ?? [])]);
    return [...names].flatMap((field) => {
      const sides = { before: old?.get(field) ?? null, after: fresh?.get(field) ?? null };
      return sameValue(sides.before, sides.after) ? [] : [{ key, field, ...sides }];
    });
  });
}

/** Whether two values are the same; lists have been put in one order. */
function sameValue(a: DiffValue, b: DiffValue): boolean {
  return a === b || (Array.isArray(a) && Array.isArray(b) && JSON.stringify(a) === JSON.stringify(b));
}

/** Everything that a profile states of a model but judgements. */
export function statedFields(subject: Subject): Fields {
  const { vendor, model, flagship, artifacts, licenses, terms, base, facts, claims } = subject;
  const fields: Fields = new Map();
  for (const [field, value] of Object.entries(vendor)) state(fields, "vendor", field, value);
  for (const field of ["id", "name", "version"] as const) state(fields, "model", field, model[field]);
  if (flagship) state(fields, "model", "flagship", flagship);
  if (claims.length > 0) state(fields, "claims", "says", claims);
  addFacts(fields, { artifacts, licenses, terms, base, ...facts });
  return fields;
}

/**
 * Facts as a result holds them.
 * @param facts artifacts, licenses, terms, base, and the rest by dotted path
 */
export function addFacts(fields: Fields, facts: Readonly<Record<string, unknown>>): void {
  const { artifacts, licenses, terms, base, ...rest } = facts;
  for (const [id, facets] of entriesOf(artifacts)) addArtifact(fields, id, entriesOf(facets));
  const ids: readonly string[] = ARTIFACT_IDS;
  for (const [holder, text] of entriesOf(licenses)) {
    state(fields, ids.includes(holder) ? holder : `license:${holder}`, "license", text);
  }
  if (Array.isArray(terms) && terms.length > 0) state(fields, "terms", "binding", terms);
  for (const [field, value] of entriesOf(base)) state(fields, "base", field, value);
  for (const [path, value] of Object.entries(rest)) {
    const [name = "", field = "of"] = path.split(".", 2);
    if (name === "released" || name === "modalities") state(fields, "model", name, value);
    else state(fields, `fact:${name}`, field, value);
  }
}

function addArtifact(fields: Fields, id: string, facets: readonly [string, unknown][]): void {
  for (const [facet, value] of facets) state(fields, id, facet, value);
  // An artifact of which nothing is said still stands in the way of what a base model says of it.
  if (facets.length === 0) state(fields, id, "listed", true);
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

/** Levels that people assigned, and who, under each rubric. */
export function judgedFields({ judgements }: Subject): Fields {
  const fields: Fields = new Map();
  for (const [rubric, judged] of Object.entries(judgements)) {
    const key = `judgement:${rubric}`;
    // Under some rubrics it counts that somebody judged at all.
    if (Object.keys(judged).length === 0) state(fields, key, "listed", true);
    for (const [criterion, { level, by }] of Object.entries(judged)) {
      state(fields, key, criterion, `${level} by ${by}`);
    }
  }
  return fields;
}
