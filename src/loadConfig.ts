import { dirname, isAbsolute, join } from "node:path";
import { type ConfigValues, configSchema } from "./config/schema.ts";
import { type Source, VARIABLES } from "./config/settings.ts";
import { InputError, type Mistake, type Place } from "./errors.ts";
import { exists, looksLikePath, readText } from "./files.ts";
import { readRubricFile } from "./loadRubric.ts";
import { definedEntries } from "./objects.ts";
import type { Rubric } from "./rubric/types.ts";
import { weightMistakes } from "./rubric/weights.ts";
import { shippedIndex, shippedRubric } from "./shipped.ts";
import { didYouMean } from "./spelling.ts";
import { validate } from "./validation.ts";
import { parseYaml, type YamlDocument } from "./yaml.ts";

/** What a configuration comes to; every mistake comes back at once. */
export interface ReadConfig {
  values: ConfigValues | undefined;
  mistakes: Mistake[];
}

/**
 * Reads a configuration file: what it names has to be there, and what it weighs has to exist.
 * @throws InputError with every mistake of the file
 */
export async function loadConfigFile(file: string, origin: Source["origin"], name: string): Promise<Source> {
  const { documents, mistakes } = parseYaml(await readText(file), file);
  const [document, second] = documents;
  if (mistakes.length > 0) throw new InputError(mistakes);
  if (document === undefined || second !== undefined) {
    const found = document === undefined ? "is empty" : "holds several documents";
    const message = `It ${found}: expected one configuration that begins with \`schema: openness-config/1\`.`;
    throw new InputError([{ message, place: { file }, severity: "error" }]);
  }
  const read = await readConfig(document, file);
  if (read.values === undefined) throw new InputError(read.mistakes);
  return { origin, name, values: read.values, place: (key) => document.locate([key], "key") };
}

/**
 * What the environment sets, checked as a file is. Paths lead from the working directory.
 * @param delimiter what stands between several paths, as in PATH
 * @throws InputError with every mistake
 * @returns undefined if it sets nothing
 */
export async function loadEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  delimiter: string,
): Promise<Source | undefined> {
  const texts = Object.entries(VARIABLES).flatMap(([key, variable]) => {
    const text = environment[variable] ?? "";
    return text === "" ? [] : [[key as keyof typeof VARIABLES, text] as const];
  });
  if (texts.length === 0) return undefined;
  const raw = Object.fromEntries(texts.map(([key, text]) => [key, fromVariable(key, text, delimiter)]));
  const place = ([key]: readonly PropertyKey[]): Place => ({
    file: VARIABLES[key as keyof typeof VARIABLES] ?? "environment",
  });
  const document = { value: { schema: "openness-config/1", ...raw }, locate: place };
  const { values, mistakes } = await readConfig(document, "");
  if (values === undefined) throw new InputError(mistakes);
  return { origin: "environment", name: "environment", values, place: (key) => place([key]) };
}

/** A variable's text as the value that would stand in a file. */
function fromVariable(key: keyof typeof VARIABLES, text: string, delimiter: string): unknown {
  if (key === "rubrics") return text.split(",").map((name) => name.trim());
  if (key === "profiles") return text.split(delimiter).filter((path) => path !== "");
  if (key !== "effort") return text;
  const pairs = text.split(",").map((pair): [string, string] => {
    const [kind = "", ...effort] = pair.split("=");
    return [kind.trim(), effort.join("=").trim()];
  });
  return Object.fromEntries(pairs);
}

/**
 * Reads one document that claims to be a configuration.
 * @param file its name; paths in it lead from the file's folder
 */
export async function readConfig(document: YamlDocument, file: string): Promise<ReadConfig> {
  const { value, mistakes } = validate(document, configSchema);
  if (value === undefined) return { values: undefined, mistakes };
  const { schema: _, ...written } = value;
  const values = withPaths(written, dirname(file));
  const missing = await missingPaths(values, document);
  const found = [
    ...missing,
    ...unknownRubrics(values, document),
    // Which rubrics there are is not known before their files are.
    ...(missing.length > 0 ? [] : await unknownWeights(values, document)),
  ];
  return { values: found.length > 0 ? undefined : values, mistakes: found };
}

