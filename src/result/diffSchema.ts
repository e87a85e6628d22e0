import { z } from "zod";
import { outcome, rank, value, verdict as verdictShape } from "./schema.ts";
import { rubricHead } from "./schemaParts.ts";

/**
 * What can move a verdict, in the order in which the causes are let in. The last three tell apart what result files,
 * which hold no profiles, leave to tell apart.
 */
export const CAUSES = [
  "rubric",
  "licenses",
  "base",
  "judgements",
  "facts",
  "evidence",
  "tool",
  "profile",
  "unseparated",
] as const;

const cause = z.enum(CAUSES).meta({
  description:
    "rubric: what is asked; licenses: what the catalogue says of licenses; base: what is taken over from base models; judgements: levels that people assigned; facts: what is stated of the model; evidence: what stands behind the same facts, which moves no verdict. Of result files only: tool: what wrote them; profile: what they were made from; unseparated: several of these",
});

const sides = { before: value.nullable(), after: value.nullable() };

const field = z.strictObject({ field: z.string(), ...sides });

const change = z.strictObject({
  cause,
  key: z.string().meta({
    description:
      "an artifact, fact:NAME, license:KIND, judgement:RUBRIC, terms, claims, base, model or vendor",
  }),
  field: z.string(),
  ...sides,
});

const evidenceChange = z
  .strictObject({
    change: z.enum(["added", "removed", "changed"]),
    url: z.string().optional(),
    path: z.string().optional(),
    keys: z.array(z.string()).meta({ description: "the facts that it stands behind" }),
    fields: z.array(field).meta({ description: "what it says; of a changed one, what it says otherwise" }),
  })
  .meta({ description: "a piece of evidence, wherever the same happened to it" });

const verdict = z.strictObject(verdictShape);

const effect = z
  .strictObject({ lower: z.number(), upper: z.number() })
  .nullable()
  .meta({ description: "what it adds to the bounds of the score; null where one side has no score" });

const step = z
  .strictObject({ cause, after: verdict, effect })
  .meta({ description: "the verdict once this cause and those before it are let in; the effects add up" });

const criterion = z.strictObject({
  id: z.string(),
  name: z.string(),
  before: z.strictObject(outcome).nullable().meta({ description: "null if the old rubric does not have it" }),
  after: z.strictObject(outcome).nullable(),
  causes: z.array(cause).meta({ description: "the steps at which it changed" }),
  because: z.strictObject({ before: z.string().nullable(), after: z.string().nullable() }),
  facts: z
    .array(z.strictObject({ key: z.string(), field: z.string(), ...sides }))
    .meta({ description: "what its conditions read and what is otherwise now" }),
});

const rubricVerdict = z.strictObject({
  rubric: z.string(),
  moved: z.boolean().meta({ description: "whether score, label or coverage differ" }),
  before: verdict.nullable().meta({ description: "null if the model is on the new side only" }),
  after: verdict.nullable(),
  effect,
  steps: z.array(step),
  criteria: z.array(criterion),
});

const name = z.strictObject({ id: z.string(), name: z.string() });

const model = z.strictObject({
  vendor: name,
  model: name,
  was: z.string().optional().meta({ description: "vendor/model of the old side, where that is another one" }),
  status: z.enum(["added", "removed", "moved", "changed"]).meta({
    description: "moved: a verdict differs; changed: something else does",
  }),
  causes: z.array(cause).meta({ description: "all that differs" }),
  changes: z.array(change),
  evidence: z.array(evidenceChange),
  verdicts: z.array(rubricVerdict),
});

const rubricChange = z.strictObject({
  part: z.enum(["rubric", "dimension", "criterion", "label"]),
  id: z.string(),
  field: z.string().meta({ description: "whole: it was added or removed" }),
  ...sides,
});

const rubricVersion = z.strictObject({
  ...rubricHead,
  labels: z.array(name).optional(),
});

const rubric = z.strictObject({
  id: z.string().meta({ description: "of the new side" }),
  old: rubricVersion,
  new: rubricVersion,
  changes: z.array(rubricChange),
  ranks: z
    .array(z.strictObject({ id: z.string(), name: z.string(), before: rank, after: rank }))
    .nullable()
    .meta({
      description: "vendor/model of those whose rank moved; null unless both sides rank the same set",
    }),
});

const side = z.strictObject({
  source: z.string(),
  kind: z.enum(["profiles", "results"]),
  commit: z.string().optional(),
  tool: z.string().optional().meta({ description: "of results: the version that wrote them" }),
  schemaVersion: z.string().optional(),
  models: z.number().int(),
});

/** The schema of what `openness diff --format json` prints, `openness-diff/1`. */
export const diffSchema = z.strictObject({
  schemaVersion: z.literal("1.0.0"),
  tool: z.strictObject({ name: z.literal("openness"), version: z.string() }),
  old: side,
  new: side,
  differs: z.boolean().meta({ description: "what --exit-code asks: whether anything is listed below" }),
  only: z.literal("verdicts").optional().meta({
    description: "models whose verdict is the same are left out, whatever changed behind it",
  }),
  notes: z.array(z.string()).meta({ description: "what could not be compared, and why" }),
  rubrics: z.array(rubric),
  licenses: z
    .array(z.strictObject({ license: z.string(), field: z.string(), ...sides }))
    .meta({ description: "what the catalogue says otherwise of licenses that the models name" }),
  same: z.number().int().meta({ description: "models in which nothing differs" }),
  models: z.array(model),
});

export type DiffDocument = z.output<typeof diffSchema>;
export type ModelDiff = z.output<typeof model>;
export type VerdictDiff = z.output<typeof rubricVerdict>;
export type CriterionDiff = z.output<typeof criterion>;
export type RubricDiff = z.output<typeof rubric>;
export type RubricChange = z.output<typeof rubricChange>;
export type LicenseChange = DiffDocument["licenses"][number];
export type Change = z.output<typeof change>;
export type EvidenceChange = z.output<typeof evidenceChange>;
export type FieldChange = z.output<typeof field>;
export type Verdict = z.output<typeof verdict>;
export type Effect = z.output<typeof effect>;
export type StepDiff = z.output<typeof step>;
export type DiffSide = z.output<typeof side>;
export type Cause = z.output<typeof cause>;
export type DiffValue = z.output<typeof value> | null;
