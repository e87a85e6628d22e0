import type { CriterionResult, Result, ResultRubric } from "../result/schema.ts";

/** Names of levels, by criterion and level. */
export type LevelNames = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** A level by its name; where several are possible, from which to which. */
export function levelWords({ id, level, by, points, possible }: CriterionResult, names: LevelNames): string {
  if (by === "not-applicable") return "does not apply";
  const name = (one: string | undefined) => names.get(id)?.get(one ?? "") ?? one ?? "";
  const [best] = possible;
  // Where the publisher counts a blank as the worst there is a level, and still a better one may be true.
  if (level !== null) return possible.length < 2 ? name(level) : `${name(level)}, possibly ${name(best)}`;
  if (points !== null && points.lower === 0 && points.upper === points.max) return "unknown";
  return `unknown: from “${name(possible.at(-1))}” to “${name(best)}”`;
}

/** The names of the levels of each criterion of a rubric. */
export function levelNames(rubric: ResultRubric): LevelNames {
  return new Map(
    (rubric.criteria ?? []).map(({ id, levels }) => [
      id,
      new Map(levels.map((level) => [level.id, level.name ?? level.id])),
    ]),
  );
}

/** What people judged, as one list of criteria for each level. */
export interface Judged {
  /** Whose levels they are, where that is told. */
  by: string | undefined;
  /** A level, then the names of its criteria. */
  levels: ReadonlyMap<string, string[]>;
}

/** The levels of a result of which people judged every criterion, for which there are no reasons; else absent. */
export function judgedLevels({ criteria }: Result, rubric: ResultRubric): Judged | undefined {
  if (!criteria.every(({ by }) => by === "judgement")) return undefined;
  const names = levelNames(rubric);
  const titles = new Map(rubric.criteria?.map(({ id, name }) => [id, name]));
  const levels = new Map<string, string[]>();
  for (const criterion of criteria) {
    const level = levelWords(criterion, names);
    levels.set(level, [...(levels.get(level) ?? []), titles.get(criterion.id) ?? criterion.id]);
  }
  const text = criteria.find(({ because }) => because !== undefined)?.because?.text;
  return { by: text === undefined ? undefined : / by (.*)$/.exec(text)?.[1], levels };
}
