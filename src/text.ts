/**
 * Text that can neither drive a terminal nor reorder what stands beside it: control characters, escape
 * sequences, line breaks and bidirectional overrides become visible `\u....` escapes.
 */
export function safeText(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to make harmless
    /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/gu,
    escaped,
  );
}

/** The same for quoting in a sentence: what is long is cut off. */
export function shortText(text: string): string {
  const safe = safeText(text.slice(0, LONGEST_QUOTE + 1));
  return safe.length > LONGEST_QUOTE ? `${safe.slice(0, LONGEST_QUOTE - 3)}...` : safe;
}

const LONGEST_QUOTE = 60;

/**
 * JSON that can be shown on a terminal: what JSON leaves as it is and a terminal obeys, or an editor reorders, is
 * written as `\\u....`, which means the same.
 */
export function jsonText(value: unknown, indent?: number): string {
  return harmlessJson(JSON.stringify(value, null, indent));
}

/** The same for JSON that is written already. */
export function harmlessJson(json: string): string {
  return json.replace(OBEYED, escaped);
}

/** Text without what drives terminals or turns the order of letters round, for formats that have no escapes. */
export function disarmed(text: string): string {
  return text.replace(UNSEEN, "\ufffd");
}

const OBEYED = /[\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
const UNSEEN = /(?![\t\n\r])[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** `"a"`, `"a" or "b"`, `"a", "b" or "c"`. */
export function orList(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/** `1 model`, `2 models`. */
export function counted(many: number, one: string, more = `${one}s`): string {
  return `${many} ${many === 1 ? one : more}`;
}
