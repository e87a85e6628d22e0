// Compiles profiles/, rubrics/ and licenses/ to the JSON that the command reads, and writes the JSON Schemas: bundled and
// run by build.js.
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import spdxList from "spdx-license-list";
import spdxTexts from "spdx-license-list/full.js";
import { assess } from "../src/assess.ts";
import { checkJudgements } from "../src/checkJudgements.ts";
import { InputError, type Mistake } from "../src/errors.ts";
import { dataFilesIn } from "../src/files.ts";
import { jsonSchemaText, SCHEMA_NAMES } from "../src/jsonSchemas.ts";
import { makeBook } from "../src/license/book.ts";
import { buildCatalogue, type Catalogue } from "../src/license/catalogue.ts";
import { type Fingerprints, fingerprintOf } from "../src/license/fingerprint.ts";
import type { LicenseBook } from "../src/license/properties.ts";
import { readLicenseFolder } from "../src/loadLicenses.ts";
import { readRubricFile } from "../src/loadRubric.ts";
import { resolveBaseModels } from "../src/profile/baseModels.ts";
import { readProfileFiles } from "../src/profile/read.ts";
import { type Subject, subjectId } from "../src/profile/subject.ts";
import type { Rubric } from "../src/rubric/types.ts";
import { DEFAULT_RUBRIC } from "../src/shipped.ts";

const OUT = "dist/data";

async function write(name: string, content: unknown): Promise<void> {
  await writeFile(join(OUT, name), JSON.stringify(content));
}

function refuse(mistakes: readonly Mistake[]): void {
  if (mistakes.some(({ severity }) => severity === "error")) throw new InputError(mistakes);
}

/** The catalogue for scoring, and the entries in full for those who read about licenses. */
async function compileLicenses(): Promise<Catalogue> {
  const folder = await readLicenseFolder("licenses");
  const spdx = Object.entries(spdxList).map(([id, { name, osiApproved }]) => ({ id, name, osiApproved }));
  await write("spdx.json", spdx);
  await write("license-entries.json", { licenses: folder.licenses, sets: folder.sets });
  return buildCatalogue({ ...folder, spdx });
}

/** What was judged under each rubric, apart from the facts: whoever scores under others need not read it. */
async function compileJudgements(subjects: readonly Subject[]): Promise<string[]> {
  const rubrics = [...new Set(subjects.flatMap(({ judgements }) => Object.keys(judgements)))].sort();
  for (const rubric of rubrics) {
    const judged = subjects.flatMap((subject) => {
      const entry = subject.judgements[rubric];
      return entry === undefined ? [] : [{ id: subjectId(subject), text: JSON.stringify(entry) }];
    });
    const texts = [...new Set(judged.map(({ text }) => text))];
    const of = Object.fromEntries(judged.map(({ id, text }) => [id, texts.indexOf(text)]));
    await write(`judgements/${rubric}.json`, { entries: texts.map((text) => JSON.parse(text)), of });
  }
  return rubrics;
}

/** Fingerprints of SPDX's texts and of the AI licenses. */
async function compileFingerprints(): Promise<void> {
  const prints: Fingerprints = {};
  for (const [id, { licenseText }] of Object.entries(spdxTexts)) {
    const print = fingerprintOf(licenseText);
    if (print !== undefined) prints[id] = print;
  }
  const others = JSON.parse(await readFile("scripts/license-fingerprints.json", "utf8")) as Fingerprints;
  for (const [id, { exact, sketch }] of Object.entries(others)) prints[id] = { exact, sketch };
  await write("fingerprints.json", prints);
}

/** What scoring all vendors under the default rubric comes to: the same for everyone who has this build. */
async function compileVerdicts(
  subjects: readonly Subject[],
  rubrics: readonly Rubric[],
  book: LicenseBook,
): Promise<void> {
  const rubric = rubrics.filter(({ id }) => id === DEFAULT_RUBRIC);
  const verdicts = assess(subjects, rubric, book, { by: "vendor", reasons: true });
  await write("verdicts.json", verdicts);
  const rows = verdicts.results.map((result) => ({ ...result, criteria: [] }));
  await write("verdict-rows.json", { ...verdicts, results: rows });
}

async function compileProfiles(rubrics: readonly Rubric[]): Promise<{ vendors: string[]; judged: string[] }> {
  const { profiles, mistakes } = await readProfileFiles(
    (await dataFilesIn("profiles")).map((file) => ({ file })),
  );
  refuse([...mistakes, ...profiles.flatMap((read) => checkJudgements(read, rubrics))]);
  const stated = profiles.flatMap((profile) => profile.subjects);
  const { subjects } = resolveBaseModels(stated, stated);
  const catalogue = await compileLicenses();
  await write(
    "facts.json",
    subjects.map((subject) => ({ ...subject, judgements: {} })),
  );
  const book = makeBook(subjects, catalogue);
  await write("licenses.json", book);
  await compileVerdicts(subjects, rubrics, book);
  await write("catalogue.json", catalogue);
  for (const { profile, evidence } of profiles) {
    await write(`evidence/${profile.vendor.id}.json`, Object.fromEntries(evidence));
  }
  return {
    vendors: profiles.map(({ profile }) => profile.vendor.id),
    judged: await compileJudgements(subjects),
  };
}

async function compileRubrics(): Promise<Rubric[]> {
  const files = await dataFilesIn("rubrics");
  const rubrics: Rubric[] = [];
  for (const file of files) {
    const { rubric, mistakes } = await readRubricFile(file);
    refuse(mistakes);
    if (rubric === undefined) continue;
    rubrics.push(rubric);
    await write(`rubrics/${rubric.id}.json`, rubric);
  }
  return rubrics;
}

/** The JSON Schemas of all formats, for editors and validators: what `openness schema` prints. */
async function writeSchemas(): Promise<void> {
  await mkdir("dist/schemas", { recursive: true });
  for (const name of SCHEMA_NAMES) await writeFile(`dist/schemas/${name}.json`, jsonSchemaText(name));
}

async function compileAll(): Promise<void> {
  await writeSchemas();
  await rm(OUT, { recursive: true, force: true });
  await mkdir(join(OUT, "evidence"), { recursive: true });
  await mkdir(join(OUT, "judgements"), { recursive: true });
  await mkdir(join(OUT, "rubrics"), { recursive: true });
  await compileFingerprints();
  const rubrics = await compileRubrics();
  const { vendors, judged } = await compileProfiles(rubrics);
  await write("index.json", { vendors, rubrics: rubrics.map(({ id }) => id), judged });
}

/** Resolves when all is written; mistakes in the data are printed, and fail the build. */
export const done = compileAll().catch((error: unknown) => {
  if (!(error instanceof InputError)) throw error;
  for (const { message, place } of error.mistakes) {
    console.error(place ? `${place.file}:${place.line ?? 1}:${place.column ?? 1}: ${message}` : message);
  }
  process.exitCode = 1;
});
