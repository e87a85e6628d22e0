import { runProgram } from "./commands/program.ts";
import { complain, messageScreen } from "./commands/streams.ts";
import { terminalOf } from "./commands/terminal.ts";
import { InputError } from "./errors.ts";
import { EXIT } from "./exitCodes.ts";
import { configureLimits } from "./limits.ts";
import { mistakesText } from "./reports/mistakes.ts";
import { VERSION } from "./version.ts";

/**
 * Runs the command.
 * @param argv the arguments after the program's name
 * @returns the exit code: 0 done, 1 a finding, 2 could not run, 70 a bug
 */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    process.exitCode = EXIT.done;
    configureLimits(process.env);
    const understood = await runProgram(argv);
    return understood ? Number(process.exitCode) : EXIT.cannotRun;
  } catch (error) {
    return explain(error);
  }
}

function explain(error: unknown): number {
  if (error instanceof InputError) {
    complain(mistakesText(error.mistakes, terminalOf(messageScreen())));
    return EXIT.cannotRun;
  }
  const stack = error instanceof Error ? error.stack : String(error);
  complain(`This is a bug in openness ${VERSION}. Please report it with what you ran:\n${stack}\n`);
  return EXIT.bug;
}
