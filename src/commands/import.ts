import { Argument, type Command } from "commander";
import { InputError, inputError } from "../errors.ts";
import { readText } from "../files.ts";
import { mapOf } from "../importers/common.ts";
import { IMPORT_FORMATS } from "../importers/formats.ts";
import type { Imported, PlainProfile } from "../importers/types.ts";
import { jsonText } from "../text.ts";
import { examples } from "./manual.ts";
import { outputOptions } from "./options.ts";
import { isJson, type OutputOptions, warn, write } from "./output.ts";
import { complain } from "./streams.ts";

/** `openness import`: profiles from what others publish. */
export function importCommand(program: Command): void {
  const command = program
    .command("import")
    .description("Turn files of other formats into profiles, and say what could not be carried over.")
    .addArgument(
      new Argument("<format>", "of the files; auto: by content").choices(["auto", ...IMPORT_FORMATS]),
    )
    .argument("<files...>", "files of that format, or -");
  importOptions(command).action(importFiles);
  examples(command, [
    ["openness import auto README.md --as acme/acme-7b -o acme.yaml", "a model card"],
    ["openness import mot model.yml > model.yaml", "an entry of an index"],
    ["openness import hf-api answer.json --into acme.yaml", "added to a profile that you have"],
    [
      "curl -s https://huggingface.co/api/models/acme/acme-7b | openness import hf-api - | openness score -",
      "straight from a hub to a verdict",
    ],
    [
      "openness import fmti Dec2025_scores.csv -o fmti.yaml && openness score fmti.yaml -r fmti-2025",
      "what an index judged, under its own rubric",
    ],
  ]);
}

/** Options of the verbs that make profiles of something else. */
export function importOptions(command: Command): Command {
  return outputOptions(command, ["yaml", "json"])
    .option("--as <vendor/model>", "whose model it is, where that is not said")
    .option(
      "--into <profile>",
      "add it to a profile: comments stay, a fact of a higher grade is never overwritten",
    );
}

export interface ImportFlags extends OutputOptions {
  as?: string;
  into?: string;
}

async function importFiles(format: string, files: string[], flags: ImportFlags): Promise<void> {
  const { importText } = await import("../loadForeign.ts");
  checkName(flags);
  const read = await Promise.all(files.map(async (file) => ({ file, text: await readText(file) })));
  const imported = read.map(({ file, text }) => {
    const one = importText(text, file, format, flags.as);
    if (one === undefined) throw inputError("No importer recognises this file; name its format.", { file });
    return { file, ...one };
  });
  await finishImport(imported, flags);
}

/** @throws InputError if `--as` is not vendor/model */
export function checkName({ as }: ImportFlags): void {
  if (as === undefined || /^[^/\s]+\/[^/\s]+$/.test(as)) return;
  throw inputError(`--as wants vendor/model, such as acme/acme-7b; it got ${as}.`);
}

/** Checks what was imported, every mistake of every file at once, and writes it, or takes it over into a profile. */
export async function finishImport(
  imported: readonly (Imported & { file: string })[],
  flags: ImportFlags,
): Promise<void> {
  const profiles = await checked(imported, flags);
  if (flags.into !== undefined) return mergeInto(flags.into, profiles, flags);
  const { toYaml } = await import("../yaml.ts");
  const asJson = isJson(flags);
  const text = asJson
    ? `${jsonText(profiles.length === 1 ? profiles[0] : profiles, 2)}\n`
    : profiles.map(toYaml).join("---\n");
  await write(text, flags.output);
}

/**
 * The profiles of what was imported, vendors joined; warnings are shown.
 * @throws InputError with every mistake of every file
 */
export async function checked(
  imported: readonly (Imported & { file: string })[],
  flags: OutputOptions,
): Promise<PlainProfile[]> {
  const { readPlain } = await import("../loadForeign.ts");
  const mistakes = imported.flatMap((one) => [
    ...one.mistakes,
    ...one.profiles.flatMap((profile) => readPlain(profile, one.file).mistakes),
  ]);
  if (mistakes.some(({ severity }) => severity === "error")) throw new InputError(mistakes);
  warn(mistakes, flags);
  const { joinVendors } = await import("../importers/common.ts");
  return joinVendors(imported.flatMap((one) => one.profiles));
}

/** Takes imported facts over into a profile: the file, or with -o another one, is replaced when all is written. */
async function mergeInto(file: string, imported: readonly PlainProfile[], flags: ImportFlags): Promise<void> {
  const { mergeProfile, changesText } = await import("../importers/merge.ts");
  const { editYaml, parseYaml } = await import("../yaml.ts");
  const { readDocument } = await import("../profile/read.ts");
  const text = await readText(file);
  const { documents, mistakes } = parseYaml(text, file);
  const [document, second] = documents;
  const found = document === undefined ? mistakes : readDocument(document, file).mistakes;
  if (found.some(({ severity }) => severity === "error")) throw new InputError(found);
  if (document === undefined) throw inputError("It is empty: expected a profile.", { file });
  if (second !== undefined)
    throw inputError("It holds several profiles; --into wants a file with one.", { file });
  const profile = mapOf(document.value);
  const vendor = mapOf(profile.vendor).id;
  const [from, ...others] = imported;
  if (from === undefined || others.length > 0 || mapOf(from.vendor).id !== vendor) {
    const ids = imported.map((one) => mapOf(one.vendor).id).join(", ");
    throw inputError(
      `It is the profile of ${vendor}, what is imported is of ${ids}. Name the model with --as.`,
      { file },
    );
  }
  const { edits, changes } = mergeProfile(profile, from);
  const merged = edits.length === 0 ? text : editYaml(text, edits, file);
  const checked = parseYaml(merged, file).documents.flatMap((one) => readDocument(one, file).mistakes);
  if (checked.some(({ severity }) => severity === "error")) throw new InputError(checked);
  await write(merged, flags.output ?? file);
  if (!flags.quiet) complain(changesText(changes));
}
