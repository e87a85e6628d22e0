import { type Command, InvalidArgumentError, Option } from "commander";
import { InputError, inputError, type Mistake } from "../errors.ts";
import { timed } from "../observe.ts";
import type { Policy, UnknownMode } from "../policy/types.ts";
import { UNKNOWN_MODES } from "../policy/types.ts";
import { CHECK_EXTENSIONS, CHECK_FORMATS, type CheckFormat } from "../reports/check/formats.ts";
import type { CheckDocument } from "../result/checkSchema.ts";
import type { Assignment } from "../shortPolicy.ts";
import { orList } from "../text.ts";
import { examples, notes } from "./manual.ts";
import { ageOptions, outputOptions, profileOptions } from "./options.ts";
import { append, contextFor, formatAmong, type OutputOptions, warn, write } from "./output.ts";
import { generatedAt } from "./timestamp.ts";

interface CheckFlags extends OutputOptions {
  profiles?: string[];
  shipped: boolean;
  from?: string;
  policy?: string;
  require?: Assignment[];
  min?: Assignment[];
  license?: Assignment[];
  unknown?: UnknownMode;
  maxAge?: number;
  today?: string;
  baseline?: string;
  writeBaseline?: string;
  report?: Report[];
  reportOnly?: boolean;
}

interface Report {
  format: CheckFormat;
  file: string;
}

/** `openness check`: models against a policy. */
export function checkCommand(program: Command): void {
  const command = program
    .command("check")
    .description("Hold models against a policy: a gate for builds. Exits 1 if something is not met.")
    .argument(
      "[what...]",
      "vendors (their flagships), vendor/model, files, folders, FILE#model, or - (default: the profiles that -p or the configuration names)",
    )
    .option("--policy <file>", "what is asked (`openness schema policy`)");
  ageOptions(
    shortOptions(command).addOption(
      new Option("--unknown <mode>", "what it means if nobody knows (default: fail)").choices(UNKNOWN_MODES),
    ),
  )
    .option("--baseline <file>", "known breaches: only others fail")
    .option("--write-baseline <file>", "write what fails now as known breaches, and exit 0")
    .addOption(
      new Option("--report <format=file>", "the same in another format as well (repeatable)").argParser(
        (text, before: Report[] | undefined) => [...(before ?? []), reportOf(text)],
      ),
    )
    .option("--report-only", "tell what is not met, and exit 0");
  profileOptions(outputOptions(command, CHECK_FORMATS)).action(check);
  examples(command, [
    ["openness check my-vendor.yaml --policy policy.yaml", "what a policy asks for"],
    ["openness check deepseek --min openness=60 --license weights.final=osi-approved", "without a file"],
    [
      "openness check mine.yaml --require ./ours.yaml=gold --max-age 365d",
      "a label of your own rubric, with evidence of the last year",
    ],
    ["openness check models/ --policy policy.yaml --write-baseline baseline.yaml", "keep what fails now"],
    [
      "openness check models/ --policy policy.yaml --baseline old.yaml -f github",
      "fail on what is new, on GitHub",
    ],
  ]);
  notes(command, NOTES);
}

const NOTES = `
Unknown is not no, yet no reason to let a model pass: what nobody knows fails unless --unknown or the policy says warn
or pass. Exceptions in a policy have a reason and a last day. -f github also adds to the summary of the job.`;

function shortOptions(command: Command): Command {
  const assignments = (flags: string, description: string) =>
    new Option(flags, description).argParser((text, before: Assignment[] | undefined) => [
      ...(before ?? []),
      assignmentOf(text),
    ]);
  return command
    .addOption(
      assignments("--require <rubric=label>", "at least this label; of decisions, any of a,b (repeatable)"),
    )
    .addOption(assignments("--min <rubric=score>", "at least this score (repeatable)"))
    .addOption(assignments("--license <artifact=names>", "any of these licenses or sets, a,b (repeatable)"));
}

/** The last equals sign counts: a rubric may be a file with one in its name. */
function assignmentOf(text: string): Assignment {
  const at = text.lastIndexOf("=");
  const [name, value] = [text.slice(0, Math.max(0, at)).trim(), text.slice(at + 1).trim()];
  if (name !== "" && value !== "") return { name, value };
  throw new InvalidArgumentError("Expected a name and a value, joined by =.");
}

