import type { LicenseBook } from "../license/properties.ts";
import type { EvidenceIndex, Subject } from "../profile/subject.ts";
import type { CriterionResult, Result } from "../result/schema.ts";
import type { Criterion, Rubric } from "../rubric/types.ts";
import {
  type Contribute,
  type Contribution,
  type EffectiveWeights,
  effectiveWeights,
  pointsIn,
  type Sum,
  type Sums,
  shareOf,
  sumsOf,
} from "./aggregate.ts";
import { explainOutcome, listEvidence } from "./because.ts";
import { evaluate, type Scope } from "./condition.ts";
import { KLEENE_WORDS, NO, UNKNOWN, YES } from "./kleene.ts";
import { type Holds, labelVerdicts, possibleLabels, requirementsOf, surestLabel } from "./labels.ts";
import { mostPoints, type Outcome, outcomesOf, pointsOf } from "./level.ts";

export interface ScoreOptions {
  /** `text` adds the reason of each criterion; evidence adds the condition and the facts as well. */
  because?: "text" | EvidenceIndex;
}

/** A result without what only a set of results has: rank and roll-up. */
export type ModelResult = Omit<Result, "rank" | "rollup">;

/** A result without its criteria and disputes. */
export type ResultHead = Omit<ModelResult, "criteria" | "disputes">;

/**
 * Scores one model under one rubric. Pure: the same input gives the same result.
 * @param book the facts of every license that the subject names
 */
export function scoreModel(
  subject: Subject,
  rubric: Rubric,
  book: LicenseBook,
  options: ScoreOptions = {},
): ModelResult {
  const { outcomes, scope } = outcomesOf(rubric, subject, book);
  const outcomeFor = ({ id }: Criterion): Outcome => {
    const outcome = outcomes.get(id);
    if (outcome === undefined) throw new Error(`Criterion ${id} was not evaluated.`);
    return outcome;
  };
  const absent = countsAsAbsent(rubric, subject);
  const head = resultHead(subject, rubric, {
    earned: (criterion) => earnedBy(outcomeFor(criterion)),
    covered: (criterion) => coveredBy(outcomeFor(criterion)),
    holds: (condition) => evaluate(condition, scope),
    absent,
  });
  return {
    ...head,
    criteria: criteriaOf(rubric.criteria.map(outcomeFor), rubric, scope, absent, options),
    ...(subject.disputes.length > 0 ? { disputes: subject.disputes } : {}),
  };
}

/** What a rubric's criteria and conditions come to for one model. */
export interface Evaluation {
  /** As `earnedBy`. */
  earned: Contribute;
  /** As `coveredBy`. */
  covered: Contribute;
  holds: Holds;
  /** As `countsAsAbsent`. */
  absent: boolean;
}

/** Everything of a result but its criteria. */
export function resultHead(subject: Subject, rubric: Rubric, evaluation: Evaluation): ResultHead {
  const coverage = sumsOf(rubric, evaluation.covered);
  const covered = coveredIn(coverage, undefined);
  const assessed = covered !== 0;
  const points = assessed ? sumsOf(rubric, evaluation.earned) : undefined;
  const weights = rubricWeights(rubric).dimensions;
  return {
    vendor: subject.vendor,
    model: subject.model,
    source: subject.source,
    rubric: rubric.id,
    ...(rubric.changed === undefined ? {} : { changed: rubric.changed }),
    ...(subject.judgedAsCompany?.includes(rubric.id) ? { of: "company" as const } : {}),
    assessed,
    score: scoreIn(rubric, points?.get(undefined)),
    coverage: covered,
    label: assessed ? labelOf(rubric, evaluation) : null,
    steps: assessed ? stepsOf(rubric, evaluation.holds) : [],
    dimensions: rubric.dimensions.map(({ id, name }) => ({
      id,
      name,
      weight: weights.get(id) ?? 0,
      score: scoreIn(rubric, points?.get(id)),
      coverage: coveredIn(coverage, id),
    })),
  };
}

const weightsByRubric = new WeakMap<Rubric, EffectiveWeights>();

/** The effective weights of a rubric, worked out once. */
export function rubricWeights(rubric: Rubric): EffectiveWeights {
  const known = weightsByRubric.get(rubric) ?? effectiveWeights(rubric, mostPoints);
  weightsByRubric.set(rubric, known);
  return known;
}

/**
 * Whether a blank counts as the worst here: where the rubric says so and, if people judge under it, only
 * for models that somebody judged.
 */
