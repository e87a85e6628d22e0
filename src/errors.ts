/** A place in an input file; lines and columns count from 1. */
export interface Place {
  file: string;
  line?: number | undefined;
  column?: number | undefined;
  /** The offending line as it stands in the file. */
  source?: string | undefined;
}

/** Something wrong with an input, said in a sentence, with its place if there is one. */
export interface Mistake {
  message: string;
  place?: Place | undefined;
  /** A warning is shown but stops nothing. */
  severity: "error" | "warning";
}

/** What an InputError is known by: bundles that are loaded on demand have a class of their own. */
const BRAND = Symbol.for("openness.InputError");

/** An expected failure: the user reads its mistakes, never a stack trace. */
export class InputError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && BRAND in value;
  }

  readonly [BRAND] = true;
  readonly mistakes: readonly Mistake[];

  constructor(mistakes: readonly Mistake[]) {
    super(mistakes.map((mistake) => mistake.message).join("\n"));
    this.name = "InputError";
    this.mistakes = mistakes;
  }
}

/**
 * Makes the error for one thing that went wrong.
 * @param message a full sentence that says what to do
 */
export function inputError(message: string, place?: Place): InputError {
  return new InputError([{ message, place, severity: "error" }]);
}

/**
 * Says whether a value is an error of the operating system with a code.
 * @param error anything that was thrown
 * @param codes such as `ENOENT`; none means any code
 */
export function isSystemError(error: unknown, ...codes: string[]): error is NodeJS.ErrnoException {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === "string" && (codes.length === 0 || codes.includes(code));
}
