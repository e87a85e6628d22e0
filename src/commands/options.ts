import { type Command, InvalidArgumentError, Option } from "commander";
import { IMPORT_FORMATS } from "../importers/formats.ts";
import { ROLLUPS } from "../rank/rollup.ts";
import { FORMATS } from "../reports/index.ts";
import { DEFAULT_RUBRIC } from "../shipped.ts";

/** Collects the values of an option that may be given several times. */
function collect(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value];
}

/** Options of every verb that prints. */
export function outputOptions(command: Command, formats: readonly string[] = FORMATS): Command {
  return command
    .addOption(
      new Option(
        "-f, --format <name>",
        `how it is written; default: from the extension of -o, else ${formats[0]}`,
      ).choices(formats),
    )
    .option("-o, --output <file>", "write to a file, replaced only when all is written")
    .option("--no-color", "no colours; NO_COLOR and FORCE_COLOR are respected as well")
    .option("-q, --quiet", "no warnings");
}

/** Options of every verb that takes profiles. */
export function profileOptions(command: Command): Command {
  return command
    .option("-p, --profiles <path>", "add a profile file or folder to the shipped ones (repeatable)", collect)
    .addOption(new Option("--shipped", "with the shipped profiles (the default)").default(true).hideHelp())
    .option("--no-shipped", "leave out the shipped profiles (--shipped: have them, whatever is configured)")
    .addOption(fromOption());
}

/** How files of other formats are read. */
export function fromOption(): Option {
  return new Option("--from <format>", "the format of files that are no profiles; auto: by content").choices([
    "auto",
    ...IMPORT_FORMATS,
  ]);
}

/** Options of every verb that takes rubrics. */
export function rubricOption(command: Command, usual = DEFAULT_RUBRIC): Command {
  return command.option(
    "-r, --rubric <id or file>",
    `shipped rubric, file, or all; several joined by commas (repeatable; default: ${usual})`,
    collect,
  );
}

/** Options of every verb that shows a row for each vendor or model. */
export function rowOptions(command: Command): Command {
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
    );
}

/** For those who write profiles. */
export function watchOption(): Option {
  return new Option("--watch", "run again whenever a file that is read changes, until Ctrl-C");
}

/** Options of every verb that orders rows. */
export const SORTS = ["rank", "name", "released"] as const;

/** The rubrics asked for. */
export function rubricNames({ rubric }: { rubric?: string[] }): string[] {
  return rubric ?? [DEFAULT_RUBRIC];
}

/** @throws InvalidArgumentError for what is no reasonable number of seconds */
export function secondsOf(text: string): number {
  const seconds = Number(text);
  if (seconds > 0 && seconds <= 600) return seconds;
  throw new InvalidArgumentError("Expected seconds, more than 0 and at most 600.");
}

/** A number of threads. */
export function jobsOf(text: string): number {
  const jobs = Number(text);
  if (Number.isInteger(jobs) && jobs > 0 && jobs <= 1024) return jobs;
  throw new InvalidArgumentError("Expected a whole number from 1 to 1024.");
}

/** An option that takes a whole number. */
export function countOption(
  flags: string,
  description: string,
  { usual, least = 1, most }: { usual?: number; least?: number; most: number },
): Option {
  const option = new Option(flags, description).argParser((text) => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`);
  });
  return usual === undefined ? option : option.default(usual);
}

/** Options of every verb that asks how old evidence is. */
export function ageOptions(command: Command): Command {
  return command
    .addOption(new Option("--max-age <days>", "evidence may be so old, such as 365d").argParser(daysOf))
    .addOption(
      new Option(
        "--today <date>",
        "the day to count from (default: today's, or SOURCE_DATE_EPOCH)",
      ).argParser(dayOf),
    );
}

/** A number of days. */
function daysOf(text: string): number {
  const [, days] = /^(\d{1,6})d?$/.exec(text) ?? [];
  if (days === undefined) throw new InvalidArgumentError("Expected a number of days, such as 365d.");
  return Number(days);
}

/** A day that exists, in ISO 8601. */
function dayOf(text: string): string {
  const date = new Date(`${text}T00:00:00Z`);
  const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && exists) return text;
  throw new InvalidArgumentError("Expected a day, such as 2026-03-01.");
}
