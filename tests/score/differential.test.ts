import fc from "fast-check";
import { expect, test } from "vitest";
import type { Condition, Criterion, Rubric } from "../../src/rubric/types.ts";
import { leavesOf } from "../../src/rubric/words.ts";
import { type ModelResult, scoreModel } from "../../src/score/score.ts";
import { known, rubric } from "./arbitrary.ts";
import {
  conditionsOfCriteria,
  everyCompletion,
  oneCompletion,
  type Unknown,
  unknownsIn,
  unknownsOf,
} from "./completions.ts";
import { type Verdict, verdictOf, type World } from "./reference.ts";

/** `OPENNESS_PAIRS=100000 npx vitest run tests/score/differential.test.ts` tries as many pairs. */
const PAIRS = Number(process.env.OPENNESS_PAIRS ?? 4000);
const MOST_COMPLETIONS = 4096;
const SAMPLES = 64;
const NEAR = 1e-9;

/** As in the other tests, and models that are derived from others or bound by terms beside their license. */
const world: fc.Arbitrary<World> = fc
  .record({
    known,
    base: fc.option(
      fc.record({ license: fc.option(fc.constantFrom("A", "A OR B", "NONE", "lost"), { nil: undefined }) }),
      { nil: undefined, freq: 3 },
    ),
    terms: fc.subarray(["B", "terms"], { maxLength: 1 }),
    spare: fc.boolean(),
  })
  .map(({ known: { subject, book }, base, terms, spare }) => ({
    subject: {
      ...subject,
      terms: spare ? [] : terms,
      ...(base === undefined
        ? {}
        : { base: { id: "o/b", ...(base.license === undefined ? {} : { license: base.license }) } }),
    },
    book,
    days: {},
  }));

const asked: fc.Arbitrary<Condition> = fc.constantFrom<Condition>(
  {
    kind: "license",
    artifact: "weights.final",
    properties: { commercialUse: ["yes"], fieldOfUse: ["none"] },
  },
  { kind: "license", artifact: "weights.final", in: ["osi-approved"], properties: {} },
  { kind: "facet", artifact: "weights.final", facet: "availability", values: ["full"] },
);

/** Leaves that ask about different things, each of them there once at most, in any order. */
const separateLeaves: fc.Arbitrary<Condition[]> = fc
  .tuple(
    asked,
    fc.constant<Condition>({ kind: "facet", artifact: "weights.final", facet: "access", values: ["public"] }),
    fc
      .subarray(["full", "partial", "none"], { minLength: 1 })
      .map(
        (values): Condition => ({ kind: "facet", artifact: "code.training", facet: "availability", values }),
      ),
    fc.constant<Condition>({ kind: "facet", artifact: "code.training", facet: "access", values: ["paid"] }),
    fc.constant<Condition>({ kind: "fact", fact: "trainingCompute.flop", op: "gt", values: [1e25] }),
    fc.constant<Condition>({
      kind: "fact",
      fact: "trainingResources.disclosure",
      op: "is",
      values: ["full", "none"],
    }),
  )
  .chain((leaves) => fc.shuffledSubarray(leaves, { minLength: 1 }));

/** A rubric whose criteria share no leaf, so that every bound must be reached. */
const separate: fc.Arbitrary<Rubric> = fc
  .record({
    rubric,
    leaves: separateLeaves,
    kinds: fc.array(fc.constantFrom("plain", "not", "all", "any", "applies"), { minLength: 6, maxLength: 6 }),
  })
  .map(({ rubric: like, leaves, kinds }) => ({ ...like, criteria: criteriaOf(leaves, kinds), labels: [] }));

function criteriaOf(leaves: readonly Condition[], kinds: readonly string[]): Criterion[] {
  const criteria: Criterion[] = [];
  const rest = [...leaves];
  for (let first = rest.shift(); first !== undefined; first = rest.shift()) {
    const at = criteria.length;
    const kind = kinds[at] ?? "plain";
    const second = kind === "plain" || kind === "not" ? undefined : rest.shift();
    criteria.push({
      id: `criterion-${at}`,
      name: "",
      weight: at + 1,
      judged: false,
      dimension: at % 2 === 0 ? "one" : "two/inner",
      ...(kind === "applies" && second !== undefined ? { appliesWhen: second } : {}),
      levels: [
        { id: "a", points: 2, when: joined(kind, first, second) },
        { id: "last", points: 0.5 },
      ],
    });
  }
  return criteria;
}

function joined(kind: string, first: Condition, second: Condition | undefined): Condition {
  if (kind === "not") return { kind: "not", of: first };
  return (kind === "all" || kind === "any") && second !== undefined ? { kind, of: [first, second] } : first;
}

/** What all completions come to together. */
interface Possible {
  levels: Set<string | null>[];
  points: { lower: number; upper: number }[];
  score: { lower: number; upper: number };
  labels: Set<string>;
}

