import { z } from "zod";
import { counted, documentHead, told } from "./schemaParts.ts";

const origin = z.strictObject({
  kind: z
    .enum(["environment", "project", "user"])
    .meta({ description: "a variable of the environment, the project's file, or the user's" }),
  name: told("the variable, or the file's path"),
  line: counted("the line of the key in the file, from 1").optional(),
  column: counted("the column of the key in the file, from 1").optional(),
});

const setting = z.strictObject({
  key: told("the key as it stands in a configuration file"),
  value: z
    .union([z.string(), z.boolean(), z.array(z.string()), z.record(z.string(), z.unknown())])
    .nullable()
    .meta({ description: "what applies where no flag says otherwise; null: nothing" }),
  from: origin.nullable().meta({ description: "who says so; null: it is built in" }),
});

/** The schema of what `openness config --format json` prints, `openness-settings/1`. */
export const settingsSchema = z.strictObject({
  ...documentHead,
  files: z
    .array(
      z.strictObject({
        kind: z.enum(["project", "user"]).meta({ description: "whose file it is" }),
        path: z
          .string()
          .meta({ description: "its path, from the working directory; the user's is absolute" }),
      }),
    )
    .meta({ description: "the files that were read, the strongest first" }),
  searched: z
    .strictObject({
      name: told("the file that a project would have"),
      from: told("the folder in which the search begins"),
      to: told("the last folder above it that is searched"),
      user: told("the user's own file"),
    })
    .optional()
    .meta({ description: "where files are looked for; absent if one was named, or none asked for" }),
  settings: z.array(setting).meta({ description: "every key, set or not" }),
});

export type SettingsDocument = z.output<typeof settingsSchema>;
