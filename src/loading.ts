import { checkJudgements } from "./checkJudgements.ts";
import { InputError, inputError, type Mistake, type Place } from "./errors.ts";
import { dataFilesIn, exists, isFolder, looksLikePath, STDIN } from "./files.ts";
import type { LicenseBook } from "./license/properties.ts";
import { timed, used } from "./observe.ts";
import { resolveBaseModels, type UnknownBase } from "./profile/baseModels.ts";
import type { ProfileFile, ReadProfile } from "./profile/read.ts";
import { type EvidenceIndex, type Subject, subjectId } from "./profile/subject.ts";
import { flagshipOf } from "./rank/rollup.ts";
import type { Rubric } from "./rubric/types.ts";
import {
  DEFAULT_RUBRIC,
  shippedBook,
  shippedCatalogue,
  shippedEvidence,
  shippedIndex,
  shippedRubric,
  shippedSubjects,
} from "./shipped.ts";
import { didYouMean, nearWords } from "./spelling.ts";
import { orList } from "./text.ts";
import { asConfigured } from "./weights.ts";

export interface Selection {
  /** The models to work on, in the order asked for; every vendor's if nothing was asked for. */
  subjects: Subject[];
  book: LicenseBook;
  /** Evidence by subject id, read when it is asked for. */
  evidence(): Promise<Map<string, EvidenceIndex>>;
  /** Where something of a model stands, by its path below the model. */
  locate(subject: Subject, path: readonly PropertyKey[]): Promise<Place>;
  /** Whether a model is one of the profiles that come with the tool. */
  isShipped(subject: Subject): boolean;
  warnings: Mistake[];
}

export interface SelectOptions {
  /** Files and folders of profiles that join the shipped ones. */
  profiles?: readonly string[];
  /** Whether the shipped profiles are there. */
  shipped?: boolean;
  /** Whether a vendor means all of its models rather than its flagship. */
  allModels?: boolean;
  /** The format of files that are no profiles: an importer's id, or `auto`, the default. */
  from?: string | undefined;
  /** The rubrics to score under: what is judged under them is checked against them. */
  rubrics?: readonly Rubric[];
}

/**
 * Finds what a command is to work on: ids of loaded profiles, else files, folders, `FILE#model` or `-`.
 * @throws InputError with every mistake of every file, or if a name means nothing
 */
export function select(what: readonly string[], options: SelectOptions = {}): Promise<Selection> {
  return timed("profiles", () => selection(what, options));
}

async function selection(what: readonly string[], options: SelectOptions): Promise<Selection> {
  const shipped =
    options.shipped === false ? [] : await shippedSubjects(options.rubrics?.map(({ id }) => id));
  if (shipped.length > 0) used("profiles", `${shipped.length} shipped models`);
  const from = options.from ?? "auto";
  const added = await readAll(options.profiles ?? [], from);
  const collisions = added.profiles.flatMap((read) => shippedCollision(read, shipped));
  const loaded = [...shipped, ...added.profiles.flatMap(({ subjects }) => subjects)];
  const picks = await Promise.all(what.map((item) => pick(item, loaded, options.allModels ?? false, from)));
  const read = [...added.profiles, ...picks.flatMap(({ profiles }) => profiles)];
  const mistakes = [
    ...added.mistakes,
    ...collisions,
    ...picks.flatMap((one) => one.mistakes),
    ...read.flatMap((one) => checkJudgements(one, options.rubrics ?? [])),
  ];
  const errors = mistakes.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new InputError(mistakes);
  const chosen = what.length === 0 ? loaded : picks.flatMap(({ subjects }) => subjects);
  return finish(unique(chosen), loaded, read, mistakes);
}

