import { InputError, type Mistake } from "../errors.ts";
import { readText } from "../files.ts";
import { quickReader } from "../quickReader.ts";
import { shortText } from "../text.ts";
import { validate } from "../validation.ts";
import { parseYaml, type YamlDocument } from "../yaml.ts";
import { checkProfile, isConsistent } from "./check.ts";
import { type CompiledProfile, compileProfile, profileSubjects } from "./compile.ts";
import { type Profile, profileSchema } from "./schema.ts";
import type { Subject } from "./subject.ts";

/** A profile as it was read, with what is needed to point into its file. */
export interface ReadProfile extends CompiledProfile {
  profile: Profile;
  document: YamlDocument;
  file: string;
  /** Whether it was made from a file of another format. */
  imported?: true;
}

export interface ReadProfiles {
  profiles: ReadProfile[];
  mistakes: Mistake[];
}

/**
 * Reads the profiles of one text: YAML, also several documents, or JSON.
 * @param file its name, for places and for the results' `source`
 * @param amongOthers whether it was found in a folder, where what is no profile is left out
 */
function readProfiles(text: string, file: string, amongOthers = false): ReadProfiles {
  const { documents, mistakes } = parseYaml(text, file);
  if (documents.length === 0 && mistakes.length === 0) {
    const message = `It is empty: expected a profile that begins with \`schema: ${SCHEMA}\`.`;
    return { profiles: [], mistakes: [{ message, place: { file }, severity: "error" }] };
  }
  const meant = documents.filter(
    (document) => !amongOthers || schemaOf(document)?.startsWith("openness-profile"),
  );
  const read = meant.map((document) => readDocument(document, file));
  return {
    profiles: read.flatMap(({ profiles }) => profiles),
    mistakes: [...mistakes, ...read.flatMap((one) => one.mistakes)],
  };
}

const SCHEMA = "openness-profile/1";

/** The `schema:` line of a document, if it has one. */
export function schemaOf({ value }: YamlDocument): string | undefined {
  if (typeof value !== "object" || value === null || !("schema" in value)) return undefined;
  // A map could hold a `toString` of its own.
  return typeof value.schema === "object" && value.schema !== null ? undefined : String(value.schema);
}

const readQuickly = quickReader(profileSchema);
const readInPlace = quickReader(profileSchema, { inPlace: true });

/**
 * The models of a value that is a profile without mistakes, in a few microseconds; the value may be changed.
 * @returns undefined if it has to be read as a document
 */
export function subjectsOf(value: unknown, file: string): Subject[] | undefined {
  const profile = readInPlace(value);
  if (typeof profile === "symbol" || !isConsistent(profile as Profile)) return undefined;
  return profileSubjects(profile as Profile, file);
}

/** Reads one document that is to be a profile. */
export function readDocument(document: YamlDocument, file: string): ReadProfiles {
  const schema = schemaOf(document);
  if (schema !== SCHEMA) {
    const message = `It is no profile: expected a line \`schema: ${SCHEMA}\`, found ${shortText(schema ?? "none")}.`;
    return { profiles: [], mistakes: [{ message, place: document.locate(["schema"]), severity: "error" }] };
  }
  const quick = readQuickly(document.value);
  const { value: profile, mistakes } =
    typeof quick === "symbol" ? validate(document, profileSchema) : { value: quick as Profile, mistakes: [] };
  if (profile === undefined) return { profiles: [], mistakes };
  const found = checkProfile(profile, document);
  if (found.some(({ severity }) => severity === "error")) return { profiles: [], mistakes: found };
  // Its evidence is worked out when it is asked for; a copy would ask.
  const read = Object.assign(compileProfile(profile, file), { profile, document, file });
  return { profiles: [read], mistakes: found };
}

/** A file to read, or one that a folder holds. */
export interface ProfileFile {
  file: string;
  folder?: string;
}

/** Reads a text of another format; undefined if it is of none that is known. */
export type ReadForeign = (text: string, file: string) => ReadProfiles | undefined;

/**
 * Reads files; every mistake of every file comes back at once. A folder must hold a profile.
 * @param foreign for files that are no profiles
 */
export async function readProfileFiles(
  files: readonly ProfileFile[],
  foreign: ReadForeign = () => undefined,
): Promise<ReadProfiles> {
  return joinProfiles(files, await Promise.all(files.map((file) => readProfileFile(file, foreign))));
}

/** What files come to together: with the mistakes that only several of them can make. */
export function joinProfiles(files: readonly ProfileFile[], read: readonly ReadProfiles[]): ReadProfiles {
  const profiles = read.flatMap((one) => one.profiles);
  const mistakes = read.flatMap((one) => one.mistakes);
  const own = profiles.filter(({ imported }) => !imported);
  return { profiles, mistakes: [...mistakes, ...repeatedVendors(own), ...emptyFolders(files, read)] };
}

/** Reads a file of profiles. */
export async function readProfileFile(file: ProfileFile, foreign: ReadForeign): Promise<ReadProfiles> {
  return readProfileText(() => readText(file.file), file, foreign);
}

/**
 * Reads a text of profiles.
 * @param text gets it; what is wrong with that comes back as mistakes
 */
export async function readProfileText(
  text: () => Promise<string>,
  { file, folder }: ProfileFile,
  foreign: ReadForeign,
): Promise<ReadProfiles> {
  try {
    const read = await text();
    return foreign(read, file) ?? readProfiles(read, file, folder !== undefined);
  } catch (error) {
    if (error instanceof InputError) return { profiles: [], mistakes: [...error.mistakes] };
    throw error;
  }
}

function emptyFolders(files: readonly ProfileFile[], read: readonly ReadProfiles[]): Mistake[] {
  const folders = new Set(files.flatMap(({ folder }) => folder ?? []));
  const filled = new Set(
    files.flatMap(({ folder }, at) =>
      read[at]?.profiles.length || read[at]?.mistakes.length ? [folder] : [],
    ),
  );
  const empty = [...folders].filter((folder) => !filled.has(folder));
  const message = `No file in this folder is a profile: none has a line \`schema: ${SCHEMA}\`.`;
  return empty.map((file) => ({ message, place: { file }, severity: "error" }));
}

/** A vendor that has two profiles: both places are named. */
export function repeatedVendors(profiles: readonly ReadProfile[]): Mistake[] {
  const first = new Map<string, YamlDocument>();
  return profiles.flatMap(({ profile, document }) => {
    const other = first.get(profile.vendor.id);
    if (other === undefined) {
      first.set(profile.vendor.id, document);
      return [];
    }
    const place = document.locate(["vendor", "id"]);
    const before = other.locate(["vendor", "id"]);
    const where = `${before.file}:${before.line}:${before.column}`;
    const message = `The vendor ${profile.vendor.id} has a profile already, at ${where}. Join the two, or rename one.`;
    return [{ message, place, severity: "error" as const }];
  });
}
