import { Command, CommanderError } from "commander";
import { safeText } from "../text.ts";
import { VERSION } from "../version.ts";
import { complain, say } from "./streams.ts";

type AddVerb = (program: Command) => void;

/** Every verb, in the order of the help; whoever runs one needs not load the others. */
const VERBS: Readonly<Record<string, () => Promise<AddVerb>>> = {
  score: async () => (await import("./score.ts")).scoreCommand,
  compare: async () => (await import("./compare.ts")).compareCommand,
  advise: async () => (await import("./advise.ts")).adviseCommand,
  agree: async () => (await import("./agree.ts")).agreeCommand,
  report: async () => (await import("./report.ts")).reportCommand,
  explain: async () => (await import("./explain.ts")).explainCommand,
  validate: async () => (await import("./validate.ts")).validateCommand,
  init: async () => (await import("./init.ts")).initCommand,
  profile: async () => (await import("./profile.ts")).profileCommand,
  rubric: async () => (await import("./rubric.ts")).rubricCommand,
  license: async () => (await import("./license.ts")).licenseCommand,
  import: async () => (await import("./import.ts")).importCommand,
  export: async () => (await import("./export.ts")).exportCommand,
  scan: async () => (await import("./scan.ts")).scanCommand,
  schema: async () => (await import("./schema.ts")).schemaCommand,
};

/**
 * Reads the arguments and runs what they ask for.
 * @returns false if they could not be understood, which the user has been told
 */
export async function runProgram(argv: readonly string[]): Promise<boolean> {
  const program = new Command("openness")
    .description(
      "How open an AI vendor's models really are: scored offline, from dated evidence, with the reasons.",
    )
    .version(VERSION)
    .exitOverride()
    .configureOutput({ writeOut: say, writeErr: complain, outputError })
    .configureHelp({ showGlobalOptions: false })
    .showHelpAfterError("Run it with --help for its options and examples.");
  const [first = ""] = argv;
  // All of them for help, and for what is misspelt.
  const asked = Object.hasOwn(VERBS, first) ? [first] : Object.keys(VERBS);
  for (const verb of asked) (await VERBS[verb]?.())?.(program);
  try {
    await program.parseAsync([...argv], { from: "user" });
    return true;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0;
    throw error;
  }
}

/** A sentence about the arguments may quote them. */
function outputError(text: string, write: (text: string) => void): void {
  write(text.split("\n").map(safeText).join("\n"));
}
