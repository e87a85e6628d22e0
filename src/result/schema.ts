import { z } from "zod";
import {
  bounds,
  changed,
  counted,
  documentHead,
  figured,
  named,
  rubricHead,
  told,
  toldOrNull,
} from "./schemaParts.ts";

const max = figured("the best that there is");

const score = z
  .strictObject({ value: figured("the score: the lower bound"), ...bounds, max })
  .meta({ description: "value is the lower bound: what the profile states; unrounded" });

/** A piece of evidence as results tell it. */
export const evidence = z.strictObject({
  url: told("absent for a file at hand, which path names").optional(),
  accessed: told("the day on which it was read").optional(),
  shows: told("what it shows").optional(),
  title: told("what the source is called").optional(),
  revision: told("the commit or version that was read").optional(),
  path: told("the file, of the revision at the link or at hand").optional(),
  archived: told("an archived copy").optional(),
  trust: told(
    "asserted: the vendor says so; extracted: read off the thing itself; inferred: concluded from other facts",
  ).optional(),
});

/** What a fact can be. */
export const value = z.union([z.string(), z.number(), z.array(z.string())]);

export const usedFact = z
  .strictObject({
    artifact: told("the artifact that it is about, by id").optional(),
    facet: told("the facet of the artifact").optional(),
    fact: told("the fact about the model, by path").optional(),
    license: told("the license text as the profile states it").optional(),
    from: told("where the license is stated: artifact, kind or default").optional(),
    property: told("a property or set of the license").optional(),
    by: told("who judged, or which license the property is of").optional(),
    source: told("where the property of the license is stated").optional(),
    criterion: told("the criterion whose level was read").optional(),
    value: value.nullable().meta({ description: "null if it is unknown" }),
    evidence: z.array(z.number().int()).meta({ description: "indexes into the subject's evidence" }),
  })
  .meta({ description: "a fact that a condition read" });

/** Where a row stands among others. */
export const rank = z.strictObject({
  position: counted("its place, from 1"),
  tied: counted("how many share the place, itself included"),
});

const step = z.strictObject({
  id: told("the label that it is a step to"),
  met: z.enum(["no", "unknown", "yes"]).meta({ description: "whether all that it asks for is there" }),
  progress: figured("distinct criteria satisfied over those required, 0 to 1"),
  missing: z.array(z.string()).meta({ description: "what is asked for and not surely there" }),
});

const label = z
  .strictObject({
    id: toldOrNull("the label; null unless it is certain"),
    name: toldOrNull("the label in words; null unless it is certain"),
    certain: z.boolean().meta({ description: "whether no other label is possible" }),
    possible: z.array(z.string()).meta({ description: "all labels that are possible, highest first" }),
    atLeast: told("of a ladder: the lowest label that is possible").optional(),
    atMost: told("of a ladder: the highest label that is possible").optional(),
  })
  .meta({ description: "id and name are null unless the label is certain" });

const because = z.strictObject({
  text: told("the reason in words"),
  condition: z.unknown().optional().meta({ description: "the condition that decided, as it was read" }),
  facts: z.array(usedFact).optional().meta({ description: "the facts that the condition read" }),
  unknown: z.array(z.string()).meta({ description: "what is unknown and could change the level" }),
});

/** What a model comes to under one criterion, without the reason. */
export const outcome = {
  level: toldOrNull("null unless it is certain"),
  possible: z.array(z.string()).meta({ description: "all levels that are possible" }),
  points: z
    .strictObject({ ...bounds, max })
    .nullable()
    .meta({ description: "its points before weighing; null where it does not apply" }),
  by: z.enum(["rule", "judgement", "not-applicable"]).meta({
    description: "what decided: a condition, somebody's judgement, or that it does not apply",
  }),
};

const criterion = z.strictObject({
  id: told("the criterion's id"),
  dimension: told("the dimension that it stands in, by path").optional(),
  ...outcome,
  because: because.optional().meta({ description: "why, where reasons were asked for" }),
});

const coverage = z.number().nullable().meta({ description: "share of the weight whose level is certain" });

/** What a model comes to under a rubric. */
export const verdict = {
  assessed: z.boolean().meta({ description: "false if nothing is known of the model under the rubric" }),
  score: score.nullable().meta({ description: "null if not assessed, or if the rubric gives no points" }),
  coverage,
  label: label.nullable().meta({ description: "null if not assessed, or if the rubric has no labels" }),
};

const dimension = z.strictObject({
  id: told("the dimension's path, such as upstream/data"),
  name: told("the dimension's name"),
  weight: figured("share of the rubric's total weight, 0 to 1"),
  score: score.nullable().meta({ description: "its own score; null if nothing in it counts" }),
  coverage,
});

const vendor = z.strictObject({
  ...named,
  country: told("where it has its seat: two letters of ISO 3166").optional(),
  url: told("its web site").optional(),
});

