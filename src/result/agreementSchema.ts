import { z } from "zod";
import { counted, documentHead, rubricHead, told, toldOrNull } from "./schemaParts.ts";

const figure = z
  .strictObject({
    value: z.number().nullable().meta({ description: "the figure" }),
    lower: z.number().nullable().meta({ description: "the lower end of its interval" }),
    upper: z.number().nullable().meta({ description: "the upper end of its interval" }),
  })
  .meta({
    description:
      "value is null where there is nothing to compare, or nothing that could differ; lower and upper hold 95 % of bootstrap draws over models",
  });

const figures = {
  agreement: figure.meta({
    description: "share of pairs of ratings of the same model that are alike, 0 to 1",
  }),
  kappa: z.strictObject({ none: figure, linear: figure, quadratic: figure }).meta({
    description: "Cohen's kappa by weights; the mean over pairs of raters, overall also over criteria",
  }),
  alpha: z
    .strictObject({ nominal: figure, ordinal: figure })
    .meta({ description: "Krippendorff's alpha; overall, disagreement is summed over criteria" }),
};

const split = z.strictObject({
  vendor: told("whose model it is, by id"),
  model: told("which model it is, by id"),
  criterion: told("the criterion, by id"),
  levels: z
    .array(
      z.strictObject({
        rater: told("the rater, by name"),
        level: toldOrNull("the level by that rater's facts"),
      }),
    )
    .meta({ description: "null where a rater's facts leave the level open" }),
});

const rubricAgreement = z.strictObject({
  ...rubricHead,
  overall: z.strictObject(figures).meta({ description: "the figures of all criteria together" }),
  criteria: z
    .array(
      z.strictObject({
        id: told("the criterion's id"),
        name: told("the criterion's name"),
        models: z.number().int().meta({ description: "models that at least two raters give a level" }),
        ...figures,
      }),
    )
    .meta({ description: "the figures criterion by criterion" }),
  splits: z.array(split).meta({ description: "ratings that differ, widest first" }),
});

/** The schema of what `openness agree --format json` prints, `openness-agreement/1`. */
export const agreementSchema = z.strictObject({
  ...documentHead,
  raters: z
    .array(
      z.strictObject({
        name: told("what the rater is called here"),
        source: told("the file, folder or vendor of the rater's profiles"),
      }),
    )
    .meta({ description: "who rated" }),
  models: z
    .array(z.string())
    .meta({ description: "vendor/model of those that at least two raters describe" }),
  left: z.array(z.string()).meta({ description: "vendor/model of those that one rater alone describes" }),
  draws: counted("bootstrap draws behind each interval"),
  seed: counted("the seed of the draws: the same one gives the same intervals"),
  rubrics: z.array(rubricAgreement).meta({ description: "how far raters agree, rubric by rubric" }),
});

export type AgreementDocument = z.output<typeof agreementSchema>;
export type RubricAgreement = z.output<typeof rubricAgreement>;
export type Figure = z.output<typeof figure>;
export type Split = z.output<typeof split>;
