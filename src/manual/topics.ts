import type { Row } from "./blocks.ts";

/** What `openness help TOPIC` tells of; apart from the texts, so that listing them loads none. */
export const TOPICS = {
  what: "what you can name: vendors, models, files, folders, standard input",
  profile: "how a profile is written: artifacts, facets, facts, evidence",
  rubric: "how a rubric is written: criteria, levels, conditions, labels",
  policy: "how a policy is written: what `check` asks",
  licenses: "how licenses are named, and what rubrics ask of them",
  formats: "what is read and what is written",
  "exit-codes": "what the exit code of a run means",
  environment: "variables that are heeded, and limits",
} as const satisfies Record<string, string>;

export type Topic = keyof typeof TOPICS;
export const TOPIC_NAMES = Object.keys(TOPICS) as Topic[];

/** The topics as a list for readers. */
export const TOPIC_ROWS: readonly Row[] = Object.entries(TOPICS);
