import fc from "fast-check";
import type { LicenseBook, LicenseFacts } from "../../src/license/properties.ts";
import type { Subject } from "../../src/profile/subject.ts";
import type { ArtifactId, FacetName } from "../../src/profile/vocabulary.ts";
import type {
  Condition,
  Criterion,
  Dimension,
  Label,
  Leaf,
  Level,
  LicenseLeaf,
  Rubric,
} from "../../src/rubric/types.ts";

/** A small world: few enough values that every completion of what is unknown can be tried. */
const FACET_VALUES = {
  availability: ["full", "partial", "none"],
  access: ["public", "paid"],
} as const;
const ARTIFACTS = ["weights.final", "code.training"] as const satisfies ArtifactId[];
const FACT_VALUES = {
  "trainingResources.disclosure": ["full", "partial", "none"],
  "trainingCompute.flop": [1e22, 1e24, 1e26],
} as const;
const PROPERTY_VALUES = {
  commercialUse: ["yes", "conditional", "no"],
  fieldOfUse: ["none", "use-policy"],
} as const;
const JUDGED_LEVELS = ["a", "b", "c"];

const leaf: fc.Arbitrary<Leaf> = fc.oneof(
  fc.constantFrom(...ARTIFACTS).chain((artifact) =>
    fc.oneof(
      fc.subarray([...FACET_VALUES.availability], { minLength: 1 }).map((values) => ({
        kind: "facet" as const,
        artifact,
        facet: "availability" as const,
        values,
      })),
      fc.subarray([...FACET_VALUES.access], { minLength: 1 }).map((values) => ({
        kind: "facet" as const,
        artifact,
        facet: "access" as const,
        values,
      })),
      fc.record({
        kind: fc.constant("license" as const),
        artifact: fc.constant(artifact),
        properties: fc.constantFrom<LicenseLeaf["properties"]>(
          { commercialUse: ["yes"] },
          { commercialUse: ["yes", "conditional"] },
          { fieldOfUse: ["none"] },
          { commercialUse: ["yes"], fieldOfUse: ["none"] },
        ),
      }),
      fc.constant<Leaf>({ kind: "license", artifact, in: ["osi-approved"], properties: {} }),
    ),
  ),
  fc.subarray([...FACT_VALUES["trainingResources.disclosure"]], { minLength: 1 }).map((values) => ({
    kind: "fact" as const,
    fact: "trainingResources.disclosure",
    op: "is" as const,
    values,
  })),
  fc.constantFrom("gt" as const, "lte" as const).map((op) => ({
    kind: "fact" as const,
    fact: "trainingCompute.flop",
    op,
    values: [1e25],
  })),
);

function conditionOf(criteria: readonly Criterion[]): fc.Arbitrary<Condition> {
  const references = criteria.map(
    (criterion): fc.Arbitrary<Leaf> =>
      fc
        .subarray(
          criterion.levels.map(({ id }) => id),
          { minLength: 1 },
        )
        .map((levels) => ({ kind: "criterion", criterion: criterion.id, levels })),
  );
  const anyLeaf = fc.oneof(leaf, ...references);
  return fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      anyLeaf,
      fc.array(tie("condition"), { minLength: 1, maxLength: 3 }).map((of) => ({ kind: "all" as const, of })),
      fc.array(tie("condition"), { minLength: 1, maxLength: 3 }).map((of) => ({ kind: "any" as const, of })),
      tie("condition").map((of) => ({ kind: "not" as const, of })),
      fc
        .array(tie("condition"), { minLength: 2, maxLength: 3 })
        .map((of) => ({ kind: "atLeast" as const, count: 2, of })),
    ),
  })).condition;
}

function criterionOf(before: readonly Criterion[]): fc.Arbitrary<Criterion> {
  const condition = conditionOf(before);
  const points = fc.constantFrom(0.25, 0.5, 1, 2);
  const levels = fc
    .array(fc.record({ points, when: condition }), { minLength: 1, maxLength: 3 })
    .map((items): Level[] => [
      ...items.map((item, at) => ({ id: JUDGED_LEVELS[at] ?? "x", ...item })),
      { id: "last", points: 0 },
    ]);
  return fc
    .record({
      levels,
      weight: fc.constantFrom(0.5, 1, 3),
      dimension: fc.constantFrom("one", "two", "two/inner"),
      judged: fc.boolean(),
      appliesWhen: fc.option(condition, { nil: undefined, freq: 4 }),
    })
    .map(({ appliesWhen, levels, ...rest }) => ({
      id: `criterion-${before.length}`,
      name: "",
      ...rest,
      // The first criterion is judged by people alone; the others have conditions to fall back on.
      levels: before.length === 0 && rest.judged ? levels.map(({ when: _, ...level }) => level) : levels,
      ...(appliesWhen === undefined ? {} : { appliesWhen }),
    }));
}

