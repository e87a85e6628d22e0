import { z } from "zod";
import { LICENSE_PROPERTIES, LICENSE_PROPERTY_NAMES } from "../license/properties.ts";
import { ARTIFACT_IDS } from "../profile/vocabulary.ts";
import { day, id, number, oneOrMore, partialShape, text } from "../schemaParts.ts";
import { UNKNOWN_MODES } from "./types.ts";

const unknown = z.enum(UNKNOWN_MODES).meta({
  description:
    "what it means that a rule is neither surely met nor surely broken: fail (if absent), warn or pass",
});

/** A share, in either of the ways in which people write one; from 0 to 1 afterwards. */
const share = z
  .union([z.number(), z.string()])
  .transform(String)
  .pipe(z.string().regex(/^(\d+(\.\d+)?%|[01](\.\d+)?)$/, { error: "expected a share such as 80% or 0.8" }))
  .transform((value) => (value.endsWith("%") ? Number(value.slice(0, -1)) / 100 : Number(value)))
  .pipe(z.number().max(1, { error: "expected at most 100%" }))
  .meta({ description: "a share, such as 80% or 0.8" });

/** Days, with or without their letter. */
const days = z
  .union([z.number(), z.string()])
  .transform(String)
  .pipe(z.string().regex(/^\d{1,6}d?$/, { error: "expected a number of days, such as 365d" }))
  .transform((value) => Number.parseInt(value, 10))
  .meta({ description: "days, such as 365d" });

/** What is asked of a criterion. */
export const criterionRules = z
  .strictObject({
    atLeast: id
      .optional()
      .meta({ description: "this level, or one that stands above it and gives no fewer points" }),
    level: oneOrMore(id).optional().meta({ description: "one of these levels" }),
    not: oneOrMore(id).optional().meta({ description: "none of these levels" }),
    unknown: unknown.optional(),
  })
  .meta({ description: "which levels a criterion may have; where it does not apply, nothing is asked" });

/** What is asked under a rubric. */
export const rubricRules = z.strictObject({
  file: text
    .optional()
    .meta({ description: "a rubric that is not shipped, from this policy's folder on; its id is the key" }),
  atLeast: text.optional().meta({
    description: "a label of a ladder of classes: this one, or one above it; the part before a dash will do",
  }),
  label: oneOrMore(text)
    .optional()
    .meta({ description: "one of these labels: for rubrics whose labels are decisions rather than classes" }),
  min: number
    .optional()
    .meta({ description: "the least score, on the rubric's own scale; the lower bound counts" }),
  coverage: share
    .optional()
    .meta({ description: "the least share of the rubric's weight whose level is certain, such as 80%" }),
  judged: z
    .literal("yes")
    .optional()
    .meta({ description: "somebody must have published a judgement under it" }),
  criteria: z
    .record(id, criterionRules)
    .optional()
    .meta({ description: "criterion to the levels that it may have" }),
  unknown: unknown.optional(),
});

/** What is asked of a license. */
export const licenseRules = z.strictObject({
  artifact: oneOrMore(z.enum(ARTIFACT_IDS)).meta({ description: "each of these, where it is released" }),
  allow: oneOrMore(text).optional().meta({
    description:
      "licenses, SPDX expressions (OR: each of them) or named sets such as osi-approved; any of them will do",
  }),
  deny: oneOrMore(text).optional().meta({ description: "the same; none of them, whatever allows it" }),
  ...partialShape(LICENSE_PROPERTY_NAMES, (name) =>
    oneOrMore(z.enum(LICENSE_PROPERTIES[name])).meta({ description: "acceptable values" }),
  ),
  released: z
    .literal("yes")
    .optional()
    .meta({ description: "it must be released; without this, what is not released needs no license" }),
  unknown: unknown.optional(),
});

/** A breach that is let pass for a while. */
export const exceptionRule = z.strictObject({
  rule: text
    .optional()
    .meta({ description: "a rule as reports name it, such as label:RUBRIC or license:ARTIFACT" }),
  rubric: id.optional().meta({ description: "everything asked under this rubric" }),
  criterion: id.optional().meta({ description: "what rests on this criterion" }),
  artifact: z.enum(ARTIFACT_IDS).optional().meta({ description: "the license of this artifact" }),
  model: text.optional().meta({ description: "vendor/model, or vendor for all of its models" }),
  reason: text.meta({ description: "why it is excepted; shown in every report" }),
  until: day.meta({ description: "the last day on which it holds" }),
});

/** The schema of a policy file, `openness-policy/1`. */
export const policySchema = z.strictObject({
  schema: z
    .literal("openness-policy/1")
    .meta({ description: "what this file is: a policy, in version 1 of its format" }),
  name: text.optional().meta({ description: "shown in reports" }),
  unknown: unknown.optional(),
  rubrics: z.record(id, rubricRules).optional().meta({ description: "rubric to what is asked under it" }),
  frameworks: z
    .array(id)
    .min(1)
    .optional()
    .meta({ description: "rubrics under which something must be known of each model" }),
  licenses: z.array(licenseRules).min(1).optional().meta({ description: "which licenses are taken" }),
  maxAge: days.optional().meta({
    description: "how old the newest evidence of a fact that the rules read may be, such as 365d",
  }),
  exceptions: z
    .array(exceptionRule)
    .optional()
    .meta({ description: "breaches that are let pass for a while" }),
});

/** The schema of a baseline, `openness-baseline/1`: breaches that are known. */
export const baselineSchema = z.strictObject({
  schema: z
    .literal("openness-baseline/1")
    .meta({ description: "what this file is: known breaches, in version 1 of the format" }),
  breaches: z
    .array(
      z.strictObject({
        model: text.meta({ description: "vendor/model" }),
        rule: text.meta({ description: "the rule as reports name it" }),
        about: text
          .optional()
          .meta({ description: "the criterion, condition, fact or source, where a rule has several" }),
      }),
    )
    .meta({ description: "breaches that fail no more" }),
});

export type RawPolicy = z.output<typeof policySchema>;
export type RawRubricRules = z.output<typeof rubricRules>;
export type RawCriterionRule = z.output<typeof criterionRules>;
export type RawLicenseRule = z.output<typeof licenseRules>;
export type RawException = z.output<typeof exceptionRule>;
export type Baseline = z.output<typeof baselineSchema>;
