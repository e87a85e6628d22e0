import { type Argument, type Command, InvalidArgumentError, type Option } from "commander";
import { shippedIndex } from "../shipped.ts";
import { didYouMean } from "../spelling.ts";
import { orList } from "../text.ts";
import { visibleVerbs } from "./manual.ts";

/** Lets every closed list of values, of a command and of those below it, say which one may have been meant. */
export function suggestChoices(command: Command): void {
  for (const one of [...command.options, ...command.registeredArguments]) suggest(one);
  command.commands.forEach(suggestChoices);
}

function suggest(one: Option | Argument): void {
  const { argChoices, parseArg } = one;
  if (argChoices === undefined || parseArg === undefined) return;
  one.parseArg = <T>(value: string, before: T): T => {
    if (argChoices.includes(value)) return parseArg(value, before) as T;
    throw new InvalidArgumentError(`Expected ${orList(argChoices)}.${didYouMean(value, argChoices)}`);
  };
}

/** Says what may have been meant by a first word that is no verb: another verb, or what a verb is wanted for. */
export function unknownVerb(program: Command): (words: string[]) => void {
  return ([word = ""]) => {
    const verbs = visibleVerbs(program).map((verb) => verb.name());
    const { vendors } = shippedIndex();
    const near =
      vendors.includes(word) || /[./#]/.test(word)
        ? ` To score it: openness score ${word}`
        : didYouMean(word, verbs) || " `openness help` lists them.";
    program.error(`error: There is no verb ${word}.${near}`, { code: "commander.unknownCommand" });
  };
}
