import { EXPORT_FORMAT_TEXTS } from "../../exporters/formats.ts";
import { IMPORT_FORMAT_TEXTS } from "../../importers/formats.ts";
import { CHECK_EXTENSIONS, CHECK_FORMAT_TEXTS } from "../../reports/check/formats.ts";
import { DIFF_FORMAT_TEXTS } from "../../reports/diffFormats.ts";
import { EXTENSIONS, FORMAT_TEXTS } from "../../reports/index.ts";
import { type Block, heading, paragraph, rows } from "../blocks.ts";

/** `openness help formats`: what is read and written. */
export function formatsPage(): Block[] {
  return [
    heading("Results, with -f"),
    rows(Object.entries(FORMAT_TEXTS)),
    paragraph(
      `Without -f the ending of the file after -o decides (${endingsText(EXTENSIONS)}), else it is a table. \`report\` makes a page then, and with \`--site FOLDER\` a folder of pages. Most verbs have fewer formats: their help lists them.`,
    ),
    heading("Of `check`, with -f, and more with --report FORMAT=FILE"),
    rows(Object.entries(CHECK_FORMAT_TEXTS)),
    paragraph(`By the ending of the file: ${endingsText(CHECK_EXTENSIONS)}.`),
    heading("Of `diff`"),
    rows(Object.entries(DIFF_FORMAT_TEXTS)),
    heading("Profiles, rubrics and policies"),
    paragraph(
      "YAML (several documents in a file are fine), JSON, and NDJSON for profiles. `openness schema FORMAT` prints the JSON Schema of a format; `openness help profile`, `help rubric` and `help policy` explain three of them.",
    ),
    heading("Read: `import FORMAT`, `--from FORMAT`; `auto` tells by content"),
    rows(Object.entries(IMPORT_FORMAT_TEXTS)),
    heading("Written: `export --to FORMAT`"),
    rows([...Object.entries(EXPORT_FORMAT_TEXTS), ["ndjson", "our own profiles, one on each line"]]),
  ];
}

/** `.json json, .md markdown`. */
function endingsText(extensions: Readonly<Record<string, string>>): string {
  return Object.entries(extensions)
    .map(([ending, format]) => `${ending} ${format}`)
    .join(", ");
}
