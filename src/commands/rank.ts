import { type Command, InvalidArgumentError, Option } from "commander";
import { inputError } from "../errors.ts";
import { howToRaise, limitOf } from "../limits.ts";
import { select, selectRubrics } from "../loading.ts";
import { AGGREGATES, type Aggregate } from "../rank/plan.ts";
import { ROLLUPS, type Rollup } from "../rank/rollup.ts";
import type { WeightVariation } from "../rank/variation.ts";
import { didYouMean } from "../spelling.ts";
import { orList } from "../text.ts";
import { countOption, outputOptions, profileOptions, rubricNames, rubricOption } from "./options.ts";
import { type OutputOptions, warn, writeDocument } from "./output.ts";
import { progressBar } from "./progress.ts";

interface RankFlags extends OutputOptions {
  profiles?: string[];
  shipped: boolean;
  from?: string;
  rubric?: string[];
  by?: "vendor" | "model";
  rollup: Rollup;
  on: "score" | "label";
  varyWeights: WeightVariation;
  half: number[];
  aggregate: Aggregate[];
  unknowns: "drawn" | "worst";
  coverage: number;
  top?: number;
  draws: number;
  seed: number;
  sensitivity?: boolean;
  pair?: string[];
  detail?: boolean;
}

/** `openness rank`: what of a ranking is certain. */
export function rankCommand(program: Command): void {
  const command = program
    .command("rank")
    .description(
      "Rank vendors or models and say what of it is certain, if weights and unknowns turn out otherwise.",
    )
    .argument(
      "[what...]",
      "vendors, vendor/model, profile files or folders, FILE#model, or - (default: all shipped vendors)",
    );
  rankOptions(outputOptions(rubricOption(profileOptions(command)), ["table", "json"]))
    .option("--sensitivity", "what drives the ranks: each thing that varies, and each criterion")
    .option("--pair <models...>", "what it takes for two of the models to change places")
    .option("--detail", "in JSON: the chance of each model to be above each other one")
    .addHelpText("after", HELP)
    .action(rank);
}

function rankOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--by <row>", "one row per vendor or model (default: model if anything is named)").choices([
        "vendor",
        "model",
      ]),
    )
    .addOption(
      new Option("--rollup <which>", "the model that stands for its vendor")
        .choices(ROLLUPS)
        .default("flagship"),
    )
    .addOption(
      new Option("--on <what>", "what to rank by, where a rubric has both")
        .choices(["score", "label"])
        .default("score"),
    )
    .addOption(
      new Option(
        "--vary-weights <how>",
        "each weight up to that share of itself up or down, or dirichlet: any weights at all, or equal: all the same",
      )
        .default({ by: 0.25 }, "0.25")
        .argParser(weightsOf),
    )
    .addOption(
      new Option("--half <share,...>", "what half of a criterion's points counts for; each draw takes one")
        .default([0.5], "0.5")
        .argParser(halvesOf),
    )
    .addOption(
      new Option("--aggregate <how,...>", `how to add up: ${orList(AGGREGATES)}; each draw takes one`)
        .default(["stated"], "stated")
        .argParser(aggregatesOf),
    )
    .addOption(
      new Option("--unknowns <how>", "drawn from the levels that are possible, or the worst, as in the score")
        .choices(["drawn", "worst"])
        .default("drawn"),
    )
    .addOption(
      new Option(
        "--coverage <share>",
        "rank only models of which so much of the weight is known, such as 0.8",
      )
        .default(0)
        .argParser(shareOf),
    )
    .addOption(
      countOption("--top <n>", "tell the chance to be among the first n (default: 10, of few models fewer)", {
        most: 1_000_000,
      }),
    )
    .addOption(countOption("--draws <n>", "how often to draw", { usual: 2000, most: 100_000 }))
    .addOption(
      countOption("--seed <n>", "of the draws: the same seed gives the same output", {
        usual: 1,
        least: 0,
        most: 2 ** 31 - 1,
      }),
    );
}

