import type { LicenseBook } from "../license/properties.ts";
import type { Subject } from "../profile/subject.ts";
import type { Criterion, Rubric } from "../rubric/types.ts";
import { type Contribution, pointsIn, type Sum, shareOf, sumsOf } from "../score/aggregate.ts";
import { evaluate } from "../score/condition.ts";
import { NO } from "../score/kleene.ts";
import { mostPoints, outcomesOf } from "../score/level.ts";
import { type ModelResult, scoreModel } from "../score/score.ts";
import type { Solve } from "../solver.ts";
import type { Efforts } from "./efforts.ts";
import { ALWAYS, Formulas, isNever } from "./formula.ts";
import { type Gain, type Goal, Program } from "./program.ts";
import { type Choices, changed, effortOf } from "./variables.ts";

/** What is to be reached: a label or a higher one, or a score. */
export type Aim = { label: string } | { score: number };

export interface SearchOptions {
  efforts: Efforts;
  /** How many sets of changes to look for. */
  sets: number;
  solve: Solve;
}

interface FoundSet {
  choices: Choices;
  effort: number;
}

export interface Found {
  /** Sets of changes that reach the aim, the least effort first. */
  sets: FoundSet[];
  /** Whether it is proven that none takes less effort, and that there are no others where there are fewer than asked. */
  exact: boolean;
}

/** Sets that turned out not to reach the aim are passed over so often at most. */
const MOST_MISSES = 50;

/** Says whether a result surely reaches an aim. */
export function isReached({ label, score }: ModelResult, rubric: Rubric, aim: Aim): boolean {
  if ("score" in aim) return score !== null && score.lower >= aim.score - 1e-9;
  const end = rubric.labels.findIndex(({ id }) => id === aim.label) + 1;
  const enough = new Set(rubric.labels.slice(0, end).map(({ id }) => id));
  if (label === null) return false;
  return label.id === null ? label.possible.every((id) => enough.has(id)) : enough.has(label.id);
}

/**
 * The smallest sets of changes after which a model surely reaches an aim: a mixed-integer programme, which is exact
 * where it is solved to the end. Each set is scored; one that falls short of what the programme took for granted (a
 * criterion that stops applying) is passed over, and the answer no longer called exact.
 */
export function findSets(
  subject: Subject,
  rubric: Rubric,
  book: LicenseBook,
  aim: Aim,
  { efforts, sets, solve }: SearchOptions,
): Found {
  const formulas = new Formulas(subject, rubric, book);
  const goal: Goal = {
    formula: formulas.assessed("label" in aim ? formulas.labelOrHigher(aim.label) : ALWAYS),
    gains: "label" in aim ? [] : gainsOf(subject, rubric, book, formulas),
    points: "label" in aim ? 0 : aim.score,
  };
  if (isNever(goal.formula)) return { sets: [], exact: true };
  const program = new Program(goal, efforts);
  const found: Found = { sets: [], exact: true };
  for (let misses = 0; found.sets.length < sets && misses < MOST_MISSES; ) {
    const answer = program.solve(solve);
    if (answer === undefined) return found;
    const { choices, exact } = answer;
    found.exact &&= exact;
    const result = scoreModel(changed(subject, rubric.id, choices), rubric, book);
    if (isReached(result, rubric, aim)) {
      found.sets.push({ choices, effort: totalEffort(choices, efforts) });
    } else {
      misses += 1;
      found.exact = false;
    }
    if (choices.size === 0) return found;
    program.exclude(choices);
  }
  return found;
}

function totalEffort(choices: Choices, efforts: Efforts): number {
  return [...choices.keys()].reduce((total, variable) => total + effortOf(variable, efforts), 0);
}

/**
 * What each level of each criterion adds to the score, given what applies now: scores are sums, or means with fixed
 * weights, of points.
 */
export function gainsOf(subject: Subject, rubric: Rubric, book: LicenseBook, formulas: Formulas): Gain[] {
  const { scope } = outcomesOf(rubric, subject, book);
  const applies = rubric.criteria.filter(
    ({ appliesWhen }) => appliesWhen === undefined || evaluate(appliesWhen, scope) !== NO,
  );
  return applies.flatMap((criterion) => {
    const worth = pointWorth(criterion, applies, rubric);
    const points = [...new Set(criterion.levels.map((level) => level.points))].sort((a, b) => a - b);
    return points.map((value, at) => ({
      // The fewest points are there whatever is known.
      formula: at === 0 ? ALWAYS : formulas.reaches(criterion, value),
      points: (value - (points[at - 1] ?? 0)) * worth,
    }));
  });
}

/** What a point of one criterion adds to the score of the rubric. */
function pointWorth(criterion: Criterion, applies: readonly Criterion[], rubric: Rubric): number {
  const sums = sumsOf(rubric, (other): Contribution | undefined => {
    if (!applies.includes(other)) return undefined;
    const lower = other === criterion ? 1 : 0;
    return { lower, upper: lower, most: mostPoints(other), maybe: false };
  });
  return scoreOf(sums.get(undefined), rubric);
}

function scoreOf(sum: Sum | undefined, { scale }: Rubric): number {
  if (sum === undefined) return 0;
  if (scale === undefined) return pointsIn(sum).lower;
  return sum.sure.most > 0 ? shareOf(sum).lower * scale.max : 0;
}
