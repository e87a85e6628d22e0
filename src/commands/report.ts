import { extname, join } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { assess } from "../assess.ts";
import { inputError } from "../errors.ts";
import { type Selection, select, selectRubrics } from "../loading.ts";
import { timed } from "../observe.ts";
import { ROLLUPS, type Rollup } from "../rank/rollup.ts";
import { EXTENSIONS } from "../reports/index.ts";
import type { ResultDocument } from "../result/schema.ts";
import { safeText } from "../text.ts";
import { examples, notes } from "./manual.ts";
import { openFile } from "./opener.ts";
import { outputOptions, profileOptions, rubricOption, SORTS } from "./options.ts";
import { type OutputOptions, toFile, warn, writeResults } from "./output.ts";
import { prepareBar } from "./progress.ts";
import type { SiteWritten } from "./siteFolder.ts";
import { complain, outputScreen } from "./streams.ts";
import { generatedAt } from "./timestamp.ts";

interface ReportFlags extends OutputOptions {
  profiles?: string[];
  shipped: boolean;
  from?: string;
  rubric?: string[];
  by?: "vendor" | "model";
  rollup: Rollup;
  sort?: (typeof SORTS)[number];
  title?: string;
  site?: string;
  baseUrl?: string;
  force?: boolean;
  open?: boolean;
  timestamp?: boolean;
}

const REPORT_FORMATS = ["html", "markdown", "csv", "json", "badge", "shields", "card"] as const;

/** `openness report`: results as a page, a document, a picture or a whole site. */
export function reportCommand(program: Command): void {
  const command = program
    .command("report")
    .description("Make a report to hand on: a page, Markdown, a spreadsheet, a badge, or a whole site.")
    .argument(
      "[what...]",
      "vendors, vendor/model, profile files or folders, FILE#model, or - (default: all shipped vendors)",
    );
  rubricOption(profileOptions(outputOptions(command, REPORT_FORMATS)), "all")
    .addOption(
      new Option(
        "--by <row>",
        "vendor: only the model that stands for each vendor (default: model if anything is named, or for a site)",
      ).choices(["vendor", "model"]),
    )
    .addOption(new Option("--rollup <which>", "that model").choices(ROLLUPS).default("flagship"))
    .addOption(
      new Option("--sort <order>", "order of the models (default: as named, else rank)").choices(SORTS),
    )
    .option("--title <text>", "the heading")
    .option("--open", "show the file when it is written, with the program that your system has for it")
    .option(
      "--site <folder>",
      "write a site instead: pages for vendors, models, rubrics and licenses, JSON beside each",
    )
    .addOption(
      new Option(
        "--base-url <url>",
        "where the site will stand: adds a sitemap and canonical links",
      ).argParser(webUrl),
    )
    .option("--force", "write the site into a folder that holds other files; what is in the way is replaced")
    .option("--timestamp", "say when it was computed (SOURCE_DATE_EPOCH is respected)")
    .action(report);
  examples(command, [
    ["openness report -o report.html --open", "the shipped vendors under every framework"],
    ["openness report my-vendor.yaml -r openness,my-rubric.yaml -o report.md", "your own, for GitHub"],
    ['openness report meta openai mistral --title "Three vendors" -o report.html', "whom you name"],
    ["openness report deepseek -r openness -o badge.svg", "a badge"],
    ["openness report --site public --base-url https://openness.example/", "a site"],
  ]);
  notes(command, NOTES);
}

const NOTES = `
html (.html): one page that needs no network and no other file; markdown (.md): for GitHub; csv (.csv): a row for each
model and criterion; badge (.svg): one model under one rubric, shields: the same for shields.io/endpoint; card: a
picture of 1200 by 630 to share. A site holds all of these and can be put on any static host; a later run replaces its
own pages and leaves other files alone.`;

function webUrl(text: string): string {
  const { protocol = "", search = "", hash = "" } = URL.canParse(text) ? new URL(text) : {};
  if (/^https?:$/.test(protocol) && search === "" && hash === "") return text;
  throw new InvalidArgumentError(
    "Expected an address that begins with https:// or http://, without ? and #.",
  );
}

async function report(what: string[], flags: ReportFlags): Promise<void> {
  const { site, output, open, baseUrl, force } = flags;
  if (site === undefined && (baseUrl !== undefined || force)) {
    throw inputError("--base-url and --force are about a site: name its folder with --site.");
  }
  if (site !== undefined && (output !== undefined || flags.format !== undefined)) {
    throw inputError("A site is a folder of pages: --site goes with neither --output nor --format.");
  }
  if (open && site === undefined && !toFile(output)) {
    throw inputError("Nothing is written that could be opened: name a file with -o report.html.");
  }
  if (site !== undefined) await writeWholeSite(what, { ...flags, site });
  else await writeReport(what, flags);
  if (open) openFile(site === undefined ? (output ?? "") : join(site, "index.html"));
}

async function writeReport(what: string[], flags: ReportFlags): Promise<void> {
  const format = flags.format ?? formatFor(flags.output);
  if (format === "html" && !toFile(flags.output) && outputScreen().isTTY) {
    throw inputError(
      "A terminal cannot show a page: name a file with -o report.html, or ask for -f markdown.",
    );
  }
  const { document } = await assessed(what, flags, flags.by ?? (what.length > 0 ? "model" : "vendor"));
  await writeResults(document, { ...flags, format, detail: true });
}

/** The format that the file's name stands for, else a page. */
function formatFor(output: string | undefined): string {
  const extension = toFile(output) ? extname(output ?? "") : "";
  if (extension === "") return "html";
  const format = REPORT_FORMATS.find((one) => one === EXTENSIONS[extension]);
  if (format !== undefined) return format;
  throw inputError(`No format of a report goes by ${extension}: say which one is meant with --format.`, {
    file: output ?? "",
  });
}

async function writeWholeSite(what: string[], flags: ReportFlags & { site: string }): Promise<void> {
  const { siteOf } = await import("../site.ts");
  const { writeSite } = await import("./siteFolder.ts");
  const { document, selection } = await assessed(what, flags, flags.by ?? "model");
  const files = await siteOf(document, selection.subjects, { url: flags.baseUrl, title: flags.title });
  const written = await timed("site", () => writeSite(flags.site, files, { force: flags.force ?? false }));
  if (!flags.quiet) complain(siteSentence(flags.site, written));
}

function siteSentence(folder: string, { files, bytes, removed }: SiteWritten): string {
  const gone = removed === 0 ? "" : ` ${removed} that are no more were removed.`;
  return `${files} files (${(bytes / 1e6).toFixed(1)} MB) are in ${safeText(folder)}; open ${safeText(join(folder, "index.html"))}.${gone}\n`;
}

async function assessed(
  what: string[],
  flags: ReportFlags,
  by: "vendor" | "model",
): Promise<{ document: ResultDocument; selection: Selection }> {
  const { rubrics, warnings } = await selectRubrics(flags.rubric ?? ["all"]);
  const selection = await select(what, {
    profiles: flags.profiles ?? [],
    shipped: flags.shipped,
    from: flags.from,
    rubrics,
    allModels: flags.by !== undefined || flags.site !== undefined,
  });
  warn([...warnings, ...selection.warnings], flags);
  const time = generatedAt(flags.timestamp);
  await prepareBar();
  const document = assess(selection.subjects, rubrics, selection.book, {
    by,
    rollup: flags.rollup,
    order: flags.sort ?? (what.length > 1 ? "asked" : "rank"),
    reasons: true,
    evidence: await selection.evidence(),
    ...(time === undefined ? {} : { generatedAt: time }),
  });
  return { document, selection };
}
