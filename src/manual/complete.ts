import { own } from "../objects.ts";
import { shortText } from "../text.ts";
import type { Row } from "./blocks.ts";
import type { ValueKind } from "./kinds.ts";
import { type CommandLine, readLine } from "./line.ts";
import type { OptionSpec, ValueSpec, VerbSpec } from "./verb.ts";
import { rubricsOf, type Words } from "./words.ts";

/** In the last line of an answer: no files besides. The number is the one that other tools use for it. */
const NO_FILES = 4;

export interface Completion {
  candidates: readonly Row[];
  /** Whether files complete the word as well. */
  files: boolean;
}

/** What shells may put on a command line as it is: nothing in it is special to any of them. */
const PLAIN = /^[\w./:@+#,=-]+$/;

/** Kinds of values that several of may stand in one word, joined by commas. */
const JOINED: readonly ValueKind[] = ["rubrics", "criteria"];

/**
 * What the last word of a command line may become.
 * @param typed the words after the program's name; the last one is completed, and may be empty
 * @returns candidates for the whole word; those that a shell would have to quote are left out
 */
export function complete(program: VerbSpec, words: Words, typed: readonly string[]): Completion {
  const line = readLine(program, typed);
  const { candidates, files } = completeWord(line, words);
  return { candidates: candidates.filter(([word]) => PLAIN.test(word)), files };
}

/**
 * A completion as shells read it: each candidate with what it is after a tab; at last what to do besides, as a number.
 * The same form as that of cobra (Go) and `@bomb.sh/tab`, so that what understands those understands us.
 */
export function answerText({ candidates, files }: Completion): string {
  const lines = candidates.map(([word, about]) => (about === "" ? word : `${word}\t${shown(about)}`));
  return `${[...lines, `:${files ? 0 : NO_FILES}`].join("\n")}\n`;
}

/** The first sentence, and nothing that a terminal obeys. */
function shown(about: string): string {
  return shortText(about.replace(/[.;:] .*$/s, "").replace(/\.$/, ""));
}

function completeWord(line: CommandLine, words: Words): Completion {
  const { verb, current, value, flag } = line;
  if (value !== undefined) return completeValue(value, current, flag, line, words);
  if (current.startsWith("-") && current !== "-" && !line.operandsOnly) {
    return only(starting(current, optionRows(verb.options)));
  }
  if (line.operands.length === 0 && verb.verbs.length > 0) return only(starting(current, verbRows(verb)));
  return current === "-" ? only(optionRows(verb.options)) : only([]);
}

/** @param before what stands before the value in the same word, such as `--rubric=` */
function completeValue(
  { kind, choices }: ValueSpec,
  current: string,
  before: string,
  line: CommandLine,
  words: Words,
): Completion {
  const comma = JOINED.includes(kind) ? current.lastIndexOf(",") + 1 : 0;
  const [joined, begun] = [current.slice(0, comma), current.slice(comma)];
  const found = choices?.map((choice): Row => [choice, ""]) ?? wordsFor(kind, begun, line, words);
  const candidates = starting(begun, found).map(([word, about]): Row => [before + joined + word, about]);
  return { candidates, files: choices === undefined && ["subjects", "rubrics", "files"].includes(kind) };
}

function wordsFor(kind: ValueKind, begun: string, line: CommandLine, words: Words): readonly Row[] {
  switch (kind) {
    case "subjects":
      return subjects(begun, words);
    case "rubrics":
      return [...words.rubrics, ["all", "all of them"]];
    case "criteria":
      return rubricsOf(line, words).flatMap((id) => own(words.criteria, id) ?? []);
    case "labels":
      return rubricsOf(line, words).flatMap((id) => own(words.labels, id) ?? []);
    case "licenses":
      return [["list", "every entry"], ...words.licenses];
    case "topics":
      return topics(line, words);
    default:
      return [];
  }
}

/** Vendors; models as well once the vendor is settled, for there are many. */
function subjects(begun: string, { vendors, models }: Words): readonly Row[] {
  const near = starting(begun, vendors);
  const settled = /[/#]/.test(begun) || near.length === 1;
  return settled ? [...near, ...models] : near;
}

/** Topics and verbs, and after a verb its subcommands. */
function topics({ program, operands }: CommandLine, words: Words): readonly Row[] {
  let verb: VerbSpec | undefined = program;
  for (const operand of operands) verb = verb?.verbs.find(({ name }) => name === operand);
  const verbs = verb === undefined ? [] : verbRows(verb);
  const known = new Set(words.topics.map(([name]) => name));
  return operands.length === 0 ? [...words.topics, ...verbs.filter(([name]) => !known.has(name))] : verbs;
}

function verbRows({ verbs }: VerbSpec): Row[] {
  return verbs.map(({ name, about }) => [name, about]);
}

function optionRows(options: readonly OptionSpec[]): Row[] {
  return options.flatMap(({ names, about }) =>
    names.filter((name) => name.startsWith("--")).map((name): Row => [name, about]),
  );
}

/** In any case: nobody remembers how a license is written. */
function starting(begun: string, list: readonly Row[]): readonly Row[] {
  const start = begun.toLowerCase();
  return list.filter(([word]) => word.toLowerCase().startsWith(start));
}

function only(candidates: readonly Row[]): Completion {
  return { candidates, files: false };
}
