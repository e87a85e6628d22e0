import { z } from "zod";
import {
  LICENSE_PROPERTIES,
  LICENSE_PROPERTY_NAMES,
  LICENSE_SETS,
  propertyText,
} from "../license/properties.ts";
import { FACET_TEXTS } from "../profile/texts.ts";
import { ARTIFACT_IDS, FACET_NAMES, FACETS, FACT_PATHS, type FacetName } from "../profile/vocabulary.ts";
import { boolean, date, id, link, number, oneOrMore, partialShape, path, text } from "../schemaParts.ts";

function facetValues(name: FacetName) {
  const facet = FACETS[name];
  if ("list" in facet) return oneOrMore(text);
  return oneOrMore(z.enum([...(facet.values as readonly string[]), "not-applicable"]));
}

const licenseCondition = z.strictObject({
  stated: z.literal("yes").optional().meta({ description: "some license is stated, whichever it is" }),
  in: oneOrMore(z.enum(LICENSE_SETS)).optional().meta({
    description: "it is in one of these named sets, which `openness license` tells of each license",
  }),
  ...partialShape(LICENSE_PROPERTY_NAMES, (name) =>
    oneOrMore(z.enum(LICENSE_PROPERTIES[name])).meta({
      description: `what is acceptable, with everything less burdensome. ${propertyText(name)}`,
    }),
  ),
});

const operand = z.union([number, text]);

/** One form per condition; which keys go together is checked when the rubric is read. */
const leafShape = {
  artifact: oneOrMore(z.enum(ARTIFACT_IDS))
    .optional()
    .meta({ description: "what the condition is about; of several, it must hold for every one" }),
  ...partialShape(FACET_NAMES, (name) =>
    facetValues(name).meta({ description: `one of these values. ${FACET_TEXTS[name]}` }),
  ),
  license: licenseCondition.optional().meta({
    description:
      "what the license of the artifact must be: one way of choosing among its alternatives meets every key",
  }),
  fact: z
    .enum([...FACT_PATHS.keys()])
    .optional()
    .meta({ description: "a fact about the model, by path; with is, has, gt, gte, lt or lte" }),
  is: oneOrMore(operand).optional().meta({ description: "the fact is one of these values" }),
  has: oneOrMore(text).optional().meta({ description: "the fact is a list with one of these values" }),
  gt: operand.optional().meta({ description: "the fact is greater than this number, or a later date" }),
  gte: operand.optional().meta({ description: "the fact is this number or date, or a greater one" }),
  lt: operand.optional().meta({ description: "the fact is less than this number, or an earlier date" }),
  lte: operand.optional().meta({ description: "the fact is this number or date, or a lesser one" }),
  criterion: oneOrMore(id).optional().meta({
    description: "a criterion of this rubric, with `level`; of several, it must hold for every one",
  }),
  level: oneOrMore(id).optional().meta({ description: "the criterion has one of these levels, by id" }),
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
    all: z
      .lazy(() => z.array(condition).min(1))
      .optional()
      .meta({ description: "every one of these conditions holds" }),
    any: z
      .lazy(() => z.array(condition).min(1))
      .optional()
      .meta({ description: "one of these conditions holds" }),
    not: z
      .lazy(() => condition)
      .optional()
      .meta({ description: "this condition does not hold; what is unknown stays unknown" }),
    atLeast: z
      .lazy(() =>
        z.strictObject({
          count: number.meta({ description: "how many of them" }),
          of: z.array(condition).min(1).meta({ description: "the conditions to count" }),
        }),
      )
      .optional()
      .meta({ description: "so many of some conditions hold: {count, of}" }),
  })
  .meta({
    id: "condition",
    description: "one of: facets or license of an artifact, a fact, a criterion, all, any, not, atLeast",
  });

const level = z.strictObject({
  id: id.meta({ description: "what results and judgements call it, in kebab-case" }),
  name: text.optional().meta({ description: "what it means, in a few words" }),
  points: number.meta({ description: "what it is worth; the last level has the fewest" }),
  when: condition.optional().meta({
    description:
      "the condition under which it holds; the first level that holds counts. The last one has none",
  }),
});

