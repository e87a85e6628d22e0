import type { OptionSpec, ValueSpec, VerbSpec } from "./verb.ts";

/** A command line that is being typed. */
export interface CommandLine {
  program: VerbSpec;
  /** The verb that its words lead to, or the program. */
  verb: VerbSpec;
  /** Words before the current one that are neither verbs nor options nor their values. */
  operands: readonly string[];
  /** Values given so far, by the long name of their option. */
  options: ReadonlyMap<string, readonly string[]>;
  /** Whether `--` came before: what follows are no options. */
  operandsOnly: boolean;
  /** What is typed of the word to complete, without `flag`. */
  current: string;
  /** `--format=` where the word begins so, else empty. */
  flag: string;
  /** What the word is the value of, if it is one. */
  value?: ValueSpec;
}

interface Reading {
  verb: VerbSpec;
  operands: string[];
  options: Map<string, string[]>;
  operandsOnly: boolean;
  /** The option whose value comes next. */
  waiting?: OptionSpec | undefined;
}

/**
 * Understands as much of a command line as is there.
 * @param typed the words after the program's name, the last one as far as it is typed
 */
export function readLine(program: VerbSpec, typed: readonly string[]): CommandLine {
  const reading: Reading = { verb: program, operands: [], options: new Map(), operandsOnly: false };
  for (const word of typed.slice(0, -1)) readWord(reading, word);
  const { verb, operands, options, operandsOnly, waiting } = reading;
  const last = typed.at(-1) ?? "";
  const line = { program, verb, operands, options, operandsOnly };
  if (waiting?.value !== undefined) return { ...line, current: last, flag: "", value: waiting.value };
  const [flag = "", name = ""] = operandsOnly ? [] : (/^(--[^=]+)=/.exec(last) ?? []);
  const named = optionNamed(verb, name);
  if (named?.value !== undefined) {
    return { ...line, current: last.slice(flag.length), flag, value: named.value };
  }
  const value = isOption(last, operandsOnly) ? undefined : argumentAt(verb, operands.length);
  return { ...line, current: last, flag: "", ...(value === undefined ? {} : { value }) };
}

function readWord(reading: Reading, word: string): void {
  const { verb, operands, waiting, operandsOnly } = reading;
  if (waiting !== undefined) {
    keep(reading, waiting, word);
    reading.waiting = undefined;
  } else if (word === "--" && !operandsOnly) reading.operandsOnly = true;
  else if (isOption(word, operandsOnly)) readOption(reading, word);
  else {
    const next = operands.length === 0 ? verb.verbs.find(({ name }) => name === word) : undefined;
    if (next === undefined) operands.push(word);
    else reading.verb = next;
  }
}

function readOption(reading: Reading, word: string): void {
  const [, name = word, given] = /^(--[^=]+)=(.*)$/s.exec(word) ?? [];
  const option = optionNamed(reading.verb, name);
  if (option === undefined) return;
  if (option.value !== undefined && given === undefined) reading.waiting = option;
  else keep(reading, option, given ?? "");
}

function keep({ options }: Reading, { names }: OptionSpec, value: string): void {
  const name = names.at(-1) ?? "";
  options.set(name, [...(options.get(name) ?? []), value]);
}

function optionNamed({ options }: VerbSpec, name: string): OptionSpec | undefined {
  return options.find(({ names }) => names.includes(name));
}

/** The last argument may take all that follows. */
function argumentAt(verb: VerbSpec, at: number): ValueSpec | undefined {
  const last = verb.arguments.at(-1);
  return verb.arguments[at] ?? (last?.variadic ? last : undefined);
}

/** A single `-` is standard input. */
function isOption(word: string, operandsOnly: boolean): boolean {
  return !operandsOnly && word.startsWith("-") && word !== "-";
}
