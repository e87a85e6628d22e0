import type { Command } from "commander";
import { assess } from "../assess.ts";
import { inputError } from "../errors.ts";
import { select, selectRubrics } from "../loading.ts";
import { explanation } from "../reports/explain.ts";
import type { Rubric } from "../rubric/types.ts";
import { didYouMean } from "../spelling.ts";
import { examples } from "./manual.ts";
import { outputOptions, profileOptions, rubricNames, rubricOption } from "./options.ts";
import { type OutputOptions, warn, writeResults } from "./output.ts";

interface ExplainFlags extends OutputOptions {
  profiles?: string[];
  shipped: boolean;
  from?: string;
  rubric?: string[];
  criterion?: string[];
}

/** `openness explain`: the chain from evidence to verdict. */
export function explainCommand(program: Command): void {
  const command = program
    .command("explain")
    .description(
      "Show why: the level of every criterion, the condition that decided it, facts, evidence, unknowns.",
    )
    .argument("<what...>", "vendors (their flagships), vendor/model, files, folders or FILE#model");
  outputOptions(rubricOption(profileOptions(command)))
    .option(
      "-c, --criterion <id>",
      "only this criterion (repeatable, or joined by commas)",
      (value: string, before: string[] = []) => [...before, ...value.split(",")],
    )
    .action(explain);
  examples(command, [
    ["openness explain deepseek", "the flagship, criterion by criterion"],
    ["openness explain meta/llama-4-maverick -c territory,thresholds", "two criteria of one model"],
    ["openness explain my-vendor.yaml -f json | jq '.results[0].criteria'", "for scripts"],
  ]);
}

async function explain(what: string[], flags: ExplainFlags): Promise<void> {
  const { rubrics, warnings } = await selectRubrics(rubricNames(flags));
  const only = flags.criterion ?? [];
  for (const id of only) checkCriterion(id, rubrics);
  const selection = await select(what, {
    profiles: flags.profiles ?? [],
    shipped: flags.shipped,
    from: flags.from,
    rubrics,
  });
  warn([...warnings, ...selection.warnings], flags);
  const document = assess(selection.subjects, rubrics, selection.book, {
    by: "model",
    order: "asked",
    evidence: await selection.evidence(),
  });
  await writeResults(document, { ...flags, detail: true }, (results, context) =>
    explanation(results, context, only),
  );
}

function checkCriterion(id: string, rubrics: readonly Rubric[]): void {
  const known = rubrics.flatMap(({ criteria }) => criteria.map((criterion) => criterion.id));
  if (known.includes(id)) return;
  throw inputError(
    `There is no criterion ${id}.${didYouMean(id, known) || " `openness rubric show` lists them."}`,
  );
}
