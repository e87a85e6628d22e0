import { dirname, relative, resolve, sep } from "node:path";
import type { FSWatcher } from "chokidar";
import type { Command } from "commander";
import { InputError, inputError } from "../errors.ts";
import { exists, looksLikePath, STDIN } from "../files.ts";
import { mistakesText } from "../reports/mistakes.ts";
import { safeText } from "../text.ts";
import { CONFIG_FILE } from "./configFiles.ts";
import { configuration, configure } from "./configuration.ts";
import type { OutputOptions } from "./output.ts";
import { complain, messageScreen, outputScreen, say } from "./streams.ts";
import { terminalOf } from "./terminal.ts";
import { observe, tellVerbose } from "./verbose.ts";

/** A verb that is run again and again. */
export interface Repeated<Flags extends OutputOptions> {
  command: Command;
  /** What may be files or folders among the arguments and flags; ids of vendors and rubrics are left out here. */
  inputs(flags: Flags): string[];
  run(flags: Flags): Promise<void>;
}

/** Milliseconds: an editor changes a file several times when it saves it once. */
const PAUSE = 80;

const CLEAR = "\u001b[2J\u001b[H";
const ENDINGS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs a verb now and whenever a file that it reads changes, appears or disappears, until somebody ends it with Ctrl-C,
 * which is no failure. A mistake in a file is shown, and the next change waited for.
 * @throws InputError if there is nothing to be watched
 */
export async function watching<Flags extends OutputOptions>(repeated: Repeated<Flags>): Promise<void> {
  const scope = new Scope();
  scope.set(await pathsOf(repeated), repeated.command.opts<Flags>().output);
  const { watch } = await import("chokidar");
  const watcher = watch(scope.roots, {
    ignored: (path, stats) => !scope.has(path, stats?.isFile()),
    ignoreInitial: true,
  });
  const ended = new Promise<void>((resolveEnd, reject) => {
    watcher.once("error", (error) => reject(unwatchable(error)));
    for (const signal of ENDINGS) process.once(signal, () => resolveEnd());
  });
  const ready = new Promise<void>((begin) => watcher.once("ready", begin));
  try {
    await Promise.race([ended, ready.then(() => repeat(repeated, watcher, scope))]);
  } finally {
    await watcher.close();
    process.exitCode = 0;
  }
}

/** Never ends by itself; a bug ends it. */
async function repeat<Flags extends OutputOptions>(
  repeated: Repeated<Flags>,
  watcher: FSWatcher,
  scope: Scope,
): Promise<never> {
  const changes = new Changes();
  watcher.on("all", () => changes.add());
  for (let first = true; ; first = false) {
    if (!first) await changes.next();
    await runOnce(repeated, first);
    // A configuration may name other files by now.
    const before = new Set(scope.roots);
    scope.set(await pathsOf(repeated).catch(keepMistakes(scope)), repeated.command.opts<Flags>().output);
    watcher.add(scope.roots.filter((root) => !before.has(root)));
    if (!repeated.command.opts<Flags>().quiet) complain(`Watching ${scope.words}. Ctrl-C ends it.\n`);
  }
}

/** What cannot be worked out now stays as it was. */
function keepMistakes(scope: Scope) {
  return (error: unknown): string[] => {
    if (error instanceof InputError) return scope.named;
    throw error;
  };
}

async function runOnce<Flags extends OutputOptions>(
  { command, run }: Repeated<Flags>,
  first: boolean,
): Promise<void> {
  const { output, color } = command.opts<Flags>();
  if (output === undefined && outputScreen().isTTY && process.env.TERM !== "dumb") say(CLEAR);
  try {
    if (!first) {
      observe(command.opts());
      await configure(command);
    }
    await run(command.opts<Flags>());
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    complain(mistakesText(error.mistakes, terminalOf(messageScreen(), color)));
  } finally {
    tellVerbose();
  }
}

/** Everything that a run reads and that somebody could change. */
async function pathsOf<Flags extends OutputOptions>({ command, inputs }: Repeated<Flags>): Promise<string[]> {
  const named = inputs(command.opts<Flags>());
  if (named.includes(STDIN)) throw inputError("Standard input cannot be watched: name a file instead.");
  const found = await Promise.all(named.map(async (path) => looksLikePath(path) || (await exists(path))));
  const files = [
    ...named.filter((_, at) => found[at]).map((path) => path.replace(/#[^/#]*$/, "")),
    ...configuration().files.map(({ path }) => path),
  ];
  if (files.length === 0) {
    throw inputError(
      "Nothing that is named here is a file, so nothing can change: name one, or add one with -p.",
    );
  }
  return files;
}

function unwatchable(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
  if (code === undefined) return error;
  const hint = code === "ENOSPC" || code === "EMFILE" ? " The system watches no more files: name fewer." : "";
  return inputError(`The files cannot be watched (${code}).${hint}`);
}

/** What is watched: files by way of their folders, so that they may disappear and come back. */
class Scope {
  named: string[] = [];
  #paths = new Set<string>();
  #roots = new Set<string>();
  #output: string | undefined;

  set(named: string[], output: string | undefined): void {
    this.named = [...new Set(named)];
    // One that is made later applies as well.
    this.#paths = new Set([...this.named, CONFIG_FILE].map((path) => resolve(path)));
    this.#roots = new Set([...this.#paths].map((path) => dirname(path)));
    this.#output = output === undefined ? undefined : resolve(output);
  }

  get roots(): string[] {
    return [...this.#roots];
  }

  get words(): string {
    return this.named.map(safeText).join(", ");
  }

  /** Whether a change of a path matters: what is written by the run itself does not. */
  has(somewhere: string, isFile: boolean | undefined): boolean {
    const path = resolve(somewhere);
    if (path === this.#output) return false;
    if (this.#roots.has(path) || this.#paths.has(path)) return true;
    return [...this.#paths].some((one) => {
      const inside = path.startsWith(one + sep) ? relative(one, path).split(sep) : undefined;
      if (inside === undefined || inside.some((part) => part.startsWith(".") || part === "node_modules"))
        return false;
      return isFile !== true || DATA.test(path);
    });
  }
}

/** The files of folders that are read. */
const DATA = /\.(ya?ml|json|csv)$/i;

/** Changes until they are asked for, those that follow each other closely as one. */
class Changes {
  #changed = false;
  #timer: NodeJS.Timeout | undefined;
  #wake: (() => void) | undefined;

  add(): void {
    this.#changed = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#wake?.(), PAUSE);
  }

  /** Resolves when something has changed and nothing more for a moment. */
  async next(): Promise<void> {
    await new Promise<void>((wake) => {
      this.#wake = wake;
      // What changed during the last run, when nobody was waiting.
      if (this.#changed) this.add();
    });
    this.#changed = false;
    this.#wake = undefined;
  }
}
