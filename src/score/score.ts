import type { LicenseBook } from "../license/properties.ts";
import type { EvidenceIndex, Subject } from "../profile/subject.ts";
import type { CriterionResult, Result } from "../result/schema.ts";
import type { Criterion, Rubric } from "../rubric/types.ts";
import {
  type Contribute,
  type EffectiveWeights,
  effectiveWeights,
  pointsIn,
  shareOf,
  sumOf,
} from "./aggregate.ts";
import { explainOutcome, listEvidence } from "./because.ts";
import type { Scope } from "./condition.ts";
import { KLEENE_WORDS, NO, UNKNOWN, YES } from "./kleene.ts";
import { labelVerdicts, possibleLabels, requirementsOf, surestLabel } from "./labels.ts";
import { mostPoints, type Outcome, outcomesOf, pointsOf } from "./level.ts";

export interface ScoreOptions {
  /** `text` adds the reason of each criterion; evidence adds the condition and the facts as well. */
  because?: "text" | EvidenceIndex;
}

/** A result without what only a set of results has: rank and roll-up. */
export type ModelResult = Omit<Result, "rank" | "rollup">;

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
  const absent = countsAsAbsent(rubric, subject);
  const covered = shareIn(rubric, undefined, (criterion) => coverageOf(outcomes, criterion));
  const assessed = covered !== 0;
  const adds = earned(outcomes);
  return {
    vendor: subject.vendor,
    model: subject.model,
    source: subject.source,
    rubric: rubric.id,
    ...(subject.judgedAsCompany?.includes(rubric.id) ? { of: "company" as const } : {}),
    assessed,
    score: assessed ? scoreIn(rubric, undefined, adds) : null,
    coverage: covered,
    label: assessed ? labelOf(rubric, scope, absent) : null,
    steps: assessed ? stepsOf(rubric, scope) : [],
    dimensions: dimensionsOf(rubric, outcomes, assessed ? adds : undefined),
    criteria: criteriaOf(rubric, outcomes, scope, absent, options),
    ...(subject.disputes.length > 0 ? { disputes: subject.disputes } : {}),
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
function countsAsAbsent(rubric: Rubric, subject: Subject): boolean {
  if (rubric.unknown !== "absent") return false;
  return !rubric.criteria.some(({ judged }) => judged) || Object.hasOwn(subject.judgements, rubric.id);
}

function outcomeFor(outcomes: ReadonlyMap<string, Outcome>, criterion: Criterion): Outcome {
  const outcome = outcomes.get(criterion.id);
  if (outcome === undefined) throw new Error(`Criterion ${criterion.id} was not evaluated.`);
  return outcome;
}

/** What each criterion adds, worked out when it is first asked for. */
function earned(outcomes: ReadonlyMap<string, Outcome>): Contribute {
  const known = new Map<Criterion, ReturnType<Contribute>>();
  return (criterion) => {
    if (known.has(criterion)) return known.get(criterion);
    const outcome = outcomeFor(outcomes, criterion);
    const { lower, upper } = pointsOf(outcome);
    const part =
      outcome.applies === NO
        ? undefined
        : { lower, upper, most: mostPoints(criterion), maybe: outcome.applies === UNKNOWN };
    known.set(criterion, part);
    return part;
  };
}

function coverageOf(outcomes: ReadonlyMap<string, Outcome>, criterion: Criterion): ReturnType<Contribute> {
  const { applies, possible } = outcomeFor(outcomes, criterion);
  if (applies === NO) return undefined;
  const most = mostPoints(criterion);
  const certain = applies === YES && possible.length === 1 ? most : 0;
  return { lower: certain, upper: certain, most };
}

/** Null where no criterion counts. */
function shareIn(rubric: Rubric, dimension: string | undefined, contribute: Contribute): number | null {
  const sum = sumOf(rubric, dimension, contribute);
  return sum.sure.most > 0 ? shareOf(sum).lower : null;
}

/** The score of a dimension or of the whole: points, or with a scale the share of the most times its max. */
function scoreIn(rubric: Rubric, dimension: string | undefined, adds: Contribute): Result["score"] {
  const sum = sumOf(rubric, dimension, adds);
  const points = pointsIn(sum);
  if (points.most === 0) return null;
  if (rubric.scale === undefined) {
    return { value: points.lower, lower: points.lower, upper: points.upper, max: points.most };
  }
  const { max } = rubric.scale;
  const { lower, upper } = shareOf(sum);
  return { value: lower * max, lower: lower * max, upper: upper * max, max };
}

function labelOf(rubric: Rubric, scope: Scope, absent: boolean): Result["label"] {
  if (rubric.labels.length === 0) return null;
  const verdicts = labelVerdicts(rubric, scope);
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
function stepsOf(rubric: Rubric, scope: Scope): Result["steps"] {
  const ladder = rubric.labels.filter(({ requires }) => requires !== undefined && requires.length > 0);
  let reached = true;
  const fromBelow = [...ladder].reverse().map((label) => {
    const verdicts = [...requirementsOf(label, rubric, scope)];
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

function dimensionsOf(
  rubric: Rubric,
  outcomes: ReadonlyMap<string, Outcome>,
  adds: Contribute | undefined,
): Result["dimensions"] {
  const weights = rubricWeights(rubric).dimensions;
  return rubric.dimensions.map(({ id, name }) => ({
    id,
    name,
    weight: weights.get(id) ?? 0,
    score: adds === undefined ? null : scoreIn(rubric, id, adds),
    coverage: shareIn(rubric, id, (criterion) => coverageOf(outcomes, criterion)),
  }));
}

function criteriaOf(
  rubric: Rubric,
  outcomes: ReadonlyMap<string, Outcome>,
  scope: Scope,
  absent: boolean,
  { because }: ScoreOptions,
): CriterionResult[] {
  const evidence = because === undefined || because === "text" ? undefined : listEvidence(because).lookup;
  return rubric.criteria.map((criterion) => {
    const outcome = outcomeFor(outcomes, criterion);
    return {
      ...criterionResult(outcome, absent),
      ...(because === undefined ? {} : { because: explainOutcome(outcome, rubric, scope, evidence) }),
    };
  });
}

function criterionResult(outcome: Outcome, absent: boolean): CriterionResult {
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
