import type { Command } from "commander";
import { inputError } from "../errors.ts";
import type { LicenseInfo } from "../license/info.ts";
import type { LicenseContext } from "../license/resolve.ts";
import { licenseComparison, licenseList, licenseMarkdown, licenseText } from "../reports/license.ts";
import { shippedLicenses } from "../shipped.ts";
import { jsonText } from "../text.ts";
import { outputOptions } from "./options.ts";
import { type OutputOptions, write } from "./output.ts";
import { outputScreen } from "./streams.ts";
import { terminalOf } from "./terminal.ts";

interface LicenseFlags extends OutputOptions {
  vendor?: string;
  model?: string;
  compare?: boolean;
}

/** `openness license`: what a license is, and what it lets people do. */
export function licenseCommand(program: Command): void {
  const command = program
    .command("license")
    .description(
      "Show what a license is and lets you do. Exits 1 if the name is ambiguous or cannot be resolved.",
    )
    .argument("<expression...>", "an id, a name or an SPDX expression; or `list`");
  outputOptions(command, ["table", "json", "markdown"])
    .option("--vendor <name>", "whose license it is, where a name depends on that")
    .option("--model <name>", "for which model")
    .option("--compare", "the named licenses side by side")
    .addHelpText(
      "after",
      `
Examples:
  openness license "Llama 3.3"
  openness license "Apache-2.0 OR GPL-3.0-only"
  openness license modified-mit --vendor moonshotai --model kimi-k2
  openness license --compare llama3 llama3.1
  openness license list`,
    )
    .action(license);
}

async function license(words: string[], flags: LicenseFlags): Promise<void> {
  const describe = await describer(flags);
  if (flags.compare) return compare(words.map(describe), flags);
  if (words.length === 1 && words[0] === "list") return list(flags, describe);
  const info = describe(words.join(" "));
  if (info.outcome === "ambiguous" || info.outcome === "unresolved") process.exitCode = 1;
  const format = formatOf(flags);
  const text =
    format === "json"
      ? toJson(info)
      : format === "markdown"
        ? licenseMarkdown(info)
        : licenseText(info, terminalOf(outputScreen(), flags.color));
  return write(text, flags.output);
}

async function describer({ vendor, model }: LicenseFlags): Promise<(text: string) => LicenseInfo> {
  const { describeLicense } = await import("../licenseInfo.ts");
  const { shippedLibrary } = await import("../licenseLibrary.ts");
  const context: LicenseContext = {
    ...(vendor === undefined ? {} : { vendor: [vendor] }),
    ...(model === undefined ? {} : { model: [model] }),
  };
  const library = await shippedLibrary();
  return (text) => describeLicense(text, context, library);
}

function compare(infos: LicenseInfo[], flags: LicenseFlags): Promise<void> {
  if (infos.length < 2) throw inputError("Name at least two licenses to compare.");
  const unsettled = infos
    .filter(({ properties }) => properties === null)
    .map(({ query, outcome }) => `${query} (${outcome})`);
  if (unsettled.length > 0) {
    throw inputError(`Only single licenses can be compared; look these up first: ${unsettled.join(", ")}.`);
  }
  const text =
    formatOf(flags) === "json"
      ? toJson(infos)
      : licenseComparison(infos, terminalOf(outputScreen(), flags.color));
  return write(text, flags.output);
}

function list(flags: LicenseFlags, describe: (text: string) => LicenseInfo): Promise<void> {
  const infos = shippedLicenses()
    .licenses.filter(({ kind }) => kind === undefined)
    .map(({ id }) => describe(id));
  const text =
    formatOf(flags) === "json" ? toJson(infos) : licenseList(infos, terminalOf(outputScreen(), flags.color));
  return write(text, flags.output);
}

function toJson(value: unknown): string {
  return `${jsonText(value, 2)}\n`;
}

function formatOf({ format, output }: LicenseFlags): string {
  return format ?? (output?.endsWith(".json") ? "json" : output?.endsWith(".md") ? "markdown" : "table");
}
