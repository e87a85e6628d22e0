// What must hold whatever comes in: a mistake with a place, never anything else that is thrown.
import { InputError, type Mistake } from "../src/errors.ts";
import { mistakesText } from "../src/reports/mistakes.ts";

/** Something that must never happen. */
class Violation extends Error {}

/** @throws Violation */
export function demand(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Violation(what);
}

export type Outcome = "accepted" | "rejected";

/** Control characters but for line ends, and what turns the direction of writing. */
const DRIVES_TERMINALS = /(?!\n)[\p{Cc}\u202a-\u202e]/u;

/** What is said of a file as a whole. */
const WHOLE = /^(It is empty|Its aliases|It holds several|It is no CSV|It is not a CSV)/;

/** Mistakes that people can find: each has a sentence, its file and, in texts that have positions, a place in it. */
export function checkMistakes(mistakes: readonly Mistake[], text: string | undefined, file: string): void {
  for (const { message, place } of mistakes) {
    demand(message.trim() !== "", "a mistake without a message");
    demand(place?.file === file, `a mistake without its file: ${message.slice(0, 100)}`);
    if (text !== undefined) checkPlace({ message, place }, text);
  }
  const shown = mistakesText(mistakes, { color: 0 });
  demand(!DRIVES_TERMINALS.test(shown), "a control character is shown");
}

function checkPlace({ message, place }: Pick<Mistake, "message" | "place">, text: string): void {
  if (place?.line === undefined && WHOLE.test(message)) return;
  const { line, column } = place ?? {};
  demand(line !== undefined && column !== undefined, `a mistake without a place: ${message.slice(0, 100)}`);
  const lines = text.split("\n");
  demand(
    Number.isInteger(line) && line >= 1 && line <= lines.length,
    `line ${line} of ${lines.length}: ${message.slice(0, 80)}`,
  );
  const length = (lines[line - 1] ?? "").length;
  demand(
    Number.isInteger(column) && column >= 1 && column <= length + 1,
    `column ${column} of ${length}: ${message.slice(0, 80)}`,
  );
}

/** The mistakes that something ended with; undefined if it did not. Other errors are passed on. */
export function mistakesOf(act: () => void): readonly Mistake[] | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof InputError) return error.mistakes;
    throw error;
  }
}

/** Whether one of some mistakes is an error. */
export function isRejected(mistakes: readonly Mistake[]): boolean {
  return mistakes.some(({ severity }) => severity === "error");
}
