import { homedir } from "node:os";
import type { Command } from "commander";
import { InputError } from "../errors.ts";
import { select, selectRubrics } from "../loading.ts";
import { answerText, complete } from "../manual/complete.ts";
import { readLine } from "../manual/line.ts";
import { rubricWords, subjectWords, type Unread, unreadOf, type Words } from "../manual/words.ts";
import { shippedCompletion } from "../shipped.ts";
import { say } from "./streams.ts";

/** `openness complete -- WORD...`: what the scripts of `openness completion` ask, where files have to be read for it. */
export function completeCommand(program: Command): void {
  program
    .command("complete", { hidden: true })
    .description("Print what the last of some words may become.")
    .argument("[words...]", "a command line after the program's name, as far as it is typed")
    .action(async (typed: string[]) => {
      const { program: verbs, words } = shippedCompletion();
      const unread = unreadOf(readLine(verbs, typed), words);
      say(answerText(complete(verbs, unread === undefined ? words : await readMore(words, unread), typed)));
    });
}

/** The words with those of files; what has mistakes completes nothing, and is no time to speak of them. */
async function readMore(words: Words, unread: Unread): Promise<Words> {
  try {
    return { ...words, ...(await subjectsOf(words, unread)), ...(await rubricsOf(words, unread)) };
  } catch (error) {
    if (error instanceof InputError) return words;
    throw error;
  }
}

async function subjectsOf(
  words: Words,
  { profiles, shipped, file }: Unread,
): Promise<Pick<Words, "vendors" | "models">> {
  if (file !== undefined) {
    const { subjects } = await select([atHome(file)], { shipped: false });
    return { vendors: [], models: subjects.map(({ model }) => [`${file}#${model.id}`, model.name]) };
  }
  if (profiles.length === 0) return shipped ? words : { vendors: [], models: [] };
  const { subjects } = await select([], { profiles: profiles.map(atHome), shipped });
  return subjectWords(subjects);
}

async function rubricsOf(words: Words, { rubrics }: Unread): Promise<Pick<Words, "criteria" | "labels">> {
  const read = await Promise.all(
    rubrics.map(async (name) => {
      const found = await selectRubrics([atHome(name)]);
      return found.rubrics.map((rubric) => rubricWords(name, rubric));
    }),
  );
  return {
    criteria: Object.assign({}, words.criteria, ...read.flat().map(({ criteria }) => criteria)),
    labels: Object.assign({}, words.labels, ...read.flat().map(({ labels }) => labels)),
  };
}

/** Shells hand words on as they are typed. */
function atHome(path: string): string {
  return path.replace(/^~(?=\/)/, homedir());
}
