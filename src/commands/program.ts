import { Command, CommanderError } from "commander";
import { safeText } from "../text.ts";
import { VERSION } from "../version.ts";
import { examples, helpText } from "./manual.ts";
import { complain, say } from "./streams.ts";
import { suggestChoices, unknownVerb } from "./suggestions.ts";

type AddVerb = (program: Command) => void;

/** Every verb by what it is for, in the order of the help; whoever runs one needs not load the others. */
const VERBS: Readonly<Record<string, Readonly<Record<string, () => Promise<AddVerb>>>>> = {
  Ask: {
    score: async () => (await import("./score.ts")).scoreCommand,
    compare: async () => (await import("./compare.ts")).compareCommand,
    explain: async () => (await import("./explain.ts")).explainCommand,
    rank: async () => (await import("./rank.ts")).rankCommand,
    advise: async () => (await import("./advise.ts")).adviseCommand,
    agree: async () => (await import("./agree.ts")).agreeCommand,
  },
  "Write profiles": {
    init: async () => (await import("./init.ts")).initCommand,
    import: async () => (await import("./import.ts")).importCommand,
    scan: async () => (await import("./scan.ts")).scanCommand,
    validate: async () => (await import("./validate.ts")).validateCommand,
  },
  "Look up": {
    profile: async () => (await import("./profile.ts")).profileCommand,
    rubric: async () => (await import("./rubric.ts")).rubricCommand,
    license: async () => (await import("./license.ts")).licenseCommand,
  },
  "Hand on": {
    export: async () => (await import("./export.ts")).exportCommand,
    schema: async () => (await import("./schema.ts")).schemaCommand,
  },
  "Every day": {
    help: async () => (await import("./help.ts")).helpCommand,
    completion: async () => (await import("./completion.ts")).completionCommand,
    complete: async () => (await import("./complete.ts")).completeCommand,
  },
};

/**
 * The program with some verbs.
 * @param only the verb to add; absent, or if there is none called so: all
 */
export async function buildProgram(only?: string): Promise<Command> {
  const program = new Command("openness")
    .usage("<verb> [options]")
    .description(
      "How open an AI vendor's models really are: scored offline, from dated evidence, with the reasons.",
    )
    .version(VERSION, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ writeOut: say, writeErr: complain, outputError })
    .configureHelp({ formatHelp: helpText })
    .showHelpAfterError("Run it with --help for its options and examples.");
  examples(program, [
    ["openness score", "the vendors, ranked"],
    ["openness compare deepseek meta openai", "side by side"],
    ["openness explain meta/llama-4-maverick", "why, with the evidence"],
    ["openness validate my.yaml && openness score my.yaml", "your own profile"],
  ]);
  const verbs = Object.entries(VERBS).flatMap(([group, members]) =>
    Object.entries(members).map(([name, load]) => ({ group, name, load })),
  );
  const known = verbs.filter(({ name }) => name === only);
  for (const { group, load } of known.length > 0 ? known : verbs) {
    (await load())(program);
    program.commands.at(-1)?.helpGroup(group);
  }
  suggestChoices(program);
  program.on("command:*", unknownVerb(program));
  return program;
}

/**
 * Reads the arguments and runs what they ask for.
 * @returns false if they could not be understood, which the user has been told
 */
export async function runProgram(argv: readonly string[]): Promise<boolean> {
  const [first] = argv;
  // All of them for help, and for what is misspelt.
  const program = await buildProgram(first === "help" ? undefined : first);
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
