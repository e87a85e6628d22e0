import { z } from "zod";

/** A text that says something. */
export function told(description: string) {
  return z.string().meta({ description });
}

/** The same, or null where there is nothing to say. */
export function toldOrNull(description: string) {
  return z.string().nullable().meta({ description });
}

/** A number that says something. */
export function figured(description: string) {
  return z.number().meta({ description });
}

/** A whole number that says something. */
export function counted(description: string) {
  return z.number().int().meta({ description });
}

/** What every document begins with. */
export const documentHead = {
  schemaVersion: z.literal("1.0.0").meta({
    description: "the version of this format: an addition is a minor one, anything else a major one",
  }),
  tool: z
    .strictObject({
      name: z.literal("openness").meta({ description: "the program's name" }),
      version: told("the program's version"),
    })
    .meta({ description: "what made the document" }),
};

/** Said of a rubric that is not as published. */
export const changed = told(
  "what a configuration changed in the rubric, in words; name, version and hash are then its own; absent: as published",
).optional();

/** Which rubric a verdict is under, to the byte. */
export const rubricHead = {
  id: told("the rubric's id"),
  version: told("the rubric's version; with +weights and a hash where a configuration changed its weights"),
  name: told("the rubric's name"),
  hash: told("sha256 of the rubric's canonical JSON"),
  changed,
};

/** The same with its labels. */
export const labelledRubric = {
  ...rubricHead,
  labels: z
    .array(z.strictObject({ id: told("the label's id"), name: told("the verdict in words") }))
    .optional()
    .meta({ description: "the verdicts that there are, highest first; absent if it has none" }),
};

/** Bounds of a figure. */
export const bounds = {
  lower: figured("what is certain: every unknown turned out badly"),
  upper: figured("what is possible: every unknown turned out well"),
};

/** A name with its id. */
export const named = { id: told("its id, in kebab-case"), name: told("its name") };
