import type { Block, Example, Row } from "./blocks.ts";
import { runLines, wrapped } from "./plainText.ts";

/** Columns of a line of code in `man`, which indents it, and of a line of roff. */
const CODE_WIDTH = 66;
const LINE_WIDTH = 76;

/** Text that roff shows as it is: no character of it begins a request or an escape. */
export function roffText(text: string): string {
  return text
    .replace(/\\/g, "\\e")
    .replace(/-/g, "\\-")
    .replace(/'/g, "\\(aq")
    .replace(/`/g, "\\(ga")
    .replace(/\^/g, "\\(ha")
    .replace(/~/g, "\\(ti")
    .replace(/^\./gm, "\\&.");
}

/** The same as one argument of a request. */
export function roffArgument(text: string): string {
  return `"${roffText(text).replace(/"/g, "\\(dq")}"`;
}

/** Blocks of a page as lines of roff, with the macros of man(7); headings are subsections. */
export function roff(blocks: readonly Block[]): string {
  // A paragraph begins with a section anyway.
  return blocks
    .map(blockRoff)
    .join("\n")
    .replace(/^\.PP\n/, "");
}

function blockRoff(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `.PP\n${bold(block.text)}`;
    case "text":
      return `.PP\n${sentence(block.text)}`;
    case "rows":
      return block.rows.map(rowRoff).join("\n");
    case "examples":
      return block.examples.map(exampleRoff).join("\n");
    case "code":
      return codeRoff(block.text.split("\n"));
  }
}

function bold(text: string): string {
  return `\\fB${roffText(text)}\\fP`;
}

/** A paragraph; what stands between backticks is bold. */
function sentence(text: string): string {
  return wrapped(text, LINE_WIDTH)
    .join("\n")
    .split("`")
    .map((part, at) => (at % 2 === 1 ? bold(part) : roffText(part)))
    .join("");
}

function rowRoff([term, about]: Row): string {
  return `.TP\n${bold(term.trim())}\n${about === "" ? "\\&" : sentence(about)}`;
}

function exampleRoff({ run, does }: Example): string {
  return `.PP\n${sentence(does)}:\n${codeRoff(runLines(run, CODE_WIDTH))}`;
}

function codeRoff(lines: readonly string[]): string {
  return [".RS 4", ".nf", ...lines.map((line) => roffText(line) || "\\&"), ".fi", ".RE"].join("\n");
}