function labelsOf(criteria: readonly Criterion[]): fc.Arbitrary<Label[]> {
  const condition = conditionOf(criteria);
  const ladder = fc
    .array(fc.array(condition, { minLength: 1, maxLength: 2 }), { maxLength: 3 })
    .map((steps) =>
      steps.map(
        (requires, at): Label => ({
          id: `step-${at}`,
          name: "",
          requires:
            at + 1 < steps.length ? [{ kind: "step", label: `step-${at + 1}` }, ...requires] : requires,
        }),
      ),
    );
  const list = fc
    .array(condition, { maxLength: 3 })
    .map((all) => all.map((when, at): Label => ({ id: `rule-${at}`, name: "", when })));
  return fc.oneof(ladder, list);
}

const dimensions: fc.Arbitrary<Dimension[]> = fc
  .tuple(...[0, 1, 2].map(() => fc.option(fc.constantFrom(1, 2, 5), { nil: undefined })))
  .map((weights) =>
    ["one", "two", "two/inner"].map((id, at) => {
      const weight = weights[at];
      return { id, name: id, ...(weight === undefined ? {} : { weight }) };
    }),
  );

export const rubric: fc.Arbitrary<Rubric> = criterionOf([])
  .chain((first) => criterionOf([first]).map((second) => [first, second]))
  .chain((two) =>
    fc.option(criterionOf(two), { nil: undefined }).map((third) => (third ? [...two, third] : two)),
  )
  .chain((criteria) =>
    fc
      .record({
        labels: labelsOf(criteria),
        dimensions,
        scale: fc.option(fc.constant({ max: 100 }), { nil: undefined }),
        unknown: fc.constantFrom("bounds" as const, "absent" as const),
        stepsInOrder: fc.boolean(),
      })
      .map(({ scale, ...rest }) => ({
        id: "random",
        name: "",
        version: "1",
        source: { title: "" },
        hash: "",
        criteria,
        ...rest,
        ...(scale === undefined ? {} : { scale }),
      })),
  );

const facets = fc.record(
  {
    availability: fc.constantFrom(...FACET_VALUES.availability, "not-applicable"),
    access: fc.constantFrom(...FACET_VALUES.access),
  },
  { requiredKeys: [] },
);

const licenseFacts: fc.Arbitrary<LicenseFacts> = fc.record({
  name: fc.constant(""),
  sets: fc.record({ "osi-approved": fc.boolean() }, { requiredKeys: [] }),
  properties: fc.record(
    {
      commercialUse: fc.constantFrom(...PROPERTY_VALUES.commercialUse),
      fieldOfUse: fc.constantFrom(...PROPERTY_VALUES.fieldOfUse),
    },
    { requiredKeys: [] },
  ),
});

/** What is known of one model: the licenses A and B may be known in part, texts join them. */
export interface Case {
  subject: Subject;
  book: LicenseBook;
}

const EXPRESSIONS: LicenseBook["expressions"] = {
  A: [["A"]],
  B: [["B"]],
  "A AND B": [["A", "B"]],
  "A OR B": [["A"], ["B"]],
};

export const known: fc.Arbitrary<Case> = fc
  .record({
    weights: facets,
    code: facets,
    license: fc.option(fc.constantFrom(...Object.keys(EXPRESSIONS), "NONE"), { nil: undefined }),
    disclosure: fc.option(fc.constantFrom(...FACT_VALUES["trainingResources.disclosure"]), {
      nil: undefined,
    }),
    flop: fc.option(fc.constantFrom(...FACT_VALUES["trainingCompute.flop"]), { nil: undefined }),
    judged: fc.dictionary(fc.constantFrom("criterion-0", "criterion-1"), fc.constantFrom("a", "last"), {
      maxKeys: 2,
      noNullPrototype: true,
    }),
    a: licenseFacts,
    b: licenseFacts,
  })
  .map(({ weights, code, license, disclosure, flop, judged, a, b }) => ({
    subject: {
      vendor: { id: "v", name: "V" },
      model: { id: "m", name: "M" },
      source: "test",
      flagship: false,
      artifacts: { "weights.final": weights, "code.training": code } as Subject["artifacts"],
      licenses: license === undefined ? {} : { default: license },
      terms: [],
      facts: {
        ...(disclosure === undefined ? {} : { "trainingResources.disclosure": disclosure }),
        ...(flop === undefined ? {} : { "trainingCompute.flop": flop }),
      },
      judgements:
        Object.keys(judged).length === 0
          ? {}
          : {
              random: Object.fromEntries(
                Object.entries(judged).map(([id, level]) => [id, { level, by: "somebody" }]),
              ),
            },
      claims: [],
      disputes: [],
    },
    book: { expressions: EXPRESSIONS, licenses: { A: a, B: b } },
  }));

