import { didYouMean } from "../spelling.ts";
import type { Report } from "./conditions.ts";
import type { RawRubric } from "./schema.ts";
import type { Condition, Requirement, Rubric } from "./types.ts";
import { leavesOf } from "./words.ts";

/** Looks for what no schema can see: references that lead nowhere, cycles, lists out of order, odd weights. */
export function checkRubric(rubric: Rubric, raw: RawRubric, report: Report): void {
  checkIds(rubric, report);
  checkDimensions(rubric, report);
  checkLevels(rubric, raw, report);
  checkReferences(rubric, report);
  checkCycles(rubric, report);
  checkLabels(rubric, report);
}

function checkIds(rubric: Rubric, report: Report): void {
  for (const list of ["dimensions", "criteria", "labels"] as const) {
    const ids = rubric[list].map(({ id }) => id);
    ids.forEach((id, at) => {
      if (ids.indexOf(id) < at) report(`The id ${id} stands twice.`, [list, at, "id"]);
    });
  }
  if (rubric.criteria.length === 0 && rubric.labels.length === 0) {
    report("It has neither criteria nor labels: nothing to score.", []);
  }
  if (rubric.scale !== undefined && !(rubric.scale.max > 0))
    report("Expected a number above 0.", ["scale", "max"]);
}

function checkDimensions(rubric: Rubric, report: Report): void {
  const ids = rubric.dimensions.map(({ id }) => id);
  rubric.dimensions.forEach(({ id, weight }, at) => {
    const parent = id.slice(0, Math.max(0, id.lastIndexOf("/")));
    if (parent !== "" && !ids.includes(parent)) {
      report(`It stands in a dimension ${parent}, which is not listed.`, ["dimensions", at, "id"]);
    }
    if (weight !== undefined && !(weight > 0))
      report("Expected a weight above 0.", ["dimensions", at, "weight"]);
    const filled = rubric.criteria.some(
      ({ dimension }) => dimension === id || dimension?.startsWith(`${id}/`),
    );
    if (!filled) report(`No criterion stands in the dimension ${id}.`, ["dimensions", at]);
  });
  rubric.criteria.forEach(({ dimension, weight }, at) => {
    if (dimension !== undefined && !ids.includes(dimension)) {
      report(`There is no dimension ${dimension}.${didYouMean(dimension, ids)}`, [
        "criteria",
        at,
        "dimension",
      ]);
    }
    if (!(weight > 0)) report("Expected a weight above 0.", ["criteria", at, "weight"]);
  });
}

function checkLevels(rubric: Rubric, raw: RawRubric, report: Report): void {
  const sets = Object.keys(raw.levelSets ?? {});
  rubric.criteria.forEach((criterion, at) => {
    const name = raw.criteria?.[at]?.levels;
    if (typeof name === "string" && !sets.includes(name)) {
      report(`There is no level set ${name}.${didYouMean(name, sets)}`, ["criteria", at, "levels"]);
      return;
    }
    const path = typeof name === "string" ? ["levelSets", name] : ["criteria", at, "levels"];
    checkLevelList(criterion, path, report);
  });
}

function checkLevelList(
  { levels, judged }: Rubric["criteria"][number],
  path: PropertyKey[],
  report: Report,
): void {
  const ids = levels.map(({ id }) => id);
  const fewest = Math.min(...levels.map(({ points }) => points));
  const derived = !judged || levels.some(({ when }) => when !== undefined);
  levels.forEach((level, place) => {
    const last = place === levels.length - 1;
    if (ids.indexOf(level.id) < place) report(`The level ${level.id} stands twice.`, [...path, place, "id"]);
    if (!(level.points >= 0)) report("Expected points of 0 or more.", [...path, place, "points"]);
    if (last && level.when !== undefined) {
      report("The last level holds where no other does, so it has no `when`.", [...path, place, "when"]);
    }
    if (last && level.points > fewest)
      report("The last level must have the fewest points.", [...path, place, "points"]);
    if (!last && derived && level.when === undefined) {
      report(`Say \`when\` the level ${level.id} holds; only the last level goes without.`, [...path, place]);
    }
  });
  if (Math.max(...levels.map(({ points }) => points)) <= 0)
    report("At least one level must give points.", path);
}

