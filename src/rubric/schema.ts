import { z } from "zod";
import { LICENSE_PROPERTIES, LICENSE_PROPERTY_NAMES, LICENSE_SETS } from "../license/properties.ts";
import { ARTIFACT_IDS, FACET_NAMES, FACETS, FACT_PATHS, type FacetName } from "../profile/vocabulary.ts";
import { boolean, date, id, link, number, oneOrMore, partialShape, path, text } from "../schemaParts.ts";

function facetValues(name: FacetName) {
  const facet = FACETS[name];
  if ("list" in facet) return oneOrMore(text);
  return oneOrMore(z.enum([...(facet.values as readonly string[]), "not-applicable"]));
}

const licenseCondition = z.strictObject({
  stated: z.literal("yes").optional().meta({ description: "some license is stated, whichever it is" }),
  in: oneOrMore(z.enum(LICENSE_SETS)).optional(),
  ...partialShape(LICENSE_PROPERTY_NAMES, (name) => oneOrMore(z.enum(LICENSE_PROPERTIES[name]))),
});

const operand = z.union([number, text]);

/** One form per condition; which keys go together is checked when the rubric is read. */
const leafShape = {
  artifact: oneOrMore(z.enum(ARTIFACT_IDS)).optional(),
  ...partialShape(FACET_NAMES, facetValues),
  license: licenseCondition.optional(),
  fact: z.enum([...FACT_PATHS.keys()]).optional(),
  is: oneOrMore(operand).optional(),
  has: oneOrMore(text).optional(),
  gt: operand.optional(),
  gte: operand.optional(),
  lt: operand.optional(),
  lte: operand.optional(),
  criterion: oneOrMore(id).optional(),
  level: oneOrMore(id).optional(),
};

type LeafFields = z.output<z.ZodObject<typeof leafShape>>;

/** A condition as it stands in a rubric file. */
export interface RawCondition extends LeafFields {
  all?: RawCondition[] | undefined;
  any?: RawCondition[] | undefined;
  not?: RawCondition | undefined;
  atLeast?: { count: number; of: RawCondition[] } | undefined;
}

const condition: z.ZodType<RawCondition> = z
  .strictObject({
    ...leafShape,
    all: z.lazy(() => z.array(condition).min(1)).optional(),
    any: z.lazy(() => z.array(condition).min(1)).optional(),
    not: z.lazy(() => condition).optional(),
    atLeast: z.lazy(() => z.strictObject({ count: number, of: z.array(condition).min(1) })).optional(),
  })
  .meta({
    id: "condition",
    description: "one of: facets or license of an artifact, a fact, a criterion, all, any, not, atLeast",
  });

const level = z.strictObject({ id, name: text.optional(), points: number, when: condition.optional() });

const criterion = z.strictObject({
  id,
  name: text.optional(),
  dimension: path.optional(),
  weight: number.optional(),
  question: text.optional(),
  why: text.optional().meta({ description: "why it matters" }),
  source: text.optional().meta({ description: "where the criterion comes from" }),
  reading: z.literal("ours").optional().meta({ description: "the condition is our reading of the source" }),
  artifact: z
    .enum(ARTIFACT_IDS)
    .optional()
    .meta({ description: "what its conditions mean when they name none" }),
  judged: boolean.optional(),
  appliesWhen: condition.optional(),
  levels: z.union([id, z.array(level).min(1)], {
    error: "expected a list of levels, or the name of a level set",
  }),
});

const label = z.strictObject({
  id,
  name: text,
  about: text.optional(),
  requires: z
    .array(z.union([id, condition], { error: "expected the id of a label, or a condition" }))
    .optional(),
  when: condition.optional(),
});

const example = z.strictObject({
  name: text.optional(),
  profile: z
    .record(z.string(), z.unknown())
    .meta({ description: "a model as in a profile, without id and name" }),
  expect: z
    .strictObject({
      label: id.optional().meta({ description: "the certain label" }),
      possible: z.array(id).min(1).optional().meta({ description: "all labels that are possible" }),
      score: number.optional().meta({ description: "the score's value: what is certain of it" }),
      levels: z.record(id, id).optional().meta({ description: "criterion to its certain level" }),
    })
    .meta({ description: "what must come out; what is not named may be anything" }),
});

/** The schema of a rubric file, `openness-rubric/1`. */
export const rubricSchema = z.strictObject({
  schema: z.literal("openness-rubric/1"),
  id,
  name: text,
  version: text,
  summary: text.optional(),
  source: z.strictObject({
    title: text,
    publisher: text.optional(),
    url: link.optional(),
    date: date.optional(),
    license: text.optional(),
  }),
  reading: z.literal("ours").optional(),
  unknown: z.enum(["bounds", "absent"]).optional(),
  scale: z.strictObject({ max: number }).optional(),
  stepsInOrder: boolean.optional(),
  dimensions: z
    .array(z.strictObject({ id: path, name: text, weight: number.optional(), about: text.optional() }))
    .optional(),
  levelSets: z.record(id, z.array(level).min(1)).optional(),
  criteria: z.array(criterion).optional(),
  labels: z.array(label).optional(),
  examples: z.array(example).optional(),
});

export type RawRubric = z.output<typeof rubricSchema>;
export type RawLevel = z.output<typeof level>;
