import type { Mistake } from "../errors.ts";
import { defined } from "../objects.ts";
import { didYouMean } from "../spelling.ts";
import type { YamlDocument } from "../yaml.ts";
import { idOf, type Json, linksOf, mapOf, textOf } from "./common.ts";
import type { ImportFormat } from "./formats.ts";
import type { ForeignFile, Imported, Importer } from "./types.ts";

const CLASSES = ["open", "partial", "closed"];

/** What tells the two generations of the index apart. */
interface Generation {
  id: ImportFormat;
  /** The key under which the system is described. */
  system: "system" | "project";
  by: string;
  /** Keys that are no judgement. */
  others: string[];
}

const OSAI: Generation = {
  id: "osai",
  system: "system",
  by: "European Open Source AI Index (osai-index.eu)",
  others: ["system", "org", "package", "api"],
};

const OSAI_2023: Generation = {
  id: "osai-2023",
  system: "project",
  by: "Opening up ChatGPT (opening-up-chatgpt.github.io)",
  others: ["project", "org"],
};

/** The European Open Source AI Index (YAML). */
export const osai = importerOf(OSAI, "datasources_basemodel");

/** Opening up ChatGPT, its predecessor (YAML). */
export const osai2023 = importerOf(OSAI_2023, "opencode");

function importerOf(generation: Generation, mark: string): Importer {
  return {
    id: generation.id,
    recognises: ({ documents }) => {
      const value = mapOf(documents()[0]?.value);
      return generation.system in value && mark in value;
    },
    read: (foreign, criteria) => {
      const parameters = criteria(generation.id);
      const read = foreign
        .documents()
        .map((document) => readEntry(document, foreign, generation, parameters));
      return {
        profiles: read.flatMap(({ profiles }) => profiles),
        mistakes: read.flatMap(({ mistakes }) => mistakes),
      };
    },
  };
}

function readEntry(
  document: YamlDocument,
  { file }: ForeignFile,
  generation: Generation,
  parameters: readonly string[],
): Imported {
  const entry = mapOf(document.value);
  const system = mapOf(entry[generation.system]);
  const name = textOf(system.name);
  const mistakes = [
    ...parameters.flatMap((parameter) => classMistakes(parameter, entry, document)),
    ...strayKeys(entry, document, [...parameters, ...generation.others]),
  ];
  if (name === undefined) {
    const message = `It has no ${generation.system} name, so the index does not list it; it is left out.`;
    return { profiles: [], mistakes: [...mistakes, { message, place: { file }, severity: "warning" }] };
  }
  const levels = Object.fromEntries(
    parameters.flatMap((parameter) => {
      const judgement = judgementOf(mapOf(entry[parameter]));
      return judgement === undefined ? [] : [[parameter, judgement]];
    }),
  );
  const org = mapOf(entry.org);
  const vendor = textOf(org.name) ?? name;
  const date = textOf(system.releasedate);
  const model = defined({
    id: idOf(name),
    name,
    released: date !== undefined && /^\d{4}(-\d{2}){0,2}$/.test(date) ? date : undefined,
    judgements: { [generation.id]: { by: generation.by, levels } },
    note: textOf(system.link),
    kept: { [generation.id]: entry },
  });
  const profile = {
    schema: "openness-profile/1",
    vendor: { id: idOf(vendor), name: vendor },
    models: [model],
  };
  return { profiles: [profile], mistakes };
}

function judgementOf(parameter: Json): Json | undefined {
  const level = textOf(parameter.class);
  if (level === undefined) return undefined;
  const note = [textOf(parameter.notes), ...linksOf(parameter.link)]
    .filter((part) => part !== undefined)
    .join(" ");
  return defined({ level, note: note === "" ? undefined : note });
}

function classMistakes(parameter: string, entry: Json, document: YamlDocument): Mistake[] {
  if (!(parameter in entry)) {
    const message = `The parameter ${parameter} is missing: the index counts it as closed.`;
    return [{ message, place: document.locate([]), severity: "warning" }];
  }
  const level = textOf(mapOf(entry[parameter]).class);
  if (level === undefined || CLASSES.includes(level)) return [];
  const message = `The class of ${parameter} is ${level}: expected open, partial or closed.${didYouMean(level, CLASSES)}`;
  return [{ message, place: document.locate([parameter, "class"]), severity: "error" }];
}

function strayKeys(entry: Json, document: YamlDocument, known: readonly string[]): Mistake[] {
  return Object.keys(entry)
    .filter((key) => !known.includes(key))
    .map((key) => ({
      message: `There is no parameter ${key}; it is left out.${didYouMean(key, known)}`,
      place: document.locate([key], "key"),
      severity: "warning" as const,
    }));
}
