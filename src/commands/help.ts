import type { Command } from "commander";
import { inputError } from "../errors.ts";
import type { Row } from "../manual/blocks.ts";
import { plainText } from "../manual/plainText.ts";
import type { PageData } from "../manual/topicPages.ts";
import { TOPIC_NAMES, type Topic } from "../manual/topics.ts";
import type { VerbSpec } from "../manual/verb.ts";
import { DEFAULT_RUBRIC, shippedIndex, shippedLicenses, shippedRubric } from "../shipped.ts";
import { didYouMean } from "../spelling.ts";
import { examples, helpText, helpWidth, specOf, visibleVerbs } from "./manual.ts";
import { say } from "./streams.ts";

/** `openness help`: all verbs, one of them, or a topic. */
export function helpCommand(program: Command): void {
  const command = program
    .command("help")
    .description("Show the verbs, the help of one, or a topic.")
    .argument("[topic...]", "a topic, or a verb with its subcommand")
    .action((words: string[]) => help(words, program));
  examples(command, [
    ["openness help", "verbs and topics"],
    ["openness help profile", "how a profile is written"],
    ["openness help score", "as `openness score --help`"],
  ]);
}

async function help(words: string[], program: Command): Promise<void> {
  if (words.length === 0) return say(helpText(program));
  const topic = TOPIC_NAMES.find((name) => name === words.join("-").toLowerCase());
  if (topic !== undefined) return say(await topicText(topic, program));
  let verb = program;
  for (const word of words) {
    const next = verb.commands.find((command) => command.name() === word);
    if (next === undefined) throw unknown(word, verb);
    verb = next;
  }
  say(helpText(verb));
}

/** A topic, and where to look on if a verb is called like it. */
async function topicText(topic: Topic, program: Command): Promise<string> {
  const { topicPage } = await import("../manual/topicPages.ts");
  const text = plainText(topicPage(topic, pageData(specOf(program))), helpWidth());
  const verb = program.commands.some((command) => command.name() === topic);
  return verb ? `${text}\n\`openness ${topic} --help\` is about the verb.\n` : text;
}

/** What the pages tell of the data that comes along, and of the verbs. */
export function pageData(program: VerbSpec): PageData {
  const rubrics = [DEFAULT_RUBRIC, ...shippedIndex().rubrics.filter((id) => id !== DEFAULT_RUBRIC)];
  return {
    rubrics: rubrics.map((id) => [id, shippedRubric(id).name]),
    licenseSets: shippedLicenses().sets.map(({ id, about }) => [id, about]),
    findings: findingsOf(program),
  };
}

/** Verbs whose help says what they exit 1 for, subcommands as well. */
function findingsOf({ verbs }: VerbSpec, before = ""): Row[] {
  return verbs.flatMap((verb) => [
    ...(verb.about.includes("Exits 1") ? [[before + verb.name, verb.about] as const] : []),
    ...findingsOf(verb, `${before}${verb.name} `),
  ]);
}

function unknown(word: string, verb: Command) {
  const verbs = visibleVerbs(verb).map((one) => one.name());
  if (verb.parent !== null) {
    const known =
      verbs.length > 0 ? didYouMean(word, verbs) || ` It has ${verbs.join(", ")}.` : " It has none.";
    return inputError(`${verb.name()} has no subcommand ${word}.${known}`);
  }
  const near = didYouMean(word, [...TOPIC_NAMES, ...verbs]) || " `openness help` lists both.";
  return inputError(`There is no verb or topic called ${word}.${near}`);
}
