import { z } from "zod";
import { EFFORT_RANGE, EFFORTS, type EffortKind } from "../advise/efforts.ts";
import { boolean, id, number, oneOrMore, partialShape, path, text } from "../schemaParts.ts";

const weight = number.refine((value) => value > 0, { error: "expected a weight above 0" });

const { least, most } = EFFORT_RANGE;
const effort = number.refine((value) => value >= least && value <= most, {
  error: `expected an effort from ${least} to ${most}`,
});

const EFFORT_TEXTS: Record<EffortKind, string> = {
  document: "writing or publishing a document, such as a model card or a technical report",
  license: "putting something under another license, or doing away with terms beside it",
  access: "making what is released easier to get, such as weights without a form to fill in",
  code: "releasing code",
  service: "offering an API or a hosted service, or changing one",
  judgement: "having a person or an index judge a criterion anew",
  weights: "releasing weights, checkpoints or optimizer states",
  data: "releasing data",
};

const rubricWeights = z.strictObject({
  dimensions: z
    .record(path, weight.meta({ description: "the weight of this dimension, above 0" }))
    .optional()
    .meta({
      description:
        "weights of dimensions, by id (`openness rubric show` has them), beside those that the rubric gives the others",
    }),
  criteria: z
    .record(id, weight.meta({ description: "the weight of this criterion within its dimension, above 0" }))
    .optional()
    .meta({
      description: "weights of criteria within their dimensions, by id; 1 where the rubric gives none",
    }),
});

/** The schema of a project's or user's configuration, `openness-config/1`. */
export const configSchema = z.strictObject({
  schema: z
    .literal("openness-config/1")
    .meta({ description: "what this file is: a configuration, in version 1 of its format" }),
  rubrics: oneOrMore(text).optional().meta({
    description:
      "the rubrics of those who give no -r: ids of shipped ones, all, or files beside this one (with ./, a slash or an ending such as .yaml)",
  }),
  profiles: oneOrMore(text).optional().meta({
    description:
      "files or folders of profiles, beside this file, that join the shipped ones; as -p; what `validate` and `check` look at when nothing is named",
  }),
  shipped: boolean.optional().meta({
    description: "whether the shipped profiles are there: true (if absent) or false, as --no-shipped",
  }),
  policy: text
    .optional()
    .meta({ description: "the policy file, beside this one, that `check` holds models to; as --policy" }),
  weights: z
    .record(id, rubricWeights.meta({ description: "weights that stand in for this rubric's own" }))
    .optional()
    .meta({
      description:
        "by the id of a rubric: weights other than its own. It then has another name, version and hash, and every report says so",
    }),
  effort: z
    .strictObject(
      partialShape(Object.keys(EFFORTS) as EffortKind[], (kind) =>
        effort.meta({ description: `${EFFORT_TEXTS[kind]} (${EFFORTS[kind]} if absent)` }),
      ),
    )
    .optional()
    .meta({ description: "what a step costs that `advise` proposes, by its kind; as --effort" }),
});

/** The keys of a configuration, as they stand in the file. */
export type ConfigValues = Omit<z.output<typeof configSchema>, "schema">;
