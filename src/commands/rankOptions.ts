import { type Command, InvalidArgumentError, Option } from "commander";
import { AGGREGATES, type Aggregate } from "../rank/plan.ts";
import type { Rollup } from "../rank/rollup.ts";
import type { WeightVariation } from "../rank/variation.ts";
import { didYouMean } from "../spelling.ts";
import { orList } from "../text.ts";
import { countOption, rowOptions } from "./options.ts";

/** What to rank, by what, and what varies from draw to draw. */
export interface RankChoices {
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
}

/** The options that these choices are made with. */
export function rankOptions(command: Command): Command {
  return rowOptions(command)
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
