import { z } from "zod";
import type { Mistake } from "./errors.ts";
import { didYouMean } from "./spelling.ts";
import { orList, shortText } from "./text.ts";
import type { YamlDocument } from "./yaml.ts";

type Issue = z.core.$ZodIssue;

/**
 * Checks a document against a schema.
 * @returns the value, or every mistake with its place
 */
export function validate<Schema extends z.ZodType>(
  document: YamlDocument,
  schema: Schema,
): { value: z.output<Schema>; mistakes: [] } | { value: undefined; mistakes: Mistake[] } {
  const parsed = schema.safeParse(document.value, { reportInput: true, error: describeIssue });
  if (parsed.success) return { value: parsed.data, mistakes: [] };
  const mistakes = parsed.error.issues
    .flatMap((issue) => settle(issue, []))
    .map(({ message, path, key }) => {
      const place = document.locate(path, key ? "key" : undefined);
      return { message: sentence(message), place, severity: "error" as const };
    });
  return { value: undefined, mistakes };
}

function sentence(message: string): string {
  const text = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.?]$/.test(text) ? text : `${text}.`;
}

interface Settled {
  message: string;
  path: PropertyKey[];
  /** Whether the mistake is about the key at the end of the path, not its value. */
  key?: true;
}

/** The keys that a map may have, by the very list of its unknown ones: zod hands it on unchanged. */
const knownKeysOf = new WeakMap<readonly string[], readonly string[]>();

/** One entry per unknown key, and for a union the mistakes of the alternative that was most likely meant. */
function settle(issue: Issue, above: readonly PropertyKey[]): Settled[] {
  const path = [...above, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    const known = knownKeysOf.get(issue.keys) ?? [];
    const values = issue.input as Record<string, unknown> | undefined;
    return issue.keys.map((key) => {
      const hint = values?.[key] === null ? ` ${COMMA}` : "";
      return { message: `${unknownKey(key, known)}${hint}`, path: [...path, key], key: true };
    });
  }
  if (issue.code === "invalid_key") {
    const message = issue.issues[0]?.message ?? issue.message;
    return [{ message: `this key is not right: ${message}`, path, key: true }];
  }
  if (issue.code !== "invalid_union") return [{ message: issue.message, path }];
  const meant = issue.errors.filter((errors) => errors.length > 0 && !errors.some(isOtherType));
  const [first] = meant.sort((a, b) => a.length - b.length);
  return first ? first.flatMap((inner) => settle(inner, path)) : [{ message: issue.message, path }];
}

/** An alternative that wants something of another type cannot have been meant. */
function isOtherType(issue: Issue): boolean {
  return issue.path.length === 0 && (issue.code === "invalid_type" || issue.code === "invalid_value");
}

const TYPE_NAMES: Record<string, string> = {
  object: "a map",
  record: "a map",
  array: "a list",
  string: "a text",
  number: "a number",
};

/** Puts zod's issue into words; undefined leaves the schema's own message. */
function describeIssue(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === "unrecognized_keys") {
    if (issue.inst instanceof z.ZodObject) knownKeysOf.set(issue.keys, Object.keys(issue.inst.shape));
    return undefined;
  }
  if (issue.input === undefined) return `\`${String(issue.path?.at(-1))}\` is missing${wanted(issue)}`;
  if (issue.code === "invalid_value") {
    const values = issue.values.map(String);
    const guess = typeof issue.input === "object" ? "" : didYouMean(String(issue.input), values);
    return `${wanted(issue).slice(2)}; found ${found(issue.input)}.${guess}`;
  }
  if (issue.code === "invalid_type") return `${wanted(issue).slice(2)}; found ${found(issue.input)}`;
  if (issue.code === "invalid_union") return `this value does not fit here; found ${found(issue.input)}`;
  return undefined;
}

/** `: expected ...`, as far as an issue tells. */
function wanted(issue: z.core.$ZodRawIssue): string {
  if (issue.code === "invalid_type") return `: expected ${TYPE_NAMES[issue.expected] ?? issue.expected}`;
  if (issue.code !== "invalid_value") return "";
  return `: expected ${issue.values.length === 1 ? "" : "one of "}${orList(issue.values.map(String))}`;
}

function unknownKey(key: string, known: readonly string[]): string {
  const few = known.length > 0 && known.length <= 12 ? ` Known here: ${known.join(", ")}.` : "";
  return `unknown key ${shortText(key)}.${didYouMean(key, known) || few}`;
}

/** In `{ card: all shards, no gate }` the comma ends the text, and what follows it is a key without a value. */
const COMMA = "If it belongs to a text with a comma, put that text in quotes.";

/** A value as a short, harmless quotation. */
function found(value: unknown): string {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") {
    const [empty] = Object.entries(value).find(([, one]) => one === null) ?? [];
    return empty === undefined ? "a map" : `a map in which \`${shortText(empty)}\` has no value. ${COMMA}`;
  }
  return shortText(String(value)) || "an empty text";
}
