import { EXPORT_FORMAT_TEXTS } from "../../exporters/formats.ts";
import { IMPORT_FORMAT_TEXTS } from "../../importers/formats.ts";
import { EXTENSIONS, FORMAT_TEXTS } from "../../reports/index.ts";
import { type Block, heading, paragraph, rows } from "../blocks.ts";

/** `openness help formats`: what is read and written. */
export function formatsPage(): Block[] {
  const endings = Object.entries(EXTENSIONS).map(([ending, format]) => `${ending} ${format}`);
  return [
    heading("Results, with -f"),
    rows(Object.entries(FORMAT_TEXTS)),
    paragraph(
      `Without -f the ending of the file after -o decides (${endings.join(", ")}), else it is a table. Some verbs have fewer formats, or others: their help lists them.`,
    ),
    heading("Profiles and rubrics"),
    paragraph(
      "YAML (several documents in a file are fine), JSON, and NDJSON for profiles. `openness schema FORMAT` prints the JSON Schema of a format; `openness help profile` and `openness help rubric` explain two of them.",
    ),
    heading("Read: `import FORMAT`, `--from FORMAT`; `auto` tells by content"),
    rows(Object.entries(IMPORT_FORMAT_TEXTS)),
    heading("Written: `export --to FORMAT`"),
    rows([...Object.entries(EXPORT_FORMAT_TEXTS), ["ndjson", "our own profiles, one on each line"]]),
  ];
}
