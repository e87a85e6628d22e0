import { z } from "zod";
import { rank, verdict } from "./schema.ts";
import { counted, documentHead, figured, named, rubricHead, told, toldOrNull } from "./schemaParts.ts";

const subject = told("vendor/model");

/** Which model it is, and where its profile is. */
const modelHead = {
  vendor: z.strictObject(named).meta({ description: "whose model it is" }),
  model: z.strictObject(named).meta({ description: "which model it is" }),
  source: told("the profile's file"),
};

const coverage = z.number().nullable().meta({
  description: "share of the weight whose level is certain, 0 to 1; null where no criterion counts",
});

const settings = z
  .strictObject({
    by: z.enum(["vendor", "model"]).meta({ description: "whether a model stands for its vendor" }),
    draws: counted("how often the models were ranked anew"),
    seed: counted("the seed of the draws: the same one gives the same draws"),
    weights: z
      .strictObject({
        vary: z.enum(["range", "dirichlet", "equal"]).meta({
          description:
            "range: each weight times 1 plus or minus up to `by`; dirichlet: every distribution as likely as any other; equal: all the same",
        }),
        by: z
          .number()
          .nullable()
          .meta({ description: "of a range: a share of the weight, from 0 to below 1; null otherwise" }),
      })
      .meta({ description: "how the weights of criteria and dimensions vary" }),
    half: z
      .array(z.number())
      .meta({ description: "what half of a criterion's points counts for, 0 to 1; each draw takes one" }),
    aggregate: z.array(z.string()).meta({ description: "ways to add up; each draw takes one" }),
    unknowns: z.enum(["drawn", "worst"]).meta({
      description: "drawn: each possible level as likely as the others; worst: as the score counts",
    }),
    coverage: figured("the share of the weight that has to be known of a model for it to be ranked, 0 to 1"),
  })
  .meta({ description: "what was ranked, and what varied from draw to draw" });

