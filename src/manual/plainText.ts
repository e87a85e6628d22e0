import type { Block, Example, Row } from "./blocks.ts";

const INDENT = "  ";
const GAP = 2;
/** Terms that are longer stand on a line of their own, so that they do not push the rest to the right. */
const LONGEST_TERM = 30;
/** Columns that an explanation beside its term needs; with fewer it stands below. */
const NARROWEST = 30;

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
  const left = INDENT.length + column + GAP;
  if (about === "") return INDENT + term;
  if (width - left < NARROWEST) return below(term, about, width);
  const lines = wrapped(about, width - left);
  const begun =
    term.length <= column ? [`${INDENT}${term.padEnd(column + GAP)}${lines.shift()}`] : [INDENT + term];
  return [...begun, ...lines.map((line) => " ".repeat(left) + line)].join("\n");
}

function below(term: string, about: string, width: number): string {
  const deeper = INDENT.repeat(3);
  return [INDENT + term, ...wrapped(about, width - deeper.length).map((line) => deeper + line)].join("\n");
}

/** Side by side where everything fits, else what it does below each command. */
function examplesText(examples: readonly Example[], width: number): string {
  const column = Math.max(0, ...examples.map(({ run }) => run.length));
  const left = INDENT.length + column + GAP;
  const beside = examples.every(({ does = "" }) => does === "" || left + does.length <= width);
  return examples
    .map(({ run, does = "" }) => {
      if (beside) return `${INDENT}${does === "" ? run : run.padEnd(column + GAP) + does}`;
      const command = runLines(run, width - INDENT.length).map((line) => INDENT + line);
      return [...command, ...wrapped(does, width - 6).map((line) => " ".repeat(6) + line)].join("\n");
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

/** Cuts a paragraph where words end. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return line === "" ? lines : [...lines, line];
}
