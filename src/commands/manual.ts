import type { Argument, Command, Option } from "commander";
import { type Example, heading, rows } from "../manual/blocks.ts";
import { kindOf } from "../manual/kinds.ts";
import { plainText } from "../manual/plainText.ts";
import { TOPIC_ROWS } from "../manual/topics.ts";
import type { ArgumentSpec, OptionSpec, ValueSpec, VerbSpec } from "../manual/verb.ts";
import { verbPage } from "../manual/verb.ts";
import { outputScreen } from "./streams.ts";
import { terminalOf } from "./terminal.ts";

/** Lines that are longer than this are hard to read, however wide the terminal is. */
const WIDEST = 100;

/** What commander has no place for. */
const shown = new WeakMap<Command, Example[]>();
const said = new WeakMap<Command, string[]>();

/**
 * Adds examples to a verb, which help and man page show first.
 * @param list each a command line, and in few words what it is for
 */
export function examples(command: Command, list: readonly (readonly [run: string, does: string])[]): void {
  const before = shown.get(command) ?? [];
  shown.set(command, [...before, ...list.map(([run, does]) => ({ run, does }))]);
}

/** Adds paragraphs to the end of a verb's help; blank lines part them, other line breaks are of no account. */
export function notes(command: Command, text: string): void {
  const paragraphs = text.trim().split(/\n\s*\n/);
  const before = said.get(command) ?? [];
  said.set(command, [...before, ...paragraphs.map((one) => one.replace(/\s+/g, " "))]);
}

/** The help of a verb as text; commander prints it in place of its own. */
export function helpText(command: Command): string {
  const page = verbPage(specOf(command));
  const topics =
    command.parent === null ? [heading("Topics, with `openness help TOPIC`"), rows(TOPIC_ROWS)] : [];
  return plainText([...page, ...topics], helpWidth());
}

/** Columns that help is written for. */
export function helpWidth(): number {
  return Math.min(terminalOf(outputScreen()).columns, WIDEST);
}

/** All that is known of a verb and its subcommands, without commander. */
export function specOf(command: Command): VerbSpec {
  const helper = command.createHelp();
  const group = command.helpGroup();
  return {
    name: command.name(),
    usage: helper.commandUsage(command),
    about: command.description(),
    ...(group === undefined || group === "" ? {} : { group }),
    examples: shown.get(command) ?? [],
    arguments: command.registeredArguments.map(argumentSpec),
    options: helper.visibleOptions(command).map(optionSpec),
    notes: said.get(command) ?? [],
    verbs: visibleVerbs(command).map(specOf),
  };
}

/** Subcommands but for those that are for programs, and commander's own `help` below a verb. */
export function visibleVerbs(command: Command): Command[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .filter((verb) => command.commands.includes(verb));
}

function argumentSpec(argument: Argument): ArgumentSpec {
  const { description, argChoices, defaultValue, defaultValueDescription, variadic } = argument;
  return {
    name: argument.name(),
    about: described(description, argChoices, defaultValueDescription ?? defaultValue),
    variadic,
    ...valueSpec(argument.name(), argChoices),
  };
}

function optionSpec(option: Option): OptionSpec {
  const { flags, short, long, description, argChoices, defaultValue, defaultValueDescription } = option;
  const [, value] = /[<[](.+?)(?:(?<!,)\.\.\.)?[>\]]$/.exec(flags) ?? [];
  const usual = value === undefined ? undefined : (defaultValueDescription ?? defaultValue);
  return {
    flags,
    names: [short, long].filter((name) => name !== undefined),
    about: described(description, argChoices, usual),
    ...(value === undefined ? {} : { value: valueSpec(value, argChoices) }),
  };
}

function valueSpec(name: string, choices: readonly string[] | undefined): ValueSpec {
  return { kind: kindOf(name) ?? "other", ...(choices === undefined ? {} : { choices }) };
}

/** With what may be chosen, and what is taken if nothing is. */
function described(about: string, choices: readonly string[] | undefined, usual: unknown): string {
  const more = [
    ...(choices === undefined ? [] : [`choices: ${choices.join(", ")}`]),
    ...(usual === undefined ? [] : [`default: ${String(usual)}`]),
  ];
  return more.length === 0 ? about : `${about} (${more.join("; ")})`;
}
