import { z } from "zod";
import { CAUSES } from "./diffSchema.ts";
import { verdict } from "./schema.ts";
import { rubricHead } from "./schemaParts.ts";

const row = z.strictObject({
  date: z
    .string()
    .nullable()
    .meta({ description: "of the commit, or on which the model was released; null if that is unknown" }),
  commit: z.string().optional(),
  subject: z.string().optional().meta({ description: "the first line of the commit's message" }),
  path: z.string().optional().meta({ description: "what the file was called then" }),
  model: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
  problem: z.string().optional().meta({ description: "why there is no verdict" }),
  causes: z.array(z.enum(CAUSES)).meta({
    description: "what differs from the row before; of releases, which are models of their own, empty",
  }),
  verdicts: z.array(z.strictObject({ rubric: z.string(), ...verdict })),
});

/** The schema of what `openness diff --history VENDOR --format json` prints, `openness-history/1`. */
export const historySchema = z.strictObject({
  schemaVersion: z.literal("1.0.0"),
  tool: z.strictObject({ name: z.literal("openness"), version: z.string() }),
  over: z.enum(["commits", "releases"]),
  vendor: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
  source: z.string(),
  left: z
    .number()
    .int()
    .meta({ description: "earlier rows that are left out; of commits, whether there are any" }),
  rubrics: z.array(
    z.strictObject({
      ...rubricHead,
      labels: z.array(z.strictObject({ id: z.string(), name: z.string() })).optional(),
    }),
  ),
  rows: z.array(row).meta({ description: "newest last" }),
});

export type HistoryDocument = z.output<typeof historySchema>;
export type HistoryRow = HistoryDocument["rows"][number];
