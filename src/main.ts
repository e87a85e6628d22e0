import { complain, messageScreen, say } from "./commands/streams.ts";
import { InputError } from "./errors.ts";
import { VERSION } from "./version.ts";

const EXIT = { done: 0, finding: 1, cannotRun: 2, bug: 70 } as const;

/**
 * Runs the command.
 * @param argv the arguments after the program's name
 * @returns the exit code: 0 done, 1 a finding, 2 could not run, 70 a bug
 */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    process.exitCode = EXIT.done;
    const understood =
      (await runAtOnce(argv)) || (await (await import("./commands/program.ts")).runProgram(argv));
    return understood ? Number(process.exitCode) : EXIT.cannotRun;
  } catch (error) {
    return explain(error);
  }
}

/**
 * What is asked most often and leaves nothing to be parsed: it needs a third of the code, and starts in half the time.
 * @returns whether it was that
 */
async function runAtOnce(argv: readonly string[]): Promise<boolean> {
  const [asked, ...more] = argv;
  if (more.length > 0) return false;
  if (asked === "--version" || asked === "-V") say(`${VERSION}\n`);
  else if (asked === "score") await (await import("./commands/shippedTable.ts")).printShippedTable();
  else return false;
  return true;
}

async function explain(error: unknown): Promise<number> {
  if (error instanceof InputError) {
    const { mistakesText } = await import("./reports/mistakes.ts");
    const { terminalOf } = await import("./commands/terminal.ts");
    complain(mistakesText(error.mistakes, terminalOf(messageScreen())));
    return EXIT.cannotRun;
  }
  const stack = error instanceof Error ? error.stack : String(error);
  complain(`This is a bug in openness ${VERSION}. Please report it with what you ran:\n${stack}\n`);
  return EXIT.bug;
}
