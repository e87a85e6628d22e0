// Mutations of texts and bytes: lines, blanks, marks of YAML and JSON, and characters that readers trip over.
import type { Random } from "./random.ts";

const TOKENS: readonly string[] = [
  "&a ",
  "*a",
  "&a [*a, *a]",
  "<<: *a",
  "<<: {a: b}",
  "!!binary ",
  "!!js/function ",
  "!tag ",
  "!<x> ",
  "? ",
  "- ",
  ": ",
  "|\n",
  ">-\n",
  "|2\n",
  "---\n",
  "...\n",
  "%YAML 1.1\n",
  "%TAG ! tag:a,b:\n",
  "{",
  "}",
  "[",
  "]",
  ",",
  '"',
  "'",
  "#",
  "\\",
  "\\u0000",
  "\\ud800",
  "\t",
  "\r",
  "\r\n",
  "\n",
  "\n\n",
  "\u0000",
  "\u0085",
  "\u00a0",
  "\u2028",
  "\u202e",
  "\ufeff",
  "\u001b[2J",
  "👩‍👩‍👧‍👦",
  "é",
  "__proto__: {a: b}\n",
  '"__proto__":{"a":1},',
  "constructor",
  "null",
  "~",
  "1e400",
  "0x1F",
  "0o17",
  ".inf",
  "OR ",
  " AND ",
  "(",
  ")",
  " WITH ",
  "+",
  "LicenseRef-",
  "DocumentRef-a:",
];

function indentOf(random: Random, line: string): string {
  const text = line.trimStart();
  return random.pick([`${line.slice(0, line.length - text.length)}  ${text}`, text, `\t${text}`, ` ${line}`]);
}

/** Changes whole lines: doubles, drops, moves or indents one. */
function mutateLines(random: Random, text: string): string {
  const lines = text.split("\n");
  const from = random.below(lines.length);
  const line = lines[from] ?? "";
  const to = random.below(lines.length + 1);
  const kind = random.below(5);
  if (kind === 0) lines.splice(to, 0, line);
  else if (kind === 1) lines.splice(from, 1 + random.below(3));
  else if (kind === 2) lines[from] = indentOf(random, line);
  else if (kind === 3) lines.splice(to, 0, ...lines.splice(from, 1 + random.below(4)));
  else lines.splice(to, 0, ...lines.slice(from, from + random.below(12)));
  return lines.join("\n");
}

const OPENERS = [
  "[",
  "{",
  "- ",
  "? ",
  "{a: ",
  "(",
  "((MIT) OR ",
  "MIT AND ",
  "&a ",
  "!a ",
  "\n",
  " ",
  '"',
  "a",
];

/** Something very many times, sometimes with what closes it again. */
function repeated(random: Random): string {
  const count = random.chance(0.01) ? 20_000 : random.below(400);
  if (random.chance(0.6)) return random.pick(OPENERS).repeat(count);
  const [open, inner, close] = random.pick([
    ["[", "", "]"],
    ['{"a":', "1", "}"],
    ["(", "MIT", ")"],
    ["(MIT OR ", "MIT", ")"],
    ["{a: ", "b", "}"],
  ] as const);
  return open.repeat(count) + inner + close.repeat(count);
}

/** Changes characters: cuts out, doubles, replaces, or puts in tokens or parts of another seed. */
function mutateCharacters(random: Random, text: string, others: readonly string[]): string {
  const from = random.below(text.length + 1);
  const to = Math.min(
    text.length,
    from + (random.chance(0.7) ? random.below(12) : random.below(text.length + 1)),
  );
  const [before, part, after] = [text.slice(0, from), text.slice(from, to), text.slice(to)];
  switch (random.below(8)) {
    case 0:
      return before + after;
    case 1:
      return before + part + part + after;
    case 2:
      return before;
    case 3: {
      const donor = random.pick(others);
      const start = random.below(donor.length);
      return before + donor.slice(start, start + random.below(200)) + after;
    }
    case 4:
      return random.chance(0.15) ? before + repeated(random) + part + after : before + part + after;
    case 5:
      return (
        before + String.fromCharCode(random.chance(0.7) ? random.below(128) : random.below(65_536)) + after
      );
    default:
      return before + random.pick(TOKENS) + (random.chance(0.5) ? part : "") + after;
  }
}

/** A text with some mutations, as a file can hold it: without lone surrogates. */
export function mutateText(random: Random, seed: string, others: readonly string[]): string {
  let text = seed;
  for (let count = random.few(); count > 0; count -= 1) {
    text = random.chance(0.4) ? mutateLines(random, text) : mutateCharacters(random, text, others);
  }
  return wellFormed(text);
}

/** A text as it comes back from a file. */
export function wellFormed(text: string): string {
  return Buffer.from(text, "utf8").toString("utf8");
}

/** Changes bytes, so that they may be no UTF-8 any more. */
export function mutateBytes(random: Random, bytes: Uint8Array): Uint8Array {
  const changed = Uint8Array.from(bytes);
  if (changed.length === 0) return changed;
  for (let count = random.few(); count > 0; count -= 1) {
    const at = random.below(changed.length);
    changed[at] = random.chance(0.5) ? random.below(256) : (changed[at] ?? 0) ^ (1 << random.below(8));
  }
  return random.chance(0.1) ? changed.subarray(0, random.below(changed.length)) : changed;
}
