import { definedEntries } from "../objects.ts";
import type { Criterion, Rubric } from "../rubric/types.ts";
import { didYouMean } from "../spelling.ts";
import { orList } from "../text.ts";
import type { RawCriterionRule, RawRubricRules } from "./schema.ts";
import type { CriterionRule, LabelRule, Rule, UnknownMode } from "./types.ts";

/** Reports a mistake at a path of the policy: about the value that stands there, or about its key. */
export type Report = (message: string, path: PropertyKey[], key?: "key") => void;

const ASKS = ["atLeast", "label", "min", "coverage", "judged", "criteria"] as const;

/** The rules that a policy has under one rubric. */
export function rubricRules(
  raw: RawRubricRules,
  rubric: Rubric,
  unknown: UnknownMode,
  report: Report,
): Rule[] {
  const { id } = rubric;
  const rules: Rule[] = labelRules(raw, rubric, unknown, report);
  if (raw.min !== undefined) {
    checkScore(raw.min, rubric, report);
    const asked = `a score of at least ${raw.min}`;
    rules.push({ kind: "score", id: `score:${id}`, rubric, min: raw.min, asked, unknown });
  }
  if (raw.coverage !== undefined) {
    if (rubric.criteria.length === 0) report(`${rubric.name} has no criteria to cover.`, ["coverage"]);
    const asked = `at least ${percent(raw.coverage)} of the weight known`;
    rules.push({ kind: "coverage", id: `coverage:${id}`, rubric, min: raw.coverage, asked, unknown });
  }
  if (raw.judged !== undefined) {
    rules.push({ kind: "judged", id: `judged:${id}`, rubric, asked: "judged by somebody", unknown });
  }
  for (const [criterion, asked] of definedEntries(raw.criteria)) {
    const below: Report = (message, path, key) => report(message, ["criteria", criterion, ...path], key);
    const rule = criterionRule(criterion, asked, rubric, unknown, below);
    if (rule !== undefined) rules.push(rule);
  }
  if (ASKS.every((key) => raw[key] === undefined)) {
    report(`It asks for nothing: add ${orList(ASKS.map((key) => `\`${key}\``))}.`, []);
  }
  return rules;
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10}%`;
}

/** Where dimensions have weights and scores no scale, points are whatever those weights make of them. */
function checkScore(min: number, { name, scale, criteria, dimensions }: Rubric, report: Report): void {
  if (criteria.length === 0) report(`${name} gives no score: ask for a label.`, ["min"]);
  const best = ({ levels, weight }: Criterion) => Math.max(...levels.map(({ points }) => points)) * weight;
  const sum = criteria.reduce((total, criterion) => total + best(criterion), 0);
  const most = scale?.max ?? (dimensions.some(({ weight }) => weight !== undefined) ? min : sum);
  if (criteria.length > 0 && min > most) {
    report(`No model can reach it: ${name} gives at most ${most}.`, ["min"]);
  }
}

function labelRules(
  { atLeast, label }: RawRubricRules,
  rubric: Rubric,
  unknown: UnknownMode,
  report: Report,
): Rule[] {
  if (atLeast === undefined && label === undefined) return [];
  if (atLeast !== undefined && label !== undefined) {
    report("Ask for labels in one way: `atLeast` or `label`.", ["label"]);
    return [];
  }
  const key = atLeast === undefined ? "label" : "atLeast";
  const wanted = atLeast === undefined ? (label ?? []) : [atLeast];
  if (rubric.labels.length === 0) {
    report(`${rubric.name} has no labels: ask for a score with \`min\`.`, [key]);
    return [];
  }
  if (key === "atLeast" && !isLadder(rubric)) {
    const ids = rubric.labels.map(({ id }) => id);
    report(
      `The labels of ${rubric.name} are decisions, none of which includes another: list those that you accept with \`label\`, of ${orList(ids)}.`,
      [key],
    );
    return [];
  }
  const found = wanted.flatMap((text, at) => {
    const path = Array.isArray(label) && label.length > 1 ? [key, at] : [key];
    return labelCalled(text, rubric, (message) => report(message, path)) ?? [];
  });
  return found.length < wanted.length ? [] : [labelRule(rubric, found, key === "atLeast", unknown)];
}

