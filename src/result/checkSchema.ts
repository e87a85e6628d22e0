import { z } from "zod";
import { UNKNOWN_MODES } from "../policy/types.ts";
import { evidence, usedFact } from "./schema.ts";
import { rubricHead } from "./schemaParts.ts";

const place = z
  .strictObject({ file: z.string(), line: z.number().int().nullable(), column: z.number().int().nullable() })
  .meta({ description: "lines and columns count from 1; null where the file as a whole is meant" });

const status = z.enum(["failed", "warned", "excepted", "known"]).meta({
  description:
    "failed: counts; warned: unknown, and the policy says warn; excepted: by the policy; known: in the baseline",
});

const breach = z.strictObject({
  about: z
    .string()
    .nullable()
    .meta({ description: "the criterion, artifact or source, where a rule may have several breaches" }),
  criterion: z.string().optional(),
  outcome: z.enum(["not-met", "unknown"]),
  status,
  message: z.string().meta({ description: "what was found, and what was asked" }),
  needs: z.string().optional().meta({ description: "what would have to be so" }),
  place: place.meta({ description: "where the fact that decided is stated, else its model" }),
  facts: z.array(usedFact).meta({ description: "what decided; evidence: indexes into the list beside" }),
  evidence: z.array(evidence),
  exception: z
    .strictObject({ reason: z.string(), until: z.string(), expired: z.boolean() })
    .optional()
    .meta({ description: "an exception that is about it; one that has expired lets nothing pass" }),
  fingerprint: z.string().meta({ description: "the same from run to run, whatever was found" }),
});

const check = z.strictObject({
  rule: z.string().meta({ description: "the id of one of the rules above" }),
  outcome: z.enum(["met", "not-met", "unknown", "not-applicable"]),
  status: z
    .enum(["passed", "failed", "warned", "excepted", "known", "not-applicable"])
    .meta({ description: "the worst of its breaches" }),
  found: z.string(),
  breaches: z.array(breach),
});

const model = z.strictObject({
  vendor: z.strictObject({ id: z.string(), name: z.string() }),
  model: z.strictObject({ id: z.string(), name: z.string() }),
  source: z.string(),
  shipped: z.boolean().meta({ description: "whether its profile is one that comes with the tool" }),
  status: z.enum(["passed", "failed", "warned"]),
  checks: z.array(check),
});

const rule = z.strictObject({
  id: z.string(),
  kind: z.enum(["label", "score", "coverage", "criterion", "assessed", "judged", "license", "age"]),
  rubric: z.string().optional(),
  criterion: z.string().optional(),
  artifact: z.string().optional(),
  asked: z.string(),
  unknown: z.enum(UNKNOWN_MODES),
});

const rubric = z.strictObject({
  ...rubricHead,
  criteria: z
    .array(z.strictObject({ id: z.string(), name: z.string(), question: z.string().optional() }))
    .meta({ description: "those that breaches are about" }),
});

const counts = z.strictObject({
  models: z.number().int(),
  modelsFailed: z.number().int(),
  failed: z.number().int(),
  warned: z.number().int(),
  excepted: z.number().int(),
  known: z.number().int(),
});

const exceptionKeys = {
  rule: z.string().optional(),
  rubric: z.string().optional(),
  criterion: z.string().optional(),
  artifact: z.string().optional(),
  model: z.string().optional(),
};

/** The schema of what `openness check --format json` prints, `openness-check/1`. */
export const checkSchema = z.strictObject({
  schemaVersion: z.literal("1.0.0"),
  tool: z.strictObject({ name: z.literal("openness"), version: z.string() }),
  policy: z.strictObject({
    name: z.string().optional(),
    file: z.string().nullable().meta({ description: "null if options alone make it" }),
    rules: z.array(rule),
  }),
  rubrics: z.array(rubric),
  today: z.string().optional().meta({ description: "the day to count from, where one was needed" }),
  outcome: z.enum(["passed", "failed"]),
  counts: counts.meta({ description: "breaches by what becomes of them, and models" }),
  models: z.array(model).meta({ description: "in the order asked for" }),
  unusedExceptions: z
    .array(z.strictObject({ ...exceptionKeys, reason: z.string(), until: z.string() }))
    .meta({ description: "exceptions about models that were checked, and that no breach needed" }),
  baseline: z
    .strictObject({
      fixed: z.array(z.strictObject({ model: z.string(), rule: z.string(), about: z.string().nullable() })),
    })
    .nullable()
    .meta({ description: "fixed: breaches that it knows and that are none any more" }),
});

export type CheckDocument = z.output<typeof checkSchema>;
export type CheckedModelResult = z.output<typeof model>;
export type CheckResult = z.output<typeof check>;
export type Breach = z.output<typeof breach>;
