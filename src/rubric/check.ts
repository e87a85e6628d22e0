import { howToRaise, limitOf } from "../limits.ts";
import { didYouMean } from "../spelling.ts";
import type { Report } from "./conditions.ts";
import type { RawRubric } from "./schema.ts";
import type { Condition, Criterion, Requirement, Rubric } from "./types.ts";
import { leavesOf } from "./words.ts";

/** Looks for what no schema can see: references that lead nowhere, cycles, lists out of order, odd weights. */
export function checkRubric(rubric: Rubric, raw: RawRubric, report: Report): void {
  checkIds(rubric, report);
  checkDimensions(rubric, report);
  checkLevels(rubric, raw, report);
  checkReferences(rubric, report);
  checkCycles(rubric, report);
  checkLabels(rubric, report);
  checkLadder(rubric, report);
}

function checkIds(rubric: Rubric, report: Report): void {
  for (const list of ["dimensions", "criteria", "labels"] as const) {
    const seen = new Set<string>();
    rubric[list].forEach(({ id }, at) => {
      if (seen.has(id)) report(`The id ${id} stands twice.`, [list, at, "id"]);
      seen.add(id);
    });
  }
  if (rubric.criteria.length === 0 && rubric.labels.length === 0) {
    report("It has neither criteria nor labels: nothing to score.", []);
  }
  if (rubric.scale !== undefined && !(rubric.scale.max > 0))
    report("Expected a number above 0.", ["scale", "max"]);
}

function checkDimensions(rubric: Rubric, report: Report): void {
  const ids = new Set(rubric.dimensions.map(({ id }) => id));
  const filled = filledDimensions(rubric);
  rubric.dimensions.forEach(({ id, weight }, at) => {
    const parent = parentOf(id);
    if (parent !== "" && !ids.has(parent)) {
      report(`It stands in a dimension ${parent}, which is not listed.`, ["dimensions", at, "id"]);
    }
    if (weight !== undefined && !(weight > 0))
      report("Expected a weight above 0.", ["dimensions", at, "weight"]);
    if (!filled.has(id)) report(`No criterion stands in the dimension ${id}.`, ["dimensions", at]);
  });
  rubric.criteria.forEach(({ dimension, weight }, at) => {
    if (dimension !== undefined && !ids.has(dimension)) {
      report(`There is no dimension ${dimension}.${didYouMean(dimension, [...ids])}`, [
        "criteria",
        at,
        "dimension",
      ]);
    }
    if (!(weight > 0)) report("Expected a weight above 0.", ["criteria", at, "weight"]);
  });
}

function parentOf(dimension: string): string {
  return dimension.slice(0, Math.max(0, dimension.lastIndexOf("/")));
}

/** The dimensions in which a criterion stands, and those around them. */
function filledDimensions({ criteria }: Rubric): Set<string> {
  const filled = new Set<string>();
  for (const { dimension = "" } of criteria) {
    for (let id = dimension; id !== "" && !filled.has(id); id = parentOf(id)) filled.add(id);
  }
  return filled;
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
  const seen = new Set<string>();
  const fewest = Math.min(...levels.map(({ points }) => points));
  const derived = !judged || levels.some(({ when }) => when !== undefined);
  levels.forEach((level, place) => {
    const last = place === levels.length - 1;
    if (seen.has(level.id)) report(`The level ${level.id} stands twice.`, [...path, place, "id"]);
    seen.add(level.id);
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

/** More criteria than these are not gone through one by one to tell which of them depends on itself. */
const MOST_IN_CYCLES = 100;

/** Criteria that depend on themselves, or on so many others in a row that following them is too much. */
function checkCycles(rubric: Rubric, report: Report): void {
  const next = new Map(rubric.criteria.map((criterion) => [criterion.id, criteriaAskedBy(criterion)]));
  const depths = chainDepths(next);
  const places = new Map(rubric.criteria.map(({ id }, at) => [id, at]));
  const left = [...places].filter(([id]) => !depths.has(id)).slice(0, MOST_IN_CYCLES);
  for (const [id, at] of left) {
    if (reaches(id, next)) report(`The criterion ${id} depends on itself.`, ["criteria", at]);
  }
  const [deep] = [...depths].filter(([, depth]) => depth > limitOf("depth"));
  if (deep !== undefined) {
    const message = `The criterion ${deep[0]} asks for a criterion that asks for another, more than ${limitOf("depth")} in a row. ${howToRaise("depth")}`;
    report(message, ["criteria", places.get(deep[0]) ?? 0]);
  }
}

/** Steps that build on one another, one below the other. */
function checkLadder({ labels }: Rubric, report: Report): void {
  const next = new Map(
    labels.map(({ id, requires }) => [
      id,
      (requires ?? []).flatMap((item) => (item.kind === "step" ? [item.label] : [])),
    ]),
  );
  const depths = chainDepths(next);
  const at = labels.findLastIndex(({ id }) => (depths.get(id) ?? 0) > limitOf("depth"));
  if (at < 0) return;
  const message = `The label ${labels[at]?.id} builds on one that builds on another, more than ${limitOf("depth")} in a row. ${howToRaise("depth")}`;
  report(message, ["labels", at]);
}

function criteriaAskedBy({ appliesWhen, levels }: Criterion): string[] {
  const conditions = [appliesWhen, ...levels.map(({ when }) => when)].filter((item) => item !== undefined);
  const leaves = conditions.flatMap(leavesOf);
  return [...new Set(leaves.flatMap((leaf) => (leaf.kind === "criterion" ? [leaf.criterion] : [])))];
}

/** How many in a row each leads through; nothing for those that lead into a cycle. */
function chainDepths(next: ReadonlyMap<string, readonly string[]>): Map<string, number> {
  const askers = askersOf(next);
  const waiting = new Map([...next].map(([id, asked]) => [id, asked.filter((one) => next.has(one)).length]));
  // A map goes on to what is added to it while it is gone through: a criterion, once all that it asks for are there.
  const depths = new Map(
    [...waiting].flatMap(([id, count]) => (count === 0 ? [[id, 1] as [string, number]] : [])),
  );
  for (const [id, depth] of depths) {
    for (const asker of askers.get(id) ?? []) {
      const rest = (waiting.get(asker) ?? 0) - 1;
      waiting.set(asker, rest);
      // They come in the order of their depths, so that the last one asked for is the deepest.
      if (rest === 0) depths.set(asker, depth + 1);
    }
  }
  return depths;
}

/** For each criterion, those that ask for it. */
function askersOf(next: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
  const askers = new Map<string, string[]>();
  for (const [id, asked] of next) {
    for (const one of asked) {
      const list = askers.get(one);
      if (list === undefined) askers.set(one, [id]);
      else list.push(id);
    }
  }
  return askers;
}

/** Whether a criterion is among those that it leads to. */
function reaches(id: string, next: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set(next.get(id));
  for (const one of seen) for (const further of next.get(one) ?? []) seen.add(further);
  return seen.has(id);
}

function checkLabels(rubric: Rubric, report: Report): void {
  const ids = rubric.labels.map(({ id }) => id);
  const places = new Map(ids.map((id, at) => [id, at]));
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
      const below = (places.get(item.label) ?? -1) > at;
      if (!below) {
        const hint = places.has(item.label) ? " It must stand below this one." : didYouMean(item.label, ids);
        report(`There is no label ${item.label} below.${hint}`, ["labels", at, "requires", place]);
      }
    });
  });
}
