import { modelSides, modelsIn } from "./diff/sides.ts";
import type { ModelSide } from "./diff/steps.ts";
import { InputError, inputError, type Mistake } from "./errors.ts";
import { exists, looksLikePath, readText, STDIN } from "./files.ts";
import { foreignReader } from "./loadForeign.ts";
import { missingBase, nothingCalled, profileFiles, splitModel } from "./loading.ts";
import { used } from "./observe.ts";
import {
  joinProfiles,
  type ProfileFile,
  type ReadForeign,
  type ReadProfile,
  type ReadProfiles,
  readProfileText,
} from "./profile/read.ts";
import { type Subject, subjectId } from "./profile/subject.ts";
import { readResults } from "./readResults.ts";
import type { ResultDocument } from "./result/schema.ts";
import { isRevision, readRevision, revisionPlace } from "./revisions.ts";
import { shippedProfile, shippedSubjects } from "./shipped.ts";
import { didYouMean } from "./spelling.ts";
import { shortText } from "./text.ts";

/** One side of a comparison. */
export type Side = ReadProfileSide | ReadResultSide;

export interface ReadProfileSide {
  kind: "profiles";
  source: string;
  commit: string | undefined;
  profiles: ReadProfile[];
  models: ModelSide[];
  /** Where its base models are looked up. */
  known: Subject[];
  /** Whether it is one model that was asked for by name, or all that a file of another format holds. */
  named: boolean;
  warnings: Mistake[];
}

export interface ReadResultSide {
  kind: "results";
  source: string;
  commit: string | undefined;
  document: ResultDocument;
}

export interface SideOptions {
  /** Whether ids mean shipped profiles, and base models are looked up in them. */
  shipped: boolean;
  /** Files and folders of profiles in which base models are looked up as well. */
  profiles: readonly string[];
  /** The format of files that are no profiles. */
  from: string;
}

/** A text that is not read twice: profiles are mostly the same on both sides. */
type Known = Map<string, ReadProfiles>;

interface SourceFile extends ProfileFile {
  text: () => Promise<string>;
  /** What the file is called there; what is imported from it may be named after it. */
  name: string;
}

interface Source {
  commit: string | undefined;
  files: SourceFile[];
  /** The only model of it that is meant. */
  model: string | undefined;
}

/**
 * Reads what is to be compared: vendors and models by their ids, files, folders, `FILE#model`, `-`, results, and all of
 * these but ids at a revision, as `REVISION:PATH`.
 * @throws InputError with every mistake of every file, or if a name means nothing
 */
export async function readSides(items: readonly string[], options: SideOptions): Promise<Side[]> {
  const shipped = options.shipped ? shippedSubjects([]) : [];
  const texts: Known = new Map();
  const added = await readProfiles(await diskFiles(options.profiles), options.from, texts);
  const known = [...shipped, ...added.profiles.flatMap(({ subjects }) => subjects)];
  const sides: Side[] = [];
  const mistakes = [...added.mistakes];
  for (const item of items) {
    const source = await sourceOf(item, known, added.profiles);
    const results = await resultsIn(source, item);
    if (results !== undefined) {
      sides.push(results);
      continue;
    }
    const read = await readProfiles(source.files, options.from, texts);
    mistakes.push(...read.mistakes);
    sides.push(profileSide(item, source, read, known));
  }
  if (mistakes.some(({ severity }) => severity === "error")) throw new InputError(mistakes);
  return sides;
}

/** `PLACE#model`: the place, and the model if one is named. The names of revisions may have a # as well. */
export function splitPlace(item: string): [string, string?] {
  const parts = splitModel(item);
  const inRevision = parts[0].length < (revisionPlace(item)?.revision.length ?? 0);
  return inRevision ? [item] : parts;
}

async function sourceOf(
  item: string,
  known: readonly Subject[],
  added: readonly ReadProfile[],
): Promise<Source> {
  const [path = item, model] = splitPlace(item);
  if (!looksLikePath(item)) {
    const [vendor, id] = item.split("/", 2);
    const meant = known.find((subject) => subjectId(subject) === item || subject.vendor.id === item);
    if (meant !== undefined && vendor !== undefined) {
      const file = added.find(({ profile }) => profile.vendor.id === vendor)?.file;
      return {
        commit: undefined,
        files: [file === undefined ? shippedFile(vendor) : diskFile(file)],
        model: id,
      };
    }
  }
  if (item === STDIN || (await exists(path)))
    return { commit: undefined, files: await diskFiles([path]), model };
  const place = revisionPlace(path);
  if (place === undefined) throw await meansNothing(item, known);
  const { commit, folder, files } = await readRevision(place);
  if (files.length === 0) throw inputError("There are no YAML or JSON files in this folder.", { file: path });
  return {
    commit,
    files: files.map(({ file, text }) => ({
      file,
      name: file.slice(place.revision.length + 1),
      ...(folder ? { folder: path } : {}),
      text: async () => text,
    })),
    model,
  };
}

