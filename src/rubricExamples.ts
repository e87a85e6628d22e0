import type { Mistake } from "./errors.ts";
import { readText } from "./files.ts";
import { makeBook } from "./license/book.ts";
import { readRubricDocument } from "./loadRubric.ts";
import { readDocument } from "./profile/read.ts";
import { type RawRubric, rubricSchema } from "./rubric/schema.ts";
import type { Rubric } from "./rubric/types.ts";
import { type ModelResult, scoreModel } from "./score/score.ts";
import { shippedCatalogue } from "./shipped.ts";
import { validate } from "./validation.ts";
import { parseYaml, type YamlDocument } from "./yaml.ts";

export interface CheckedRubric {
  /** How many examples the file has. */
  examples: number;
  /** Mistakes of the rubric, else of its examples: those that are no models, and those that come out otherwise. */
  mistakes: Mistake[];
}

type Example = NonNullable<RawRubric["examples"]>[number];

/** Checks a rubric file, and scores each of its examples to see whether what it expects comes out. */
export async function checkRubricFile(file: string): Promise<CheckedRubric> {
  const { documents, mistakes } = parseYaml(await readText(file), file);
  const [document] = documents;
  if (document === undefined) return { examples: 0, mistakes };
  const read = readRubricDocument(document);
  const raw = read.rubric && validate(document, rubricSchema).value;
  if (read.rubric === undefined || raw === undefined) return { examples: 0, mistakes: read.mistakes };
  const { rubric } = read;
  const examples = raw.examples ?? [];
  const failures = examples.flatMap((example, at) => checkExample(example, at, rubric, document));
  return { examples: examples.length, mistakes: [...read.mistakes, ...failures] };
}

function checkExample(
  { name, profile, expect }: Example,
  at: number,
  rubric: Rubric,
  document: YamlDocument,
): Mistake[] {
  const path = ["examples", at];
  const value = {
    schema: "openness-profile/1",
    vendor: { id: "example", name: "Example" },
    models: [{ id: "example", name: name ?? "Example", ...profile }],
  };
  const locate: YamlDocument["locate"] = ([, , ...rest], key) =>
    document.locate([...path, "profile", ...rest], key);
  const read = readDocument({ value, locate }, document.locate([]).file);
  const [subject] = read.profiles.flatMap(({ subjects }) => subjects);
  if (subject === undefined) return read.mistakes;
  const result = scoreModel(subject, rubric, makeBook([subject], shippedCatalogue()));
  return differences(expect, result).map(({ key, message }) => ({
    message: `${name ?? `Example ${at + 1}`}: ${message}`,
    place: document.locate([...path, "expect", ...key]),
    severity: "error",
  }));
}

function differences(
  { label, possible, score, levels }: Example["expect"],
  result: ModelResult,
): { key: string[]; message: string }[] {
  const found = [];
  const labels = result.label?.possible ?? [];
  if (label !== undefined && result.label?.id !== label) {
    found.push({ key: ["label"], message: `expected ${label}, came to ${words(labels)}.` });
  }
  if (possible !== undefined && [...possible].sort().join() !== [...labels].sort().join()) {
    found.push({ key: ["possible"], message: `expected ${words(possible)}, came to ${words(labels)}.` });
  }
  if (score !== undefined && Math.abs((result.score?.value ?? Number.NaN) - score) > 1e-9) {
    found.push({
      key: ["score"],
      message: `expected ${score}, came to ${result.score?.value ?? "no score"}.`,
    });
  }
  return [...found, ...differentLevels(levels ?? {}, result)];
}

function differentLevels(
  levels: Record<string, string>,
  { criteria }: ModelResult,
): { key: string[]; message: string }[] {
  const found = [];
  for (const [id, level] of Object.entries(levels)) {
    const got = criteria.find((criterion) => criterion.id === id)?.possible;
    if (got?.join() !== level) {
      const message = got ? `expected ${level}, came to ${words(got)}.` : `there is no criterion ${id}.`;
      found.push({ key: ["levels", id], message });
    }
  }
  return found;
}

function words(ids: readonly string[]): string {
  return ids.length === 0 ? "none" : ids.join(" or ");
}
