import { safeText } from "../text.ts";

/**
 * Text that is nothing but text in GitHub's Markdown, in a cell of a table as elsewhere. GitHub looks for mentions,
 * numbers of issues and formulas after it has taken the backslashes away: an empty comment keeps them apart.
 */
export function markdown(text: string): string {
  return safeText(text)
    .replace(/[\\`*_{}[\]|~!]/g, "\\$&")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/[@#$](?=\S)/g, "$&<!-- -->")
    .replace(/:(?=\/\/)/g, "&#58;")
    .replace(/\bwww\./gi, (start) => `${start.slice(0, -1)}&#46;`);
}

/** A table; its cells are Markdown already. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  align: readonly ("left" | "right")[] = [],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rule = head.map((_, at) => (align[at] === "right" ? "---:" : "---"));
  return `${[line(head), line(rule), ...rows.map(line)].join("\n")}\n`;
}

/** What is folded until a reader asks for it. */
export function markdownDetails(summary: string, text: string): string {
  return `<details>\n<summary>${summary}</summary>\n\n${text}\n</details>\n`;
}

/** A link to the web with a text, or the text alone where it is none. */
export function markdownLink(text: string, to: string | undefined): string {
  if (to === undefined || !/^https?:\/\//i.test(to) || !URL.canParse(to)) return text;
  return `[${text}](<${new URL(to).href.replace(/[<>|\s]/g, encodeURIComponent)}>)`;
}
