import type { Block } from "./blocks.ts";
import { roff, roffArgument, roffText } from "./roff.ts";
import { TOPICS, type Topic } from "./topics.ts";
import { type VerbSpec, verbBlocks } from "./verb.ts";

/** What the man page is made of. */
export interface Manual {
  version: string;
  program: VerbSpec;
  topics: Readonly<Record<Topic, readonly Block[]>>;
}

/** Topics have the headings that readers of man pages look for. */
const HEADINGS: Readonly<Record<Topic, string>> = {
  what: "WHAT TO NAME",
  profile: "PROFILES",
  rubric: "RUBRICS",
  policy: "POLICIES",
  licenses: "LICENSES",
  formats: "FORMATS",
  "exit-codes": "EXIT STATUS",
  environment: "ENVIRONMENT",
};

/** `openness.1`: all verbs and topics on one page, made of what `--help` and `help` are made of. */
export function manPage({ version, program, topics }: Manual): string {
  const about = program.about.replace(/\.$/, "");
  return [
    `.TH OPENNESS 1 "" ${roffArgument(`openness ${version}`)} "User Commands"`,
    ".SH NAME",
    `openness \\- ${roffText(about.charAt(0).toLowerCase() + about.slice(1))}`,
    ".SH SYNOPSIS",
    `\\fBopenness\\fP \\fIverb\\fP [\\fIoptions\\fP]`,
    ...section("EXAMPLES", [{ kind: "examples", examples: program.examples }]),
    ".SH VERBS",
    ...program.verbs.flatMap((verb) => verbRoff(verb)),
    ...Object.keys(TOPICS).flatMap((name) => section(HEADINGS[name as Topic], topics[name as Topic])),
    "",
  ].join("\n");
}

function section(title: string, blocks: readonly Block[]): string[] {
  return [`.SH ${roffArgument(title)}`, roff(blocks)];
}

/** A verb and its subcommands. */
function verbRoff(verb: VerbSpec): string[] {
  const own = `.SS ${roffArgument(verb.usage)}\n${roff(verbBlocks({ ...verb, verbs: [] }))}`;
  return [own, ...verb.verbs.flatMap((one) => verbRoff(one))];
}
