import { z } from "zod";
import { CAUSES } from "./diffSchema.ts";
import { verdict } from "./schema.ts";
import { counted, documentHead, labelledRubric, named, told } from "./schemaParts.ts";

const row = z.strictObject({
  date: z
    .string()
    .nullable()
    .meta({ description: "of the commit, or on which the model was released; null if that is unknown" }),
  commit: told("the commit's full name; absent for a release").optional(),
  subject: told("the first line of the commit's message").optional(),
  path: told("what the file was called then").optional(),
  model: z
    .strictObject(named)
    .nullable()
    .meta({ description: "whose verdict it is; null if there is none, as `problem` says" }),
  problem: told("why there is no verdict").optional(),
  causes: z.array(z.enum(CAUSES)).meta({
    description: "what differs from the row before; of releases, which are models of their own, empty",
  }),
  verdicts: z
    .array(z.strictObject({ rubric: told("the rubric, by id"), ...verdict }))
    .meta({ description: "one under each of the rubrics; empty where there is a problem" }),
});

/** The schema of what `openness diff --history VENDOR --format json` prints, `openness-history/1`. */
export const historySchema = z.strictObject({
  ...documentHead,
  over: z.enum(["commits", "releases"]).meta({
    description: "commits: one row for each commit that changed the file; releases: one for each model",
  }),
  vendor: z
    .strictObject(named)
    .nullable()
    .meta({ description: "whose history it is; null if no row has a verdict" }),
  source: told("what was asked for: a vendor, vendor/model, a file, FILE#model or REVISION:PATH"),
  left: counted("earlier rows that are left out; of commits, 1 if there are any and else 0"),
  rubrics: z
    .array(z.strictObject(labelledRubric))
    .meta({ description: "the rubrics that every row is under, whatever they were then" }),
  rows: z.array(row).meta({ description: "newest last" }),
});

export type HistoryDocument = z.output<typeof historySchema>;
export type HistoryRow = HistoryDocument["rows"][number];