function reportOf(text: string): Report {
  const [name = "", ...rest] = text.split("=");
  const format = CHECK_FORMATS.find((one) => one === name);
  if (format !== undefined && rest.join("=") !== "") return { format, file: rest.join("=") };
  throw new InvalidArgumentError(`Expected FORMAT=FILE, with a format of ${orList(CHECK_FORMATS)}.`);
}

async function check(what: string[], flags: CheckFlags): Promise<void> {
  const { checkModels, needsToday } = await import("../check.ts");
  const { loadBaseline } = await import("../loadPolicy.ts");
  const { select } = await import("../loading.ts");
  const { shippedCatalogue } = await import("../shipped.ts");
  const { policy, warnings } = await policyFor(flags);
  const baseline = flags.baseline === undefined ? undefined : await loadBaseline(flags.baseline);
  const { shipped, from } = flags;
  // What is named is checked; else what a project is configured with.
  const [items, profiles] = what.length > 0 ? [what, flags.profiles ?? []] : [flags.profiles ?? [], []];
  if (items.length === 0) {
    throw inputError("Name what to check, or the profiles of the project in its configuration.");
  }
  const rubrics = policy.rules.flatMap((rule) => ("rubric" in rule ? [rule.rubric] : []));
  const selection = await select(items, { profiles, shipped, from, rubrics: [...new Set(rubrics)] });
  warn([...warnings, ...selection.warnings], flags);
  // A gate that looked at nothing must not open.
  if (selection.subjects.length === 0) throw inputError("There is no model in what you named.");
  const today = flags.today ?? (needsToday(policy) ? generatedAt(true)?.slice(0, 10) : undefined);
  const file = flags.policy ?? null;
  const options = { policy, file, today, baseline, catalogue: shippedCatalogue };
  const document = await timed("check", () => checkModels(selection, options));
  await writeReports(document, flags);
  if (flags.writeBaseline !== undefined) {
    const { baselineOf } = await import("../check/baseline.ts");
    const { toYaml } = await import("../yaml.ts");
    await write(toYaml(baselineOf(document, baseline)), flags.writeBaseline);
    return;
  }
  if (document.outcome === "failed" && !flags.reportOnly) process.exitCode = 1;
}

/** What is asked: the policy of a file, and what options add to it or put in its place. */
async function policyFor(flags: CheckFlags): Promise<{ policy: Policy; warnings: Mistake[] }> {
  const { loadPolicy } = await import("../loadPolicy.ts");
  const { shortPolicy } = await import("../shortPolicy.ts");
  const { joinPolicies } = await import("../policy/read.ts");
  const { require, min, license, maxAge, unknown } = flags;
  const read = [
    flags.policy === undefined ? undefined : await loadPolicy(flags.policy, unknown),
    await shortPolicy({ require, min, license, maxAge, unknown }),
  ].flatMap((one) => one ?? []);
  if (read.length === 0) {
    throw inputError("Say what to ask: --policy FILE, or --require, --min, --license or --max-age.");
  }
  return {
    policy: joinPolicies(read.map(({ policy }) => policy)),
    warnings: read.flatMap(({ warnings }) => warnings),
  };
}

async function writeReports(document: CheckDocument, flags: CheckFlags): Promise<void> {
  const { checkReport } = await import("../reports/check/index.ts");
  const reports = [
    { format: formatAmong(flags, CHECK_FORMATS, CHECK_EXTENSIONS), file: flags.output },
    ...(flags.report ?? []),
  ];
  for (const { format, file } of reports) {
    const context = contextFor({ color: flags.color, output: file });
    const text = timed("render", () => checkReport(document, format, context));
    await write(text, file);
  }
  const summary = process.env.GITHUB_STEP_SUMMARY;
  if (reports[0]?.format !== "github" || summary === undefined || summary === "") return;
  const { jobSummary } = await import("../reports/check/summary.ts");
  try {
    await append(jobSummary(document), summary);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    // What was found counts, whoever is told of it.
    warn(
      error.mistakes.map((mistake) => ({ ...mistake, severity: "warning" })),
      flags,
    );
  }
}
