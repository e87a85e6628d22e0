/** A command line and what it is for. */
export interface Example {
  run: string;
  does: string;
}

/** A term and what is said of it. */
export type Row = readonly [term: string, about: string];

/**
 * A piece of a page. Pages are made once and laid out twice: as plain text for `--help` and `help`, as roff for `man`.
 * Texts are one paragraph, without line breaks; what stands between backticks is code.
 */
export type Block =
  | { kind: "heading"; text: string }
  | { kind: "text"; text: string }
  | { kind: "rows"; rows: readonly Row[] }
  | { kind: "examples"; examples: readonly Example[] }
  | { kind: "code"; text: string };

export function heading(text: string): Block {
  return { kind: "heading", text };
}

/** A paragraph. */
export function paragraph(text: string): Block {
  return { kind: "text", text };
}

export function rows(list: readonly Row[]): Block {
  return { kind: "rows", rows: list };
}

/** Lines that are shown as they are. */
export function code(text: string): Block {
  return { kind: "code", text };
}
