import { InputError, type Mistake } from "./errors.ts";

interface Limit {
  /** The variable of the environment that sets another one. */
  variable: string;
  value: number;
  /** What may not be more, for readers. */
  about: string;
  /** No variable raises it beyond this: more than Node itself can hold. */
  most: number;
}

const MIB = 1024 * 1024;

function limit(variable: string, value: number, about: string, most = Number.MAX_SAFE_INTEGER): Limit {
  return { variable: `OPENNESS_MAX_${variable}`, value, about, most };
}

/** Everything that hostile input could have without end. Each limit is far beyond what honest input needs. */
export const LIMITS = {
  /** Bytes of a file or of standard input, which are read as a whole. Sixty evidence-heavy models are about 1 MB. */
  fileBytes: limit("FILE_BYTES", 20 * MIB, "a file, or standard input", 500 * MIB),
  /** Bytes of one line of JSON. The number of lines is not limited: they are read one after the other. */
  lineBytes: limit("LINE_BYTES", 20 * MIB, "one line of NDJSON; there may be any number of lines", 500 * MIB),
  /**
   * Words and marks of a YAML or JSON text: each costs a few hundred bytes of memory, so that 20 MiB of commas would
   * fill gigabytes. Profiles have about 100,000 per megabyte.
   */
  tokens: limit("TOKENS", 1_000_000, "words and marks of a YAML or JSON file"),
  /** Values that the aliases of a YAML document stand for, written out: nine of nine of nine lines are a bomb. */
  aliases: limit("ALIASED", 50_000, "values that YAML aliases (`*name`) stand for"),
  /** Maps and lists in one another, and criteria or labels that build on one another: both are followed by recursion. */
  depth: limit(
    "DEPTH",
    400,
    "brackets in one another (a map or list in YAML counts two), and criteria or labels that build on one another",
    800,
  ),
  /** Mistakes that are shown. */
  mistakes: limit("MISTAKES", 1000, "mistakes that are shown"),
  /** Criteria, labels, dimensions or levels in one list of a rubric. The longest one shipped has 100. */
  criteria: limit("CRITERIA", 2000, "criteria, labels, dimensions or levels in one list of a rubric"),
  /** Conditions of a rubric with the values they name, level sets and lists of artifacts written out. */
  conditions: limit("CONDITIONS", 50_000, "conditions of a rubric, written out"),
  /** Characters of a license expression: the parser that reads it is slow. */
  licenseText: limit("LICENSE_TEXT", 4000, "characters of a license expression", 100_000),
  /** Alternatives that a license expression comes to: every AND of two ORs multiplies them. */
  alternatives: limit("LICENSE_ALTERNATIVES", 256, "alternatives that a license expression leaves", 4096),
  /** Models that are ranked: each is compared with all others in every draw. */
  ranked: limit("RANKED", 2000, "models that `rank` compares, each with all others", 5000),
  /** Files of a repository that a scan lists. */
  scanFiles: limit("SCAN_FILES", 200_000, "files of a repository that is scanned"),
  /** Folders in one another that a scan enters. */
  scanDepth: limit("SCAN_DEPTH", 40, "folders in one another that a scan enters", 1000),
  /** Bytes of the header of a file of weights. */
  headerBytes: limit("HEADER_BYTES", 100 * MIB, "the header of a file of weights", 500 * MIB),
  /** Bytes of one answer of a hub. */
  answerBytes: limit("ANSWER_BYTES", 64 * MIB, "one answer of a hub", 500 * MIB),
} satisfies Record<string, Limit>;

export type LimitName = keyof typeof LIMITS;

const chosen = new Map<LimitName, number>();

/**
 * Takes over what the environment says of limits.
 * @throws InputError if it says no number, or one that is too large
 */
export function configureLimits(environment: Record<string, string | undefined>): void {
  const wrong: Mistake[] = [];
  for (const [name, { variable, most }] of Object.entries(LIMITS) as [LimitName, Limit][]) {
    const text = environment[variable];
    if (text === undefined || text === "") continue;
    const value = /^\d{1,16}$/.test(text) ? Number(text) : 0;
    if (value >= 1 && value <= most) chosen.set(name, value);
    else {
      const message = `${variable} wants a whole number from 1 to ${most}; it got ${text}.`;
      wrong.push({ message, severity: "error" });
    }
  }
  if (wrong.length > 0) throw new InputError(wrong);
}

/** What may not be exceeded. */
export function limitOf(name: LimitName): number {
  return chosen.get(name) ?? LIMITS[name].value;
}

/** A limit of bytes in words. */
export function sizeOf(name: LimitName): string {
  return bytesText(limitOf(name));
}

function bytesText(bytes: number): string {
  return bytes % MIB === 0 ? `${bytes / MIB} MiB` : `${bytes.toLocaleString("en")} bytes`;
}

/** Every limit for readers: the variable that sets it, what it is without that, and what may not be more. */
export function limitRows(): { variable: string; usual: string; about: string }[] {
  return Object.values(LIMITS).map(({ variable, value, about }) => ({
    variable,
    usual: variable.endsWith("_BYTES") ? bytesText(value) : value.toLocaleString("en"),
    about,
  }));
}

/** What lets more of it through, for the end of the sentence that says so. */
export function howToRaise(name: LimitName): string {
  return `${LIMITS[name].variable} (now ${limitOf(name)}) sets the limit.`;
}