async function finish(
  chosen: Subject[],
  loaded: readonly Subject[],
  read: readonly ReadProfile[],
  mistakes: Mistake[],
): Promise<Selection> {
  const isShipped = (subject: Subject) => ownerOf(subject, read) === undefined;
  const places = {
    isShipped,
    locate: async (subject: Subject, path: readonly PropertyKey[]) => {
      const { placeInProfile } = await import("./places.ts");
      return placeInProfile(subject, path, ownerOf(subject, read));
    },
  };
  // Shipped models come with their base models resolved and their licenses looked up.
  if (read.length === 0) {
    return {
      ...places,
      subjects: chosen,
      book: await shippedBook(),
      evidence: () => allEvidence(chosen, read),
      warnings: mistakes,
    };
  }
  const known = [...loaded, ...read.flatMap((profile) => profile.subjects)];
  const { subjects, missing } = resolveBaseModels(chosen, known);
  const { makeBook } = await import("./license/book.ts");
  return {
    ...places,
    subjects,
    book: makeBook(subjects, await shippedCatalogue()),
    evidence: () => allEvidence(subjects, read),
    warnings: [...mistakes, ...missing.map(missingBase)],
  };
}

/** The profile that a model was read from; undefined for a shipped one. */
function ownerOf({ source, vendor }: Subject, read: readonly ReadProfile[]): ReadProfile | undefined {
  return read.find(({ file, profile }) => file === source && profile.vendor.id === vendor.id);
}

/** The warning for a base model that no loaded profile has. */
export function missingBase({ subject, base }: UnknownBase): Mistake {
  const message = `The base model ${base} of ${subjectId(subject)} is in no loaded profile: what depends on it counts as unknown.`;
  return { message, place: { file: subject.source }, severity: "warning" };
}

async function allEvidence(
  subjects: readonly Subject[],
  read: readonly ReadProfile[],
): Promise<Map<string, EvidenceIndex>> {
  const own = new Map(read.flatMap(({ evidence }) => [...evidence]));
  const { vendors } = await shippedIndex();
  const wanted = new Set(subjects.map(({ vendor }) => vendor.id).filter((id) => vendors.includes(id)));
  const shipped = await Promise.all([...wanted].map(shippedEvidence));
  return new Map([...shipped.flatMap((one) => Object.entries(one)), ...own]);
}

function shippedCollision({ profile, document }: ReadProfile, shipped: readonly Subject[]): Mistake[] {
  const before = shipped.find(({ vendor }) => vendor.id === profile.vendor.id);
  if (before === undefined) return [];
  const message = `The vendor ${profile.vendor.id} is in the shipped ${before.source} already. Add --no-shipped, or rename it.`;
  return [{ message, place: document.locate(["vendor", "id"]), severity: "error" }];
}

interface Pick {
  subjects: Subject[];
  profiles: ReadProfile[];
  mistakes: Mistake[];
}

async function pick(
  item: string,
  loaded: readonly Subject[],
  allModels: boolean,
  from: string,
): Promise<Pick> {
  if (!looksLikePath(item)) {
    const subjects = byId(item, loaded, allModels);
    if (subjects.length > 0) return { subjects, profiles: [], mistakes: [] };
  }
  const [path = item, model] = splitModel(item);
  if (item !== STDIN && !(await exists(path))) throw nothingCalled(item, loaded);
  const { profiles, mistakes } = await readAll([path], from);
  const found = profiles.flatMap(({ subjects }) => subjects);
  if (model === undefined) return { subjects: found, profiles, mistakes };
  const subjects = found.filter((subject) => subject.model.id === model);
  if (subjects.length === 0 && mistakes.length === 0) {
    const ids = found.map((subject) => subject.model.id);
    throw inputError(`There is no model ${model} in it.${didYouMean(model, ids)}`, { file: path });
  }
  return { subjects, profiles, mistakes };
}

/** `FILE#model`: the file, and the model if one is named. */
export function splitModel(item: string): [string, string?] {
  const hash = item.lastIndexOf("#");
  return hash < 0 ? [item] : [item.slice(0, hash), item.slice(hash + 1)];
}

function byId(item: string, loaded: readonly Subject[], allModels: boolean): Subject[] {
  const model = loaded.filter((subject) => subjectId(subject) === item);
  if (model.length > 0) return model;
  const models = loaded.filter(({ vendor }) => vendor.id === item);
  if (allModels) return models;
  const flagship = flagshipOf(models);
  return flagship ? [flagship] : [];
}

/** What may be a name in a vendor's name: no word such as AI that many have. */
function wordsIn(name: string): string[] {
  return name.toLowerCase().match(/[a-z0-9.]{4,}/g) ?? [];
}

