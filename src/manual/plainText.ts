import type { Block, Example, Row } from "./blocks.ts";

const INDENT = "  ";
const GAP = 2;
/** Terms that are longer stand on a line of their own, so that they do not push the rest to the right. */
const LONGEST_TERM = 30;
/** Columns that an explanation beside its term needs; with fewer it stands below. */
const NARROWEST = 30;
/** The same beside a command, which is said in few words. */
const NARROWEST_EXAMPLE = 22;

/**
 * A page of the manual for a terminal.
 * @param width columns to fit into; code and words that are longer stay whole
 */
export function plainText(blocks: readonly Block[], width: number): string {
  const parts = blocks.map((block, at) => {
    const text = blockText(block, width);
    return at === 0 || blocks[at - 1]?.kind === "heading" ? text : `\n${text}`;
  });
  return `${parts.join("\n")}\n`;
}

function blockText(block: Block, width: number): string {
  switch (block.kind) {
    case "heading":
      return `${block.text}:`;
    case "text":
      return wrapped(block.text, width).join("\n");
    case "rows":
      return block.rows.map((row) => rowText(row, termWidth(block.rows), width)).join("\n");
    case "examples":
      return examplesText(block.examples, width);
    case "code":
      return block.text
        .split("\n")
        .map((line) => (line === "" ? "" : INDENT + line))
        .join("\n");
  }
}

function termWidth(list: readonly Row[]): number {
  return Math.max(0, ...list.map(([term]) => term.length).filter((length) => length <= LONGEST_TERM));
}

function rowText([term, about]: Row, column: number, width: number): string {
  if (about === "") return INDENT + term;
  if (width - INDENT.length - column - GAP >= NARROWEST) return beside(term, about, column, width);
  return [INDENT + term.trim(), ...indented(about, width)].join("\n");
}

/** A term, and beside it what is said of it; a term that is too long for the column has a line of its own. */
function beside(term: string, about: string, column: number, width: number): string {
  const left = INDENT.length + column + GAP;
  const lines = wrapped(about, width - left);
  const begun =
    term.length <= column ? [`${INDENT}${term.padEnd(column + GAP)}${lines.shift()}`] : [INDENT + term];
  return [...begun, ...lines.map((line) => " ".repeat(left) + line)].join("\n");
}

function indented(about: string, width: number): string[] {
  const deeper = INDENT.repeat(3);
  return wrapped(about, width - deeper.length).map((line) => deeper + line);
}

/** What each command does stands beside it, or below where they are long. */
function examplesText(examples: readonly Example[], width: number): string {
  const column = Math.max(0, ...examples.map(({ run }) => run.length));
  if (width - INDENT.length - column - GAP >= NARROWEST_EXAMPLE) {
    return examples.map(({ run, does }) => beside(run, does, column, width)).join("\n");
  }
  return examples
    .map(({ run, does }) => {
      const command = runLines(run, width - INDENT.length).map((line) => INDENT + line);
      return [...command, ...indented(does, width)].join("\n");
    })
    .join("\n");
}

/**
 * A command on lines that fit, broken where a shell reads on: after `|` and `&&`.
 * @returns at least one line; longer than the width where there is no such place
 */
export function runLines(run: string, width: number): string[] {
  const parts = run.split(/(?<= (?:\||&&)) /);
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    const joined = `${last} ${part}`;
    if (last !== undefined && joined.length <= width) lines[lines.length - 1] = joined;
    else lines.push(last === undefined ? part : `  ${part}`);
  }
  return lines;
}

/** Cuts a paragraph where words end; what stands between backticks stays together. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.match(/(?:`[^`]*`|[^\s`])+|`/g) ?? []) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return line === "" ? lines : [...lines, line];
}
