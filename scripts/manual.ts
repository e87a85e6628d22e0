// Writes what is made of the verbs themselves: the man page, and the data that completes command lines. Bundled into
// dist/ and run there by build.js, when the shipped data is there.
import { writeFile } from "node:fs/promises";
import { pageData } from "../src/commands/help.ts";
import { specOf } from "../src/commands/manual.ts";
import { buildProgram } from "../src/commands/program.ts";
import type { Block } from "../src/manual/blocks.ts";
import { manPage } from "../src/manual/manPage.ts";
import { topicPage } from "../src/manual/topicPages.ts";
import { TOPIC_NAMES, TOPIC_ROWS, type Topic } from "../src/manual/topics.ts";
import { rubricWords, subjectWords, type Words } from "../src/manual/words.ts";
import {
  DEFAULT_RUBRIC,
  shippedCatalogue,
  shippedIndex,
  shippedRubric,
  shippedSubjects,
} from "../src/shipped.ts";
import { VERSION } from "../src/version.ts";

function words(): Words {
  const rubrics = shippedIndex().rubrics.map((id) => ({ id, rubric: shippedRubric(id) }));
  const named = rubrics.map(({ id, rubric }) => rubricWords(id, rubric));
  return {
    ...subjectWords(shippedSubjects([])),
    rubrics: rubrics.map(({ id, rubric }) => [id, rubric.name]),
    defaultRubric: DEFAULT_RUBRIC,
    criteria: Object.assign({}, ...named.map(({ criteria }) => criteria)),
    labels: Object.assign({}, ...named.map(({ labels }) => labels)),
    licenses: Object.entries(shippedCatalogue().licenses).map(([id, { name }]) => [id, name]),
    topics: TOPIC_ROWS,
  };
}

async function writeManual(): Promise<void> {
  const program = specOf(await buildProgram());
  await writeFile("dist/data/completion.json", JSON.stringify({ program, words: words() }));
  const data = pageData(program);
  const topics = Object.fromEntries(TOPIC_NAMES.map((name) => [name, topicPage(name, data)]));
  const manual = { version: VERSION, program, topics: topics as Record<Topic, Block[]> };
  await writeFile("dist/openness.1", manPage(manual));
}

/** Resolves when both are written. */
export const done = writeManual();