const criterion = z.strictObject({
  id: id.meta({ description: "what results, judgements and other conditions call it, in kebab-case" }),
  name: text.optional().meta({ description: "its name in tables; made of the id if absent" }),
  dimension: path.optional().meta({
    description: "the dimension that it stands in, by id; of nested ones the path, such as upstream/data",
  }),
  weight: number.optional().meta({ description: "its weight within the dimension, above 0; 1 if absent" }),
  question: text.optional().meta({ description: "what it asks, as a question that a reader understands" }),
  why: text.optional().meta({ description: "why it matters" }),
  source: text.optional().meta({ description: "where the criterion comes from" }),
  reading: z.literal("ours").optional().meta({ description: "the condition is our reading of the source" }),
  artifact: z
    .enum(ARTIFACT_IDS)
    .optional()
    .meta({ description: "what its conditions mean when they name none" }),
  judged: boolean.optional().meta({
    description: "true: people or an index assign the level; conditions count where nobody did",
  }),
  appliesWhen: condition.optional().meta({
    description:
      "where this does not hold, the criterion leaves score and coverage; where it is unknown, it stays",
  }),
  levels: z
    .union([id, z.array(level).min(1)], {
      error: "expected a list of levels, or the name of a level set",
    })
    .meta({ description: "the best first; or the name of a level set that several criteria share" }),
});

const label = z.strictObject({
  id: id.meta({ description: "what results and policies call it, in kebab-case" }),
  name: text.meta({ description: "the verdict in words" }),
  about: text.optional().meta({ description: "what it means, in a sentence" }),
  requires: z
    .array(z.union([id, condition], { error: "expected the id of a label, or a condition" }))
    .optional()
    .meta({ description: "a step of a ladder: every label (by id) and condition listed here has to hold" }),
  when: condition.optional().meta({
    description:
      "an entry of a decision list: the first label whose condition holds is the verdict; the last has none",
  }),
});

const example = z.strictObject({
  name: text.optional().meta({ description: "what the example shows, in a few words" }),
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
  schema: z
    .literal("openness-rubric/1")
    .meta({ description: "what this file is: a rubric, in version 1 of its format" }),
  id: id.meta({ description: "what it is named by, in kebab-case; profiles judge under it" }),
  name: text.meta({ description: "the framework's name" }),
  version: text.meta({ description: "the version of the framework, or of this reading of it" }),
  summary: text.optional().meta({ description: "what the framework is about, in a sentence or two" }),
  source: z
    .strictObject({
      title: text.meta({ description: "the title of the document or site that it follows" }),
      publisher: text.optional().meta({ description: "who published it" }),
      url: link.optional().meta({ description: "where it can be read" }),
      date: date.optional().meta({ description: "when it was published: YYYY-MM-DD, YYYY-MM or YYYY" }),
      license: text.optional().meta({ description: "the license under which it is published" }),
    })
    .meta({ description: "where the framework comes from; every report names it" }),
  reading: z
    .literal("ours")
    .optional()
    .meta({ description: "ours: the source gives words, and the conditions are our reading of them" }),
  unknown: z.enum(["bounds", "absent"]).optional().meta({
    description:
      "bounds (if absent): what is unknown leaves a range; absent: the publisher counts a blank as the worst",
  }),
  scale: z
    .strictObject({ max: number.meta({ description: "the best score, such as 100; above 0" }) })
    .optional()
    .meta({
      description: "scores are shares of the most points, times max; without a scale they are points",
    }),
  stepsInOrder: boolean
    .optional()
    .meta({ description: "true: a label's progress counts nothing until the label below it is met" }),
  dimensions: z
    .array(
      z.strictObject({
        id: path.meta({
          description: "its id; one that stands in another is named by path, such as upstream/data",
        }),
        name: text.meta({ description: "its name in tables" }),
        weight: number.optional().meta({
          description: "its weight among its neighbours, above 0; if absent, what its criteria weigh",
        }),
        about: text.optional().meta({ description: "what it is about, in a sentence" }),
      }),
    )
    .optional()
    .meta({ description: "groups of criteria, each with a score of its own" }),
  levelSets: z
    .record(id, z.array(level).min(1))
    .optional()
    .meta({ description: "by name: lists of levels that several criteria share" }),
  criteria: z.array(criterion).optional().meta({ description: "what is asked of a model" }),
  labels: z
    .array(label)
    .optional()
    .meta({ description: "the verdicts, highest first: a ladder (requires) or a decision list (when)" }),
  examples: z
    .array(example)
    .optional()
    .meta({ description: "small models with the verdict they must get; `openness rubric check` runs them" }),
});

export type RawRubric = z.output<typeof rubricSchema>;
export type RawLevel = z.output<typeof level>;
