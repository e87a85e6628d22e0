import { z } from "zod";

const figure = z
  .strictObject({ value: z.number().nullable(), lower: z.number().nullable(), upper: z.number().nullable() })
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
  vendor: z.string(),
  model: z.string(),
  criterion: z.string(),
  levels: z
    .array(z.strictObject({ rater: z.string(), level: z.string().nullable() }))
    .meta({ description: "null where a rater's facts leave the level open" }),
});

const rubricAgreement = z.strictObject({
  id: z.string(),
  version: z.string(),
  name: z.string(),
  hash: z.string(),
  overall: z.strictObject(figures),
  criteria: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      models: z.number().int().meta({ description: "models that at least two raters give a level" }),
      ...figures,
    }),
  ),
  splits: z.array(split).meta({ description: "ratings that differ, widest first" }),
});

/** The schema of what `openness agree --format json` prints, `openness-agreement/1`. */
export const agreementSchema = z.strictObject({
  schemaVersion: z.literal("1.0.0"),
  tool: z.strictObject({ name: z.literal("openness"), version: z.string() }),
  raters: z.array(z.strictObject({ name: z.string(), source: z.string() })),
  models: z
    .array(z.string())
    .meta({ description: "vendor/model of those that at least two raters describe" }),
  left: z.array(z.string()).meta({ description: "vendor/model of those that one rater alone describes" }),
  draws: z.number().int(),
  seed: z.number().int(),
  rubrics: z.array(rubricAgreement),
});

export type AgreementDocument = z.output<typeof agreementSchema>;
export type RubricAgreement = z.output<typeof rubricAgreement>;
export type Figure = z.output<typeof figure>;
export type Split = z.output<typeof split>;
