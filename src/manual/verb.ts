import { type Block, type Example, heading, paragraph, type Row, rows } from "./blocks.ts";
import type { ValueKind } from "./kinds.ts";

/** A value that a verb takes, with what it may be. */
export interface ValueSpec {
  kind: ValueKind;
  /** All that it may be, where that is a closed list. */
  choices?: readonly string[];
}

export interface ArgumentSpec extends ValueSpec {
  name: string;
  about: string;
  /** Whether it takes all that follows. */
  variadic: boolean;
}

export interface OptionSpec {
  /** As they are written: `-f, --format <name>`. */
  flags: string;
  /** `-f` and `--format`, or one of them. */
  names: readonly string[];
  about: string;
  /** Absent for switches. */
  value?: ValueSpec;
}

/** All that is known of a verb: its help, its part of the man page and its completion are made of this. */
export interface VerbSpec {
  name: string;
  /** `openness rubric show [options] [id or file]`. */
  usage: string;
  about: string;
  /** The heading under which the verb is listed. */
  group?: string;
  examples: readonly Example[];
  arguments: readonly ArgumentSpec[];
  options: readonly OptionSpec[];
  /** Paragraphs. */
  notes: readonly string[];
  verbs: readonly VerbSpec[];
}

/** The page of a verb: usage, examples first, then what it takes, then notes. */
export function verbPage(verb: VerbSpec): Block[] {
  return [paragraph(`Usage: ${verb.usage}`), ...verbBlocks(verb)];
}

/** The page without its usage. */
export function verbBlocks(verb: VerbSpec): Block[] {
  return [
    paragraph(verb.about),
    ...section("Examples", verb.examples.length > 0 && { kind: "examples", examples: verb.examples }),
    ...groupsOf(verb.verbs),
    ...section("Arguments", someRows(verb.arguments.map(({ name, about }) => [name, about]))),
    ...section("Options", someRows(verb.options.map(optionRow))),
    ...verb.notes.map(paragraph),
  ];
}

function groupsOf(verbs: readonly VerbSpec[]): Block[] {
  const groups = [...new Set(verbs.map(({ group = "Verbs" }) => group))];
  return groups.flatMap((name) => {
    const members = verbs.filter(({ group = "Verbs" }) => group === name);
    return section(name, someRows(members.map((verb) => [verb.name, verb.about])));
  });
}

/** Long names begin in one column, whether there is a short one or not. */
function optionRow({ flags, about }: OptionSpec): Row {
  return [flags.startsWith("--") ? `    ${flags}` : flags, about];
}

function someRows(list: readonly Row[]): Block | false {
  return list.length > 0 && rows(list);
}

function section(title: string, block: Block | false): Block[] {
  return block === false ? [] : [heading(title), block];
}