const ranked = z.strictObject({
  ...modelHead,
  rank: z
    .strictObject({ ...rank.shape, mid: figured("the mean of the places of those who tie: 1, 2.5, 2.5, 4") })
    .meta({ description: "as `score` ranks them, every unknown at its worst" }),
  score: verdict.score,
  label: z
    .strictObject({
      id: toldOrNull("the label; null unless it is certain"),
      name: toldOrNull("the label in words; null unless it is certain"),
      possible: z.array(z.string()).meta({ description: "all labels that are possible, highest first" }),
    })
    .nullable()
    .meta({ description: "the label; null if the rubric has no labels" }),
  coverage,
  draws: z
    .strictObject({
      median: figured("the median of its ranks"),
      lower: figured("the rank that 5 % of its ranks are better than"),
      upper: figured("the rank that 5 % of its ranks are worse than"),
      top: figured("share of draws in which it is among the first, 0 to 1"),
    })
    .meta({ description: "its ranks in the draws; those who tie share the mean of their places" }),
  possible: z
    .strictObject({
      best: counted("the best rank that it can have, 1 the highest"),
      worst: counted("the worst rank that it can have"),
    })
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
  .strictObject({
    value: figured("the estimate, a share of the variance of the average rank shift"),
    lower: figured("the lower end of its interval"),
    upper: figured("the upper end of its interval"),
  })
  .nullable();

const sensitivity = z.strictObject({
  shift: z
    .number()
    .nullable()
    .meta({ description: "how many ranks a model moves on average over all draws" }),
  factors: z
    .array(
      z.strictObject({
        id: told("what varies: weights, points, aggregation or unknowns"),
        first: estimate.meta({ description: "how much of the variance it causes alone" }),
        total: estimate.meta({
          description: "how much of it comes of all that it does, alone and together with others",
        }),
      }),
    )
    .meta({
      description:
        "Sobol indices of the average rank shift; null where it does not vary, or where one thing alone does; lower and upper hold 90 % of bootstrap draws",
    }),
  criteria: z
    .array(
      z.strictObject({
        id: told("the criterion's id"),
        name: told("the criterion's name"),
        effectiveWeight: figured("its share of the whole rubric's weight, 0 to 1"),
        correlation: z
          .strictObject({
            pearson: z.number().nullable().meta({ description: "Pearson's correlation, -1 to 1" }),
            spearman: z.number().nullable().meta({ description: "Spearman's rank correlation, -1 to 1" }),
          })
          .meta({
            description:
              "of its points with the score, over models to which it applies; null where one of both is the same for all",
          }),
        leftOut: z
          .strictObject({
            mean: figured("ranks on average over the models"),
            most: figured("ranks of the model that moves most"),
          })
          .meta({ description: "how many ranks models move without it" }),
      }),
    )
    .meta({ description: "what each criterion does to the order" }),
});

const pair = z.strictObject({
  above: told("vendor/model of the one that stands higher, or comes first where they tie"),
  below: told("vendor/model of the other one"),
  difference: z
    .number()
    .nullable()
    .meta({ description: "of their scores; null where models are ranked by label" }),
  chance: figured("share of draws in which the first is above, 0 to 1, ties counting half"),
  dominates: z.boolean().meta({ description: "whatever the weights, however unknowns turn out" }),
  weights: z
    .strictObject({
      change: z.number().nullable().meta({
        description:
          "the smallest share by which effective weights have to change for the pair to tie; null if no change of weights does it",
      }),
      factors: z
        .array(
          z.strictObject({
            id: told("the criterion's id"),
            name: told("the criterion's name"),
            factor: figured("what its weight is multiplied with: 1.3 is 30 % more"),
          }),
        )
        .meta({ description: "the criteria whose weight changes, and what it is multiplied with" }),
    })
    .nullable()
    .meta({
      description: "the smallest change of weights after which they tie; null where ranked by label",
    }),
  unknowns: z
    .strictObject({
      enough: z.boolean().meta({ description: "whether the lower one can draw level" }),
      needed: z
        .array(
          z.strictObject({
            id: told("the criterion's id"),
            name: told("the criterion's name"),
            gain: figured("what it adds to the score if it alone turns out well"),
          }),
        )
        .meta({ description: "the fewest that are enough; all of them where they are not" }),
    })
    .nullable()
    .meta({
      description: "unknowns of the lower one, under the stated weights; null where ranked by label",
    }),
});

const ranking = z.strictObject({
  ...rubricHead,
  reading: z
    .literal("ours")
    .optional()
    .meta({ description: "ours: the conditions are our reading of what the publisher says in words" }),
  unknown: z.enum(["bounds", "absent"]).meta({ description: "how the rubric itself counts what is unknown" }),
  basis: z.enum(["score", "label"]).meta({ description: "what models are ranked by" }),
  top: counted("how many count as the first"),
  models: z.array(ranked).meta({ description: "in order of their ranks in the draws" }),
  notRanked: z
    .array(
      z.strictObject({
        ...modelHead,
        coverage,
        why: z.enum(["not-assessed", "coverage"]).meta({
          description: "not-assessed: there is no verdict on it; coverage: too little is known of it",
        }),
      }),
    )
    .meta({ description: "models that are left out" }),
  pairs: z
    .strictObject({
      all: counted("how many there are"),
      dominance: counted("one is above the other whatever the weights"),
      apart: counted("one is above the other in at least 95 % of the draws"),
    })
    .meta({ description: "pairs of ranked models, counted" }),
  meaningful: z
    .strictObject({
      difference: z
        .number()
        .nullable()
        .meta({ description: "on the scale of the score; null if there is none" }),
      pairs: counted("pairs of models whose scores differ"),
      closer: counted("those of them that differ by less; all if there is no such difference"),
    })
    .nullable()
    .meta({
      description:
        "the smallest difference of scores such that 95 % of all pairs at least so far apart keep their order in 95 % of draws; null without scores",
    }),
  chances: z.array(z.array(z.number())).optional().meta({
    description:
      "with detail: a row for each of `models`, with the share of draws, 0 to 1, in which it is above each of them, ties counting half",
  }),
  sensitivity: sensitivity
    .nullable()
    .optional()
    .meta({ description: "null where models are ranked by label, or fewer than two are ranked" }),
  pair: pair.optional().meta({ description: "what it takes for two models to change places, if asked for" }),
});

/** The schema of what `openness rank --format json` prints, `openness-ranking/1`. */
export const rankingSchema = z.strictObject({
  ...documentHead,
  settings,
  rubrics: z.array(ranking).meta({ description: "the order of the models under each rubric" }),
});

export type RankingDocument = z.output<typeof rankingSchema>;
export type RankingSettings = z.output<typeof settings>;
export type RubricRanking = z.output<typeof ranking>;
export type RankedModel = z.output<typeof ranked>;
export type Sensitivity = z.output<typeof sensitivity>;
export type RankedPair = z.output<typeof pair>;
