import { z } from "zod";

const score = z.strictObject({ lower: z.number(), upper: z.number(), max: z.number() }).nullable();

const label = z
  .strictObject({
    id: z.string().nullable(),
    name: z.string().nullable(),
    possible: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  })
  .nullable()
  .meta({ description: "id and name are null unless the label is certain" });

const verdict = z.strictObject({ score, label });

const gain = z
  .strictObject({ rubric: z.string(), name: z.string(), before: verdict, after: verdict })
  .meta({ description: "a framework under which the verdict changes" });

const value = z
  .union([z.string(), z.number(), z.array(z.string())])
  .nullable()
  .meta({ description: "null if it is unknown, or if no license is stated" });

const step = z.strictObject({
  kind: z.enum(["facet", "license", "terms", "fact", "judgement"]),
  artifact: z.string().optional(),
  facet: z.string().optional(),
  fact: z.string().optional(),
  criterion: z.string().optional().meta({ description: "what somebody would have to judge" }),
  from: value,
  to: value,
  instead: z.array(value).meta({ description: "values that would do as well" }),
  unknown: z
    .boolean()
    .meta({ description: "nothing is known of it: it may be so already, and only has to be shown" }),
  effort: z.number(),
  criteria: z
    .array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        question: z.string().optional(),
        from: z.string().nullable(),
        to: z.string().nullable(),
      }),
    )
    .meta({ description: "criteria of the rubric whose level depends on this step; null where it is open" }),
  gains: z.array(gain).meta({ description: "what this step alone changes" }),
});

/** The schema of what `openness advise --format json` prints, `openness-advice/1`. */
export const adviceSchema = z.strictObject({
  schemaVersion: z.literal("1.0.0"),
  tool: z.strictObject({ name: z.literal("openness"), version: z.string() }),
  vendor: z.strictObject({ id: z.string(), name: z.string() }),
  model: z.strictObject({ id: z.string(), name: z.string() }),
  rubric: z.strictObject({ id: z.string(), version: z.string(), name: z.string(), hash: z.string() }),
  aim: z.strictObject({
    label: z.string().optional(),
    name: z.string().optional(),
    score: z.number().optional(),
  }),
  now: verdict,
  outcome: z.enum(["reached", "possible", "impossible"]),
  exact: z.boolean().meta({ description: "whether it is proven that no set of steps takes less effort" }),
  efforts: z.record(z.string(), z.number()),
  sets: z
    .array(z.strictObject({ effort: z.number(), after: verdict, gains: z.array(gain), steps: z.array(step) }))
    .meta({ description: "sets of steps that reach the aim, the least effort first" }),
  why: z
    .array(z.strictObject({ needs: z.string(), because: z.array(z.string()) }))
    .meta({ description: "what keeps the aim from being reached" }),
  most: z.number().optional().meta({ description: "the score that can be reached at most" }),
});

export type AdviceDocument = z.output<typeof adviceSchema>;
export type AdviceSet = AdviceDocument["sets"][number];
export type AdviceStep = AdviceSet["steps"][number];
export type AdviceVerdict = z.output<typeof verdict>;
export type AdviceGain = z.output<typeof gain>;
