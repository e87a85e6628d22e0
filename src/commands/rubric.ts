import type { Command } from "commander";
import { describeRubric } from "../assess.ts";
import { selectRubrics } from "../loading.ts";
import { mistakesText } from "../reports/mistakes.ts";
import { rubricList, rubricText } from "../reports/rubrics.ts";
import { DEFAULT_RUBRIC } from "../shipped.ts";
import { counted, jsonText } from "../text.ts";
import { configuration } from "./configuration.ts";
import { examples } from "./manual.ts";
import { outputOptions } from "./options.ts";
import { contextFor, formatAmong, isJson, type OutputOptions, warn, write } from "./output.ts";

/** `openness rubric`: what the frameworks ask for. */
export function rubricCommand(program: Command): void {
  const rubric = program
    .command("rubric")
    .description("Look at the rubrics: what they ask for and how it weighs.");
  const listing = rubric.command("list").description("The shipped rubrics.");
  outputOptions(listing, ["table", "json"]).action(list);
  const showing = rubric
    .command("show")
    .description(
      "A rubric for readers: dimensions, criteria, effective weights, levels and their conditions.",
    )
    .argument("[id or file]", "a shipped rubric or a file (default: openness, or what is configured)");
  outputOptions(showing, ["table", "json", "markdown"]).action(show);
  const checking = rubric
    .command("check")
    .description(
      "Check rubric files, and score the examples in them: does what they expect come out? Exits 1 if not.",
    )
    .argument("<files...>", "rubric files");
  outputOptions(checking, ["table"]).action(check);
  examples(listing, [["openness rubric list", "ids, names and sources"]]);
  examples(showing, [
    ["openness rubric show", "the default one"],
    ["openness rubric show -o openness.md", "as Markdown"],
    ["openness rubric show my.yaml -f json | jq '.criteria[].effectiveWeight'", "for scripts"],
  ]);
  examples(checking, [["openness rubric check my-rubric.yaml", "before you use it"]]);
}

/** Mistakes of a rubric and of its examples; exits 1 if there is one. */
async function check(files: string[], flags: OutputOptions): Promise<void> {
  const { checkRubricFile } = await import("../rubricExamples.ts");
  const checked = await Promise.all(files.map(checkRubricFile));
  const mistakes = checked.flatMap((one) => one.mistakes);
  const errors = mistakes.filter(({ severity }) => severity === "error").length;
  const examples = checked.reduce((total, one) => total + one.examples, 0);
  const context = contextFor(flags);
  const summary = `${counted(examples, "example")}, ${counted(errors, "mistake")}.`;
  await write(`${mistakesText(mistakes, context)}${summary}\n`, flags.output);
  if (errors > 0) process.exitCode = 1;
}

async function list(flags: OutputOptions): Promise<void> {
  const { rubrics } = await selectRubrics(["all"]);
  const described = rubrics.map((rubric) => describeRubric(rubric, true));
  if (isJson(flags)) return write(`${jsonText(described, 2)}\n`, flags.output);
  return write(rubricList(described, contextFor(flags)), flags.output);
}

async function show(name: string | undefined, flags: OutputOptions): Promise<void> {
  const configured = configuration().settings.rubrics?.value ?? [DEFAULT_RUBRIC];
  const { rubrics, warnings } = await selectRubrics(name === undefined ? configured : [name]);
  warn(warnings, flags);
  const described = rubrics.map((rubric) => describeRubric(rubric, true));
  if (isJson(flags)) {
    return write(`${jsonText(described.length === 1 ? described[0] : described, 2)}\n`, flags.output);
  }
  if (formatAmong(flags, ["table", "json", "markdown"]) === "markdown") {
    const { rubricMarkdown } = await import("../reports/rubricMarkdown.ts");
    return write(described.map(rubricMarkdown).join("\n"), flags.output);
  }
  const context = contextFor(flags);
  return write(described.map((rubric) => rubricText(rubric, context)).join("\n"), flags.output);
}
