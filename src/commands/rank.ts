import type { Command } from "commander";
import { inputError } from "../errors.ts";
import { howToRaise, limitOf } from "../limits.ts";
import { select, selectRubrics } from "../loading.ts";
import { counting, timed } from "../observe.ts";
import { examples, notes } from "./manual.ts";
import { outputOptions, profileOptions, rubricNames, rubricOption } from "./options.ts";
import { type OutputOptions, warn, writeDocument } from "./output.ts";
import { prepareBar } from "./progress.ts";
import { type RankChoices, rankOptions } from "./rankOptions.ts";

interface RankFlags extends OutputOptions, RankChoices {
  profiles?: string[];
  shipped: boolean;
  from?: string;
  rubric?: string[];
  sensitivity?: boolean;
  pair?: string[];
  detail?: boolean;
}

/** `openness rank`: what of a ranking is certain. */
export function rankCommand(program: Command): void {
  const command = program
    .command("rank")
    .description(
      "Rank vendors or models, and say what of that is certain under other weights and for every unknown.",
    )
    .argument(
      "[what...]",
      "vendors, vendor/model, profile files or folders, FILE#model, or - (default: all shipped vendors)",
    );
  rankOptions(outputOptions(rubricOption(profileOptions(command)), ["table", "json"]))
    .option("--sensitivity", "what drives the ranks: each thing that varies, and each criterion")
    .option("--pair <models...>", "what it takes for two of the models to change places")
    .option("--detail", "in JSON: the chance of each model to be above each other one")
    .action(rank);
  examples(command, [
    ["openness rank --coverage 0.8", "the shipped vendors of which enough is known"],
    ["openness rank --by model --vary-weights dirichlet", "every shipped model, under any weights at all"],
    ["openness rank --sensitivity --half 0.33,0.5,0.67 --aggregate stated,flat", "what drives the ranks"],
    ["openness rank --pair deepseek meta", "what it takes for one to overtake the other"],
    [
      "openness rank models/ -r rubric.yaml --unknowns worst -f json | jq '.rubrics[0].meaningful'",
      "what means something, for a script",
    ],
  ]);
  notes(command, NOTES);
}

const NOTES = `
In each draw weights vary, and an unknown criterion takes one of the levels that are possible, each with the same chance.
Ranks: those that hold 90 % of the draws; who ties shares the mean rank. The table is in order of the median rank. The
score beside it, and its rank (#), are those of \`score\`: every unknown at its worst.

Group: neighbours of which no two are apart; two models are apart if the same one is above in at least 95 % of the draws.
Groups are made from the top, each as large as possible. Meaningful: the smallest difference of scores such that, of all
pairs at least so far apart, 95 % keep their order in 95 % of the draws. Whatever the weights: of two models one gets on
every criterion for certain at least what the other one may get, and more on one; that is exact, and takes no draws.

Unknowns are drawn one by one, though several may hang together; nobody knows how likely each level is. So the draws show
how far the order depends on them, and are no forecast.

Where a rubric has labels alone, they are what is ranked by, and weights play no part.`;

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
  await prepareBar();
  const counter = counting("draws", total);
  const swap = pair && { pair, solve: await (await import("../solver.ts")).loadSolver() };
  const document = timed("rank", () =>
    rankModels(selection.subjects, chosen.rubrics, selection.book, {
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
      ...swap,
      onDraw: () => counter.add(),
    }),
  );
  counter.stop();
  await writeDocument(document, flags, rankingText);
}