/** One thing that a case leaves open, and the cases in which it is settled. */
export type Unknown = ((state: Case) => Case)[];

/** Everything that a case leaves open under a rubric, `not-applicable` aside. */
export function unknownsOf({ subject, book }: Case, rubric: Rubric): Unknown[] {
  return [
    ...facetUnknowns(subject),
    ...factUnknowns(subject),
    ...(subject.licenses.default === undefined ? [textChoices()] : []),
    ...licenseUnknowns(book),
    ...judgementUnknowns(subject, rubric),
  ];
}

function facetUnknowns(subject: Subject): Unknown[] {
  return ARTIFACTS.flatMap((artifact) =>
    (Object.keys(FACET_VALUES) as (keyof typeof FACET_VALUES & FacetName)[])
      .filter((facet) => subject.artifacts[artifact]?.[facet] === undefined)
      .map((facet) =>
        FACET_VALUES[facet].map((value) => (state: Case) => ({
          ...state,
          subject: {
            ...state.subject,
            artifacts: {
              ...state.subject.artifacts,
              [artifact]: { ...state.subject.artifacts[artifact], [facet]: value },
            },
          },
        })),
      ),
  );
}

function factUnknowns(subject: Subject): Unknown[] {
  return Object.entries(FACT_VALUES)
    .filter(([fact]) => subject.facts[fact] === undefined)
    .map(([fact, values]) =>
      values.map((value) => (state: Case) => ({
        ...state,
        subject: { ...state.subject, facts: { ...state.subject.facts, [fact]: value } },
      })),
    );
}

function textChoices(): Unknown {
  return [...Object.keys(EXPRESSIONS), "NONE"].map((text) => (state: Case) => ({
    ...state,
    subject: { ...state.subject, licenses: { default: text } },
  }));
}

function licenseUnknowns(book: LicenseBook): Unknown[] {
  return ["A", "B"].flatMap((id) => {
    const facts = book.licenses[id];
    const change = (with_: (facts: LicenseFacts) => LicenseFacts) => (state: Case) => {
      const before = state.book.licenses[id] ?? { name: "", sets: {}, properties: {} };
      return { ...state, book: { ...state.book, licenses: { ...state.book.licenses, [id]: with_(before) } } };
    };
    const sets = [true, false].map((member) =>
      change((before) => ({ ...before, sets: { ...before.sets, "osi-approved": member } })),
    );
    const properties = (Object.keys(PROPERTY_VALUES) as (keyof typeof PROPERTY_VALUES)[])
      .filter((name) => facts?.properties[name] === undefined)
      .map((name) =>
        PROPERTY_VALUES[name].map((value) =>
          change((before) => ({ ...before, properties: { ...before.properties, [name]: value } })),
        ),
      );
    return [...(facts?.sets["osi-approved"] === undefined ? [sets] : []), ...properties];
  });
}

/** A judged criterion that has conditions is derived unless it is judged, so only those without are open. */
function judgementUnknowns(subject: Subject, rubric: Rubric): Unknown[] {
  return rubric.criteria
    .filter(({ id, judged, levels }) => {
      const derived = levels.some(({ when }) => when !== undefined);
      return judged && !derived && subject.judgements[rubric.id]?.[id] === undefined;
    })
    .map(({ id, levels }) =>
      levels.map((level) => (state: Case) => ({
        ...state,
        subject: {
          ...state.subject,
          judgements: {
            [rubric.id]: {
              ...state.subject.judgements[rubric.id],
              [id]: { level: level.id, by: "somebody" },
            },
          },
        },
      })),
    );
}

/** Settles everything that is open, each by a choice from a list of numbers. */
export function complete(state: Case, framework: Rubric, choices: readonly number[]): Case {
  let settled = state;
  let [unknown] = unknownsOf(settled, framework);
  for (let at = 0; unknown !== undefined; at++) {
    const choice = unknown[(choices[at % choices.length] ?? 0) % unknown.length];
    settled = choice?.(settled) ?? settled;
    [unknown] = unknownsOf(settled, framework);
  }
  return settled;
}
