import type { LicenseBook } from "../license/properties.ts";
import { own } from "../objects.ts";
import type { Judgement, Subject } from "../profile/subject.ts";
import type { Criterion, Level, Rubric } from "../rubric/types.ts";
import { evaluate, type PossibleLevels, type Scope } from "./condition.ts";
import { type Kleene, NO, YES } from "./kleene.ts";

/** What a criterion comes to for one model. */
export interface Outcome {
  criterion: Criterion;
  applies: Kleene;
  /** In the rubric's order; one if it is certain, none if the criterion does not apply. */
  possible: Level[];
  by: "rule" | "judgement" | "not-applicable";
}

/**
 * The levels that are possible: those whose condition is not "no" while no earlier condition is "yes".
 * The last level has no condition and holds where no other does.
 */
export function matchLevels(levels: readonly Level[], scope: Scope): Level[] {
  const possible: Level[] = [];
  for (const level of levels) {
    const holds = level.when === undefined ? YES : evaluate(level.when, scope);
    if (holds !== NO) possible.push(level);
    if (holds === YES) break;
  }
  return possible;
}

/** What somebody judged of a criterion. */
export function judgementOf(subject: Subject, rubric: string, criterion: string): Judgement | undefined {
  return own(own(subject.judgements, rubric) ?? {}, criterion);
}

function outcomeOf(criterion: Criterion, rubric: Rubric, scope: Scope): Outcome {
  const applies = criterion.appliesWhen === undefined ? YES : evaluate(criterion.appliesWhen, scope);
  if (applies === NO) return { criterion, applies, possible: [], by: "not-applicable" };
  if (!criterion.judged)
    return { criterion, applies, possible: matchLevels(criterion.levels, scope), by: "rule" };
  const judged = judgementOf(scope.subject, rubric.id, criterion.id);
  const level = judged && criterion.levels.find(({ id }) => id === judged.level);
  if (level) return { criterion, applies, possible: [level], by: "judgement" };
  const derivable = criterion.levels.some(({ when }) => when !== undefined);
  const possible = derivable ? matchLevels(criterion.levels, scope) : [...criterion.levels];
  return { criterion, applies, possible, by: "rule" };
}

/** The outcomes of all criteria of a rubric for one model, each worked out once, and the scope they share. */
export function outcomesOf(
  rubric: Rubric,
  subject: Subject,
  book: LicenseBook,
): { outcomes: Map<string, Outcome>; scope: Scope } {
  const outcomes = new Map<string, Outcome>();
  const criteria = new Map(rubric.criteria.map((criterion) => [criterion.id, criterion]));
  const scope: Scope = { subject, book, criterion: (id) => possibleLevels(resolve(id)) };
  function resolve(id: string): Outcome {
    const known = outcomes.get(id);
    if (known !== undefined) return known;
    const criterion = criteria.get(id);
    if (criterion === undefined) throw new Error(`Rubric ${rubric.id} has no criterion ${id}.`);
    const outcome = outcomeOf(criterion, rubric, scope);
    outcomes.set(id, outcome);
    return outcome;
  }
  for (const { id } of rubric.criteria) resolve(id);
  return { outcomes, scope };
}

function possibleLevels({ possible, applies }: Outcome): PossibleLevels {
  return { possible: possible.map(({ id }) => id), applies };
}

/** The fewest and the most points that a criterion can come to. */
export function pointsOf({ possible }: Outcome): { lower: number; upper: number } {
  const points = possible.map((level) => level.points);
  return { lower: Math.min(...points), upper: Math.max(...points) };
}

const mostByCriterion = new WeakMap<Criterion, number>();

/** The most points that any level of a criterion gives; worked out once. */
export function mostPoints(criterion: Criterion): number {
  const known = mostByCriterion.get(criterion);
  if (known !== undefined) return known;
  const most = Math.max(...criterion.levels.map((level) => level.points));
  mostByCriterion.set(criterion, most);
  return most;
}
