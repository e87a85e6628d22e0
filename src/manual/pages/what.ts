import { type Block, code, heading, paragraph, rows } from "../blocks.ts";

/** `openness help what`: what the argument of most verbs may be. */
export function whatPage(): Block[] {
  return [
    paragraph("Where the help says `what`, name any of these, several where it ends in dots:"),
    rows([
      ["VENDOR", "a vendor among the loaded profiles: its flagship; in `score --by model` all its models"],
      ["VENDOR/MODEL", "one model of it"],
      ["FILE", "a file of profiles, or of a format that can be imported: all its models"],
      ["FILE#MODEL", "one model of a file"],
      ["FOLDER/", "every YAML and JSON file in it"],
      ["-", "standard input"],
    ]),
    paragraph(
      "A name is looked up among the loaded vendors and models first. A leading `./`, an extension or a trailing slash always means a path.",
    ),
    paragraph(
      "Loaded are the shipped profiles; `-p PATH` adds a file or folder to them, `--no-shipped` leaves ours out. `openness profile list` shows what is loaded.",
    ),
    heading("Examples"),
    code(
      [
        "openness score meta openai/gpt-oss-120b ./acme.yaml",
        "openness explain acme.yaml#acme-7b",
        "openness import hf-api answer.json | openness score -",
      ].join("\n"),
    ),
  ];
}