export function countsAsAbsent(rubric: Rubric, subject: Subject): boolean {
  if (rubric.unknown !== "absent") return false;
  return !rubric.criteria.some(({ judged }) => judged) || Object.hasOwn(subject.judgements, rubric.id);
}

/** The points that a criterion adds, before its weight. */
export function earnedBy(outcome: Outcome): Contribution | undefined {
  if (outcome.applies === NO) return undefined;
  const { lower, upper } = pointsOf(outcome);
  return { lower, upper, most: mostPoints(outcome.criterion), maybe: outcome.applies === UNKNOWN };
}

/** All points of a criterion if its level is certain, else none. */
export function coveredBy({ applies, possible, criterion }: Outcome): Contribution | undefined {
  if (applies === NO) return undefined;
  const most = mostPoints(criterion);
  const certain = applies === YES && possible.length === 1 ? most : 0;
  return { lower: certain, upper: certain, most, maybe: false };
}

/** The share of the weight whose level is certain; null where no criterion counts. */
function coveredIn(coverage: Sums, dimension: string | undefined): number | null {
  const sum = coverage.get(dimension);
  return sum !== undefined && sum.sure.most > 0 ? shareOf(sum).lower : null;
}

/** The score of a dimension or of the whole: points, or with a scale the share of the most times its max. */
function scoreIn(rubric: Rubric, sum: Sum | undefined): Result["score"] {
  if (sum === undefined) return null;
  const points = pointsIn(sum);
  if (points.most === 0) return null;
  if (rubric.scale === undefined) {
    return { value: points.lower, lower: points.lower, upper: points.upper, max: points.most };
  }
  const { max } = rubric.scale;
  const { lower, upper } = shareOf(sum);
  return { value: lower * max, lower: lower * max, upper: upper * max, max };
}

function labelOf(rubric: Rubric, { holds, absent }: Evaluation): Result["label"] {
  if (rubric.labels.length === 0) return null;
  const verdicts = labelVerdicts(rubric, holds);
  const possible = possibleLabels(rubric, verdicts);
  const certain = possible.length === 1;
  const label = absent ? surestLabel(rubric, verdicts) : certain ? possible[0] : undefined;
  const ids = possible.map(({ id }) => id);
  const ladder = rubric.labels.some(({ requires }) => requires !== undefined);
  return {
    id: label?.id ?? null,
    name: label?.name ?? null,
    certain,
    possible: ids,
    ...(ladder ? { atLeast: ids.at(-1) ?? "", atMost: ids[0] ?? "" } : {}),
  };
}

/** One step per label that has requirements, highest first. */
function stepsOf(rubric: Rubric, holds: Holds): Result["steps"] {
  const ladder = rubric.labels.filter(({ requires }) => requires !== undefined && requires.length > 0);
  let reached = true;
  const fromBelow = [...ladder].reverse().map((label) => {
    const verdicts = [...requirementsOf(label, rubric, holds)];
    const met = Math.min(YES, ...verdicts.map(([, verdict]) => verdict)) as 0 | 1 | 2;
    const satisfied = verdicts.filter(([, verdict]) => verdict === YES).length;
    const progress = reached || !rubric.stepsInOrder ? satisfied / verdicts.length : 0;
    reached &&= met === YES;
    return {
      id: label.id,
      met: KLEENE_WORDS[met],
      progress,
      missing: verdicts.filter(([, verdict]) => verdict !== YES).map(([key]) => key),
    };
  });
  return fromBelow.reverse();
}

function criteriaOf(
  outcomes: readonly Outcome[],
  rubric: Rubric,
  scope: Scope,
  absent: boolean,
  { because }: ScoreOptions,
): CriterionResult[] {
  const evidence = because === undefined || because === "text" ? undefined : listEvidence(because).lookup;
  return outcomes.map((outcome) => ({
    ...criterionResult(outcome, absent),
    ...(because === undefined ? {} : { because: explainOutcome(outcome, rubric, scope, evidence) }),
  }));
}

/**
 * What a result says of a criterion, without reasons.
 * @param absent whether a blank counts as the worst
 */
export function criterionResult(outcome: Outcome, absent: boolean): CriterionResult {
  const { criterion, possible, by } = outcome;
  const points = by === "not-applicable" ? null : { ...pointsOf(outcome), max: mostPoints(criterion) };
  const worst = possible.find((level) => level.points === points?.lower);
  const level = possible.length === 1 || absent ? worst?.id : undefined;
  return {
    id: criterion.id,
    ...(criterion.dimension === undefined ? {} : { dimension: criterion.dimension }),
    level: level ?? null,
    possible: possible.map(({ id }) => id),
    points,
    by,
  };
}
