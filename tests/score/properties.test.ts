import fc from "fast-check";
import { expect, test } from "vitest";
import type { Rubric } from "../../src/rubric/types.ts";
import { type ModelResult, scoreModel } from "../../src/score/score.ts";
import { type Case, complete, known, rubric, unknownsOf } from "./arbitrary.ts";

const RUNS = 400;
const COMPLETIONS = 40;
const NEAR = 1e-9;

function score({ subject, book }: Case, framework: Rubric): ModelResult {
  return scoreModel(subject, framework, book);
}

function contains(outer: ModelResult, inner: ModelResult): void {
  for (const [at, criterion] of outer.criteria.entries()) {
    const other = inner.criteria[at];
    if (other?.by === "not-applicable") continue;
    expect(criterion.possible).toEqual(expect.arrayContaining(other?.possible ?? []));
    expect(other?.points?.lower).toBeGreaterThanOrEqual((criterion.points?.lower ?? 0) - NEAR);
    expect(other?.points?.upper).toBeLessThanOrEqual((criterion.points?.upper ?? 0) + NEAR);
  }
  const ranges = [
    [outer.score, inner.score] as const,
    ...outer.dimensions.map((dimension, at) => [dimension.score, inner.dimensions[at]?.score] as const),
  ];
  for (const [wide, narrow] of ranges) {
    if (!wide || !narrow) continue;
    expect(narrow.lower).toBeGreaterThanOrEqual(wide.lower - NEAR);
    expect(narrow.upper).toBeLessThanOrEqual(wide.upper + NEAR);
  }
  if (outer.label && inner.label) {
    expect(outer.label.possible).toEqual(expect.arrayContaining(inner.label.possible));
  }
}

const choices = fc.array(fc.nat({ max: 11 }), { minLength: 12, maxLength: 12 });

test("possible levels, labels and bounds contain those of every completion", () => {
  fc.assert(
    fc.property(
      rubric,
      known,
      fc.array(choices, { minLength: COMPLETIONS, maxLength: COMPLETIONS }),
      (framework, state, samples) => {
        const open = score(state, framework);
        for (const sample of samples) {
          const closed = score(complete(state, framework, sample), framework);
          contains(open, closed);
          // Nothing is open any more, so one level and one label are left.
          for (const { possible, by } of closed.criteria) {
            expect(possible).toHaveLength(by === "not-applicable" ? 0 : 1);
          }
        }
      },
    ),
    { numRuns: RUNS },
  );
});

test("a new fact never adds a level or label and never widens bounds", () => {
  fc.assert(
    fc.property(rubric, known, fc.nat(), fc.nat(), (framework, state, which, value) => {
      const unknowns = unknownsOf(state, framework);
      const unknown = unknowns[which % Math.max(1, unknowns.length)];
      const settled = unknown?.[value % unknown.length]?.(state);
      if (settled === undefined) return;
      const [before, after] = [score(state, framework), score(settled, framework)];
      contains(before, after);
      if (before.coverage !== null && after.coverage !== null && sameApplicability(before, after)) {
        expect(after.coverage).toBeGreaterThanOrEqual(before.coverage - NEAR);
      }
    }),
    { numRuns: RUNS * 5 },
  );
});

/** Coverage is a share of what applies, so it is compared only where that stays the same. */
function sameApplicability(a: ModelResult, b: ModelResult): boolean {
  return a.criteria.every(
    ({ by }, at) => (by === "not-applicable") === (b.criteria[at]?.by === "not-applicable"),
  );
}

test("all weights times one constant change no share", () => {
  fc.assert(
    fc.property(rubric, known, fc.constantFrom(0.1, 3, 1000), (framework, state, factor) => {
      const scaled: Rubric = { ...framework, scale: { max: 100 } };
      const heavier: Rubric = {
        ...scaled,
        criteria: scaled.criteria.map((criterion) => ({ ...criterion, weight: criterion.weight * factor })),
        dimensions: scaled.dimensions.map(({ weight, ...rest }) => ({
          ...rest,
          ...(weight === undefined ? {} : { weight: weight * factor }),
        })),
      };
      const [light, heavy] = [score(state, scaled), score(state, heavier)];
      expect(heavy.score?.lower ?? 0).toBeCloseTo(light.score?.lower ?? 0, 9);
      expect(heavy.score?.upper ?? 0).toBeCloseTo(light.score?.upper ?? 0, 9);
      expect(heavy.coverage ?? 0).toBeCloseTo(light.coverage ?? 0, 9);
      expect(heavy.label).toEqual(light.label);
    }),
    { numRuns: RUNS },
  );
});

test("the order of the criteria's and the facts' keys does not matter", () => {
  fc.assert(
    fc.property(rubric, known, (framework, state) => {
      const reversed: Rubric = { ...framework, criteria: [...framework.criteria].reverse() };
      const facts = Object.fromEntries(Object.entries(state.subject.facts).reverse());
      const other = score({ ...state, subject: { ...state.subject, facts } }, reversed);
      const one = score(state, framework);
      expect(other.score?.lower ?? 0).toBeCloseTo(one.score?.lower ?? 0, 9);
      expect(other.score?.upper ?? 0).toBeCloseTo(one.score?.upper ?? 0, 9);
      expect(other.label).toEqual(one.label);
      expect([...other.criteria].reverse()).toEqual(one.criteria);
    }),
    { numRuns: RUNS },
  );
});

test("the order of levels does matter: first match wins", () => {
  const framework: Rubric = {
    id: "random",
    name: "",
    version: "1",
    source: { title: "" },
    hash: "",
    unknown: "bounds",
    stepsInOrder: false,
    dimensions: [],
    labels: [],
    criteria: [
      {
        id: "criterion-0",
        name: "",
        weight: 1,
        judged: false,
        levels: [
          { id: "a", points: 1, when: released(["full", "partial"]) },
          { id: "b", points: 2, when: released(["full"]) },
          { id: "last", points: 0 },
        ],
      },
    ],
  };
  const state: Case = {
    subject: {
      vendor: { id: "v", name: "V" },
      model: { id: "m", name: "M" },
      source: "",
      flagship: false,
      artifacts: { "weights.final": { availability: "full" } },
      licenses: {},
      terms: [],
      facts: {},
      judgements: {},
      claims: [],
      disputes: [],
    },
    book: { expressions: {}, licenses: {} },
  };
  expect(score(state, framework).criteria[0]?.level).toBe("a");
  const [first] = framework.criteria;
  const swapped = [first?.levels[1], first?.levels[0], first?.levels[2]].filter(
    (level) => level !== undefined,
  );
  const other = { ...framework, criteria: first ? [{ ...first, levels: swapped }] : [] };
  expect(score(state, other).criteria[0]?.level).toBe("b");
});

function released(values: string[]) {
  return { kind: "facet", artifact: "weights.final", facet: "availability", values } as const;
}
