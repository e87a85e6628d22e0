import { z } from "zod";
import { UNKNOWN_MODES } from "../policy/types.ts";
import { evidence, usedFact } from "./schema.ts";
import { counted, documentHead, named, rubricHead, told, toldOrNull } from "./schemaParts.ts";

const place = z.strictObject({
  file: told("the profile's file"),
  line: z.number().int().nullable().meta({ description: "the line in it, from 1" }),
  column: z.number().int().nullable().meta({ description: "the column in the line, from 1" }),
});

const status = z.enum(["failed", "warned", "excepted", "known"]).meta({
  description:
    "failed: counts; warned: unknown, and the policy says warn; excepted: by the policy; known: in the baseline",
});

const breach = z.strictObject({
  about: toldOrNull(
    "the criterion, condition, fact or source, where a rule may have several breaches; null: the rule as a whole",
  ),
  criterion: told("the criterion that it rests on, by id").optional(),
  outcome: z
    .enum(["not-met", "unknown"])
    .meta({ description: "whether it is surely so, or depends on what is unknown" }),
  status,
  message: told("what was found, and what was asked"),
  needs: told("what would have to be so, or be done").optional(),
  place: place.meta({
    description:
      "where the fact that decided is stated, else its model; line and column are null where the file as a whole is meant",
  }),
  facts: z.array(usedFact).meta({ description: "what decided; evidence: indexes into the list beside" }),
  evidence: z.array(evidence).meta({ description: "the evidence behind these facts, each piece once" }),
  exception: z
    .strictObject({
      reason: told("why the policy excepts it"),
      until: told("the last day on which it holds: YYYY-MM-DD"),
      expired: z.boolean().meta({ description: "whether that day has passed" }),
    })
    .optional()
    .meta({ description: "an exception that is about it; one that has expired lets nothing pass" }),
  fingerprint: told("sha256 of model, rule and `about`: the same from run to run, whatever was found"),
});

const check = z.strictObject({
  rule: told("the id of one of the policy's rules"),
  outcome: z.enum(["met", "not-met", "unknown", "not-applicable"]).meta({
    description:
      "whether the rule is met, surely or surely not; unknown: nobody can say; not-applicable: it asks nothing here",
  }),
  status: z
    .enum(["passed", "failed", "warned", "excepted", "known", "not-applicable"])
    .meta({ description: "the worst of its breaches" }),
  found: told("what was found, in words, to stand beside what is asked"),
  breaches: z.array(breach).meta({
    description: "what keeps the rule from being met; without what is unknown where the rule lets that pass",
  }),
});

const model = z.strictObject({
  vendor: z.strictObject(named).meta({ description: "whose model it is" }),
  model: z.strictObject(named).meta({ description: "which model it is" }),
  source: told("the profile's file"),
  shipped: z.boolean().meta({ description: "whether its profile is one that comes with the tool" }),
  status: z
    .enum(["passed", "failed", "warned"])
    .meta({ description: "the worst of its checks; what is excepted or known passes" }),
  checks: z.array(check).meta({ description: "what each rule comes to" }),
});

const rule = z.strictObject({
  id: told("what checks and exceptions call it, such as label:RUBRIC, license:ARTIFACT or max-age"),
  kind: z.enum(["label", "score", "coverage", "criterion", "assessed", "judged", "license", "age"]).meta({
    description:
      "what it asks for: a label, the least score, how much has to be known, levels of a criterion, anything known at all, somebody's judgement, a license, or recent evidence",
  }),
  rubric: told("the rubric that it asks under, by id").optional(),
  criterion: told("of kind criterion: which one, by id").optional(),
  artifact: told("of kind license: the artifact whose license it asks for").optional(),
  asked: told("what is asked, in words, as it reads after the rubric's or artifact's name"),
  unknown: z
    .enum(UNKNOWN_MODES)
    .meta({ description: "what becomes of it where nobody can say whether it is met" }),
});

const rubric = z.strictObject({
  ...rubricHead,
  criteria: z
    .array(
      z.strictObject({
        id: told("the criterion's id"),
        name: told("the criterion's name"),
        question: told("what it asks").optional(),
      }),
    )
    .meta({ description: "those that breaches are about" }),
});

const counts = z.strictObject({
  models: counted("models that were checked"),
  modelsFailed: counted("models with a breach that fails"),
  failed: counted("breaches that fail"),
  warned: counted("breaches that are unknown, where the rule says warn"),
  excepted: counted("breaches that an exception lets pass"),
  known: counted("breaches that the baseline lets pass"),
});

const exceptionKeys = {
  rule: told("the rule that it is about, by id").optional(),
  rubric: told("the rubric that it is about, by id").optional(),
  criterion: told("the criterion that it is about, by id").optional(),
  artifact: told("the artifact whose license it is about, by id").optional(),
  model: told("vendor/model that it is about, or a vendor for all of its models").optional(),
};

/** The schema of what `openness check --format json` prints, `openness-check/1`. */
export const checkSchema = z.strictObject({
  ...documentHead,
  policy: z
    .strictObject({
      name: told("what it is called").optional(),
      file: toldOrNull("where it was read; null if options alone make it"),
      rules: z.array(rule).meta({ description: "what is asked of every model" }),
    })
    .meta({ description: "what models were held against" }),
  rubrics: z.array(rubric).meta({ description: "the rubrics that rules ask under" }),
  today: told("the day to count from, YYYY-MM-DD, where one was needed or named").optional(),
  outcome: z.enum(["passed", "failed"]).meta({ description: "failed if any breach fails" }),
  counts: counts.meta({ description: "breaches by what becomes of them, and models" }),
  models: z.array(model).meta({ description: "in the order asked for" }),
  unusedExceptions: z
    .array(
      z.strictObject({
        ...exceptionKeys,
        reason: told("why the policy excepts it"),
        until: told("the last day on which it holds: YYYY-MM-DD"),
      }),
    )
    .meta({ description: "exceptions about models that were checked, and that no breach needed" }),
  baseline: z
    .strictObject({
      fixed: z
        .array(
          z.strictObject({
            model: told("vendor/model"),
            rule: told("the rule, by id"),
            about: toldOrNull(
              "what it was about, where a rule may have several breaches; null: the rule as a whole",
            ),
          }),
        )
        .meta({
          description: "breaches that it knows of these models and rules, and that are none any more",
        }),
    })
    .nullable()
    .meta({ description: "what the baseline adds; null if there is none" }),
});

export type CheckDocument = z.output<typeof checkSchema>;
export type CheckedModelResult = z.output<typeof model>;
export type CheckResult = z.output<typeof check>;
export type Breach = z.output<typeof breach>;
