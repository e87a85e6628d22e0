import { Command, CommanderError, Option } from "commander";
import { timed } from "../observe.ts";
import { safeText } from "../text.ts";
import { VERSION } from "../version.ts";
import { configure, readsConfiguration, wantsConfiguration } from "./configuration.ts";
import { examples, helpText } from "./manual.ts";
import { complain, say } from "./streams.ts";
import { suggestChoices, unknownVerb } from "./suggestions.ts";
import { observe, tellVerbose } from "./verbose.ts";

type AddVerb = (program: Command) => void;

/** Every verb by what it is for, in the order of the help; whoever runs one needs not load the others. */
const VERBS: Readonly<Record<string, Readonly<Record<string, () => Promise<AddVerb>>>>> = {
  Ask: {
    score: async () => (await import("./score.ts")).scoreCommand,
    compare: async () => (await import("./compare.ts")).compareCommand,
    rank: async () => (await import("./rank.ts")).rankCommand,
    explain: async () => (await import("./explain.ts")).explainCommand,
    advise: async () => (await import("./advise.ts")).adviseCommand,
    agree: async () => (await import("./agree.ts")).agreeCommand,
    check: async () => (await import("./check.ts")).checkCommand,
    diff: async () => (await import("./diff.ts")).diffCommand,
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
    report: async () => (await import("./report.ts")).reportCommand,
    export: async () => (await import("./export.ts")).exportCommand,
    schema: async () => (await import("./schema.ts")).schemaCommand,
  },
  "Every day": {
    config: async () => (await import("./config.ts")).configCommand,
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
  for (const command of leavesOf(program)) commonOptions(command);
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
  program.hook("preAction", async (_, command) => {
    observe(command.opts());
    if (wantsConfiguration(command)) await timed("configuration", () => configure(command));
  });
  try {
    await program.parseAsync([...argv], { from: "user" });
    return true;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0;
    throw error;
  } finally {
    tellVerbose();
  }
}

function leavesOf(command: Command): Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leavesOf);
}

/** What every verb takes, whatever it does. */
function commonOptions(command: Command): void {
  if (!command.options.some(({ long }) => long === "--quiet")) command.option("-q, --quiet", "no warnings");
  command.addOption(
    new Option("--verbose", "say what was read and how long it took, on standard error").conflicts("quiet"),
  );
  if (!readsConfiguration(command)) return;
  command
    .option("--config <file>", "a configuration file, instead of those that would be found")
    .option("--no-config", "no configuration: neither files nor variables of the environment");
}

/** A sentence about the arguments may quote them. */
function outputError(text: string, write: (text: string) => void): void {
  write(text.split("\n").map(safeText).join("\n"));
}