async function meansNothing(item: string, known: readonly Subject[]): Promise<InputError> {
  if (!(await isRevision(item))) return nothingCalled(item, known);
  return inputError(`${shortText(item)} is a revision: say of what, as ${shortText(`${item}:profiles/`)}.`);
}

function shippedFile(vendor: string): SourceFile {
  const file = `profiles/${vendor}.yaml`;
  return { file, name: file, text: () => readText(shippedProfile(vendor)) };
}

function diskFile(file: string): SourceFile {
  return { file, name: file, text: () => readText(file) };
}

async function diskFiles(paths: readonly string[]): Promise<SourceFile[]> {
  const files = await profileFiles(paths);
  return files.map(({ file, folder }) => ({
    ...diskFile(file),
    ...(folder === undefined ? {} : { folder }),
  }));
}

async function resultsIn(
  { files, commit, model }: Source,
  item: string,
): Promise<ReadResultSide | undefined> {
  const [file, ...others] = files;
  if (file === undefined || others.length > 0 || file.folder !== undefined) return undefined;
  const text = await file.text();
  file.text = async () => text;
  const document = readResults(text, file.file);
  if (document === undefined) return undefined;
  const results = document.results.filter((one) => model === undefined || one.model.id === model);
  const ids = document.results.map((one) => one.model.id);
  if (results.length === 0 && model !== undefined) throw noSuchModel(model, ids, file.file);
  return { kind: "results", source: item, commit, document: { ...document, results } };
}

function noSuchModel(model: string, ids: readonly string[], file: string): InputError {
  return inputError(`There is no model ${model} in it.${didYouMean(model, ids)}`, { file });
}

async function readProfiles(files: SourceFile[], from: string, texts: Known): Promise<ReadProfiles> {
  const foreign = foreignReader(from);
  const read = await Promise.all(
    files.map(async ({ text, name, ...file }) => {
      used("profiles", file.file);
      const key = await text().catch(() => undefined);
      const before = key === undefined ? undefined : texts.get(key);
      if (before !== undefined) return before;
      const found = await readProfileText(text, file, readAs(name, foreign));
      // What was imported may be named after its file.
      const own = found.profiles.every(({ imported }) => !imported);
      if (key !== undefined && own && found.mistakes.length === 0) texts.set(key, found);
      return found;
    }),
  );
  return joinProfiles(files, read);
}

/** Reads a file of another format under the name that it has apart from its revision. */
function readAs(name: string, foreign: ReadForeign): ReadForeign {
  return (text, file) => {
    const read = foreign(text, name);
    if (read === undefined || name === file) return read;
    const mistakes = read.mistakes.map(
      (one): Mistake => (one.place?.file === name ? { ...one, place: { ...one.place, file } } : one),
    );
    return { ...read, mistakes };
  };
}

function profileSide(
  item: string,
  source: Source,
  read: ReadProfiles,
  before: readonly Subject[],
): ReadProfileSide {
  const { profiles } = read;
  const known = [...before, ...profiles.flatMap(({ subjects }) => subjects)];
  const all = modelsIn(profiles);
  const chosen = all.filter(({ stated }) => source.model === undefined || stated.model.id === source.model);
  if (chosen.length === 0 && source.model !== undefined && read.mistakes.length === 0) {
    const ids = all.map(({ stated }) => stated.model.id);
    throw noSuchModel(source.model, ids, source.files[0]?.file ?? item);
  }
  const { sides, missing } = modelSides(chosen, known);
  const foreign = profiles.every(({ imported }) => imported);
  return {
    kind: "profiles",
    source: item,
    commit: source.commit,
    profiles,
    models: sides,
    known,
    named: chosen.length === 1 && (source.model !== undefined || foreign),
    warnings: [...read.mistakes, ...missing.map(missingBase)],
  };
}
