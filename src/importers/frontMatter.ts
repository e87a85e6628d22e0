import type { Mistake, Place } from "../errors.ts";
import { parseYaml } from "../yaml.ts";
import { mapOf } from "./common.ts";
import { warning } from "./notes.ts";

const FENCE = /^\ufeff?\s*---[ \t]*\r?\n/;

/** The front matter, at the lines where it stands in the file, and what follows it. */
export function splitCard(text: string): { front: string; body: string } {
  const fence = FENCE.exec(text);
  if (fence === null) return { front: "", body: text };
  const rest = text.slice(fence[0].length);
  const end = /(^|\n)---[ \t]*\r?(\n|$)/.exec(rest);
  if (end === null) return { front: "", body: text };
  const above = "\n".repeat(fence[0].split("\n").length - 1);
  return { front: `${above}${rest.slice(0, end.index)}\n`, body: rest.slice(end.index + end[0].length) };
}

/** A card taken apart. */
export interface Card {
  front: string;
  body: string;
  /** What the front matter says: a map, as a rule. */
  value: unknown;
  place(key: string): Place;
  mistakes: Mistake[];
}

/** Reads a card; if its front matter is not valid as a whole, key by key, with a warning for each that is not. */
export function readCard(text: string, file: string): Card {
  const { front, body } = splitCard(text);
  const { documents, mistakes } = parseYaml(front, file);
  const [document] = documents;
  if (mistakes.length > 0) return { front, body, ...readEntries(front, file) };
  const place = (key: string) =>
    key === "" || document === undefined ? { file } : document.locate([key], "key");
  return { front, body, value: document?.value, place, mistakes };
}

function readEntries(front: string, file: string): Pick<Card, "value" | "place" | "mistakes"> {
  const read: [string, unknown][] = [];
  const lines = new Map<string, number>();
  const broken: Mistake[] = [];
  for (const { key, line, text } of entriesOf(front)) {
    const { documents, mistakes } = parseYaml(text, file);
    lines.set(key, line);
    if (mistakes.length === 0) read.push(...Object.entries(mapOf(documents[0]?.value)));
    else {
      const message = `What stands under ${key} is not valid YAML: it is left out.`;
      broken.push(warning(message, { file, line, column: 1 }));
    }
  }
  const place = (key: string): Place => {
    const line = lines.get(key);
    return line === undefined ? { file } : { file, line, column: 1 };
  };
  return { value: Object.fromEntries(read), place, mistakes: broken };
}

/** The keys at the margin, each with its line, counted from 1, and all lines that belong to it. */
function entriesOf(front: string): { key: string; line: number; text: string }[] {
  const entries: { key: string; line: number; lines: string[] }[] = [];
  for (const [at, text] of front.split(/\r?\n/).entries()) {
    const key = /^([\w-]+):/.exec(text)?.[1];
    if (key !== undefined) entries.push({ key, line: at + 1, lines: [text] });
    else entries.at(-1)?.lines.push(text);
  }
  return entries.map(({ key, line, lines }) => ({ key, line, text: `${lines.join("\n")}\n` }));
}
