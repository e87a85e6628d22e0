import { type Subject, subjectId } from "../profile/subject.ts";
import type { Rubric } from "../rubric/types.ts";
import type { Row } from "./blocks.ts";
import type { CommandLine } from "./line.ts";

/** Everything that can be completed by name, each with what it is. */
export interface Words {
  vendors: readonly Row[];
  /** `vendor/model`, or `FILE#model`. */
  models: readonly Row[];
  rubrics: readonly Row[];
  /** The one that counts where none is named. */
  defaultRubric: string;
  /** By rubric. */
  criteria: Readonly<Record<string, readonly Row[]>>;
  labels: Readonly<Record<string, readonly Row[]>>;
  licenses: readonly Row[];
  topics: readonly Row[];
}

/** Vendors and models of profiles. */
export function subjectWords(subjects: readonly Subject[]): Pick<Words, "vendors" | "models"> {
  return {
    vendors: [...new Map(subjects.map(({ vendor }) => [vendor.id, vendor.name]))],
    models: subjects.map((subject): Row => [subjectId(subject), subject.model.name]),
  };
}

/**
 * Criteria and labels of a rubric.
 * @param name what it is called on the command line: its id, or its file
 */
export function rubricWords(name: string, rubric: Rubric): Pick<Words, "criteria" | "labels"> {
  return {
    criteria: { [name]: rubric.criteria.map(({ id, question, name }): Row => [id, question ?? name ?? ""]) },
    labels: { [name]: rubric.labels.map((label): Row => [label.id, label.name]) },
  };
}

/** The rubrics that a command line names, else the default one. */
export function rubricsOf({ options }: Pick<CommandLine, "options">, { defaultRubric }: Words): string[] {
  const named = (options.get("--rubric") ?? []).flatMap((names) => names.split(","));
  return named.length > 0 ? named : [defaultRubric];
}

/** What has to be read to complete a word, besides what comes along: files of profiles and of rubrics. */
export interface Unread {
  /** Files and folders that join the shipped profiles. */
  profiles: readonly string[];
  shipped: boolean;
  /** The file whose models are asked for, as `FILE#`. */
  file?: string;
  rubrics: readonly string[];
}

/** @returns undefined if what comes along is enough */
export function unreadOf(line: CommandLine, words: Words): Unread | undefined {
  const { options, current, value } = line;
  const profiles = value?.kind === "subjects" ? (options.get("--profiles") ?? []) : [];
  const shipped = !options.has("--no-shipped");
  const [, file] = value?.kind === "subjects" ? (/^(.+)#/.exec(current) ?? []) : [];
  const asked = value?.kind === "criteria" || value?.kind === "labels";
  const rubrics = asked ? rubricsOf(line, words).filter((name) => !Object.hasOwn(words.criteria, name)) : [];
  if (profiles.length === 0 && shipped && file === undefined && rubrics.length === 0) return undefined;
  return { profiles, shipped, rubrics, ...(file === undefined ? {} : { file }) };
}
