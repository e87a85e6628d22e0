import type { Command } from "commander";
import { CONFIG_FILE, searchedFolders, userConfigPath } from "./configFiles.ts";
import { configuration, namedConfig } from "./configuration.ts";
import { examples, notes } from "./manual.ts";
import { outputOptions } from "./options.ts";
import { type OutputOptions, writeDocument } from "./output.ts";

/** `openness config`: what is configured, and where. */
export function configCommand(program: Command): void {
  const command = program
    .command("config")
    .description("Show what is configured: every key, its value, and the file or variable it is from.");
  outputOptions(command, ["table", "json"]).action((flags: OutputOptions, own: Command) =>
    showConfig(flags, own),
  );
  examples(command, [
    ["openness config", "all keys"],
    ["openness config -f json | jq '.settings[] | select(.from != null)'", "those that are set"],
    ["OPENNESS_RUBRICS=openness,./ours.yaml openness config", "with a variable"],
  ]);
  notes(
    command,
    `
A key comes as a whole from the first of these that has it: flags, variables of the environment (OPENNESS_RUBRICS,
OPENNESS_PROFILES, OPENNESS_SHIPPED, OPENNESS_POLICY, OPENNESS_EFFORT), the project's ${CONFIG_FILE}, found in the working
directory or above it up to the root of the repository or the home folder, and the user's config.yaml. --config or
OPENNESS_CONFIG names a file that is read instead of both. A configuration names files to read and figures; nothing of it
is run. \`openness schema config\` tells its keys, \`openness validate\` checks it.`,
  );
}

async function showConfig(flags: OutputOptions, command: Command): Promise<void> {
  const { describeSettings } = await import("../settings.ts");
  const { settingsTable } = await import("../reports/settingsTable.ts");
  const { files, settings } = configuration();
  const document = describeSettings(settings, {
    files: files.map(({ origin, path }) => ({ kind: origin, path })),
    searched: namedConfig(command) === undefined ? searched() : undefined,
  });
  await writeDocument(document, flags, settingsTable);
}

function searched() {
  const folders = searchedFolders();
  const [from = "."] = folders;
  return { name: CONFIG_FILE, from, to: folders.at(-1) ?? from, user: userConfigPath() };
}
