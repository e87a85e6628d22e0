// What must hold of everything that is accepted: bounds contain every completion, and lines give the same results.
import { z } from "zod";
import type { Mistake } from "../src/errors.ts";
import { licenseLookup, makeBook } from "../src/license/book.ts";
import type { Catalogue } from "../src/license/catalogue.ts";
import type { LicenseBook } from "../src/license/properties.ts";
import { resolveBaseModels } from "../src/profile/baseModels.ts";
import { type ReadProfiles, readDocument } from "../src/profile/read.ts";
import { profileSchema } from "../src/profile/schema.ts";
import type { Subject } from "../src/profile/subject.ts";
import { quickReader } from "../src/quickReader.ts";
import type { Rubric } from "../src/rubric/types.ts";
import { compileRubrics } from "../src/score/compiled.ts";
import { type ModelResult, scoreModel } from "../src/score/score.ts";
import { shippedSubjects } from "../src/shipped.ts";
import { jsonText } from "../src/text.ts";
import { TextBuffer } from "../src/textBuffer.ts";
import { parseYaml } from "../src/yaml.ts";
import { everyCompletion, oneCompletion } from "../tests/score/completions.ts";
import { NotSettled, type Verdict, verdictOf, type World } from "../tests/score/reference.ts";
import { demand } from "./oracle.ts";
import type { Random } from "./random.ts";

const MOST_COMPLETIONS = 4096;
const SAMPLES = 8;
/** Of a score's size: sums are added up in another order. */
const NEAR = 1e-9;

/** A result as a line of JSON, by the evaluator that explains itself. */
function resultLine(subject: Subject, rubric: Rubric, book: LicenseBook): string {
  const { vendor, model, source, rubric: id, ...rest } = scoreModel(subject, rubric, book);
  return `${jsonText({ vendor, model, source, rubric: id, rank: null, ...rest })}\n`;
}

let shipped: Subject[] | undefined;

/** What a value comes to as a profile, the slow way. */
export function linesFor(
  value: unknown,
  line: string,
  file: string,
  rubrics: readonly Rubric[],
  catalogue: Catalogue,
): { text: string } | { mistakes: readonly Mistake[] } {
  // What JSON passes over in silence, such as keys that stand twice.
  const found = parseYaml(line, file).mistakes;
  if (found.length > 0) return { mistakes: found };
  const asJson = readDocument({ value, locate: () => ({ file }) }, file);
  // What JSON's types do not allow may still be in order as YAML, where everything is text.
  const read = asJson.profiles.length > 0 ? asJson : readAsYaml(line, file, asJson);
  const { mistakes } = read;
  const [profile] = read.profiles;
  if (profile === undefined) return { mistakes };
  let { subjects } = profile;
  if (subjects.some(({ base }) => base !== undefined)) {
    shipped ??= shippedSubjects([]);
    subjects = resolveBaseModels(subjects, [...shipped, ...subjects]).subjects;
  }
  const book = makeBook(subjects, catalogue);
  const lines = subjects.flatMap((subject) => rubrics.map((rubric) => resultLine(subject, rubric, book)));
  // As UTF-8 has it.
  return { text: Buffer.from(lines.join("")).toString("utf8") };
}

function readAsYaml(line: string, file: string, otherwise: ReadProfiles): ReadProfiles {
  const [document] = parseYaml(line, file).documents;
  return document === undefined ? otherwise : readDocument(document, file);
}

const readers = {
  copying: quickReader(profileSchema),
  "in place": quickReader(profileSchema, { inPlace: true }),
};

/** What the quick reader makes of a value, the schema must make of it. */
export function checkQuickReader(value: unknown): void {
  for (const [name, read] of Object.entries(readers)) {
    const quick = read(structuredClone(value));
    if (typeof quick === "symbol") continue;
    const parsed = profileSchema.safeParse(value);
    demand(
      parsed.success,
      `read ${name}, but not accepted: ${parsed.error && z.prettifyError(parsed.error)}`,
    );
    demand(sorted(parsed.data) === sorted(quick), `read ${name} as something else`);
  }
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** Compiled rubrics must write what scoring one by one comes to. */
export function checkCompiled(subjects: readonly Subject[], rubric: Rubric, catalogue: Catalogue): void {
  const write = compileRubrics([rubric], licenseLookup(catalogue));
  for (const subject of [...subjects, ...subjects]) {
    const output = new TextBuffer(new Uint8Array(64));
    write(subject, output);
    const expected = resultLine(subject, rubric, makeBook([subject], catalogue));
    demand(output.bytes.equals(Buffer.from(expected)), "compiled rubrics write something else");
  }
}

function isIn(value: number, { lower, upper }: { lower: number; upper: number }): boolean {
  const slack = NEAR * Math.max(1, Math.abs(lower), Math.abs(upper));
  return value >= lower - slack && value <= upper + slack;
}

function checkVerdict(result: ModelResult, verdict: Verdict): void {
  for (const [at, { id, possible, points }] of result.criteria.entries()) {
    const level = verdict.levels[at];
    if (level === null || level === undefined) continue;
    demand(possible.includes(level.id), `a completion gives ${id} the level ${level.id}`);
    demand(points !== null && isIn(level.points, points), `a completion gives ${id} ${level.points} points`);
  }
  const { score, label } = result;
  if (score !== null && verdict.score !== null) {
    demand(isIn(verdict.score, score), `a completion scores ${verdict.score}`);
  }
  for (const { id, score: bounds } of result.dimensions) {
    const value = verdict.dimensions.get(id);
    if (bounds === null || value === null || value === undefined) continue;
    demand(isIn(value, bounds), `a completion scores ${value} in ${id}`);
  }
  if (label !== null)
    demand(label.possible.includes(verdict.label), `a completion has the label ${verdict.label}`);
}

/** Bounds must contain every completion: all of them if they are not too many, else some. */
export function checkCompletions(subject: Subject, rubric: Rubric, book: LicenseBook, random: Random): void {
  const result = scoreModel(subject, rubric, book, { because: "text" });
  const world: World = { subject, book, days: {} };
  const completions =
    everyCompletion(world, rubric, MOST_COMPLETIONS) ??
    Array.from({ length: SAMPLES }, () => oneCompletion(world, rubric, (limit) => random.below(limit)));
  for (const completion of completions) {
    const verdict = verdictIfSettled(completion, rubric);
    if (verdict !== undefined) checkVerdict(result, verdict);
  }
}

/** Undefined for rubrics that compare with a month or a year: what that means is not settled. */
function verdictIfSettled(world: World, rubric: Rubric): Verdict | undefined {
  try {
    return verdictOf(world, rubric);
  } catch (error) {
    if (error instanceof NotSettled && error.message.startsWith("the day of")) return undefined;
    throw error;
  }
}