/** The same with the paths as they lead from where the command runs. */
function withPaths(values: ConfigValues, folder: string): ConfigValues {
  const path = (name: string) => (isAbsolute(name) ? name : join(folder, name));
  const rubric = (name: string) => {
    if (!isRubricFile(name)) return name;
    // A file could be called as a shipped rubric is.
    const found = path(name);
    return looksLikePath(found) ? found : `./${found}`;
  };
  const { rubrics, profiles, policy } = values;
  return {
    ...values,
    ...(rubrics === undefined ? {} : { rubrics: rubrics.map(rubric) }),
    ...(profiles === undefined ? {} : { profiles: profiles.map(path) }),
    ...(policy === undefined ? {} : { policy: path(policy) }),
  };
}

function isRubricFile(name: string): boolean {
  return looksLikePath(name) || name.includes("/");
}

type Report = { message: string; path: PropertyKey[]; key?: true };

function placed({ message, path, key }: Report, document: YamlDocument): Mistake {
  return { message, place: document.locate(path, key ? "key" : undefined), severity: "error" };
}

async function missingPaths(values: ConfigValues, document: YamlDocument): Promise<Mistake[]> {
  const named = [
    ...(values.profiles ?? []).map((path, at) => ({ path, key: ["profiles", at] })),
    ...(values.rubrics ?? []).flatMap((path, at) =>
      isRubricFile(path) ? [{ path, key: ["rubrics", at] }] : [],
    ),
    ...(values.policy === undefined ? [] : [{ path: values.policy, key: ["policy"] }]),
  ];
  const there = await Promise.all(named.map(({ path }) => exists(path)));
  return named.flatMap(({ path, key }, at) => {
    const message = `There is no file or folder ${path}. Paths lead from the folder of the file that names them.`;
    return there[at] ? [] : [placed({ message, path: key }, document)];
  });
}

function unknownRubrics({ rubrics = [] }: ConfigValues, document: YamlDocument): Mistake[] {
  const known = ["all", ...shippedIndex().rubrics];
  return rubrics.flatMap((name, at) => {
    if (isRubricFile(name) || known.includes(name)) return [];
    const hint = didYouMean(name, known) || " A file begins with ./ or ends in .yaml.";
    return [
      placed({ message: `There is no shipped rubric ${name}.${hint}`, path: ["rubrics", at] }, document),
    ];
  });
}

/** Weights for rubrics, dimensions or criteria that do not exist. */
async function unknownWeights(
  { weights, rubrics = [] }: ConfigValues,
  document: YamlDocument,
): Promise<Mistake[]> {
  const { rubrics: shipped } = shippedIndex();
  const entries = definedEntries(weights);
  const files = rubrics.filter((name) => isRubricFile(name));
  const own = entries.some(([id]) => !shipped.includes(id)) ? await rubricsIn(files) : [];
  return entries.flatMap(([id, changed]) => {
    const rubric = shipped.includes(id) ? shippedRubric(id) : own.find((one) => one.id === id);
    if (rubric !== undefined) {
      return weightMistakes(changed, rubric).map(({ message, path }) =>
        placed({ message, path: ["weights", id, ...path], key: true }, document),
      );
    }
    const ids = [...shipped, ...own.map((one) => one.id)];
    const hint = didYouMean(id, ids) || " Shipped ones can be weighed, and those of files under `rubrics`.";
    const message = `There is no rubric ${id} here.${hint}`;
    return [placed({ message, path: ["weights", id], key: true }, document)];
  });
}

/**
 * The rubrics of files.
 * @throws InputError with every mistake of every file
 */
async function rubricsIn(files: readonly string[]): Promise<Rubric[]> {
  const read = await Promise.all(files.map(readRubricFile));
  const broken = read.filter(({ rubric }) => rubric === undefined);
  if (broken.length > 0) throw new InputError(broken.flatMap(({ mistakes }) => mistakes));
  return read.flatMap(({ rubric }) => rubric ?? []);
}
