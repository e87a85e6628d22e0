import { basename, delimiter } from "node:path";
import type { Command } from "commander";
import { type SettingKey, type Settings, type Source, settle } from "../config/settings.ts";
import { InputError, type Mistake } from "../errors.ts";
import { configureWeights } from "../weights.ts";
import { CONFIG_VARIABLE, type ConfigFile, findConfigFiles, setVariables } from "./configFiles.ts";

/** The option, as commander calls it, that sets what a key sets. Whatever verb has it takes the key's value. */
const OPTIONS: Readonly<Record<Exclude<SettingKey, "weights">, string>> = {
  rubrics: "rubric",
  profiles: "profiles",
  shipped: "shipped",
  policy: "policy",
  effort: "effort",
};

/** Verbs without such an option that ask what is configured. */
const READERS = new Set(["config", "rubric list", "rubric show"]);

/** Verbs that look into the configuration by themselves, in their own time: what they check may be its files. */
const OWN_READERS = new Set(["validate"]);

/** The source of an option's value that no flag gave, in commander's words. */
const CONFIGURED = "config";

/** What applies in this run. */
export interface Configuration {
  files: readonly ConfigFile[];
  settings: Settings;
}

const NONE: Configuration = { files: [], settings: {} };
let current = NONE;

/** The file that a verb's flags or the environment name, which is then the only one; false if there is to be none. */
export function namedConfig(command: Command): string | false | undefined {
  const { config } = command.opts<{ config?: string | false }>();
  return config ?? (process.env[CONFIG_VARIABLE] || undefined);
}

/** What the last `configure` found. */
export function configuration(): Configuration {
  return current;
}

/** A verb with its group, such as `rubric show`. */
function nameOf(command: Command): string {
  const group = command.parent?.parent ? `${command.parent.name()} ` : "";
  return `${group}${command.name()}`;
}

/** Whether a verb is to be configured before it begins. */
export function wantsConfiguration(command: Command): boolean {
  const names = new Set(command.options.map((option) => option.attributeName()));
  return READERS.has(nameOf(command)) || Object.values(OPTIONS).some((name) => names.has(name));
}

/** Whether a configuration could change what a verb does. */
export function readsConfiguration(command: Command): boolean {
  return wantsConfiguration(command) || OWN_READERS.has(nameOf(command));
}

/**
 * Finds out what is configured and gives it to a verb as if its flags said it, unless they do: flags win over the
 * environment, that over the project's file, that over the user's.
 * @throws InputError with every mistake of every file and variable
 */
export async function configure(command: Command): Promise<Configuration> {
  configureWeights();
  const named = namedConfig(command);
  current = named === false ? NONE : await configurationAt(named);
  for (const [key, option] of Object.entries(OPTIONS)) {
    if (command.options.some((one) => one.attributeName() === option)) {
      setOption(command, option, current.settings[key as keyof typeof OPTIONS]?.value);
    }
  }
  const { weights } = current.settings;
  if (weights !== undefined) configureWeights(weights.value, weights.source.name);
  return current;
}

async function configurationAt(named: string | undefined): Promise<Configuration> {
  const files = findConfigFiles(named);
  if (files.length === 0 && setVariables().length === 0) return NONE;
  const { loadConfigFile, loadEnvironment } = await import("../loadConfig.ts");
  const mistakes: Mistake[] = [];
  const sources: Source[] = [];
  const loads = [
    () => loadEnvironment(process.env, delimiter),
    ...files.map((file) => () => loadConfigFile(file.path, file.origin, nameOfFile(file))),
  ];
  for (const load of loads) {
    try {
      const source = await load();
      if (source !== undefined) sources.push(source);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      mistakes.push(...error.mistakes);
    }
  }
  if (mistakes.length > 0) throw new InputError(mistakes);
  return { files, settings: settle(sources) };
}

/** What results call it: the same wherever the command runs and whoever runs it. */
function nameOfFile({ origin, path }: ConfigFile): string {
  return origin === "user" ? `the user's ${basename(path)}` : basename(path);
}

/** Gives an option a value that no flag gave; without a value it gets its default again. */
function setOption(command: Command, name: string, value: unknown): void {
  const source = command.getOptionValueSource(name);
  if (source === "cli") return;
  const usual = command.options.find((one) => one.attributeName() === name && !one.negate)?.defaultValue;
  if (value === undefined) {
    if (source === CONFIGURED) command.setOptionValueWithSource(name, usual, "default");
    return;
  }
  // Of a map that has a default for everything only some may be configured.
  const whole = isMap(usual) && isMap(value) ? { ...usual, ...value } : value;
  command.setOptionValueWithSource(name, whole, CONFIGURED);
}

function isMap(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The rubrics for a verb that takes one at a time: of several that are configured the first. Several flags stay, for
 * the verb to refuse.
 */
export function oneOfConfigured(command: Command, names: readonly string[]): readonly string[] {
  return command.getOptionValueSource(OPTIONS.rubrics) === CONFIGURED ? names.slice(0, 1) : names;
}
