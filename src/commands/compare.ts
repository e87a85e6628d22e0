import type { Command } from "commander";
import { assess } from "../assess.ts";
import { inputError } from "../errors.ts";
import { select, selectRubrics } from "../loading.ts";
import { compareTable } from "../reports/compareTable.ts";
import { needsDetail } from "../reports/index.ts";
import { examples } from "./manual.ts";
import { outputOptions, profileOptions, rubricNames, rubricOption } from "./options.ts";
import { formatOf, type OutputOptions, warn, writeResults } from "./output.ts";

interface CompareFlags extends OutputOptions {
  profiles?: string[];
  shipped: boolean;
  from?: string;
  rubric?: string[];
  detail?: boolean;
  diff?: boolean;
}

/** `openness compare`: vendors or models side by side. */
export function compareCommand(program: Command): void {
  const command = program
    .command("compare")
    .description("Put vendors or models side by side, dimension by dimension.")
    .argument(
      "<what...>",
      "two or more vendors (their flagships), vendor/model, files, folders or FILE#model",
    );
  outputOptions(rubricOption(profileOptions(command)))
    .option("--detail", "every criterion as a row as well")
    .option("--diff", "only rows in which they differ")
    .action(compare);
  examples(command, [
    ["openness compare deepseek meta openai --detail", "with every criterion"],
    ["openness compare meta/llama-3.1-405b meta/llama-4-maverick --detail --diff", "what has changed"],
    ["openness compare ai2 my-vendor.yaml -f json", "yours and a shipped one, for scripts"],
  ]);
}

async function compare(what: string[], flags: CompareFlags): Promise<void> {
  const { rubrics, warnings } = await selectRubrics(rubricNames(flags));
  const selection = await select(what, {
    profiles: flags.profiles ?? [],
    shipped: flags.shipped,
    from: flags.from,
    rubrics,
  });
  if (selection.subjects.length < 2) throw inputError("Name at least two vendors or models to compare.");
  warn([...warnings, ...selection.warnings], flags);
  const detail = flags.detail ?? false;
  const format = formatOf(flags);
  const asJson = format !== "table";
  const document = assess(selection.subjects, rubrics, selection.book, {
    by: "model",
    order: "asked",
    reasons: asJson,
    ...((asJson && detail) || needsDetail(format) ? { evidence: await selection.evidence() } : {}),
  });
  const options = { detail, diff: flags.diff ?? false };
  await writeResults(
    document,
    flags,
    rubrics.length === 1 ? (results, context) => compareTable(results, context, options) : undefined,
  );
}
