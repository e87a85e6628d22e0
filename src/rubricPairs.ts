import type { RubricPair } from "./diff/steps.ts";
import { InputError, inputError, type Mistake } from "./errors.ts";
import { exists } from "./files.ts";
import { buildCatalogue, type Catalogue } from "./license/catalogue.ts";
import { selectRubrics } from "./loading.ts";
import { readLicenseFolder, readLicenseTexts } from "./loadLicenses.ts";
import { readRubricText } from "./loadRubric.ts";
import { readRevision, revisionPlace } from "./revisions.ts";
import type { Rubric } from "./rubric/types.ts";
import { shippedCatalogue, shippedSpdx } from "./shipped.ts";
import { orList } from "./text.ts";

/**
 * Finds rubrics as `selectRubrics` does, and at revisions, as `REVISION:PATH`.
 * @param names as given, several may stand in one, joined by commas
 * @throws InputError if a name means nothing or a file has mistakes
 */
export async function rubricsAnywhere(
  names: readonly string[],
): Promise<{ rubrics: Rubric[]; warnings: Mistake[] }> {
  const asked = names.flatMap((name) => name.split(",")).map((name) => name.trim());
  const found = await Promise.all([...new Set(asked)].map(oneAnywhere));
  const rubrics = found.flatMap((one) => one.rubrics);
  return {
    rubrics: [...new Map(rubrics.map((rubric) => [rubric.hash, rubric])).values()],
    warnings: found.flatMap((one) => one.warnings),
  };
}

async function oneAnywhere(name: string): Promise<{ rubrics: Rubric[]; warnings: Mistake[] }> {
  const place = (await exists(name)) ? undefined : revisionPlace(name);
  if (place === undefined) return selectRubrics([name]);
  const { folder, files } = await readRevision(place);
  if (folder) throw inputError("It is a folder: name the file of a rubric.", { file: name });
  const read = files.map(({ file, text }) => readRubricText(text, file));
  const mistakes = read.flatMap((one) => one.mistakes);
  const rubrics = read.flatMap(({ rubric }) => rubric ?? []);
  if (rubrics.length === 0) throw new InputError(mistakes);
  return { rubrics, warnings: mistakes };
}

/**
 * Couples old and new rubrics: by id, and those of other ids in their order. A new one without an old one stays as it is.
 * @throws InputError if there are more old ones than new ones
 */
export function rubricPairs(old: readonly Rubric[], fresh: readonly Rubric[]): RubricPair[] {
  const ids = fresh.map(({ id }) => id);
  const others = old.filter(({ id }) => !ids.includes(id));
  const pairs = fresh.map((rubric): RubricPair => {
    const before = old.find(({ id }) => id === rubric.id) ?? others.shift() ?? rubric;
    return { old: before, new: rubric };
  });
  if (others.length > 0) {
    const left = orList(others.map(({ id }) => id));
    throw inputError(`There is no new rubric for the old ${left}: name one for each with -r.`);
  }
  return pairs;
}

/**
 * The license catalogue that a folder of license files makes, on disk or at a revision.
 * @param folder the shipped catalogue if absent
 * @throws InputError with every mistake of every file
 */
export async function catalogueAt(folder: string | undefined): Promise<Catalogue> {
  if (folder === undefined) return shippedCatalogue();
  const place = (await exists(folder)) ? undefined : revisionPlace(folder);
  const read =
    place === undefined
      ? await readLicenseFolder(folder)
      : readLicenseTexts((await readRevision(place)).files);
  return buildCatalogue({ ...read, spdx: shippedSpdx() });
}
