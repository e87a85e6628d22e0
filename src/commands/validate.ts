import { type Command, Option } from "commander";
import { InputError, inputError, type Mistake } from "../errors.ts";
import { looksLikePath } from "../files.ts";
import { mistakesText } from "../reports/mistakes.ts";
import { counted, jsonText } from "../text.ts";
import type { Validation } from "../validateFiles.ts";
import { CONFIG_FILE, findConfigFiles } from "./configFiles.ts";
import { type Configuration, configure, namedConfig } from "./configuration.ts";
import { examples } from "./manual.ts";
import { ageOptions, outputOptions, secondsOf, watchOption } from "./options.ts";
import { contextFor, isJson, type OutputOptions, write } from "./output.ts";
import { generatedAt } from "./timestamp.ts";

/** `openness validate`: every mistake of every file, with its place. */
export function validateCommand(program: Command): void {
  const command = program
    .command("validate")
    .description(
      "Check profiles, rubrics and policies: every mistake at once, as file:line:column. Exits 1 if there is one.",
    )
    .argument(
      "[files...]",
      "files or folders of anything that has a `schema:` line, or - (default: what the configuration names)",
    );
  ageOptions(outputOptions(command, ["table", "json"]))
    .option(
      "--strict",
      "profiles as people may cite them: evidence for every fact, two sources or a pinned one where labels hang on it, no contradiction",
    )
    .option("--links", "look at every link: dead, moved, changed; the only thing here that uses the network")
    .option("--cache <file>", "where --links remembers what it saw (default: in your cache folder)")
    .addOption(
      new Option("--timeout <seconds>", "how long --links waits for an answer")
        .argParser(secondsOf)
        .default(20),
    )
    .addOption(watchOption().conflicts("links"))
    .action(async (files: string[], flags: ValidateFlags, command: Command) => {
      const inputs = async () => (files.length > 0 ? files : await configuredFiles(command));
      const run = async (now: ValidateFlags) => validate(await inputs(), now);
      if (!flags.watch) return run(flags);
      const { watching } = await import("./watch.ts");
      return watching<ValidateFlags>({ command, inputs, run });
    });
  examples(command, [
    ["openness validate my-vendor.yaml", "every mistake of a file"],
    ["openness validate --watch my-vendor.yaml", "again whenever it is saved"],
    ["openness validate profiles/ rubrics/", "whole folders"],
    ["openness validate --strict --max-age 365d profiles/", "fit to be cited, and fresh"],
    ["openness validate --links profiles/", "dead, moved and changed links"],
    ["openness validate my-vendor.yaml -f json | jq '.mistakes[].message'", "for scripts"],
  ]);
}

interface ValidateFlags extends OutputOptions {
  strict?: boolean;
  maxAge?: number;
  today?: string;
  links?: boolean;
  watch?: boolean;
  cache?: string;
  timeout: number;
}

async function validate(files: string[], flags: ValidateFlags): Promise<void> {
  const { validateFiles } = await import("../validateFiles.ts");
  const { strict, maxAge } = flags;
  const clock = () => generatedAt(true)?.slice(0, 10) ?? "";
  const today = flags.today ?? (maxAge === undefined ? undefined : clock());
  const validation = await validateFiles(files, { strict, maxAge, today });
  const { linkMistakes } = await import("./links.ts");
  const dead = flags.links ? await linkMistakes(validation.links, today ?? clock(), flags) : [];
  const all = [...validation.mistakes, ...dead];
  const mistakes = flags.quiet ? all.filter(isError) : all;
  const asJson = isJson(flags);
  const { files: read, disputes } = validation;
  const shown = !flags.quiet && disputes.length <= MOST_DISPUTES ? disputes : [];
  const text = asJson
    ? `${jsonText({ files: read, mistakes: mistakes.map(plain), disputes: disputes.map(plain) }, 2)}\n`
    : `${mistakesText([...mistakes, ...shown], contextFor(flags))}${countsText(validation, mistakes)}`;
  await write(text, flags.output);
  if (mistakes.some(isError)) process.exitCode = 1;
}

/** Everything that the configuration names, and its own files; of one that has mistakes the files alone. */
async function configuredFiles(command: Command): Promise<string[]> {
  const named = namedConfig(command);
  const own = named === false ? [] : findConfigFiles(named).map(({ path }) => path);
  try {
    const files = namedFiles(await configure(command));
    if (own.length + files.length > 0) return [...own, ...files];
  } catch (error) {
    if (error instanceof InputError && own.length > 0) return own;
    throw error;
  }
  throw inputError(
    `Name files or folders to validate, or list \`profiles\` in ${CONFIG_FILE}: nothing is configured here.`,
  );
}

function namedFiles({ settings }: Configuration): string[] {
  const { profiles, rubrics, policy } = settings;
  return [
    ...(profiles?.value ?? []),
    ...(rubrics?.value ?? []).filter(looksLikePath),
    ...(policy === undefined ? [] : [policy.value]),
  ];
}

/** More of them than this are counted only: `openness explain` shows them model by model. */
const MOST_DISPUTES = 10;

function countsText({ files, disputes }: Validation, mistakes: readonly Mistake[]): string {
  const { profiles, rubrics, configurations, policies, licenses, skipped } = files;
  const read = [
    `${counted(profiles, "profile file")}`,
    `${counted(rubrics, "rubric")}`,
    ...(policies > 0 ? [counted(policies, "policy or baseline", "policies and baselines")] : []),
    ...(configurations > 0 ? [`${counted(configurations, "configuration")}`] : []),
    ...(licenses > 0 ? [`${counted(licenses, "license file")}`] : []),
  ];
  const errors = mistakes.filter(isError).length;
  const warnings = mistakes.length - errors;
  const found = `${counted(errors, "mistake")}${warnings > 0 ? `, ${counted(warnings, "warning")}` : ""}`;
  const others = skipped.length > 0 ? ` ${skipped.length} without a \`schema:\` line of ours left out.` : "";
  const open =
    disputes.length === 0 ? "" : ` ${counted(disputes.length, "disputed fact")}: see \`openness explain\`.`;
  return `Read ${read.join(", ")}: ${found}.${open}${others}\n`;
}

function isError({ severity }: Mistake): boolean {
  return severity === "error";
}

function plain({ message, place, severity }: Mistake) {
  return {
    severity,
    file: place?.file ?? null,
    line: place?.line ?? null,
    column: place?.column ?? null,
    message,
  };
}
