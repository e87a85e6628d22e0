import { z } from "zod";
import { profileSchema } from "./profile/schema.ts";
import { adviceSchema } from "./result/adviceSchema.ts";
import { agreementSchema } from "./result/agreementSchema.ts";
import { rankingSchema } from "./result/rankingSchema.ts";
import { resultSchema } from "./result/schema.ts";
import { rubricSchema } from "./rubric/schema.ts";

/** The formats that have a published schema. */
export type SchemaName = "profile" | "rubric" | "result" | "agreement" | "advice" | "ranking";

const SCHEMAS = {
  profile: { schema: profileSchema, title: "openness-profile/1", io: "input" },
  rubric: { schema: rubricSchema, title: "openness-rubric/1", io: "input" },
  result: { schema: resultSchema, title: "openness-result/1", io: "output" },
  advice: { schema: adviceSchema, title: "openness-advice/1", io: "output" },
  agreement: { schema: agreementSchema, title: "openness-agreement/1", io: "output" },
  ranking: { schema: rankingSchema, title: "openness-ranking/1", io: "output" },
} as const satisfies Record<SchemaName, { schema: z.ZodType; title: string; io: "input" | "output" }>;

/** The JSON Schema (draft-07, which editors read) of a format, derived from what the tool itself checks with. */
export function jsonSchemaOf(name: SchemaName): Record<string, unknown> {
  const { schema, title, io } = SCHEMAS[name];
  return { title, ...z.toJSONSchema(schema, { target: "draft-7", io }) };
}
