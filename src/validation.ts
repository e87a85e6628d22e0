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

/** What a map may have, by the very list of its unknown keys: zod hands it on unchanged. */
const shapeOf = new WeakMap<readonly string[], Shape>();

type Shape = Readonly<Record<string, z.core.$ZodType>>;

/** One entry per unknown key, and for a union the mistakes of the alternative that was most likely meant. */
function settle(issue: Issue, above: readonly PropertyKey[]): Settled[] {
  const path = [...above, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    const shape = shapeOf.get(issue.keys) ?? {};
    const values = issue.input as Record<string, unknown> | undefined;
    return issue.keys.map((key) => {
      const hint = values?.[key] === null ? ` ${key.includes(":") ? COLON : COMMA}` : "";
      return { message: `${unknownKey(key, shape)}${hint}`, path: [...path, key], key: true };
    });
  }
  if (issue.code === "invalid_key") {
    const message = issue.issues[0]?.message ?? issue.message;
    return [{ message: `this key is not right: ${message}`, path, key: true }];
  }
  if (issue.code !== "invalid_union") return [{ message: issue.message, path }];
  const empty = emptyKey(issue.input);
  if (empty !== undefined) {
    return [{ message: `\`${shortText(empty)}\` has no value. ${COMMA}`, path: [...path, empty], key: true }];
  }
  const meant = issue.errors.filter((errors) => errors.length > 0 && !errors.some(isOtherType));
  const [first] = meant.sort((a, b) => a.length - b.length);
  return first ? first.flatMap((inner) => settle(inner, path)) : [{ message: issue.message, path }];
}

/** An alternative that wants something of another type cannot have been meant. */
function isOtherType(issue: Issue): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === "invalid_union") return issue.errors.every((errors) => errors.some(isOtherType));
  return issue.code === "invalid_type" || issue.code === "invalid_value";
}

const TYPE_NAMES: Record<string, string> = {
  object: "a map",
  record: "a map",
  array: "a list",
  string: "a text",
  number: "a number",
  boolean: "true or false",
};

/** Puts zod's issue into words; undefined leaves the schema's own message. */
function describeIssue(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === "unrecognized_keys") {
    if (issue.inst instanceof z.ZodObject) shapeOf.set(issue.keys, issue.inst.shape);
    return undefined;
  }
  if (issue.input === undefined) return `\`${String(issue.path?.at(-1))}\` is missing${wanted(issue)}`;
  if (issue.code === "invalid_value") {
    const values = issue.values.map(String);
    const guess = typeof issue.input === "object" ? "" : didYouMean(String(issue.input), values);
    return `${wanted(issue).slice(2)}; found ${found(issue.input)}.${guess}`;
  }
  if (issue.code === "invalid_type") return `${wanted(issue).slice(2)}; found ${found(issue.input)}`;
  if (issue.code === "invalid_union") {
    const types = [...new Set(issue.errors.flat().flatMap(typesAsked))];
    const expected = types.length > 0 ? `expected ${orList(types)}` : "this value does not fit here";
    return `${expected}; found ${found(issue.input)}`;
  }
  return undefined;
}

/** The types that the alternatives of a union want. */
function typesAsked(issue: Issue): string[] {
  if (issue.path.length > 0) return [];
  if (issue.code === "invalid_union") return issue.errors.flat().flatMap(typesAsked).slice(0, 1);
  return issue.code === "invalid_type" ? [TYPE_NAMES[issue.expected] ?? issue.expected] : [];
}

/** `: expected ...`, as far as an issue tells. */
function wanted(issue: z.core.$ZodRawIssue): string {
  if (issue.code === "invalid_type") {
    const [key] = issue.inst instanceof z.ZodObject ? Object.keys(issue.inst.shape) : [];
    const example = key === undefined ? "" : ` such as { ${key}: ... }`;
    return `: expected ${TYPE_NAMES[issue.expected] ?? issue.expected}${example}`;
  }
  if (issue.code !== "invalid_value") return "";
  return `: expected ${issue.values.length === 1 ? "" : "one of "}${orList(issue.values.map(String))}`;
}

function unknownKey(key: string, shape: Shape): string {
  const known = Object.keys(shape);
  const below = known.filter((name) => keysBelow(shape[name]).includes(key));
  if (below.length > 0) {
    return `unknown key ${shortText(key)}. It belongs under ${orList(below.map((name) => `\`${name}\``))}.`;
  }
  const few = known.length > 0 && known.length <= 12 ? ` Known here: ${known.join(", ")}.` : "";
  return `unknown key ${shortText(key)}.${didYouMean(key, known) || few}`;
}

/** The keys that a map, or each map of a list, may have. */
function keysBelow(schema: z.core.$ZodType | undefined): string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return keysBelow(schema.def.innerType);
  }
  return schema instanceof z.ZodArray ? keysBelow(schema.def.element) : [];
}

/** In `{ card: all shards, no gate }` the comma ends the text, and what follows it is a key without a value. */
const COMMA = "If it belongs to a text with a comma, put that text in quotes.";

/** `availability:full` is one word. */
const COLON = "A blank must follow the colon.";

/** The first key of a map that has no value. */
function emptyKey(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return Object.entries(value).find(([, one]) => one === null)?.[0];
}

/** A value as a short, harmless quotation. */
function found(value: unknown): string {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") {
    const empty = emptyKey(value);
    return empty === undefined ? "a map" : `a map in which \`${shortText(empty)}\` has no value. ${COMMA}`;
  }
  return shortText(String(value)) || "an empty text";
}
