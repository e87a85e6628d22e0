import { type Command, InvalidArgumentError, Option } from "commander";
import { EFFORT_RANGE, EFFORTS, type EffortKind, type Efforts } from "../advise/efforts.ts";
import type { Aim } from "../advise/search.ts";
import { inputError } from "../errors.ts";
import { select, selectRubrics } from "../loading.ts";
import { timed } from "../observe.ts";
import type { Rubric } from "../rubric/types.ts";
import { shippedCatalogue } from "../shipped.ts";
import { didYouMean } from "../spelling.ts";
import { orList } from "../text.ts";
import { oneOfConfigured } from "./configuration.ts";
import { examples, notes } from "./manual.ts";
import { countOption, outputOptions, profileOptions, rubricNames, rubricOption } from "./options.ts";
import { type OutputOptions, warn, writeDocument } from "./output.ts";

interface AdviseFlags extends OutputOptions {
  profiles?: string[];
  shipped: boolean;
  from?: string;
  rubric?: string[];
  to?: string;
  min?: number;
  sets: number;
  effort: Efforts;
  also: string;
}

/** `openness advise`: the shortest way up. */
export function adviseCommand(program: Command): void {
  const command = program
    .command("advise")
    .description("Find the smallest sets of releases and license changes that lead to a label or a score.")
    .argument("<model>", "a vendor (its flagship), vendor/model, file of one model or FILE#model");
  outputOptions(rubricOption(profileOptions(command)), ["table", "json"])
    .option("--to <label>", "the label to reach, or a higher one; by default the next one up")
    .addOption(new Option("--min <score>", "the score to reach").argParser(scoreOf).conflicts("to"))
    .addOption(countOption("--sets <n>", "ways to look for", { usual: 3, most: 20 }))
    .addOption(
      new Option("--effort <kind=n,...>", `what a step costs: ${effortWords()}`)
        .default({ ...EFFORTS }, "those")
        .argParser(effortsOf),
    )
    .option("--also <ids>", "frameworks under which to tell what a step gains; all or none", "all")
    .action(advise);
  examples(command, [
    ["openness advise deepseek", "the next label up, or with --min a score"],
    ["openness advise deepseek --min 80 --effort data=20,license=3", "data costs you much, a license little"],
    [
      "openness advise acme.yaml#acme-7b -r rubric.yaml --to gold --also openness",
      "your model under your rubric",
    ],
    ["openness advise mistral --min 60 --sets 1 -f json | jq '.sets[0].steps[].to'", "for scripts"],
  ]);
  notes(
    command,
    `
A step changes one thing that a profile says: an artifact is released, a license is changed, something is documented.
Of what is unknown half the effort counts, for it may be so already. A way reaches the aim for sure, whatever else is
unknown. Licenses that are advised are examples: others of their kind do as well.

The smallest way is the solution of a mixed-integer programme, and is proven to be the smallest unless the output says
that the rubric is too large for that. Scores are worked out for the criteria that apply to the model now.`,
  );
}

function effortWords(): string {
  return Object.entries(EFFORTS)
    .map(([kind, effort]) => `${kind}=${effort}`)
    .join(", ");
}

function scoreOf(text: string): number {
  const score = Number(text);
  if (text.trim() !== "" && Number.isFinite(score) && score >= 0) return score;
  throw new InvalidArgumentError("Expected a score, 0 or more.");
}

function effortsOf(text: string, before: Efforts): Efforts {
  const changes = text.split(",").map((part) => {
    const [kind = "", effort = ""] = part.split("=");
    if (!Object.hasOwn(EFFORTS, kind)) {
      throw new InvalidArgumentError(
        `Expected a kind among ${orList(Object.keys(EFFORTS))}; found ${kind}.${didYouMean(kind, Object.keys(EFFORTS))}`,
      );
    }
    const value = Number(effort);
    if (!(value >= EFFORT_RANGE.least && value <= EFFORT_RANGE.most))
      throw new InvalidArgumentError(
        `Expected an effort from ${EFFORT_RANGE.least} to ${EFFORT_RANGE.most} for ${kind}.`,
      );
    return [kind as EffortKind, value] as const;
  });
  return { ...before, ...Object.fromEntries(changes) };
}

/** The aim in words that were given; undefined for the next label up. */
function aimOf({ to, min }: AdviseFlags, rubric: Rubric): Aim | undefined {
  const ids = rubric.labels.map(({ id }) => id);
  if (to !== undefined) {
    if (ids.includes(to)) return { label: to };
    const known =
      ids.length > 0 ? `${didYouMean(to, ids) || ` It has ${orList(ids)}.`}` : " It has none: give --min.";
    throw inputError(`${rubric.name} has no label ${to}.${known}`);
  }
  if (min !== undefined) return { score: min };
  if (ids.length > 0) return undefined;
  throw inputError(`${rubric.name} has no labels: say with --min which score to reach.`);
}

async function advise(what: string, flags: AdviseFlags, command: Command): Promise<void> {
  const { adviseOn } = await import("../advise.ts");
  const { loadSolver } = await import("../solver.ts");
  const { adviceText } = await import("../reports/advice.ts");
  const chosen = await selectRubrics(oneOfConfigured(command, rubricNames(flags)));
  const [rubric, ...more] = chosen.rubrics;
  if (rubric === undefined || more.length > 0)
    throw inputError("Advice is for one rubric at a time: name one with -r.");
  const others = flags.also === "none" ? [] : (await selectRubrics([flags.also])).rubrics;
  const selection = await select([what], {
    profiles: flags.profiles ?? [],
    shipped: flags.shipped,
    from: flags.from,
    rubrics: [rubric, ...others],
  });
  warn([...chosen.warnings, ...selection.warnings], flags);
  const [subject, ...rest] = selection.subjects;
  if (subject === undefined || rest.length > 0) {
    const ids = selection.subjects.map(({ model }) => model.id);
    throw inputError(`Advice is for one model: name one as FILE#model, of ${orList(ids)}.`);
  }
  const solve = await loadSolver();
  const document = timed("solve", () =>
    adviseOn(subject, rubric, aimOf(flags, rubric), {
      efforts: flags.effort,
      sets: flags.sets,
      others: others.filter(({ id }) => id !== rubric.id),
      catalogue: shippedCatalogue(),
      solve,
    }),
  );
  await writeDocument(document, flags, adviceText);
}
