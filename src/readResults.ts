import { InputError, inputError } from "./errors.ts";
import { type ResultDocument, resultSchema } from "./result/schema.ts";
import { shortText } from "./text.ts";
import { validate } from "./validation.ts";

/**
 * Reads what `score -f json` writes.
 * @returns undefined if the text is something else
 * @throws InputError with every mistake of it, or if it is of another major version of the format
 */
export function readResults(text: string, file: string): ResultDocument | undefined {
  const value = resultsIn(text);
  if (value === undefined) return undefined;
  const version = String(value.schemaVersion);
  if (!/^1\.\d/.test(version)) {
    const message = `It holds results of format ${shortText(version)}, and this openness reads format 1. Score it again.`;
    throw inputError(message, { file });
  }
  // An addition to the format is a minor version: what is not known yet is not compared.
  const known = version === "1.0.0" ? value : { ...withoutUnknown(value), schemaVersion: "1.0.0" };
  const document = { value: known, locate: () => ({ file }) };
  const { value: results, mistakes } = validate(document, resultSchema);
  if (results === undefined) throw new InputError(mistakes);
  return results;
}

function resultsIn(text: string): Record<string, unknown> | undefined {
  if (!/^\ufeff?\s*\{/.test(text) || !text.includes('"schemaVersion"')) return undefined;
  try {
    const value = JSON.parse(text.replace(/^\ufeff/, "")) as Record<string, unknown>;
    return Object.hasOwn(value, "schemaVersion") && Object.hasOwn(value, "results") ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A copy without the keys that the format does not have, wherever they stand. */
function withoutUnknown(value: Record<string, unknown>): Record<string, unknown> {
  const copy = structuredClone(value);
  const { error } = resultSchema.safeParse(copy);
  for (const issue of error?.issues ?? []) {
    if (issue.code !== "unrecognized_keys") continue;
    const holder = issue.path.reduce<unknown>(
      (part, key) => (part as Record<PropertyKey, unknown>)[key],
      copy,
    );
    for (const key of issue.keys) delete (holder as Record<string, unknown>)[key];
  }
  return copy;
}
