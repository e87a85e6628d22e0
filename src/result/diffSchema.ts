import { z } from "zod";
import { outcome, rank, value, verdict as verdictShape } from "./schema.ts";
import { counted, documentHead, figured, labelledRubric, named, told, toldOrNull } from "./schemaParts.ts";

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

const sides = {
  before: value.nullable().meta({
    description: "the old value: yes or no where it is true or false, lists sorted; null if there is none",
  }),
  after: value.nullable().meta({ description: "the new value, in the same form; null if there is none" }),
};

const field = z.strictObject({
  field: told("title, accessed, revision, archived, trust or shows"),
  ...sides,
});

const change = z.strictObject({
  cause,
  key: z.string().meta({
    description:
      "an artifact, fact:NAME, license:KIND, judgement:RUBRIC, terms, claims, base, model or vendor; disputes and notes also stand beside a part of these, such as terms:ID",
  }),
  field: told("what of it: a facet, license, criterion or other property; else disputed or note"),
  ...sides,
});

const evidenceChange = z
  .strictObject({
    change: z.enum(["added", "removed", "changed"]).meta({ description: "what happened to it" }),
    url: told("its link; absent for a file at hand, which path names").optional(),
    path: told("the file, of the revision at the link or at hand").optional(),
    keys: z.array(z.string()).meta({ description: "the facts that it stands behind" }),
    fields: z.array(field).meta({ description: "what it says; of a changed one, what it says otherwise" }),
  })
  .meta({ description: "a piece of evidence, wherever the same happened to it" });

const verdict = z.strictObject(verdictShape);

const effect = z
  .strictObject({
    lower: figured("how much higher the lower bound is than before; less than 0 if it fell"),
    upper: figured("how much higher the upper bound is than before; less than 0 if it fell"),
  })
  .nullable()
  .meta({ description: "what it adds to the bounds of the score; null where one side has no score" });

const step = z
  .strictObject({
    cause,
    after: verdict.meta({ description: "the verdict at this step" }),
    effect,
  })
  .meta({ description: "the verdict once this cause and those before it are let in; the effects add up" });

const criterion = z.strictObject({
  id: told("the criterion's id"),
  name: told("the criterion's name, in the new rubric if it is there"),
  before: z.strictObject(outcome).nullable().meta({ description: "null if the old rubric does not have it" }),
  after: z.strictObject(outcome).nullable().meta({ description: "null if the new rubric does not have it" }),
  causes: z.array(cause).meta({ description: "the steps at which it changed" }),
  because: z
    .strictObject({
      before: toldOrNull("the old reason in words"),
      after: toldOrNull("the new reason in words"),
    })
    .meta({
      description: "why it has its level; null where the rubric does not have it, or results tell no reasons",
    }),
  facts: z
    .array(
      z.strictObject({
        key: told("an artifact, fact:NAME, model, or criterion:ID for the level of another one"),
        field: told("what of it: a facet, the license, a property of the license and so on"),
        ...sides,
      }),
    )
    .meta({
      description: "what its conditions read on both sides and what is otherwise now; unknown: nobody knows",
    }),
});

const rubricVerdict = z.strictObject({
  rubric: told("the rubric, by its id on the new side; `rubrics` have both versions"),
  moved: z.boolean().meta({ description: "whether score, label or coverage differ" }),
  before: verdict.nullable().meta({ description: "null if the model is on the new side only" }),
  after: verdict.nullable().meta({ description: "null if the model is on the old side only" }),
  effect,
  steps: z
    .array(step)
    .meta({ description: "from the old verdict to the new one, cause by cause; empty if a side has none" }),
  criteria: z
    .array(criterion)
    .meta({ description: "criteria whose level or points changed at some step; empty if a side has none" }),
});

const model = z.strictObject({
  vendor: z.strictObject(named).meta({ description: "whose model it is" }),
  model: z.strictObject(named).meta({ description: "which model it is, on the new side if it is there" }),
  was: z.string().optional().meta({ description: "vendor/model of the old side, where that is another one" }),
  status: z.enum(["added", "removed", "moved", "changed"]).meta({
    description:
      "added or removed: one side alone has it; moved: a verdict differs; changed: something else does",
  }),
  causes: z.array(cause).meta({ description: "all that differs" }),
  changes: z.array(change).meta({ description: "what is stated otherwise, disputes and notes included" }),
  evidence: z.array(evidenceChange).meta({ description: "what happened to the evidence behind facts" }),
  verdicts: z.array(rubricVerdict).meta({
    description:
      "the rubrics under which its verdict, or what led to it, differs; all if one side alone has it",
  }),
});

const rubricChange = z.strictObject({
  part: z
    .enum(["rubric", "dimension", "criterion", "label"])
    .meta({ description: "what it is a change of: the rubric itself, or a part of it" }),
  id: told("the part's id; empty for the rubric itself"),
  field: told("what of it; whole: it was added or removed"),
  ...sides,
});

const rubricVersion = z.strictObject(labelledRubric);

const rubric = z.strictObject({
  id: told("the rubric's id on the new side"),
  old: rubricVersion.meta({ description: "the rubric that the old side is under" }),
  new: rubricVersion.meta({ description: "the rubric that the new side is under" }),
  changes: z.array(rubricChange).meta({
    description:
      "what the new one says otherwise; of results, only where both sides were written with --detail",
  }),
  ranks: z
    .array(
      z.strictObject({
        id: told("vendor/model, or the vendor where a model of it stands for it"),
        name: told("the model's name"),
        before: rank.meta({ description: "where it stood on the old side" }),
        after: rank.meta({ description: "where it stands on the new side" }),
      }),
    )
    .nullable()
    .meta({
      description:
        "those whose rank moved; null unless both sides have the same models, of which there are two at least",
    }),
});

const side = z.strictObject({
  source: told("what was compared, as it was named: an id, a file, a folder or REVISION:PATH"),
  kind: z
    .enum(["profiles", "results"])
    .meta({ description: "profiles: scored for this; results: taken as a file tells them" }),
  commit: told("the full name of the commit, where a revision was named").optional(),
  tool: told("of results, and of profiles beside results: the version that made the verdicts").optional(),
  schemaVersion: told("of the same: the version of the results' format").optional(),
  models: counted("models on this side; of rolled-up results, vendors"),
});

/** The schema of what `openness diff --format json` prints, `openness-diff/1`. */
export const diffSchema = z.strictObject({
  ...documentHead,
  old: side.meta({ description: "the state to compare with" }),
  new: side.meta({ description: "the state that is compared" }),
  differs: z.boolean().meta({ description: "what --exit-code asks: whether anything is listed below" }),
  only: z.literal("verdicts").optional().meta({
    description: "models whose verdict is the same are left out, whatever changed behind it",
  }),
  notes: z.array(z.string()).meta({ description: "what could not be compared, and why" }),
  rubrics: z.array(rubric).meta({ description: "the rubrics that verdicts are under, changed or not" }),
  licenses: z
    .array(
      z.strictObject({
        license: told("a license by id, or a text that profiles state"),
        field: told("of a license, a property or a named set; of a text, what it stands for"),
        ...sides,
      }),
    )
    .meta({ description: "what the catalogue says otherwise of licenses that the models name" }),
  same: counted("models that are not listed: nothing differs in them, or no verdict where `only` says so"),
  models: z.array(model).meta({ description: "models in which something differs" }),
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