/** The error for a name that means nothing, with those that it may have been meant for. */
export function nothingCalled(item: string, loaded: readonly Subject[]): InputError {
  const vendors = [...new Set(loaded.map(({ vendor }) => vendor.id))];
  // A vendor is known by the words of its name as well.
  const named = new Map(
    loaded.flatMap(({ vendor }) =>
      wordsIn(vendor.name)
        .filter((word) => !vendors.includes(word))
        .map((word) => [word, vendor.id] as const),
    ),
  );
  // Whoever leaves the vendor out is told it.
  const models = new Map(loaded.map((subject) => [subject.model.id, subjectId(subject)]));
  const near = models.has(item)
    ? [item]
    : nearWords(item, [...vendors, ...models.values(), ...models.keys(), ...named.keys()]);
  const meant = [...new Set(near.map((word) => models.get(word) ?? named.get(word) ?? word))];
  const hint = meant.length > 0 ? ` Did you mean ${orList(meant)}?` : "";
  if (hint === "" && looksLikePath(item)) return inputError(`There is no file or folder called ${item}.`);
  const help = hint === "" ? " `openness profile list` shows the loaded ones." : hint;
  return inputError(`There is no vendor, model, file or folder called ${item}.${help}`);
}

function unique(subjects: readonly Subject[]): Subject[] {
  return [
    ...new Map(subjects.map((subject) => [`${subject.source} ${subjectId(subject)}`, subject])).values(),
  ];
}

/** Reads files and folders of profiles. */
async function readAll(
  paths: readonly string[],
  from: string,
): Promise<{ profiles: ReadProfile[]; mistakes: Mistake[] }> {
  if (paths.length === 0) return { profiles: [], mistakes: [] };
  const { readMany } = await import("./readMany.ts");
  return readMany({ files: await profileFiles(paths), from });
}

/** The files that paths mean, each once: those of folders are found. */
export async function profileFiles(paths: readonly string[]): Promise<ProfileFile[]> {
  const files = (await Promise.all(paths.map(filesAt))).flat();
  return [...new Map(files.map((one) => [one.file, one])).values()];
}

async function filesAt(path: string): Promise<ProfileFile[]> {
  if (path === STDIN || !(await isFolder(path))) return [{ file: path }];
  const files = await dataFilesIn(path);
  if (files.length === 0) throw inputError("There are no YAML or JSON files in this folder.", { file: path });
  return files.map((file) => ({ file, folder: path }));
}

/**
 * Finds rubrics: ids of shipped ones, `all`, else files.
 * @param names as given, several may stand in one, joined by commas
 * @throws InputError if a name means nothing or a file has mistakes
 */
export function selectRubrics(names: readonly string[]): Promise<{ rubrics: Rubric[]; warnings: Mistake[] }> {
  return timed("rubrics", () => rubricsCalled(names));
}

async function rubricsCalled(names: readonly string[]): Promise<{ rubrics: Rubric[]; warnings: Mistake[] }> {
  const { rubrics: shipped } = await shippedIndex();
  const asked = names.flatMap((name) => name.split(",")).map((name) => name.trim());
  const wanted = asked.flatMap((name) => (name === "all" ? [DEFAULT_RUBRIC, ...shipped] : [name]));
  const read = await Promise.all([...new Set(wanted)].map((name) => oneRubric(name, shipped)));
  return { rubrics: read.map(({ rubric }) => rubric), warnings: read.flatMap(({ warnings }) => warnings) };
}

async function oneRubric(
  name: string,
  shipped: readonly string[],
): Promise<{ rubric: Rubric; warnings: Mistake[] }> {
  if (shipped.includes(name)) {
    const rubric = await asConfigured(shippedRubric(name));
    used("rubrics", `${rubric.id} ${rubric.version}`);
    return { rubric, warnings: [] };
  }
  if (!looksLikePath(name) && !(await exists(name))) {
    const hint = didYouMean(name, shipped) || ` Shipped: ${shipped.join(", ")}.`;
    throw inputError(`There is no rubric or file called ${name}.${hint}`);
  }
  const { readRubricFile } = await import("./loadRubric.ts");
  const { rubric, mistakes } = await readRubricFile(name);
  if (rubric === undefined) throw new InputError(mistakes);
  const configured = await asConfigured(rubric);
  used("rubrics", `${name} (${rubric.id} ${configured.version})`);
  return { rubric: configured, warnings: mistakes };
}
