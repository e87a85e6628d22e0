import { z } from "zod";
import { configSchema } from "./config/schema.ts";
import { licenseFileSchema, licenseNamesSchema, licenseSetsSchema } from "./license/schema.ts";
import { baselineSchema, policySchema } from "./policy/schema.ts";
import { profileSchema } from "./profile/schema.ts";
import { adviceSchema } from "./result/adviceSchema.ts";
import { agreementSchema } from "./result/agreementSchema.ts";
import { checkSchema } from "./result/checkSchema.ts";
import { diffSchema } from "./result/diffSchema.ts";
import { historySchema } from "./result/historySchema.ts";
import { rankingSchema } from "./result/rankingSchema.ts";
import { resultSchema } from "./result/schema.ts";
import { settingsSchema } from "./result/settingsSchema.ts";
import { rubricSchema } from "./rubric/schema.ts";

/** The formats that have a published schema. */
export type SchemaName =
  | "profile"
  | "rubric"
  | "config"
  | "policy"
  | "baseline"
  | "result"
  | "ranking"
  | "check"
  | "advice"
  | "agreement"
  | "diff"
  | "history"
  | "settings"
  | "licenses"
  | "license-sets"
  | "license-names";

const SCHEMAS = {
  profile: { schema: profileSchema, title: "openness-profile/1", io: "input" },
  rubric: { schema: rubricSchema, title: "openness-rubric/1", io: "input" },
  config: { schema: configSchema, title: "openness-config/1", io: "input" },
  result: { schema: resultSchema, title: "openness-result/1", io: "output" },
  advice: { schema: adviceSchema, title: "openness-advice/1", io: "output" },
  agreement: { schema: agreementSchema, title: "openness-agreement/1", io: "output" },
  diff: { schema: diffSchema, title: "openness-diff/1", io: "output" },
  history: { schema: historySchema, title: "openness-history/1", io: "output" },
  ranking: { schema: rankingSchema, title: "openness-ranking/1", io: "output" },
  policy: { schema: policySchema, title: "openness-policy/1", io: "input" },
  baseline: { schema: baselineSchema, title: "openness-baseline/1", io: "input" },
  check: { schema: checkSchema, title: "openness-check/1", io: "output" },
  settings: { schema: settingsSchema, title: "openness-settings/1", io: "output" },
  licenses: { schema: licenseFileSchema, title: "openness-licenses/1", io: "input" },
  "license-sets": { schema: licenseSetsSchema, title: "openness-license-sets/1", io: "input" },
  "license-names": { schema: licenseNamesSchema, title: "openness-license-names/1", io: "input" },
} as const satisfies Record<SchemaName, { schema: z.ZodType; title: string; io: "input" | "output" }>;

/** Every format that has a schema. */
export const SCHEMA_NAMES = Object.keys(SCHEMAS) as SchemaName[];

/** The text of a format's JSON Schema, as it is printed and shipped. */
export function jsonSchemaText(name: SchemaName): string {
  return `${JSON.stringify(jsonSchemaOf(name), null, 2)}\n`;
}

/** The JSON Schema (draft-07, which editors read) of a format, derived from what the tool itself checks with. */
export function jsonSchemaOf(name: SchemaName): Record<string, unknown> {
  const { schema, title, io } = SCHEMAS[name];
  return { title, ...z.toJSONSchema(schema, { target: "draft-7", io }) };
}