function conditionsOf(rubric: Rubric): { condition: Condition; path: PropertyKey[] }[] {
  const ofCriteria = rubric.criteria.flatMap(({ appliesWhen, levels }, at) => [
    ...(appliesWhen ? [{ condition: appliesWhen, path: ["criteria", at, "appliesWhen"] }] : []),
    ...levels.flatMap(({ when }, place) =>
      when ? [{ condition: when, path: ["criteria", at, "levels", place, "when"] }] : [],
    ),
  ]);
  const ofLabels = rubric.labels.flatMap(({ when, requires }, at) => [
    ...(when ? [{ condition: when, path: ["labels", at, "when"] }] : []),
    ...(requires ?? []).flatMap((item, place) =>
      item.kind === "step" ? [] : [{ condition: item, path: ["labels", at, "requires", place] }],
    ),
  ]);
  return [...ofCriteria, ...ofLabels];
}

function checkReferences(rubric: Rubric, report: Report): void {
  const criteria = new Map(rubric.criteria.map((criterion) => [criterion.id, criterion]));
  for (const { condition, path } of conditionsOf(rubric)) {
    for (const leaf of leavesOf(condition)) {
      if (leaf.kind !== "criterion") continue;
      const criterion = criteria.get(leaf.criterion);
      if (criterion === undefined) {
        report(
          `There is no criterion ${leaf.criterion}.${didYouMean(leaf.criterion, [...criteria.keys()])}`,
          path,
        );
        continue;
      }
      const levels = criterion.levels.map(({ id }) => id);
      const strange = leaf.levels.find((level) => !levels.includes(level));
      if (strange !== undefined) {
        report(
          `The criterion ${leaf.criterion} has no level ${strange}.${didYouMean(strange, levels)}`,
          path,
        );
      }
    }
  }
}

function checkCycles(rubric: Rubric, report: Report): void {
  const next = new Map(
    rubric.criteria.map(({ id, appliesWhen, levels }) => {
      const conditions = [appliesWhen, ...levels.map(({ when }) => when)].filter(
        (item) => item !== undefined,
      );
      const leaves = conditions.flatMap(leavesOf);
      return [id, leaves.flatMap((leaf) => (leaf.kind === "criterion" ? [leaf.criterion] : []))];
    }),
  );
  const reaches = (from: string, target: string, seen: Set<string>): boolean =>
    (next.get(from) ?? []).some((id) => {
      if (id === target) return true;
      if (seen.has(id)) return false;
      seen.add(id);
      return reaches(id, target, seen);
    });
  rubric.criteria.forEach(({ id }, at) => {
    if (reaches(id, id, new Set())) report(`The criterion ${id} depends on itself.`, ["criteria", at]);
  });
}

function checkLabels(rubric: Rubric, report: Report): void {
  const ids = rubric.labels.map(({ id }) => id);
  rubric.labels.forEach(({ requires, when }, at) => {
    if (requires && when) report("A label has `requires` or `when`, not both.", ["labels", at]);
    const last = at === rubric.labels.length - 1;
    if (!last && requires === undefined && when === undefined) {
      report("Only the last label may go without a condition: no label below it could be reached.", [
        "labels",
        at,
      ]);
    }
    requires?.forEach((item: Requirement, place) => {
      if (item.kind !== "step") return;
      const below = ids.indexOf(item.label) > at;
      if (!below) {
        const hint = ids.includes(item.label)
          ? " It must stand below this one."
          : didYouMean(item.label, ids);
        report(`There is no label ${item.label} below.${hint}`, ["labels", at, "requires", place]);
      }
    });
  });
}
