import type { Command } from "commander";
import { InputError, inputError, type Mistake } from "../errors.ts";
import type { LicenseInfo } from "../license/info.ts";
import type { LicenseContext } from "../license/resolve.ts";
import { licenseComparison, licenseList, licenseMarkdown, licenseText } from "../reports/license.ts";
import { shippedLicenses } from "../shipped.ts";
import { jsonText, orList } from "../text.ts";
import { examples } from "./manual.ts";
import { outputOptions } from "./options.ts";
import { contextFor, formatAmong, type OutputOptions, write } from "./output.ts";

interface LicenseFlags extends OutputOptions {
  vendor?: string;
  model?: string;
  compare?: boolean;
}

const FORMATS = ["table", "json", "markdown"] as const;

/** `openness license`: what a license is, and what it lets people do. */
export function licenseCommand(program: Command): void {
  const command = program
    .command("license")
    .description(
      "Show what a license is and lets you do. Exits 1 if the name is ambiguous or cannot be resolved.",
    )
    .argument("<expression...>", "an id, a name or an SPDX expression; or `list`");
  outputOptions(command, FORMATS)
    .option("--vendor <name>", "whose license it is, where a name depends on that")
    .option("--model <name>", "for which model")
    .option("--compare", "the named licenses side by side")
    .action(license);
  examples(command, [
    ['openness license "Llama 3.3"', "by its name, in any case"],
    ['openness license "Apache-2.0 OR GPL-3.0-only"', "an SPDX expression"],
    ["openness license modified-mit --vendor moonshotai --model kimi-k2", "a name that several use"],
    ["openness license --compare llama3 llama3.1", "what differs"],
    ["openness license list", "all entries"],
  ]);
}

async function license(words: string[], flags: LicenseFlags): Promise<void> {
  const describe = await describer(flags);
  if (flags.compare) return compare(words.map(describe), flags);
  if (words.length === 1 && words[0] === "list") return list(flags, describe);
  const info = describe(words.join(" "));
  if (info.outcome === "ambiguous" || info.outcome === "unresolved") process.exitCode = 1;
  const format = formatAmong(flags, FORMATS);
  const text =
    format === "json"
      ? toJson(info)
      : format === "markdown"
        ? licenseMarkdown(info)
        : licenseText(info, contextFor(flags));
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
  const unsettled = infos.filter(({ properties }) => properties === null).map(whyNotCompared);
  if (unsettled.length > 0) throw new InputError(unsettled);
  const text =
    formatAmong(flags, FORMATS) === "json" ? toJson(infos) : licenseComparison(infos, contextFor(flags));
  return write(text, flags.output);
}

function whyNotCompared({ query, outcome, candidates }: LicenseInfo): Mistake {
  const ids = orList(candidates.map(({ id }) => id));
  const hint = ids === "" ? "" : outcome === "ambiguous" ? ` It may be ${ids}.` : ` Similar: ${ids}.`;
  const what = outcome === "resolved" ? "leaves a choice" : `is ${outcome}`;
  return { message: `Single licenses can be compared; ${query} ${what}.${hint}`, severity: "error" };
}

function list(flags: LicenseFlags, describe: (text: string) => LicenseInfo): Promise<void> {
  const infos = shippedLicenses()
    .licenses.filter(({ kind }) => kind === undefined)
    .map(({ id }) => describe(id));
  const text = formatAmong(flags, FORMATS) === "json" ? toJson(infos) : licenseList(infos, contextFor(flags));
  return write(text, flags.output);
}

function toJson(value: unknown): string {
  return `${jsonText(value, 2)}\n`;
}
