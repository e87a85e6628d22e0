import type { Mistake } from "../errors.ts";
import { howToRaise, limitOf } from "../limits.ts";
import type { YamlDocument } from "../yaml.ts";

type Path = PropertyKey[];

/**
 * Looks for what makes a rubric too large to be read and scored in reasonable time, before anything else is made of it:
 * a list that is too long, and conditions that come to too much where level sets and lists of artifacts are written out.
 */
export function sizeMistakes({ value, locate }: YamlDocument): Mistake[] {
  const rubric = mapOf(value);
  const long = listsOf(rubric).filter(({ list }) => list.length > limitOf("criteria"));
  const mistakes = long.map(({ path, what }): Mistake => {
    const message = `It has more than ${limitOf("criteria")} ${what}. ${howToRaise("criteria")}`;
    return { message, place: locate([...path, limitOf("criteria")]), severity: "error" };
  });
  if (mistakes.length > 0) return mistakes;
  const path = tooManyConditions(rubric);
  if (path === undefined) return [];
  const message = `The conditions up to here come to more than ${limitOf("conditions")}, with level sets and lists of artifacts written out. ${howToRaise("conditions")}`;
  return [{ message, place: locate(path), severity: "error" }];
}

function listsOf(rubric: Record<string, unknown>): { list: unknown[]; path: Path; what: string }[] {
  const lists = ["dimensions", "criteria", "labels", "examples"].map((key) => ({
    list: listOf(rubric[key]),
    path: [key] as Path,
    what: key,
  }));
  const levels = [
    ...Object.entries(mapOf(rubric.levelSets)).map(([id, set]) => ({ set, path: ["levelSets", id] as Path })),
    ...listOf(rubric.criteria).map((one, at) => ({
      set: mapOf(one).levels,
      path: ["criteria", at, "levels"] as Path,
    })),
  ];
  return [...lists, ...levels.map(({ set, path }) => ({ list: listOf(set), path, what: "levels" }))];
}

/** The path of the criterion or label with which they become too many. */
function tooManyConditions(rubric: Record<string, unknown>): Path | undefined {
  const most = limitOf("conditions");
  const sets = new Map<unknown, number>();
  const setSize = (name: unknown): number => {
    const known =
      sets.get(name) ?? levelsSize(Object.entries(mapOf(rubric.levelSets)).find(([id]) => id === name)?.[1]);
    sets.set(name, known);
    return known;
  };
  let total = 0;
  for (const [at, one] of listOf(rubric.criteria).entries()) {
    const { levels, appliesWhen } = mapOf(one);
    total += conditionSize(appliesWhen) + (Array.isArray(levels) ? levelsSize(levels) : setSize(levels));
    if (total > most) return ["criteria", at];
  }
  for (const [at, one] of listOf(rubric.labels).entries()) {
    const { when, requires } = mapOf(one);
    total += conditionSize(when) + sum(listOf(requires), (item) => conditionSize(item));
    if (total > most) return ["labels", at];
  }
  return undefined;
}

function levelsSize(levels: unknown): number {
  return sum(listOf(levels), (level) => 1 + conditionSize(mapOf(level).when));
}

/**
 * How many conditions and values one comes to when it is read: a list of artifacts repeats what stands in it for each.
 * @param scope how many artifacts it is about where it names none
 */
function conditionSize(condition: unknown, scope = 1): number {
  if (typeof condition !== "object" || condition === null) return 0;
  const { artifact, all, any, not, atLeast, ...rest } = mapOf(condition);
  const artifacts = Array.isArray(artifact) ? artifact.length : artifact === undefined ? scope : 1;
  const parts = [
    ...listOf(all),
    ...listOf(any),
    ...listOf(mapOf(atLeast).of),
    ...(not === undefined ? [] : [not]),
  ];
  if (parts.length > 0) return 1 + artifacts * sum(parts, (part) => conditionSize(part));
  return artifacts * (1 + sum(Object.values(rest), (value) => listOf(value).length));
}

function sum<Item>(items: readonly Item[], size: (item: Item) => number): number {
  return items.reduce((total, item) => total + size(item), 0);
}

function mapOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