const HELP = `
The rank in front is that of \`score\`: every unknown at its worst. Beside it stands what becomes of it in the draws, where
weights vary and an unknown criterion takes each level that is possible with the same chance: the median rank, the ranks
that hold 90 % of the draws, and the chance to be among the first. Those who tie share the mean of their ranks.

Group: neighbours of which no two are apart; two models are apart if the same one is above in at least 95 % of the draws.
Groups are made from the top, each as large as possible. Meaningful: the smallest difference of scores such that, of all
pairs at least so far apart, 95 % keep their order in 95 % of the draws. Whatever the weights: of two models one gets on
every criterion for certain at least what the other one may get, and more on one; that is exact, and needs no draws.

Where a rubric has labels alone, they are what is ranked by, and weights play no part.

Examples:
  openness rank --coverage 0.8                       the shipped vendors of which enough is known
  openness rank --by model --vary-weights dirichlet  every shipped model, under any weights at all
  openness rank --sensitivity --half 0.33,0.5,0.67 --aggregate stated,flat,dimensions
  openness rank --pair deepseek meta                 what it takes for one to overtake the other
  openness rank models/ -r rubric.yaml --unknowns worst -f json | jq '.rubrics[0].meaningful'`;

function weightsOf(text: string): WeightVariation {
  if (text === "dirichlet" || text === "equal") return text;
  const by = Number(text);
  if (text.trim() !== "" && by >= 0 && by < 1) return { by };
  throw new InvalidArgumentError("Expected a share from 0 to below 1, such as 0.25, or dirichlet or equal.");
}

function halvesOf(text: string): number[] {
  const halves = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  if (halves.every((half) => half > 0 && half < 1)) return [...new Set(halves)];
  throw new InvalidArgumentError("Expected shares between 0 and 1, such as 0.33,0.5,0.67.");
}

function aggregatesOf(text: string): Aggregate[] {
  const names = text.split(",").map((part) => part.trim());
  const found = names.map((name) => AGGREGATES.find((one) => one === name));
  const wrong = names.find((_, at) => found[at] === undefined);
  if (wrong === undefined) return [...new Set(found.filter((one) => one !== undefined))];
  throw new InvalidArgumentError(
    `Expected ${orList(AGGREGATES)}; found ${wrong}.${didYouMean(wrong, AGGREGATES)}`,
  );
}

function shareOf(text: string): number {
  const percent = /^(\d+(?:\.\d+)?)\s*%$/.exec(text)?.[1];
  const share = percent === undefined ? Number(text) : Number(percent) / 100;
  if (text.trim() !== "" && share >= 0 && share <= 1) return share;
  throw new InvalidArgumentError("Expected a share from 0 to 1, such as 0.8, or 80%.");
}

async function rank(what: string[], flags: RankFlags): Promise<void> {
  if (flags.pair !== undefined && flags.pair.length !== 2) {
    throw inputError(`--pair wants two models; it got ${flags.pair.length}. Name what to rank before it.`);
  }
  const { rankModels } = await import("../ranking.ts");
  const { rankingText } = await import("../reports/rankingText.ts");
  const chosen = await selectRubrics(rubricNames(flags));
  const selection = await select(what, {
    profiles: flags.profiles ?? [],
    shipped: flags.shipped,
    from: flags.from,
    rubrics: chosen.rubrics,
    allModels: flags.by !== undefined,
  });
  warn([...chosen.warnings, ...selection.warnings], flags);
  if (selection.subjects.length > limitOf("ranked")) {
    throw inputError(
      `${selection.subjects.length} models are too many to compare each with all others. ${howToRaise("ranked")}`,
    );
  }
  const { draws, seed, sensitivity = false, detail = false, pair, top, coverage, rollup, on } = flags;
  const total = draws * chosen.rubrics.length * (sensitivity ? 2 : 1);
  const progress = await progressBar("Draws", total, flags);
  try {
    const document = rankModels(selection.subjects, chosen.rubrics, selection.book, {
      by: flags.by ?? (what.length > 0 ? "model" : "vendor"),
      rollup,
      variation: {
        weights: flags.varyWeights,
        half: flags.half,
        aggregate: flags.aggregate,
        unknowns: flags.unknowns,
      },
      draws,
      seed,
      coverage,
      basis: on,
      detail,
      sensitivity,
      ...(top === undefined ? {} : { top }),
      ...(pair === undefined ? {} : { pair, solve: await (await import("../solver.ts")).loadSolver() }),
      ...(progress === undefined ? {} : { onDraw: () => progress.increment() }),
    });
    progress?.stop();
    await writeDocument(document, flags, rankingText);
  } finally {
    progress?.stop();
  }
}
