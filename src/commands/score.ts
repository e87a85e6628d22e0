import { type Command, Option } from "commander";
import { used } from "../observe.ts";
import type { Rollup } from "../rank/rollup.ts";
import { needsDetail } from "../reports/index.ts";
import type { ResultDocument } from "../result/schema.ts";
import { DEFAULT_RUBRIC, shippedVerdicts } from "../shipped.ts";
import { hasOwnWeights } from "../weights.ts";
import { examples } from "./manual.ts";
import {
  jobsOf,
  outputOptions,
  profileOptions,
  rowOptions,
  rubricNames,
  rubricOption,
  SORTS,
  watchOption,
} from "./options.ts";
import { formatOf, type OutputOptions, warn, writeResults } from "./output.ts";
import { generatedAt } from "./timestamp.ts";

interface ScoreFlags extends OutputOptions {
  profiles?: string[];
  shipped: boolean;
  from?: string;
  rubric?: string[];
  by?: "vendor" | "model";
  rollup: Rollup;
  sort?: (typeof SORTS)[number];
  detail?: boolean;
  claims?: boolean;
  timestamp?: boolean;
  keepGoing?: boolean;
  jobs?: number;
  watch?: boolean;
}

/** `openness score`: the table (or JSON) of verdicts. */
export function scoreCommand(program: Command): void {
  const command = program
    .command("score")
    .description("Score vendors or models under one or more rubrics.")
    .argument(
      "[what...]",
      "vendors, vendor/model, profile files or folders, FILE#model, or - (default: all shipped vendors)",
    );
  rowOptions(outputOptions(rubricOption(profileOptions(command))))
    .addOption(
      new Option("--sort <order>", "order of the rows (default: as named, else rank)").choices(SORTS),
    )
    .option("--detail", "every criterion; in JSON also every fact and its evidence")
    .option("--claims", "what the vendor says of itself, beside the verdicts (in JSON: as --detail)")
    .option("--keep-going", "lines of JSON: a bad one becomes an error record in its place")
    .addOption(
      new Option("--jobs <n>", "lines of JSON: on so many processors (default: all)").argParser(jobsOf),
    )
    .addOption(watchOption())
    .option("--timestamp", "stamp JSON with the time (SOURCE_DATE_EPOCH is respected)")
    .action(async (what: string[], flags: ScoreFlags, command: Command) => {
      if (!flags.watch) return score(what, flags);
      const { watching } = await import("./watch.ts");
      const inputs = (now: ScoreFlags) => [
        ...what,
        ...(now.profiles ?? []),
        ...rubricNames(now).flatMap((names) => names.split(",")),
      ];
      return watching<ScoreFlags>({ command, inputs, run: (now) => score(what, now) });
    });
  examples(command, [
    ["openness score", "the shipped vendors, one row each"],
    ["openness score --by model --sort released", "every shipped model, newest first"],
    ["openness score meta openai/gpt-oss-120b", "what you name"],
    ["openness score -r all --claims", "every framework"],
    ["openness score my.yaml -f json | jq '.results[].score'", "for scripts"],
  ]);
}

async function score(what: string[], flags: ScoreFlags): Promise<void> {
  if (formatOf(flags) === "ndjson" && (await linesWanted(what, flags))) return;
  const time = generatedAt(flags.timestamp);
  const stamp = time === undefined ? {} : { generatedAt: time };
  const compiled = compiledVerdicts(what, flags);
  await writeResults(compiled ? { ...compiled, ...stamp } : await assessed(what, flags, stamp), flags);
}

/** Scores lines of JSON one by one, if that is what there is. */
async function linesWanted(what: readonly string[], flags: ScoreFlags): Promise<boolean> {
  const { isLines, scoreStream } = await import("./scoreStream.ts");
  const [only] = what;
  if (only === undefined) return false;
  // Whoever says what to do with bad lines, or on how many processors, has lines.
  const said = what.length === 1 && (flags.keepGoing === true || flags.jobs !== undefined);
  if (!said && !(await isLines(what))) return false;
  const { selectRubrics } = await import("../loading.ts");
  const { rubrics, warnings } = await selectRubrics(rubricNames(flags));
  warn(warnings, flags);
  await scoreStream(only, rubrics, flags);
  return true;
}

/**
 * The verdicts on the shipped vendors under the default rubric that the build worked out, if no more is asked
 * for: scoring costs several times what reading them costs.
 */
function compiledVerdicts(what: readonly string[], flags: ScoreFlags): ResultDocument | undefined {
  const { profiles, shipped, by = "vendor", rollup, sort = "rank", claims, detail } = flags;
  const all = what.length === 0 && profiles === undefined && shipped;
  if (needsDetail(formatOf(flags))) return undefined;
  const asBuilt = by === "vendor" && rollup === "flagship" && sort === "rank" && !claims;
  if (!all || !asBuilt || rubricNames(flags).join() !== DEFAULT_RUBRIC) return undefined;
  if (hasOwnWeights(DEFAULT_RUBRIC)) return undefined;
  used("rubrics", DEFAULT_RUBRIC);
  used("profiles", "verdicts on the shipped models, worked out by the build");
  if (formatOf(flags) === "table") return shippedVerdicts(detail ? "whole" : "rows");
  return detail ? undefined : shippedVerdicts("whole");
}

async function assessed(
  what: string[],
  flags: ScoreFlags,
  stamp: { generatedAt?: string },
): Promise<ResultDocument> {
  const { select, selectRubrics } = await import("../loading.ts");
  const { assess } = await import("../assess.ts");
  const by = flags.by ?? (what.length > 0 ? "model" : "vendor");
  const format = formatOf(flags);
  const allModels = flags.by !== undefined;
  const { rubrics, warnings } = await selectRubrics(rubricNames(flags));
  const selection = await select(what, {
    profiles: flags.profiles ?? [],
    shipped: flags.shipped,
    from: flags.from,
    rubrics,
    allModels,
  });
  warn([...warnings, ...selection.warnings], flags);
  return assess(selection.subjects, rubrics, selection.book, {
    by,
    rollup: flags.rollup,
    // What one name stands for has no order of its own.
    order: flags.sort ?? (what.length > 1 ? "asked" : "rank"),
    reasons: format !== "table",
    ...(flags.claims || needsDetail(format) || (flags.detail && format.endsWith("json"))
      ? { evidence: await selection.evidence() }
      : {}),
    ...stamp,
  });
}