const model = z.strictObject({
  ...named,
  version: told("a version or size, where the name does not tell").optional(),
  released: told("when it was released: YYYY-MM-DD, YYYY-MM or YYYY").optional(),
});

const result = z.strictObject({
  vendor: vendor.meta({ description: "whose model it is" }),
  model: model.meta({ description: "which model it is" }),
  source: told("the profile's file"),
  rubric: told("the rubric, by id; the document's `rubrics` have its version and hash"),
  changed,
  rank: rank.nullable().meta({ description: "1, 2, 2, 4 among the rows shown; null if not assessed" }),
  rollup: z
    .strictObject({
      by: told("how the model was chosen: flagship, best, worst or median"),
      of: z.array(z.string()).meta({ description: "the vendor's models that it was chosen from" }),
    })
    .optional()
    .meta({ description: "where a model stands for its vendor" }),
  of: z
    .literal("company")
    .optional()
    .meta({ description: "people judged the company, on what was its flagship then" }),
  ...verdict,
  steps: z
    .array(step)
    .meta({ description: "of a ladder: how far the model is to each label, highest first" }),
  dimensions: z.array(dimension).meta({ description: "the scores of the rubric's dimensions" }),
  criteria: z.array(criterion).meta({ description: "the levels of the rubric's criteria" }),
  disputes: z
    .array(
      z.strictObject({
        about: told("the fact that is disputed"),
        why: told("why, by whom, with a link"),
      }),
    )
    .optional()
    .meta({ description: "facts of the model that somebody disputes" }),
});

const rubricLevel = z.strictObject({
  id: told("the level's id"),
  name: told("what it means, in a few words").optional(),
  points: figured("what it is worth"),
  when: told("the condition in words; absent on the last level").optional(),
});

const reading = z
  .literal("ours")
  .optional()
  .meta({ description: "ours: the conditions are our reading of what the publisher says in words" });

const rubricCriterion = z.strictObject({
  id: told("the criterion's id"),
  name: told("the criterion's name"),
  dimension: told("the dimension that it stands in, by path").optional(),
  question: told("what it asks").optional(),
  why: told("why it matters").optional(),
  source: told("where it comes from").optional(),
  reading,
  weight: figured("its weight within the dimension"),
  effectiveWeight: figured("its share of the whole rubric's weight, 0 to 1"),
  levels: z.array(rubricLevel).meta({ description: "its levels, best first" }),
});

const rubricLabel = z.strictObject({
  id: told("the label's id"),
  name: told("the verdict in words"),
  about: told("what it means").optional(),
  needs: z.array(z.string()).optional().meta({
    description: "all that it asks for, in words; another label stands for all that one needs",
  }),
});

const rubric = z.strictObject({
  ...rubricHead,
  source: z.record(z.string(), z.string()).meta({ description: "title, publisher, link, date and license" }),
  summary: told("what the framework is about").optional(),
  reading,
  dimensions: z
    .array(
      z.strictObject({
        id: told("the dimension's path"),
        name: told("the dimension's name"),
        weight: figured("its share of the whole rubric's weight, 0 to 1"),
      }),
    )
    .optional()
    .meta({ description: "with detail: the groups of criteria" }),
  criteria: z
    .array(rubricCriterion)
    .optional()
    .meta({ description: "with detail: what is asked, and how it weighs" }),
  kind: z
    .enum(["classes", "decision", "judgement", "score"])
    .optional()
    .meta({ description: "classes that build on each other, a list of decisions, judged points, or points" }),
  labels: z.array(rubricLabel).optional().meta({ description: "the verdicts that there are, highest first" }),
});

const subject = z.strictObject({
  claims: z.array(z.string()).meta({ description: "what the vendor calls the model" }),
  facts: z.record(z.string(), z.unknown()).meta({ description: "all that the profile states of the model" }),
  evidence: z.array(evidence).meta({ description: "each piece once; facts refer to them by index" }),
  proofs: z.record(z.string(), z.array(z.number().int())).meta({
    description:
      "indexes into evidence by fact: an artifact, fact:NAME, license:KIND, terms:ID, claim:N, base, judgement:RUBRIC",
  }),
});

/** The schema of what `--format json` prints, `openness-result/1`. */
export const resultSchema = z.strictObject({
  ...documentHead,
  generatedAt: told("when it was made, ISO 8601; only if asked for").optional(),
  rubrics: z.array(rubric).meta({ description: "the rubrics that models were scored under" }),
  subjects: z
    .record(z.string(), subject)
    .optional()
    .meta({ description: "with detail, by vendor/model: facts and evidence" }),
  results: z
    .array(result)
    .meta({ description: "a verdict for each model and rubric, in the order asked for" }),
});

export type ResultDocument = z.output<typeof resultSchema>;
export type Result = z.output<typeof result>;
export type ResultRubric = z.output<typeof rubric>;
export type CriterionResult = z.output<typeof criterion>;
export type UsedFact = z.output<typeof usedFact>;
export type SubjectResult = z.output<typeof subject>;
