import { type Command, Option } from "commander";
import { assess } from "../assess.ts";
import { inputError } from "../errors.ts";
import { EXPORT_FORMATS, type ExportFormat } from "../exporters/formats.ts";
import { select, selectRubrics } from "../loading.ts";
import { defined } from "../objects.ts";
import { type Evidence, subjectId } from "../profile/subject.ts";
import { orList } from "../text.ts";
import { profileOptions, rubricNames, rubricOption } from "./options.ts";
import { warn, write } from "./output.ts";
import { generatedAt } from "./timestamp.ts";

interface ExportFlags {
  to: ExportFormat;
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
    .argument("<what>", "a vendor (its flagship), vendor/model, file, FILE#model or -")
    .addOption(new Option("--to <format>", "the format").choices(EXPORT_FORMATS).makeOptionMandatory());
  rubricOption(profileOptions(command))
    .option("-o, --output <file>", "write to a file, replaced only when all is written")
    .option("-q, --quiet", "do not say what the format has no word for")
    .addHelpText(
      "after",
      `
Formats: mot (Model Openness Tool), osai (European Open Source AI Index), cyclonedx (1.6), spdx (3.0.1), model-card
(Hugging Face). Verdicts under the rubrics of -r go along where the format has a place: as properties called
openness:RUBRIC:CRITERION, as annotations, as a table. SOURCE_DATE_EPOCH stands for the time where one is written.

Examples:
  openness export ai2 --to cyclonedx -r openness,g7 -o bom.cdx.json
  openness export acme.yaml --to mot -o acme-7b.yml
  openness export acme.yaml#acme-7b --to model-card > README.md`,
    )
    .action(exportModel);
}

async function exportModel(what: string, flags: ExportFlags): Promise<void> {
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
