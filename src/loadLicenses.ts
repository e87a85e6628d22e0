import { InputError, type Mistake } from "./errors.ts";
import { dataFilesIn, readText } from "./files.ts";
import type { CatalogueSources } from "./license/catalogue.ts";
import {
  type License,
  type LicenseNames,
  type LicenseSetRule,
  licenseFileSchema,
  licenseNamesSchema,
  licenseSetsSchema,
} from "./license/schema.ts";
import { validate } from "./validation.ts";
import { parseYaml, type YamlDocument } from "./yaml.ts";

/** What a folder of license files holds. */
export type LicenseFolder = Omit<CatalogueSources, "spdx">;

/**
 * Reads a folder of license files with the files of named sets and of ambiguous names in it.
 * @throws InputError with every mistake of every file
 */
export async function readLicenseFolder(folder: string): Promise<LicenseFolder> {
  const files = await dataFilesIn(folder);
  return readLicenseTexts(
    await Promise.all(files.map(async (file) => ({ file, text: await readText(file) }))),
  );
}

/**
 * Reads the texts of a folder of license files.
 * @throws InputError with every mistake of every file
 */
export function readLicenseTexts(files: readonly { file: string; text: string }[]): LicenseFolder {
  const licenses: License[] = [];
  const sets: LicenseSetRule[] = [];
  const names: LicenseNames = { ambiguous: [], aliases: {}, unlicensed: [], unresolved: [] };
  const mistakes: Mistake[] = [];
  for (const { file, text } of files) {
    const parsed = parseYaml(text, file);
    mistakes.push(...parsed.mistakes);
    for (const document of parsed.documents)
      mistakes.push(...readDocument(document, { licenses, sets, names }));
  }
  if (mistakes.length > 0) throw new InputError(mistakes);
  return { licenses, sets, names };
}

interface Collected {
  licenses: License[];
  sets: LicenseSetRule[];
  names: LicenseNames;
}

function readDocument(document: YamlDocument, { licenses, sets, names }: Collected): Mistake[] {
  const { schema } = document.value as { schema?: unknown };
  if (schema === "openness-license-sets/1") {
    const { value, mistakes } = validate(document, licenseSetsSchema);
    sets.push(...(value?.sets ?? []));
    return mistakes;
  }
  if (schema === "openness-license-names/1") {
    const { value, mistakes } = validate(document, licenseNamesSchema);
    names.ambiguous.push(...(value?.ambiguous ?? []));
    Object.assign(names.aliases, value?.aliases);
    names.unlicensed.push(...(value?.unlicensed ?? []));
    names.unresolved.push(...(value?.unresolved ?? []));
    return mistakes;
  }
  const { value, mistakes } = validate(document, licenseFileSchema);
  licenses.push(...(value?.licenses ?? []));
  return mistakes;
}
