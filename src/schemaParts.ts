import { z } from "zod";

/** Text: in YAML the scalar's source text; numbers and booleans of JSON are taken as they are written. */
export const text = z
  .union([z.string(), z.number(), z.boolean()])
  .transform(String)
  .pipe(z.string().min(1, { error: "expected a text, found an empty one" }))
  .meta({ description: "text" });

const NUMBER = "expected a number, such as 7 or 3.2e24";
const TOO_LARGE = "expected a number that fits a double: below 1.8e308";

/** A number, or its decimal notation as text (`3.2e24`). */
export const number = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?$/, { error: NUMBER, abort: true })
      .refine((value) => Number.isFinite(Number(value)), { error: TOO_LARGE }),
  ])
  .transform(Number)
  .pipe(z.number({ error: TOO_LARGE }))
  .meta({ description: "a number, also as text such as 3.2e24" });

export const boolean = z
  .union([z.boolean(), z.enum(["true", "false"])])
  .transform((value) => value === true || value === "true");

const ID = /^[a-z0-9]+([._-][a-z0-9]+)*$/;
const ID_ERROR = "expected an id of lower-case letters and digits, joined by - . or _";

export const id = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(z.string().regex(ID, { error: ID_ERROR }))
  .meta({ description: "an id in kebab-case" });

/** The id of a dimension, which may stand in others. */
export const path = z
  .string()
  .regex(/^[a-z0-9]+([._-][a-z0-9]+)*(\/[a-z0-9]+([._-][a-z0-9]+)*)*$/, {
    error: "expected a path of ids joined by /",
  })
  .meta({ description: "an id; nested dimensions are named by path, such as upstream/data" });

/** The id of a source; a link in its place is a mistake of its own. */
export const sourceId = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(
    z
      .string()
      .refine((value) => !value.includes("://"), {
        error:
          "a bare link has no date: list it in `sources` and name its id, or give {url, accessed, shows} in a list",
        abort: true,
      })
      .regex(ID, { error: ID_ERROR }),
  )
  .meta({ description: "the id of a source" });

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isCalendarDate(value: string): boolean {
  const year = Number(value.slice(0, 4));
  const month = Number(value.slice(5, 7) || 1);
  const day = Number(value.slice(8, 10) || 1);
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 && !isLeap ? 28 : (DAYS[month - 1] ?? 0);
  return day >= 1 && day <= days;
}

/** ISO 8601: a day. */
export const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: "expected a date such as 2026-03-01", abort: true })
  .refine(isCalendarDate, { error: "expected a date that exists, such as 2026-03-01" });

/** ISO 8601: a day, a month or a year. */
export const date = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(
    z
      .string()
      .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, {
        error: "expected a date such as 2026-03-01, 2026-03 or 2026",
        abort: true,
      })
      .refine(isCalendarDate, { error: "expected a date that exists, such as 2026-03-01" }),
  )
  .meta({ description: "a date: YYYY-MM-DD, YYYY-MM or YYYY" });

const LINK =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to keep out
  /^https?:\/\/[^\s<>"'`\\\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+$/;

/**
 * A link that a browser opens: http or https only, so that reports can show it as one, and nothing in it that a terminal
 * obeys or that cannot be seen.
 */
export const link = z
  .string()
  .regex(LINK, {
    error:
      "expected a link that begins with https:// or http://, without blanks, quotes and unseen characters",
    abort: true,
  })
  .refine((value) => URL.canParse(value), { error: "expected a link that a browser can open" });

/** One value or a list of them; always a list afterwards. */
export function oneOrMore<Schema extends z.ZodType>(schema: Schema) {
  return z
    .union([schema, z.array(schema).min(1, { error: "expected at least one value" })])
    .transform((value) => (Array.isArray(value) ? value : [value]) as z.output<Schema>[]);
}

/** An object with the same kind of value under each of some keys, all of them optional. */
export function partialShape<Key extends string, Schema extends z.ZodType>(
  keys: readonly Key[],
  schema: (key: Key) => Schema,
): { [K in Key]: z.ZodOptional<Schema> } {
  return Object.fromEntries(keys.map((key) => [key, schema(key).optional()])) as {
    [K in Key]: z.ZodOptional<Schema>;
  };
}

/** The keys of a schema that say what they mean, each with what it says. */
export function keysOf({ shape }: z.ZodObject): [string, string][] {
  return Object.entries(shape).flatMap(([key, schema]): [string, string][] => {
    const about = aboutOf(schema);
    return about === undefined ? [] : [[key, about]];
  });
}

/** What a schema says of itself, or of what it makes optional. */
function aboutOf(schema: z.core.$ZodType): string | undefined {
  const about = z.globalRegistry.get(schema)?.description;
  if (about !== undefined || !(schema instanceof z.ZodOptional)) return about;
  return aboutOf(schema.unwrap());
}
