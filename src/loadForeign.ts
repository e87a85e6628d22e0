import { inputError, type Mistake } from "./errors.ts";
import { idOf, mapOf, UNKNOWN_VENDOR } from "./importers/common.ts";
import { foreignFile, importerFor } from "./importers/index.ts";
import { harmless } from "./importers/notes.ts";
import type { Imported, PlainProfile } from "./importers/types.ts";
import { type ReadForeign, type ReadProfile, type ReadProfiles, readDocument } from "./profile/read.ts";
import { shippedRubric } from "./shipped.ts";

/** The ids of a shipped rubric's criteria. */
function criteria(rubric: string): string[] {
  return shippedRubric(rubric).criteria.map(({ id }) => id);
}

/**
 * Imports a text of another format.
 * @param format the id of an importer, or `auto`: by content
 * @param name `vendor/model` of the only model in it, where the text does not say it
 * @returns undefined if no importer recognises it
 * @throws InputError if it holds several models and a name for one
 */
export function importText(text: string, file: string, format: string, name?: string): Imported | undefined {
  const foreign = foreignFile(file, text);
  const importer = importerFor(foreign, format);
  // JSON that is cut off is nobody's format, and yet a mistake that has a place.
  const isBroken = importer === undefined ? /^\s*[[{]/.test(text) : importer.kind !== "text";
  if (isBroken && foreign.mistakes().length > 0) return { profiles: [], mistakes: foreign.mistakes() };
  if (importer?.kind === "marked" && !importer.recognises(foreign)) {
    throw inputError(`It is not of the format ${importer.id}. \`openness import auto\` tells what it is.`, {
      file,
    });
  }
  const imported = importer?.read(foreign, criteria);
  return imported && nameImported({ ...imported, profiles: harmless(imported.profiles) }, file, name);
}

/**
 * Names the only model of an import, or warns that nobody did.
 * @param name `vendor/model`
 * @throws InputError if it holds several models and a name for one
 */
export function nameImported(imported: Imported, file: string, name: string | undefined): Imported {
  const nameless = imported.profiles.some(({ vendor }) => mapOf(vendor).id === UNKNOWN_VENDOR);
  if (name !== undefined) return { ...imported, profiles: named(imported.profiles, name, file) };
  const message = "It does not say whose model it is: name it with --as VENDOR/MODEL.";
  const missing: Mistake[] = nameless ? [{ message, place: { file }, severity: "warning" }] : [];
  return { ...imported, mistakes: [...missing, ...imported.mistakes] };
}

function named(profiles: readonly PlainProfile[], name: string, file: string): PlainProfile[] {
  const [profile, ...others] = profiles;
  const models = Array.isArray(profile?.models) ? profile.models : [];
  if (profile === undefined || others.length > 0 || models.length !== 1) {
    throw inputError("It holds several models; --as can name one only.", { file });
  }
  const [vendor = "", model = ""] = name.split("/", 2);
  const id = idOf(vendor);
  const sameVendor = mapOf(profile.vendor).id === id ? profile.vendor : { id, name: vendor };
  return [
    { ...profile, vendor: sameVendor, models: [{ ...mapOf(models[0]), id: idOf(model), name: model }] },
  ];
}

/** Whether a text begins with the schema line of one of our formats, comments and document marks aside. */
function isOurs(text: string): boolean {
  let at = text.startsWith("\ufeff") ? 1 : 0;
  const skip = /\s+|#[^\n]*|---/y;
  for (skip.lastIndex = at; skip.test(text); ) at = skip.lastIndex;
  const schema = /[{"]*\s*"?schema"?\s*:\s*"?openness-/y;
  schema.lastIndex = at;
  return schema.test(text);
}

/** Reads files of other formats as if they were profiles. */
export function foreignReader(format: string): ReadForeign {
  return (text, file) => {
    if (format === "auto" && isOurs(text)) return undefined;
    const imported = importText(text, file, format);
    return imported && readImported(imported, file);
  };
}

function readImported({ profiles, mistakes }: Imported, file: string): ReadProfiles {
  const read = profiles.map((profile) => readPlain(profile, file));
  return {
    profiles: read
      .flatMap((one) => one.profiles)
      .map((profile): ReadProfile => Object.assign(profile, { imported: true as const })),
    mistakes: [...mistakes, ...read.flatMap((one) => one.mistakes)] satisfies Mistake[],
  };
}

/** An imported profile goes through the same checks as a written one; its places are the file as a whole. */
export function readPlain(profile: PlainProfile, file: string): ReadProfiles {
  return readDocument({ value: profile, locate: () => ({ file }) }, file);
}
