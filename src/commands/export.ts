import { type Command, Option } from "commander";
import { assess } from "../assess.ts";
import { InputError, inputError, type Mistake } from "../errors.ts";
import { EXPORT_FORMATS, type ExportFormat } from "../exporters/formats.ts";
import { profileFiles, select, selectRubrics } from "../loading.ts";
import { defined } from "../objects.ts";
import { counting } from "../observe.ts";
import { type Evidence, subjectId } from "../profile/subject.ts";
import { orList } from "../text.ts";
import { examples, notes } from "./manual.ts";
import { jobsOf, profileOptions, rubricNames, rubricOption } from "./options.ts";
import { openOutput, warn, write } from "./output.ts";
import { generatedAt } from "./timestamp.ts";

/** Not a format of others: our own profiles, one on each line. */
const LINES = "ndjson";

interface ExportFlags {
  to: ExportFormat | typeof LINES;
  jobs?: number;
  output?: string;
  quiet?: boolean;
  profiles?: string[];
  shipped: boolean;
  from?: string;
  rubric?: string[];
}

/** `openness export`: a model in the formats of others. */
export function exportCommand(program: Command): void {
  const command = program
    .command("export")
    .description(
      "Write a model in another format: for a hub, a bill of materials, or an index to submit it to.",
    )
    .argument(
      "<what...>",
      "a vendor (its flagship), vendor/model, file, FILE#model or -; for ndjson files and folders",
    )
    .addOption(
      new Option("--to <format>", "the format").choices([...EXPORT_FORMATS, LINES]).makeOptionMandatory(),
    );
  rubricOption(profileOptions(command))
    .option("-o, --output <file>", "write to a file, replaced only when all is written")
    .option("-q, --quiet", "do not say what the format has no word for")
    .addOption(
      new Option("--jobs <n>", "ndjson: read on so many processors (default: all)").argParser(jobsOf),
    )
    .action(async (what: string[], { to, ...flags }: ExportFlags) => {
      if (to === LINES) await exportLines(what, flags);
      else await exportModel(what, { ...flags, to });
    });
  examples(command, [
    [
      "openness export ai2 --to cyclonedx -r openness,g7 -o bom.cdx.json",
      "a bill of materials with verdicts",
    ],
    ["openness export acme.yaml --to mot -o acme-7b.yml", "an entry for an index"],
    ["openness export acme.yaml#acme-7b --to model-card > README.md", "front matter and a table for a hub"],
    ["openness export profiles/ --to ndjson -o profiles.ndjson", "a folder as lines, to score it often"],
  ]);
  notes(
    command,
    `
\`openness help formats\` tells what each format is. Verdicts under the rubrics of -r go along where the format has a
place: as properties called openness:RUBRIC:CRITERION, as annotations, as a table. SOURCE_DATE_EPOCH stands for the time
where one is written.

ndjson writes profiles as lines of JSON, whole, which \`score -f ndjson\` reads many times faster than YAML. Each line
stands for itself: what a model takes over from a base model in another file is not in it.`,
  );
}

/** Writes the profiles of files and folders as lines of JSON; nothing is kept if one of them has a mistake. */
async function exportLines(what: string[], flags: Omit<ExportFlags, "to">): Promise<void> {
  const { filesToLines } = await import("../readMany.ts");
  const task = { files: await profileFiles(what), from: flags.from ?? "auto" };
  const output = await openOutput(flags.output);
  const counter = counting("files", task.files.length);
  const found: Mistake[] = [];
  let written = 0;
  try {
    for await (const batch of filesToLines(task, flags.jobs)) {
      counter.add(batch.length);
      found.push(...batch.flatMap(({ mistakes }) => mistakes));
      if (found.some(({ severity }) => severity === "error")) continue;
      const lines = batch.flatMap(({ profiles }) => profiles);
      written += lines.length;
      if (!(await output.write(Buffer.from(lines.map((line) => `${line}\n`).join(""))))) return;
    }
    if (written === 0 && found.length === 0) {
      throw inputError("Nothing in it is a profile: `openness init` begins one.", { file: what.join(" ") });
    }
    if (found.some(({ severity }) => severity === "error")) throw new InputError(found);
    await output.done();
    warn(found, flags);
  } catch (error) {
    await output.drop();
    throw error;
  } finally {
    counter.stop();
  }
}

async function exportModel(
  [what = "", ...more]: string[],
  flags: ExportFlags & { to: ExportFormat },
): Promise<void> {
  if (more.length > 0) {
    throw inputError(`One model can be exported to ${flags.to} at a time: ${more.join(" ")} is too much.`);
  }
  const { EXPORTERS } = await import("../exporters/index.ts");
  const { shippedCatalogue } = await import("../shipped.ts");
  // An entry of that index is its rubric's classes, whatever else is asked for.
  const names = flags.to === "osai" ? ["osai"] : rubricNames(flags);
  const { rubrics, warnings } = await selectRubrics(names);
  const selection = await select([what], {
    profiles: flags.profiles ?? [],
    shipped: flags.shipped,
    from: flags.from,
    rubrics,
  });
  const [subject, ...others] = selection.subjects;
  if (subject === undefined || others.length > 0) {
    const ids = selection.subjects.map((one) => `${one.source}#${one.model.id}`);
    throw inputError(
      `One model can be exported at a time; ${what} holds ${ids.length}. Name ${orList(ids.slice(0, 5))}.`,
    );
  }
  const evidence = await selection.evidence();
  const document = assess([subject], rubrics, selection.book, { by: "model", order: "asked", evidence });
  const { text, notes } = EXPORTERS[flags.to]({
    subject,
    evidence: evidence.get(subjectId(subject)) ?? {},
    book: selection.book,
    licenseNames: shippedCatalogue().names,
    results: document.results,
    proofs: document.subjects?.[subjectId(subject)]?.evidence.map((one) => defined<Evidence>(one)) ?? [],
    rubrics: document.rubrics,
    now: generatedAt(true) ?? "",
  });
  warn(
    [
      ...warnings,
      ...selection.warnings,
      ...notes.map((message) => ({ message, place: { file: what }, severity: "warning" as const })),
    ],
    flags,
  );
  await write(text, flags.output);
}
