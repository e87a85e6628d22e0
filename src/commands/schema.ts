import { Argument, type Command } from "commander";
import type { SchemaName } from "../jsonSchemas.ts";
import { examples, notes } from "./manual.ts";
import { write } from "./output.ts";

const NAMES: readonly SchemaName[] = [
  "profile",
  "rubric",
  "config",
  "policy",
  "baseline",
  "result",
  "ranking",
  "check",
  "advice",
  "agreement",
  "diff",
  "history",
  "settings",
  "licenses",
  "license-sets",
  "license-names",
];

/** `openness schema`: the JSON Schemas of the formats. */
export function schemaCommand(program: Command): void {
  const command = program
    .command("schema")
    .description("Print the JSON Schema (draft-07) of a format, for editors and validators.")
    .addArgument(new Argument("<format>", "which format").choices(NAMES))
    .option("-o, --output <file>", "write to a file")
    .action(async (name: SchemaName, { output }: { output?: string }) => {
      const { jsonSchemaText } = await import("../jsonSchemas.ts");
      await write(jsonSchemaText(name), output);
    });
  examples(command, [["openness schema profile -o profile.schema.json", "for your editor"]]);
  notes(
    command,
    `
An editor follows it if the first line of a profile is \`# yaml-language-server: $schema=profile.schema.json\`.`,
  );
}
