import { isUtf8 } from "node:buffer";
import { unranked } from "./assess.ts";
import { InputError, type Mistake } from "./errors.ts";
import { growingBook } from "./license/book.ts";
import { resolveBaseModels } from "./profile/baseModels.ts";
import { readDocument } from "./profile/read.ts";
import type { Subject } from "./profile/subject.ts";
import type { Rubric } from "./rubric/types.ts";
import { shippedCatalogue, shippedSubjects } from "./shipped.ts";
import { parseYaml } from "./yaml.ts";

export interface LineOptions {
  rubrics: readonly Rubric[];
  /** What results call the input. */
  file: string;
  /** Whether a bad line becomes an error record in its place; else it ends the work. */
  keepGoing: boolean;
}

/** What some lines come to. */
export interface ScoredLines {
  output: Buffer;
  /** Lines that were read, blank ones included. */
  lines: number;
  /** What is wrong with the line after those; absent unless the work ended there. */
  mistakes?: Mistake[];
}

/**
 * Scores lines of JSON, each a profile, each by itself: nothing of one line is known on the next, so that parts of an
 * input give parts of the output, whoever works on them.
 * @returns a function that takes whole lines, UTF-8
 */
export function lineScorer({ rubrics, file, keepGoing }: LineOptions): (bytes: Uint8Array) => ScoredLines {
  const score = lineScoring(rubrics, file);
  return (bytes) => {
    const parts: string[] = [];
    const lines = linesIn(bytes);
    for (const [at, line] of lines.entries()) {
      const scored = attempt(() => score(line));
      if (typeof scored === "string") parts.push(scored);
      else if (keepGoing) parts.push(errorRecord(scored));
      else return { output: Buffer.from(parts.join("")), lines: at, mistakes: scored };
    }
    return { output: Buffer.from(parts.join("")), lines: lines.length };
  };
}

function attempt(act: () => string): string | Mistake[] {
  try {
    return act();
  } catch (error) {
    if (error instanceof InputError) return [...error.mistakes];
    throw error;
  }
}

/** @returns a function that gives the results on one line, and throws an InputError if the line is bad */
function lineScoring(rubrics: readonly Rubric[], file: string): (line: string | undefined) => string {
  const bookFor = growingBook(shippedCatalogue());
  let shipped: Subject[] | undefined;
  const resolved = (subjects: Subject[]): Subject[] => {
    if (subjects.every(({ base }) => base === undefined)) return subjects;
    shipped ??= shippedSubjects([]);
    return resolveBaseModels(subjects, [...shipped, ...subjects]).subjects;
  };
  return (line) => {
    if (line === undefined) throw notUtf8(file);
    if (line.trim() === "") return "";
    const { profiles, mistakes } = readLine(line, file);
    const [profile] = profiles;
    if (profile === undefined) throw new InputError(mistakes);
    return resolved(profile.subjects)
      .flatMap((subject) => unranked([subject], rubrics, bookFor(subject)))
      .map((result) => `${JSON.stringify(result)}\n`)
      .join("");
  };
}

/** One line is read as JSON; only what is wrong with it is looked for the slow way, which knows columns. */
function readLine(text: string, file: string) {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { profiles: [], mistakes: [notJson(error, text, file)] };
  }
  const read = readDocument({ value, locate: () => ({ file }) }, file);
  if (read.profiles.length > 0) return read;
  const [document] = parseYaml(text, file).documents;
  return document === undefined ? read : readDocument(document, file);
}

/** V8 tells the position in its message, unless the text ends too early; its words differ between versions. */
function notJson(error: unknown, text: string, file: string): Mistake {
  const [, position] = /at position (\d+)/.exec(error instanceof Error ? error.message : "") ?? [];
  const column = Math.min(Number(position ?? text.length), text.length) + 1;
  const message = "It is no JSON: expected a profile on a line of its own.";
  return { message, place: { file, line: 1, column, source: text }, severity: "error" };
}

function notUtf8(file: string): InputError {
  return new InputError([{ message: "It is not valid UTF-8.", place: { file }, severity: "error" }]);
}

/** Without the line's number: the parts of an input give the same as the whole. */
export function errorRecord(mistakes: readonly Mistake[]): string {
  const errors = mistakes
    .filter(({ severity }) => severity === "error")
    .map(({ message, place }) => ({ message, column: place?.column ?? null }));
  return `${JSON.stringify({ error: { mistakes: errors } })}\n`;
}

const NEWLINE = 10;

/** The lines of some bytes; undefined for one that is not UTF-8. */
function linesIn(bytes: Uint8Array): (string | undefined)[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = buffer.at(-1) === NEWLINE ? buffer.length - 1 : buffer.length;
  const whole = buffer.subarray(0, end);
  if (isUtf8(whole)) return whole.toString("utf8").split("\n");
  const lines: (string | undefined)[] = [];
  for (let from = 0; from <= whole.length; ) {
    const found = whole.indexOf(NEWLINE, from);
    const to = found < 0 ? whole.length : found;
    const line = whole.subarray(from, to);
    lines.push(isUtf8(line) ? line.toString("utf8") : undefined);
    from = to + 1;
  }
  return lines;
}
