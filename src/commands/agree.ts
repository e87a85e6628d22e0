import { basename, extname } from "node:path";
import type { Command } from "commander";
import type { Rater } from "../agree.ts";
import { inputError, type Mistake } from "../errors.ts";
import { select, selectRubrics } from "../loading.ts";
import { timed } from "../observe.ts";
import type { Rubric } from "../rubric/types.ts";
import { examples, notes } from "./manual.ts";
import { countOption, fromOption, outputOptions, rubricNames, rubricOption } from "./options.ts";
import { type OutputOptions, warn, writeDocument } from "./output.ts";

interface AgreeFlags extends OutputOptions {
  rubric?: string[];
  from?: string;
  draws: number;
  seed: number;
  splits: number;
}

/** `openness agree`: how far several raters agree. */
export function agreeCommand(program: Command): void {
  const command = program
    .command("agree")
    .description("Tell how far several raters' profiles of the same models agree, and where they do not.")
    .argument(
      "<raters...>",
      "a file or folder of profiles for each rater; a vendor stands for its shipped profile",
    );
  rubricOption(outputOptions(command, ["table", "json"]))
    .addOption(fromOption())
    .addOption(
      countOption("--draws <n>", "bootstrap draws behind each interval", {
        usual: 1000,
        least: 0,
        most: 100_000,
      }),
    )
    .addOption(
      countOption("--seed <n>", "of the draws: the same seed gives the same intervals", {
        usual: 1,
        least: 0,
        most: 2 ** 31,
      }),
    )
    .addOption(
      countOption("--splits <n>", "ratings that differ to list", { usual: 20, least: 0, most: 1_000_000 }),
    )
    .action(agree);
  examples(command, [
    ["openness agree rater-a.yaml rater-b.yaml", "two people, one file each"],
    ["openness agree first/ second/ third/ -r all --splits 50", "three, a folder each"],
    ["openness agree deepseek my-deepseek.yaml -f json", "yours and the shipped profile"],
  ]);
  notes(
    command,
    `
Ratings are the levels of the rubric's criteria, as each rater's facts and judgements give them; what those leave open
counts as no rating. Agree: pairs of ratings that are alike. Kappa: Cohen's, the mean over pairs of raters; squared:
with quadratic weights. Alpha: Krippendorff's, for any number of raters, with gaps; overall, disagreement is summed
over criteria. In brackets: 95 % of bootstrap draws over models. Conventional readings ask for an alpha of 0.8, or
0.667 for tentative conclusions.`,
  );
}

async function agree(what: string[], flags: AgreeFlags): Promise<void> {
  const { agreeOn } = await import("../agree.ts");
  const { agreementTable } = await import("../reports/agreementTable.ts");
  if (what.length < 2) throw inputError("Name at least two raters: a file or folder for each.");
  const { rubrics, warnings } = await selectRubrics(rubricNames(flags));
  const read = await Promise.all(what.map((item, at) => readRater(item, nameOf(what, at), rubrics, flags)));
  const { draws, seed } = flags;
  const raters = read.map(({ rater }) => rater);
  const document = timed("agree", () => agreeOn(raters, rubrics, { draws, seed }));
  if (document.models.length === 0) {
    const [first = "", second = ""] = [document.left[0], document.left.at(-1)];
    throw inputError(
      `No two raters describe the same model: vendor and model ids must be alike (found ${first} and ${second}).`,
    );
  }
  warn([...warnings, ...read.flatMap((one) => one.warnings)], flags);
  await writeDocument(document, flags, (content, context) =>
    agreementTable(content, context, { splits: flags.splits }),
  );
}

async function readRater(
  item: string,
  name: string,
  rubrics: readonly Rubric[],
  { from }: AgreeFlags,
): Promise<{ rater: Rater; warnings: Mistake[] }> {
  const { subjects, book, warnings } = await select([item], { allModels: true, from, rubrics });
  return { rater: { name, source: item, subjects, book }, warnings };
}

/** The file's name without its ending; the whole path where two are alike. */
function nameOf(what: readonly string[], at: number): string {
  const short = (path: string) => basename(path, extname(path));
  const own = what[at] ?? "";
  return what.filter((other) => short(other) === short(own)).length > 1 ? own : short(own);
}
