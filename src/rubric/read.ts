import type { Mistake } from "../errors.ts";
import { defined, own } from "../objects.ts";
import { validate } from "../validation.ts";
import type { YamlDocument } from "../yaml.ts";
import { checkRubric } from "./check.ts";
import { type Report, readCondition } from "./conditions.ts";
import { rubricHash } from "./hash.ts";
import { type RawCondition, type RawLevel, type RawRubric, rubricSchema } from "./schema.ts";
import type { Criterion, Dimension, Label, Level, Requirement, Rubric, RubricSource } from "./types.ts";

export interface ReadRubric {
  rubric: Rubric | undefined;
  mistakes: Mistake[];
}

/** Reads one document that claims to be a rubric; every mistake comes back at once. */
export function readRubric(document: YamlDocument): ReadRubric {
  const { value: raw, mistakes } = validate(document, rubricSchema);
  if (raw === undefined) return { rubric: undefined, mistakes };
  const found: Mistake[] = [];
  const seen = new Set<string>();
  // A level set is read once for every criterion that uses it; its mistakes are said once.
  const report: Report = (message, path) => {
    const key = JSON.stringify([message, path]);
    if (!seen.has(key)) found.push({ message, place: document.locate(path), severity: "error" });
    seen.add(key);
  };
  const rubric = normalise(raw, report);
  checkRubric(rubric, raw, report);
  return { rubric: found.length > 0 ? undefined : rubric, mistakes: found };
}

function normalise(raw: RawRubric, report: Report): Rubric {
  const { id, name, version, summary, reading, scale } = raw;
  const rubric = defined<Omit<Rubric, "hash">>({
    id,
    name,
    version,
    summary,
    source: defined<RubricSource>(raw.source),
    reading,
    unknown: raw.unknown ?? "bounds",
    scale,
    stepsInOrder: raw.stepsInOrder ?? false,
    dimensions: (raw.dimensions ?? []).map((dimension) => defined<Dimension>(dimension)),
    criteria: (raw.criteria ?? []).map((criterion, at) => readCriterion(criterion, at, raw, report)),
    labels: (raw.labels ?? []).map((label, at) => readLabel(label, at, report)),
  });
  return { ...rubric, hash: rubricHash(rubric) };
}

type RawCriterion = NonNullable<RawRubric["criteria"]>[number];

function readCriterion(raw: RawCriterion, at: number, rubric: RawRubric, report: Report): Criterion {
  const path = ["criteria", at];
  const artifacts = raw.artifact === undefined ? [] : [raw.artifact];
  const read = (condition: RawCondition | undefined, below: PropertyKey[]) =>
    condition && readCondition(condition, artifacts, (message, rest) => report(message, [...below, ...rest]));
  const shared = typeof raw.levels === "string";
  const levels = levelsOf(raw, rubric);
  const levelsPath = shared ? ["levelSets", raw.levels as string] : [...path, "levels"];
  const { id, dimension, question, why, source, reading } = raw;
  return defined<Criterion>({
    id,
    name: raw.name ?? id.replaceAll("-", " "),
    dimension,
    weight: raw.weight ?? 1,
    question,
    why,
    source,
    reading,
    judged: raw.judged ?? false,
    appliesWhen: read(raw.appliesWhen, [...path, "appliesWhen"]),
    levels: levels.map((level, place) =>
      defined<Level>({ ...level, when: read(level.when, [...levelsPath, place, "when"]) }),
    ),
  });
}

/** A criterion's own levels, or those of the set that it names. */
function levelsOf({ levels }: RawCriterion, { levelSets = {} }: RawRubric): RawLevel[] {
  return typeof levels === "string" ? (own(levelSets, levels) ?? []) : levels;
}

type RawLabel = NonNullable<RawRubric["labels"]>[number];

function readLabel(raw: RawLabel, at: number, report: Report): Label {
  const read = (condition: RawCondition, below: PropertyKey[]) =>
    readCondition(condition, [], (message, rest) => report(message, ["labels", at, ...below, ...rest]));
  const { id, name, about } = raw;
  return defined<Label>({
    id,
    name,
    about,
    when: raw.when && read(raw.when, ["when"]),
    requires: raw.requires?.map(
      (item, place): Requirement =>
        typeof item === "string" ? { kind: "step", label: item } : read(item, ["requires", place]),
    ),
  });
}
