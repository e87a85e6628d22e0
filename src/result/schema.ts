import { z } from "zod";

const range = { lower: z.number(), upper: z.number() };

const score = z
  .strictObject({ value: z.number(), ...range, max: z.number() })
  .meta({ description: "value is the lower bound: what the profile states; unrounded" });

const evidence = z.strictObject({
  url: z.string().optional().meta({ description: "absent for a file at hand, which path names" }),
  accessed: z.string().optional(),
  shows: z.string().optional(),
  title: z.string().optional(),
  revision: z.string().optional(),
  path: z.string().optional(),
  archived: z.string().optional(),
  trust: z.string().optional(),
});

const value = z.union([z.string(), z.number(), z.array(z.string())]);

const usedFact = z
  .strictObject({
    artifact: z.string().optional(),
    facet: z.string().optional(),
    fact: z.string().optional(),
    license: z.string().optional().meta({ description: "the license text as the profile states it" }),
    from: z
      .string()
      .optional()
      .meta({ description: "where the license is stated: artifact, kind or default" }),
    property: z.string().optional().meta({ description: "a property or set of the license" }),
    by: z.string().optional().meta({ description: "who judged, or which license the property is of" }),
    source: z.string().optional().meta({ description: "where the property of the license is stated" }),
    criterion: z.string().optional(),
    value: value.nullable().meta({ description: "null if it is unknown" }),
    evidence: z.array(z.number().int()).meta({ description: "indexes into the subject's evidence" }),
  })
  .meta({ description: "a fact that a condition read" });

const step = z.strictObject({
  id: z.string(),
  met: z.enum(["no", "unknown", "yes"]),
  progress: z.number().meta({ description: "distinct criteria satisfied over those required, 0 to 1" }),
  missing: z.array(z.string()).meta({ description: "what is asked for and not surely there" }),
});

const label = z
  .strictObject({
    id: z.string().nullable(),
    name: z.string().nullable(),
    certain: z.boolean(),
    possible: z.array(z.string()),
    atLeast: z.string().optional().meta({ description: "of a ladder: the lowest label that is possible" }),
    atMost: z.string().optional().meta({ description: "of a ladder: the highest label that is possible" }),
  })
  .meta({ description: "id and name are null unless the label is certain" });

const criterion = z.strictObject({
  id: z.string(),
  dimension: z.string().optional(),
  level: z.string().nullable().meta({ description: "null unless it is certain" }),
  possible: z.array(z.string()),
  points: z.strictObject({ ...range, max: z.number() }).nullable(),
  by: z.enum(["rule", "judgement", "not-applicable"]),
  because: z
    .strictObject({
      text: z.string(),
      condition: z.unknown().optional(),
      facts: z.array(usedFact).optional(),
      unknown: z.array(z.string()).meta({ description: "what is unknown and could change the level" }),
    })
    .optional(),
});

const dimension = z.strictObject({
  id: z.string(),
  name: z.string(),
  weight: z.number().meta({ description: "share of the rubric's total weight, 0 to 1" }),
  score: score.nullable(),
  coverage: z.number().nullable(),
});

const result = z.strictObject({
  vendor: z.strictObject({
    id: z.string(),
    name: z.string(),
    country: z.string().optional(),
    url: z.string().optional(),
  }),
  model: z.strictObject({
    id: z.string(),
    name: z.string(),
    version: z.string().optional(),
    released: z.string().optional(),
  }),
  source: z.string(),
  rubric: z.string(),
  rank: z
    .strictObject({ position: z.number().int(), tied: z.number().int() })
    .nullable()
    .meta({ description: "1, 2, 2, 4 among the rows shown; null if not assessed" }),
  rollup: z.strictObject({ by: z.string(), of: z.array(z.string()) }).optional(),
  of: z
    .literal("company")
    .optional()
    .meta({ description: "people judged the company, on what was its flagship then" }),
  assessed: z.boolean().meta({ description: "false if nothing is known of the model under the rubric" }),
  score: score.nullable(),
  coverage: z.number().nullable().meta({ description: "share of the weight whose level is certain" }),
  label: label.nullable(),
  steps: z.array(step),
  dimensions: z.array(dimension),
  criteria: z.array(criterion),
  disputes: z.array(z.strictObject({ about: z.string(), why: z.string() })).optional(),
});

const rubricLevel = z.strictObject({
  id: z.string(),
  name: z.string().optional(),
  points: z.number(),
  when: z.string().optional().meta({ description: "the condition in words; absent on the last level" }),
});

const reading = z
  .literal("ours")
  .optional()
  .meta({ description: "ours: the conditions are our reading of what the publisher says in words" });

const rubric = z.strictObject({
  id: z.string(),
  version: z.string(),
  name: z.string(),
  hash: z.string().meta({ description: "sha256 of the rubric's canonical JSON" }),
  source: z.record(z.string(), z.string()),
  summary: z.string().optional(),
  reading,
  dimensions: z.array(z.strictObject({ id: z.string(), name: z.string(), weight: z.number() })).optional(),
  criteria: z
    .array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        dimension: z.string().optional(),
        question: z.string().optional(),
        why: z.string().optional(),
        source: z.string().optional(),
        reading,
        weight: z.number(),
        effectiveWeight: z.number(),
        levels: z.array(rubricLevel),
      }),
    )
    .optional(),
  kind: z
    .enum(["classes", "decision", "judgement", "score"])
    .optional()
    .meta({ description: "classes that build on each other, a list of decisions, judged points, or points" }),
  labels: z
    .array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        about: z.string().optional(),
        needs: z.array(z.string()).optional().meta({
          description: "all that it asks for, in words; another label stands for all that one needs",
        }),
      }),
    )
    .optional(),
});

const subject = z.strictObject({
  claims: z.array(z.string()),
  facts: z.record(z.string(), z.unknown()),
  evidence: z.array(evidence),
  proofs: z.record(z.string(), z.array(z.number().int())).meta({
    description:
      "indexes into evidence by fact: an artifact, fact:NAME, license:KIND, terms:ID, claim:N, base, judgement:RUBRIC",
  }),
});

/** The schema of what `--format json` prints, `openness-result/1`. */
export const resultSchema = z.strictObject({
  schemaVersion: z.literal("1.0.0"),
  tool: z.strictObject({ name: z.literal("openness"), version: z.string() }),
  generatedAt: z.string().optional(),
  rubrics: z.array(rubric),
  subjects: z.record(z.string(), subject).optional(),
  results: z.array(result),
});

export type ResultDocument = z.output<typeof resultSchema>;
export type Result = z.output<typeof result>;
export type ResultRubric = z.output<typeof rubric>;
export type CriterionResult = z.output<typeof criterion>;
export type UsedFact = z.output<typeof usedFact>;
export type SubjectResult = z.output<typeof subject>;
