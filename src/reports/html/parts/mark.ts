import type { CriterionResult, ResultRubric } from "../../../result/schema.ts";

/** How a level looks in a heatmap; the class stands for a shade and a sign that says the same. */
export interface Mark {
  shade: "s4" | "s3" | "s2" | "s1" | "s0" | "open" | "na" | "plain";
  words: string;
}

/** Names of levels, by criterion and level. */
export type LevelNames = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** The shade and the words of a criterion's level. */
export function markOf(criterion: CriterionResult | undefined, names: LevelNames): Mark {
  if (criterion === undefined) return { shade: "na", words: "not part of it" };
  if (criterion.by === "not-applicable") return { shade: "na", words: "does not apply" };
  const { points } = criterion;
  const words = levelWords(criterion, names);
  if (points === null) return { shade: criterion.level === null ? "open" : "plain", words };
  if (points.lower !== points.upper) return { shade: "open", words };
  const share = points.max === 0 ? 1 : points.lower / points.max;
  if (share >= 1) return { shade: "s4", words };
  if (share <= 0) return { shade: "s0", words };
  const step = Math.min(3, Math.max(1, Math.round(share * 4))) as 1 | 2 | 3;
  return { shade: `s${step}`, words };
}

/** A level by its name; where several are possible, from which to which. */
export function levelWords({ id, level, by, points, possible }: CriterionResult, names: LevelNames): string {
  if (by === "not-applicable") return "does not apply";
  const name = (one: string | undefined) => names.get(id)?.get(one ?? "") ?? one ?? "";
  const [best] = possible;
  // Where the publisher counts a blank as the worst there is a level, and still a better one may be true.
  if (level !== null) return possible.length < 2 ? name(level) : `${name(level)}, possibly ${name(best)}`;
  if (points !== null && points.lower === 0 && points.upper === points.max) return "unknown";
  return `unknown, ${name(possible.at(-1))} to ${name(best)}`;
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
