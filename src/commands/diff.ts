import { type Command, InvalidArgumentError, Option } from "commander";
import { inputError } from "../errors.ts";
import { STDIN } from "../files.ts";
import { DIFF_FORMATS } from "../reports/diffFormats.ts";
import type { DiffDocument } from "../result/diffSchema.ts";
import { jsonText } from "../text.ts";
import { type DiffFlags, sideOptions } from "./diffFlags.ts";
import { examples, notes } from "./manual.ts";
import { outputOptions, profileOptions, rubricOption } from "./options.ts";
import { contextFor, formatAmong, warn, write } from "./output.ts";

/** `openness diff`: what moved, and why. */
export function diffCommand(program: Command): void {
  const command = program
    .command("diff")
    .description(
      "Tell what moved between two states of profiles, rubrics or results, and why. Exits 1 with --exit-code if something did.",
    )
    .argument(
      "[old]",
      "vendor, vendor/model, file, folder, FILE#model, results of `score -f json`, or REVISION:PATH of git",
    )
    .argument(
      "[new]",
      "the same; by default the files as they are now, where the old ones are at a revision",
    );
  outputOptions(rubricOption(profileOptions(command)), DIFF_FORMATS)
    .addOption(
      new Option(
        "--old-rubric <id or file>",
        "the rubric as it was, if it changed; REVISION:PATH as well (repeatable)",
      ).argParser((value, before?: string[]) => [...(before ?? []), value]),
    )
    .option("--licenses <folder>", "a license catalogue instead of the shipped one; REVISION:PATH as well")
    .option("--old-licenses <folder>", "the license catalogue as it was, if it changed")
    .option("--verdicts", "only models whose verdict moved, whatever changed behind the others")
    .option("--detail", "long lists whole")
    .option("--exit-code", "exit 1 if anything differs; with --verdicts, only if a verdict or a rank moved")
    .addOption(
      new Option(
        "--history <vendor>",
        "how the verdicts of a vendor, vendor/model or profile file moved instead",
      ).conflicts(["oldRubric", "licenses", "oldLicenses", "verdicts", "detail", "exitCode"]),
    )
    .addOption(
      new Option("--over <what>", "the history over the vendor's releases, or over the commits of its file")
        .choices(["releases", "commits"])
        .default("releases"),
    )
    .addOption(new Option("--last <n>", "rows of the history").default(20).argParser(rowsOf))
    .action(diff);
  examples(command, [
    ["openness diff main:profiles/", "the files here against those of a branch"],
    ["openness diff old.yaml new.yaml -r all", "two files, under every rubric"],
    ["openness diff main:profiles/ HEAD:profiles/ -f markdown --verdicts", "for a pull request"],
    ["openness diff last-month.json this-month.json", "two results of `score -f json`"],
    ["openness diff --history deepseek -r all", "one vendor, release by release"],
    ["openness diff --history profiles/deepseek.yaml --over commits", "one file, commit by commit"],
  ]);
  notes(command, NOTES);
}

const NOTES = `
Profiles are compared by what they state, model by model and fact by fact; comments, order and names of sources are no
difference. Causes are let in one after the other (rubric, license catalogue, base models, judgements, facts of the model),
and the verdict is worked out after each: the effects are exact, and add up. What stands behind unchanged facts is told
apart: it moves no verdict. Results are compared as far as they tell; write them with --detail.

REVISION:PATH is read from the git repository here: main:profiles/ is a folder, HEAD~3:./my.yaml a file, :profiles/ what is
staged. Paths count from the top of the repository, with ./ from here. Nothing is fetched.

--history holds rubric, licenses and other vendors' profiles fixed as they are now. It shows the flagship of each commit.`;

function rowsOf(text: string): number {
  const rows = Number(text);
  if (Number.isInteger(rows) && rows > 0 && rows <= 10_000) return rows;
  throw new InvalidArgumentError("Expected a whole number from 1 to 10000.");
}

async function diff(old: string | undefined, fresh: string | undefined, flags: DiffFlags): Promise<void> {
  if (flags.history !== undefined) {
    if (old !== undefined) throw inputError("--history is of one vendor: name nothing else beside it.");
    const { showHistory } = await import("./diffHistory.ts");
    await showHistory(flags.history, flags);
    return;
  }
  if (old === undefined) throw inputError("Name what to compare: the old state, then the new one.");
  if (old === STDIN && fresh === STDIN) throw inputError("Only one side can be standard input.");
  const { compareStates } = await import("../compareStates.ts");
  const { document, warnings } = await compareStates(old, fresh, {
    ...sideOptions(flags),
    rubrics: flags.rubric,
    oldRubrics: flags.oldRubric,
    licenses: flags.licenses,
    oldLicenses: flags.oldLicenses,
    verdictsOnly: flags.verdicts ?? false,
  });
  warn(warnings, flags);
  await write(await render(document, flags), flags.output);
  if (flags.exitCode && document.differs) process.exitCode = 1;
}

async function render(document: DiffDocument, flags: DiffFlags): Promise<string> {
  const format = formatAmong(flags, DIFF_FORMATS);
  if (format === "json") return `${jsonText(document, 2)}\n`;
  const detail = flags.detail ?? false;
  if (format === "markdown") {
    const { diffMarkdown } = await import("../reports/diffMarkdown.ts");
    return diffMarkdown(document, { detail });
  }
  const { diffTable } = await import("../reports/diffTable.ts");
  return diffTable(document, contextFor(flags), { detail });
}
