import type { DiffValue, RubricChange } from "../result/diffSchema.ts";
import type { ResultRubric } from "../result/schema.ts";
import type { Criterion, Rubric } from "../rubric/types.ts";
import { conditionWords } from "../rubric/words.ts";
import { differences, type Fields, state } from "./fields.ts";

type Part = RubricChange["part"];

/** What makes a whole rubric part, beside which its other fields need no mention when it comes or goes. */
const WHOLE = "whole";

/** Everything that a rubric says, by part and id. */
export function rubricFields(rubric: Rubric): Fields {
  const fields: Fields = new Map();
  const { name, version, summary, source, reading, unknown, scale, stepsInOrder } = rubric;
  const own = { name, version, summary, reading, unknown, scale: scale?.max, stepsInOrder };
  for (const [field, value] of Object.entries(own)) state(fields, key("rubric", ""), field, value);
  for (const [field, value] of Object.entries(source)) state(fields, key("rubric", ""), field, value);
  state(fields, key("rubric", ""), "order of labels", rubric.labels.map(({ id }) => id).join(", ") || null);
  for (const { id, name: called, weight, about } of rubric.dimensions) {
    part(fields, "dimension", id, called, { weight, about });
  }
  for (const criterion of rubric.criteria) addCriterion(fields, criterion);
  for (const { id, name: called, about, when, requires } of rubric.labels) {
    const needs = requires?.map((need) => conditionWords(need));
    part(fields, "label", id, called, { about, when: when && conditionWords(when), requires: needs });
  }
  return fields;
}

function addCriterion(fields: Fields, criterion: Criterion): void {
  const { id, name, dimension, weight, question, why, source, reading, judged, appliesWhen, levels } =
    criterion;
  part(fields, "criterion", id, name, {
    dimension,
    weight,
    question,
    why,
    source,
    reading,
    judged,
    "applies when": appliesWhen && conditionWords(appliesWhen),
    ...levelFields(levels.map((level) => ({ ...level, when: level.when && conditionWords(level.when) }))),
  });
}

/** Everything that a result tells of a rubric, which is less. */
export function describedFields(rubric: ResultRubric): Fields {
  const fields: Fields = new Map();
  const { name, version, summary, source, reading } = rubric;
  const own = { name, version, summary, reading, ...source };
  for (const [field, value] of Object.entries(own)) state(fields, key("rubric", ""), field, value);
  for (const { id, name: called, weight } of rubric.dimensions ?? []) {
    part(fields, "dimension", id, called, { "share of all weight": weight });
  }
  for (const criterion of rubric.criteria ?? []) {
    const { id, name: called, dimension, weight, question, why, levels } = criterion;
    part(fields, "criterion", id, called, { dimension, weight, question, why, ...levelFields(levels) });
  }
  for (const { id, name: called, about, needs } of rubric.labels ?? []) {
    part(fields, "label", id, called, { about, requires: needs });
  }
  return fields;
}

interface WordedLevel {
  id: string;
  points: number;
  when?: string | undefined;
}

function levelFields(levels: readonly WordedLevel[]): Record<string, string> {
  const each = levels.map(({ id, points, when }) => [
    `level ${id}`,
    `${points} point${points === 1 ? "" : "s"}, ${when === undefined ? "else" : `if ${when}`}`,
  ]);
  return { ...Object.fromEntries(each), "order of levels": levels.map(({ id }) => id).join(", ") };
}

function part(fields: Fields, kind: Part, id: string, name: string, values: Record<string, unknown>): void {
  state(fields, key(kind, id), WHOLE, name);
  for (const [field, value] of Object.entries(values)) state(fields, key(kind, id), field, value);
}

function key(kind: Part, id: string): string {
  return `${kind} ${id}`;
}

/**
 * What one rubric says otherwise than another.
 * @param sameHash whether their hashes say that nothing differs
 */
export function rubricChanges(before: Fields, after: Fields, sameHash: boolean): RubricChange[] {
  if (sameHash) return [];
  const found = differences(before, after).map(({ key: of, ...rest }) => {
    const blank = of.indexOf(" ");
    return { part: of.slice(0, blank) as Part, id: of.slice(blank + 1), ...rest };
  });
  const whole = (one: RubricChange) =>
    one.part !== "rubric" && !(before.has(key(one.part, one.id)) && after.has(key(one.part, one.id)));
  const changes = found.filter((one) => !whole(one) || one.field === WHOLE).map(renamed);
  // A description leaves out what a hash covers.
  const inside = changes.length === 0 && before.size > 0 && after.size > 0;
  return inside ? [{ part: "rubric", id: "", field: "what its words leave out", ...OTHERWISE }] : changes;

  function renamed(one: RubricChange): RubricChange {
    return one.field === WHOLE && !whole(one) ? { ...one, field: "name" } : one;
  }
}

const OTHERWISE: { before: DiffValue; after: DiffValue } = { before: "one way", after: "another" };
