/** A fenced block of a Markdown file. */
export interface Block {
  /** The first word behind the fence. */
  language: string;
  /** What follows it: a file's name, or what keeps the block from being run. */
  note: string;
  lines: string[];
  /** Of its first line in the file, from 1. */
  line: number;
}

/** A command, and what it is shown to print. */
export interface Step {
  command: string;
  /** Absent where nothing is shown. `…` alone in a line stands for any lines. */
  shown?: string[];
  exits: number;
  line: number;
}

/** The fenced blocks of a Markdown file, in their order. */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  for (const [at, line] of text.split("\n").entries()) {
    const [, info] = /^```(.*)$/.exec(line) ?? [];
    if (info === undefined) open?.lines.push(line);
    else if (open !== undefined) open = undefined;
    else {
      const [language = "", ...rest] = info.split(" ");
      open = { language, note: rest.join(" "), lines: [], line: at + 2 };
      blocks.push(open);
    }
  }
  return blocks;
}

/** The commands of a block: `$ ` before each and output below it in a transcript, one a line in a script. */
export function stepsOf({ language, lines, line }: Block): Step[] {
  const isScript = language === "sh";
  const steps: Step[] = [];
  let going = false;
  for (const [at, text] of lines.entries()) {
    const last = steps.at(-1);
    if (going && last !== undefined) last.command += `\n${text}`;
    else if (isScript ? /^[^#\s]/.test(text) : text.startsWith("$ "))
      steps.push(stepOf(text, isScript, line + at));
    else if (!isScript) last?.shown?.push(text);
    going = text.endsWith("\\") && steps.length > 0;
  }
  return steps.map((step) => ({ ...step, exits: exitOf(step.command) }));
}

function stepOf(text: string, isScript: boolean, line: number): Step {
  return isScript ? { command: text, exits: 0, line } : { command: text.slice(2), exits: 0, line, shown: [] };
}

/** `# exits 1` behind a command says that it does. */
function exitOf(command: string): number {
  return Number(/# exits (\d+)$/.exec(command)?.[1] ?? 0);
}

/** Whether output is what is shown, with `…` for any lines; lines that end in spaces do not differ for that. */
export function isShown(shown: readonly string[], output: string): boolean {
  const trimmed = (lines: readonly string[]) =>
    lines
      .map((line) => line.trimEnd())
      .join("\n")
      .replace(/^\n+|\n+$/g, "");
  const pattern = trimmed(shown)
    .split(/^ *…$/m)
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"))
    .join("[^]*");
  return new RegExp(`^${pattern}$`).test(trimmed(output.split("\n")));
}