function labelRule(
  rubric: Rubric,
  labels: Rubric["labels"],
  orHigher: boolean,
  unknown: UnknownMode,
): LabelRule {
  const end = rubric.labels.findIndex(({ id }) => id === labels[0]?.id) + 1;
  const accepted = orHigher ? rubric.labels.slice(0, end) : labels;
  const names = orList(labels.map(({ name }) => name));
  return {
    kind: "label",
    id: `label:${rubric.id}`,
    rubric,
    accepted: accepted.map(({ id }) => id),
    asked: orHigher && end > 1 ? `at least ${names}` : names,
    unknown,
  };
}

/** Whether a rubric's labels are classes that build on one another, rather than decisions. */
export function isLadder({ labels }: Rubric): boolean {
  return labels.some(({ requires }) => requires !== undefined);
}

/** A label by its id, or by the beginning of one up to a dash if only one begins so. */
function labelCalled(
  text: string,
  rubric: Rubric,
  report: (message: string) => void,
): Rubric["labels"][number] | undefined {
  const exact = rubric.labels.find(({ id }) => id === text);
  if (exact !== undefined) return exact;
  const ids = rubric.labels.map(({ id }) => id);
  const [only, ...others] = rubric.labels.filter(({ id }) => id.startsWith(`${text}-`));
  if (only !== undefined && others.length === 0) return only;
  const several = `${text} may be ${orList([only, ...others].map((label) => label?.id ?? ""))}: say which.`;
  const none = `${rubric.name} has no label ${text}.${didYouMean(text, ids) || ` It has ${orList(ids)}.`}`;
  report(only === undefined ? none : several);
  return undefined;
}

function criterionRule(
  id: string,
  raw: RawCriterionRule,
  rubric: Rubric,
  unknown: UnknownMode,
  report: Report,
): CriterionRule | undefined {
  const criterion = rubric.criteria.find((one) => one.id === id);
  if (criterion === undefined) {
    const near = didYouMean(
      id,
      rubric.criteria.map((one) => one.id),
    );
    report(
      `${rubric.name} has no criterion ${id}.${near || ` \`openness rubric show ${rubric.id}\` lists them.`}`,
      [],
      "key",
    );
    return undefined;
  }
  const [form, ...others] = (["atLeast", "level", "not"] as const).filter((key) => raw[key] !== undefined);
  if (form === undefined || others.length > 0) {
    report("Say in one way which levels it may have: `atLeast`, `level` or `not`.", []);
    return undefined;
  }
  const named = [raw[form] ?? []].flat();
  const levels = criterion.levels.map((level) => level.id);
  const strange = named.filter((level) => !levels.includes(level));
  for (const level of strange) {
    const known = didYouMean(level, levels) || ` It has ${orList(levels)}.`;
    report(`The criterion ${id} has no level ${level}.${known}`, [form]);
  }
  if (strange.length > 0) return undefined;
  const accepted = { atLeast: atLeast(criterion, named), level: named, not: without(levels, named) }[form];
  if (accepted.length === 0) report("No level is left that it may have.", [form]);
  if (accepted.length === levels.length) report("It may have every level: nothing is asked.", [form]);
  const words = { atLeast: "at least ", level: "", not: "not " }[form];
  return {
    kind: "criterion",
    id: `criterion:${rubric.id}/${id}`,
    rubric,
    criterion: id,
    accepted,
    asked: `${criterion.name} ${words}${orList(named)}`,
    unknown: raw.unknown ?? unknown,
  };
}

/** Levels that stand no lower than one and give no fewer points. */
function atLeast({ levels }: Criterion, [least]: readonly string[]): string[] {
  const at = levels.findIndex(({ id }) => id === least);
  const points = levels[at]?.points ?? 0;
  return levels.filter((level, place) => place <= at && level.points >= points).map(({ id }) => id);
}

function without(all: readonly string[], some: readonly string[]): string[] {
  return all.filter((one) => !some.includes(one));
}
