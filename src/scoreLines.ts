import { isUtf8 } from "node:buffer";
import { InputError, type Mistake } from "./errors.ts";
import { licenseLookup } from "./license/book.ts";
import { howToRaise, limitOf, sizeOf } from "./limits.ts";
import { resolveBaseModels } from "./profile/baseModels.ts";
import { readDocument, subjectsOf } from "./profile/read.ts";
import type { Subject } from "./profile/subject.ts";
import type { Rubric } from "./rubric/types.ts";
import { compileRubrics } from "./score/compiled.ts";
import { shippedCatalogue, shippedSubjects } from "./shipped.ts";
import { jsonText } from "./text.ts";
import { asBuffer, TextBuffer } from "./textBuffer.ts";
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
  /** In the room that was given, if it was enough. */
  output: Buffer;
  /** Lines that were read, blank ones included. */
  lines: number;
  /** What is wrong with the line after those; absent unless the work ended there. */
  mistakes?: Mistake[];
}

/** Lines to score, in memory that both threads see. */
export interface SharedBatch {
  bytes: Uint8Array;
  room: Uint8Array;
}

export interface SharedResult {
  /** Bytes written into the room, or what it was not enough for. */
  output: number | Uint8Array;
  lines: number;
  mistakes?: Mistake[];
}

/** Takes whole lines, UTF-8, and room for what they come to. */
export type ScoreLines = (bytes: Uint8Array, room: Uint8Array) => ScoredLines;

/**
 * Scores lines of JSON, each a profile, each by itself: nothing of one line is known on the next, so that parts of an
 * input give parts of the output, whoever works on them.
 */
export function lineScorer({ rubrics, file, keepGoing }: LineOptions): ScoreLines {
  const score = lineScoring(rubrics, file);
  return (bytes, room) => {
    const output = new TextBuffer(room);
    const lines = linesIn(bytes, file);
    for (const [at, line] of lines.entries()) {
      const before = output.length;
      const mistakes = typeof line === "string" ? attempt(() => score(line, output)) : [line];
      if (mistakes === undefined) continue;
      output.cut(before);
      if (!keepGoing) return { output: output.bytes, lines: at, mistakes };
      output.add(errorRecord(mistakes));
    }
    return { output: output.bytes, lines: lines.length };
  };
}

function attempt(act: () => void): Mistake[] | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof InputError) return [...error.mistakes];
    throw error;
  }
}

/** @returns a function that writes the results on one line, and throws an InputError if the line is bad */
function lineScoring(rubrics: readonly Rubric[], file: string): (line: string, output: TextBuffer) => void {
  const write = compileRubrics(rubrics, licenseLookup(shippedCatalogue()));
  let shipped: Subject[] | undefined;
  const resolved = (subjects: Subject[]): Subject[] => {
    if (subjects.every(({ base }) => base === undefined)) return subjects;
    shipped ??= shippedSubjects([]);
    return resolveBaseModels(subjects, [...shipped, ...subjects]).subjects;
  };
  return (line, output) => {
    if (line.trim() === "") return;
    for (const subject of resolved(readLine(line, file))) write(subject, output);
  };
}

/** One line is read as JSON; only what is wrong with it is looked for the slow way, which knows columns. */
function readLine(text: string, file: string): Subject[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InputError([notJson(error, text, file)]);
  }
  if (isSuspect(text, value)) {
    const { mistakes } = parseYaml(text, file);
    if (mistakes.length > 0) throw new InputError(mistakes);
  }
  const subjects = subjectsOf(value, file);
  if (subjects !== undefined) return subjects;
  const read = readDocument({ value, locate: () => ({ file }) }, file);
  const [profile] = read.profiles;
  if (profile !== undefined) return profile.subjects;
  const [document] = parseYaml(text, file).documents;
  const again = document === undefined ? read : readDocument(document, file);
  // A file of the same text is read as YAML, for which `id: false` and `name: 1e400` are texts as they stand.
  const [meant] = again.profiles;
  if (meant === undefined) throw new InputError(again.mistakes);
  return meant.subjects;
}

/** Half of a character that takes two, as an escape. */
const HALF = /\\u[dD][89abAB]..(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]..)\\u[dD][c-fC-F]/;

/** Whether a text may hold what JSON.parse passes over in silence: keys that stand twice, half characters, depth. */
function isSuspect(text: string, value: unknown): boolean {
  let keys = 0;
  for (let at = text.indexOf('":'); at >= 0; at = text.indexOf('":', at + 2)) keys += 1;
  return keys !== keysIn(value, limitOf("depth")) || (text.includes("\\u") && HALF.test(text));
}

/** How many keys a value has; infinitely many if it is nested too deeply to count them. */
function keysIn(value: unknown, depth: number): number {
  if (typeof value !== "object" || value === null) return 0;
  if (depth === 0) return Number.POSITIVE_INFINITY;
  let keys = 0;
  if (Array.isArray(value)) {
    for (const item of value) keys += keysIn(item, depth - 1);
    return keys;
  }
  for (const key in value) keys += 1 + keysIn((value as Record<string, unknown>)[key], depth - 1);
  return keys;
}

/** V8 tells the position in its message, unless the text ends too early; its words differ between versions. */
function notJson(error: unknown, text: string, file: string): Mistake {
  const [, position] = /at position (\d+)/.exec(error instanceof Error ? error.message : "") ?? [];
  const column = Math.min(Number(position ?? text.length), text.length) + 1;
  const message = "It is no JSON: expected a profile on a line of its own.";
  return { message, place: { file, line: 1, column, source: text }, severity: "error" };
}

function notUtf8(file: string): Mistake {
  return { message: "It is not valid UTF-8.", place: { file }, severity: "error" };
}

/** What is wrong with a line that is longer than may be. */
export function tooLong(file: string): Mistake {
  const message = `The line is longer than ${sizeOf("lineBytes")}. Split it. ${howToRaise("lineBytes")}`;
  return { message, place: { file }, severity: "error" };
}

/** Without the line's number: the parts of an input give the same as the whole. */
export function errorRecord(mistakes: readonly Mistake[]): string {
  const errors = mistakes
    .filter(({ severity }) => severity === "error")
    .map(({ message, place }) => ({ message, column: place?.column ?? null }));
  return `${jsonText({ error: { mistakes: errors } })}\n`;
}

const NEWLINE = 10;

/** The lines of some bytes, or what keeps one from being read. */
function linesIn(bytes: Uint8Array, file: string): (string | Mistake)[] {
  const buffer = asBuffer(bytes);
  const end = buffer.at(-1) === NEWLINE ? buffer.length - 1 : buffer.length;
  const whole = buffer.subarray(0, end);
  if (whole.length <= limitOf("lineBytes") && isUtf8(whole)) return whole.toString("utf8").split("\n");
  const lines: (string | Mistake)[] = [];
  for (let from = 0; from <= whole.length; ) {
    const found = whole.indexOf(NEWLINE, from);
    const to = found < 0 ? whole.length : found;
    lines.push(lineOf(whole.subarray(from, to), file));
    from = to + 1;
  }
  return lines;
}

function lineOf(bytes: Buffer, file: string): string | Mistake {
  if (bytes.length > limitOf("lineBytes")) return tooLong(file);
  return isUtf8(bytes) ? bytes.toString("utf8") : notUtf8(file);
}