function together(verdicts: readonly Verdict[], { criteria }: Rubric): Possible {
  const range = (values: readonly number[]) => ({ lower: Math.min(...values), upper: Math.max(...values) });
  return {
    levels: criteria.map((_, at) => new Set(verdicts.map(({ levels }) => levels[at]?.id ?? null))),
    points: criteria.map((_, at) => range(verdicts.flatMap(({ levels }) => levels[at]?.points ?? []))),
    score: range(verdicts.flatMap(({ score }) => score ?? [])),
    labels: new Set(verdicts.map(({ label }) => label)),
  };
}

function expectContained(result: ModelResult, possible: Possible): void {
  for (const [at, { possible: levels, points }] of result.criteria.entries()) {
    const ids = [...(possible.levels[at] ?? [])].filter((id) => id !== null);
    expect(levels).toEqual(expect.arrayContaining(ids));
    if (ids.length === 0) continue;
    expect(possible.points[at]?.lower).toBeGreaterThanOrEqual((points?.lower ?? 0) - NEAR);
    expect(possible.points[at]?.upper).toBeLessThanOrEqual((points?.upper ?? 0) + NEAR);
  }
  if (result.score !== null && possible.score.lower <= possible.score.upper) {
    expect(possible.score.lower).toBeGreaterThanOrEqual(result.score.lower - NEAR);
    expect(possible.score.upper).toBeLessThanOrEqual(result.score.upper + NEAR);
  }
  if (result.label !== null)
    expect(result.label.possible).toEqual(expect.arrayContaining([...possible.labels]));
}

function levelsAgree(result: ModelResult, possible: Possible): boolean {
  return result.criteria.every(({ possible: levels }, at) => {
    const ids = [...(possible.levels[at] ?? [])].filter((id) => id !== null);
    return ids.length === levels.length;
  });
}

/** Where it may be that no criterion applies there is no score, which points count as 0. */
function scoresAgree({ score }: ModelResult, verdicts: readonly Verdict[], possible: Possible): boolean {
  if (score === null) return true;
  const lower = verdicts.some((one) => one.score === null) ? Math.min(0, possible.score.lower) : undefined;
  const isNear = (a: number, b: number) => Math.abs(a - b) <= NEAR;
  return (
    (isNear(score.lower, possible.score.lower) || (lower !== undefined && isNear(score.lower, lower))) &&
    isNear(score.upper, possible.score.upper)
  );
}

/** Whether every open fact is tested by one leaf, which does not list every value, and no criterion by another. */
function mustBeExact(start: World, framework: Rubric, open: readonly Unknown[]): boolean {
  const leaves = conditionsOfCriteria(framework).flatMap(leavesOf);
  if (leaves.some(({ kind }) => kind === "criterion")) return false;
  const tested = leaves.map((leaf) => unknownsIn(leaf, leaves, start));
  return open.every(({ key }) => {
    const uses = tested.flatMap((unknowns) => unknowns.filter((one) => one.key === key));
    return uses.length <= 1 && uses.every(({ listed }) => !listed);
  });
}

test(`${PAIRS} random models and rubrics come to what two-valued evaluation of every completion does`, () => {
  const counts = { closed: 0, mustBeExact: 0, enumerated: 0, exact: 0, sampled: 0 };
  const choices = fc.infiniteStream(fc.nat({ max: 1e6 }));
  fc.assert(
    fc.property(
      fc.oneof({ weight: 3, arbitrary: rubric }, { weight: 1, arbitrary: separate }),
      world,
      choices,
      (framework, start, numbers) => {
        const result = scoreModel(start.subject, framework, start.book);
        const open = unknownsOf(start, framework);
        const all = everyCompletion(start, framework, MOST_COMPLETIONS);
        const choose = (limit: number) => Number(numbers.next().value) % limit;
        const completions =
          all ?? Array.from({ length: SAMPLES }, () => oneCompletion(start, framework, choose));
        const verdicts = completions.map((completion) => verdictOf(completion, framework));
        const possible = together(verdicts, framework);
        expectContained(result, possible);
        if (all === undefined) {
          counts.sampled += 1;
          return;
        }
        const labels = result.label?.possible.length ?? 1;
        const same = levelsAgree(result, possible) && scoresAgree(result, verdicts, possible);
        const labelsAgree = result.label === null || labels === possible.labels.size;
        counts.enumerated += 1;
        if (same && labelsAgree) counts.exact += 1;
        if (open.length === 0) {
          counts.closed += 1;
          expect({ same, labelsAgree }).toEqual({ same: true, labelsAgree: true });
        } else if (mustBeExact(start, framework, open)) {
          counts.mustBeExact += 1;
          expect({ same }).toEqual({ same: true });
        }
      },
    ),
    { numRuns: PAIRS },
  );
  const share = ((100 * counts.exact) / counts.enumerated).toFixed(1);
  process.stdout.write(
    `${PAIRS} pairs: ${counts.enumerated} with every completion, of which ${share} % exact (${counts.closed} with ` +
      `nothing open, ${counts.mustBeExact} that must be); ${counts.sampled} with a sample of ${SAMPLES}\n`,
  );
  expect(counts.closed).toBeGreaterThan(0);
  expect(counts.mustBeExact).toBeGreaterThan(0);
});
