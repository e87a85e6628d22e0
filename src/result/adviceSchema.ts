import { z } from "zod";
import { bounds, documentHead, figured, named, rubricHead, told, toldOrNull } from "./schemaParts.ts";

const score = z
  .strictObject({ ...bounds, max: figured("the best that there is") })
  .nullable()
  .meta({ description: "the score; null where the rubric gives no points" });

const label = z
  .strictObject({
    id: toldOrNull("the label; null unless it is certain"),
    name: toldOrNull("the label in words; null unless it is certain"),
    possible: z
      .array(z.strictObject(named))
      .meta({ description: "all labels that are possible, highest first" }),
  })
  .nullable()
  .meta({ description: "id and name are null unless the label is certain" });

const verdict = z.strictObject({ score, label });

const gain = z
  .strictObject({
    rubric: told("the framework, by its rubric's id"),
    name: told("the framework's name"),
    before: verdict.meta({ description: "the verdict as it is now" }),
    after: verdict.meta({ description: "the verdict afterwards" }),
  })
  .meta({ description: "a framework under which the verdict changes" });

const value = z
  .union([z.string(), z.number(), z.array(z.string())])
  .nullable()
  .meta({ description: "null if it is unknown, or if no license is stated" });

const step = z.strictObject({
  kind: z.enum(["facet", "license", "terms", "fact", "judgement"]).meta({
    description: "what is to be changed: a facet or license of an artifact, terms, a fact, a judgement",
  }),
  artifact: told("the artifact that it is about, by id").optional(),
  facet: told("the facet of the artifact").optional(),
  fact: told("the fact about the model, by path").optional(),
  criterion: told("what somebody would have to judge").optional(),
  from: value,
  to: value,
  instead: z.array(value).meta({ description: "values that would do as well" }),
  unknown: z
    .boolean()
    .meta({ description: "nothing is known of it: it may be so already, and only has to be shown" }),
  effort: figured("what it costs, as `efforts` say; half of it for what is unknown"),
  criteria: z
    .array(
      z.strictObject({
        ...named,
        question: told("what it asks").optional(),
        from: toldOrNull("its level now"),
        to: toldOrNull("its level afterwards"),
      }),
    )
    .meta({ description: "criteria of the rubric whose level depends on this step; null where it is open" }),
  gains: z.array(gain).meta({ description: "what this step alone changes" }),
});

/** The schema of what `openness advise --format json` prints, `openness-advice/1`. */
export const adviceSchema = z.strictObject({
  ...documentHead,
  vendor: z.strictObject(named).meta({ description: "whose model it is" }),
  model: z.strictObject(named).meta({ description: "which model it is" }),
  rubric: z.strictObject(rubricHead).meta({ description: "the rubric that the aim is under" }),
  aim: z
    .strictObject({
      label: told("the label to reach, or a higher one").optional(),
      name: told("that label in words").optional(),
      score: figured("the score to reach").optional(),
    })
    .meta({ description: "what is to be reached: a label or a score" }),
  now: verdict.meta({ description: "the verdict as it is now" }),
  outcome: z
    .enum(["reached", "possible", "impossible"])
    .meta({ description: "whether the aim is reached already, can be, or cannot" }),
  exact: z.boolean().meta({ description: "whether it is proven that no set of steps takes less effort" }),
  efforts: z.record(z.string(), z.number()).meta({ description: "what a step of each kind costs" }),
  sets: z
    .array(
      z.strictObject({
        effort: figured("the sum of its steps' efforts"),
        after: verdict.meta({ description: "the verdict when all steps are done" }),
        gains: z.array(gain).meta({ description: "what all steps together change under other frameworks" }),
        steps: z.array(step).meta({ description: "what has to be done, all of it" }),
      }),
    )
    .meta({ description: "sets of steps that reach the aim, the least effort first" }),
  why: z
    .array(
      z.strictObject({
        needs: told("what the aim needs, in words"),
        because: z.array(z.string()).meta({ description: "why no change leads there" }),
      }),
    )
    .meta({ description: "what keeps the aim from being reached" }),
  most: z.number().optional().meta({ description: "the score that can be reached at most" }),
});

export type AdviceDocument = z.output<typeof adviceSchema>;
export type AdviceSet = AdviceDocument["sets"][number];
export type AdviceStep = AdviceSet["steps"][number];
export type AdviceVerdict = z.output<typeof verdict>;
export type AdviceGain = z.output<typeof gain>;
