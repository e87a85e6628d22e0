import { z } from "zod";
import { rubricHead } from "./schemaParts.ts";

const share = z.number().meta({ description: "0 to 1" });
const named = z.strictObject({ id: z.string(), name: z.string() });
const subject = z.string().meta({ description: "vendor/model" });

const settings = z
  .strictObject({
    by: z.enum(["vendor", "model"]).meta({ description: "whether a model stands for its vendor" }),
    draws: z.number().int(),
    seed: z.number().int(),
    weights: z.strictObject({ vary: z.enum(["range", "dirichlet", "equal"]), by: share.nullable() }).meta({
      description:
        "range: each weight times 1 plus or minus up to `by`; dirichlet: every distribution as likely as any other; equal: all the same",
    }),
    half: z.array(z.number()).meta({ description: "what half of a criterion's points counts for" }),
    aggregate: z.array(z.string()).meta({ description: "ways to add up; each draw takes one" }),
    unknowns: z
      .enum(["drawn", "worst"])
      .meta({ description: "drawn: each possible level as likely as the others" }),
    coverage: share.meta({ description: "what has to be known of a model for it to be ranked" }),
  })
  .meta({ description: "what was ranked, and what varied from draw to draw" });

const ranked = z.strictObject({
  vendor: named,
  model: named,
  source: z.string(),
  rank: z.strictObject({ position: z.number().int(), tied: z.number().int(), mid: z.number() }).meta({
    description: "as `score` ranks them, every unknown at its worst; mid: those who tie share the mean",
  }),
  score: z
    .strictObject({ value: z.number(), lower: z.number(), upper: z.number(), max: z.number() })
    .nullable(),
  label: z
    .strictObject({ id: z.string().nullable(), name: z.string().nullable(), possible: z.array(z.string()) })
    .nullable(),
  coverage: share.nullable(),
  draws: z
    .strictObject({ median: z.number(), lower: z.number(), upper: z.number(), top: share })
    .meta({ description: "mid-ranks: median, 5 and 95 %; top: share of draws among the first" }),
  possible: z
    .strictObject({ best: z.number().int(), worst: z.number().int() })
    .meta({ description: "no weights and no unknowns can bring it outside of these ranks" }),
  group: z
    .number()
    .int()
    .meta({ description: "neighbours of which no two are apart share a number, 1 is the highest" }),
  above: z
    .array(subject)
    .meta({ description: "models that it is above whatever the weights, however unknowns turn out" }),
});

const estimate = z
  .strictObject({ value: z.number(), lower: z.number(), upper: z.number() })
  .meta({ description: "lower and upper hold 90 % of bootstrap draws" });

const sensitivity = z.strictObject({
  shift: z
    .number()
    .nullable()
    .meta({ description: "how many ranks a model moves on average over all draws" }),
  factors: z
    .array(z.strictObject({ id: z.string(), first: estimate.nullable(), total: estimate.nullable() }))
    .meta({
      description:
        "Sobol indices of the average rank shift; null where it does not vary, or where one thing alone does",
    }),
  criteria: z.array(
    z.strictObject({
      ...named.shape,
      effectiveWeight: share,
      correlation: z
        .strictObject({ pearson: z.number().nullable(), spearman: z.number().nullable() })
        .meta({ description: "of its points with the score" }),
      leftOut: z
        .strictObject({ mean: z.number(), most: z.number() })
        .meta({ description: "how many ranks models move without it" }),
    }),
  ),
});

const pair = z.strictObject({
  above: subject,
  below: subject,
  difference: z.number().nullable().meta({ description: "of their scores" }),
  chance: share.meta({ description: "share of draws in which the first is above, ties counting half" }),
  dominates: z.boolean().meta({ description: "whatever the weights, however unknowns turn out" }),
  weights: z
    .strictObject({
      change: share.nullable().meta({
        description:
          "the smallest share by which effective weights have to change for the pair to tie; null if no change of weights does it",
      }),
      factors: z
        .array(z.strictObject({ ...named.shape, factor: z.number() }))
        .meta({ description: "the criteria whose weight changes, and what it is multiplied with" }),
    })
    .nullable(),
  unknowns: z
    .strictObject({
      enough: z.boolean().meta({ description: "whether the lower one can draw level" }),
      needed: z
        .array(z.strictObject({ ...named.shape, gain: z.number() }))
        .meta({ description: "the fewest that are enough; all of them where they are not" }),
    })
    .nullable()
    .meta({ description: "unknowns of the lower one, under the stated weights" }),
});

const ranking = z.strictObject({
  ...rubricHead,
  reading: z.literal("ours").optional(),
  unknown: z.enum(["bounds", "absent"]).meta({ description: "how the rubric itself counts what is unknown" }),
  basis: z.enum(["score", "label"]),
  top: z.number().int().meta({ description: "how many count as the first" }),
  models: z.array(ranked).meta({ description: "in order of their ranks in the draws" }),
  notRanked: z.array(
    z.strictObject({
      vendor: named,
      model: named,
      source: z.string(),
      coverage: share.nullable(),
      why: z.enum(["not-assessed", "coverage"]),
    }),
  ),
  pairs: z.strictObject({
    all: z.number().int(),
    dominance: z.number().int().meta({ description: "one is above the other whatever the weights" }),
    apart: z.number().int().meta({ description: "one is above the other in at least 95 % of the draws" }),
  }),
  meaningful: z
    .strictObject({
      difference: z.number().nullable(),
      pairs: z.number().int(),
      closer: z.number().int(),
    })
    .nullable()
    .meta({
      description:
        "the smallest difference of scores such that 95 % of all pairs at least so far apart keep their order in 95 % of draws; null without scores",
    }),
  chances: z
    .array(z.array(share))
    .optional()
    .meta({ description: "row by row, the share of draws in which the one model is above the other" }),
  sensitivity: sensitivity
    .nullable()
    .optional()
    .meta({ description: "null where models are ranked by label, or fewer than two are ranked" }),
  pair: pair.optional(),
});

/** The schema of what `openness rank --format json` prints, `openness-ranking/1`. */
export const rankingSchema = z.strictObject({
  schemaVersion: z.literal("1.0.0"),
  tool: z.strictObject({ name: z.literal("openness"), version: z.string() }),
  settings,
  rubrics: z.array(ranking),
});

export type RankingDocument = z.output<typeof rankingSchema>;
export type RankingSettings = z.output<typeof settings>;
export type RubricRanking = z.output<typeof ranking>;
export type RankedModel = z.output<typeof ranked>;
export type Sensitivity = z.output<typeof sensitivity>;
export type RankedPair = z.output<typeof pair>;
