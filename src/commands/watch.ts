import { dirname, relative, resolve, sep } from "node:path";
import type { FSWatcher } from "chokidar";
import type { Command } from "commander";
import { InputError, inputError, isSystemError } from "../errors.ts";
import { exists, looksLikePath, STDIN } from "../files.ts";
import { mistakesText } from "../reports/mistakes.ts";
import { safeText } from "../text.ts";
import { CONFIG_FILE } from "./configFiles.ts";
import { configuration, configure, wantsConfiguration } from "./configuration.ts";
import type { OutputOptions } from "./output.ts";
import { complain, messageScreen, outputScreen, say } from "./streams.ts";
import { terminalOf } from "./terminal.ts";
import { observe, tellVerbose } from "./verbose.ts";

/** A verb that is run again and again. */
export interface Repeated<Flags extends OutputOptions> {
  command: Command;
  /** What may be files or folders among the arguments and flags; ids of vendors and rubrics are left out here. */
  inputs(flags: Flags): string[] | Promise<string[]>;
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
  const scope = new Scope(await pathsOf(repeated), repeated.command.opts<Flags>().output);
  const session = new Session();
  const ended = new Promise<void>((resolveEnd) => {
    for (const signal of ENDINGS) process.once(signal, () => resolveEnd());
  });
  try {
    await Promise.race([ended, repeat(repeated, session, scope)]);
  } finally {
    await session.close();
    process.exitCode = 0;
  }
}

/** Never ends by itself, unless by a bug or because nothing can be watched any more. */
async function repeat<Flags extends OutputOptions>(
  repeated: Repeated<Flags>,
  session: Session,
  scope: Scope,
): Promise<never> {
  const { command, run } = repeated;
  await session.watch(scope);
  await attempt(command, () => run(command.opts<Flags>()));
  for (let now = scope; ; ) {
    if (!command.opts<Flags>().quiet) complain(`Watching ${now.words}. Ctrl-C ends it.\n`);
    await session.change();
    await attempt(command, async () => {
      observe(command.opts());
      if (wantsConfiguration(command)) await configure(command);
      // A configuration may name other files by now; they are watched before they are read, so that no change is missed.
      const next = new Scope(await pathsOf(repeated), command.opts<Flags>().output);
      if (!next.equals(now)) await session.watch(next);
      now = next;
      await run(command.opts<Flags>());
    });
  }
}

/** Shows mistakes instead of ending with them. */
async function attempt(command: Command, act: () => Promise<void>): Promise<void> {
  const { output, color } = command.opts<OutputOptions>();
  if (output === undefined && outputScreen().isTTY && process.env.TERM !== "dumb") say(CLEAR);
  try {
    await act();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    complain(mistakesText(error.mistakes, terminalOf(messageScreen(), color)));
  } finally {
    tellVerbose();
  }
}

/** Everything that a run reads and that somebody could change. */
async function pathsOf<Flags extends OutputOptions>({ command, inputs }: Repeated<Flags>): Promise<string[]> {
  const named = await inputs(command.opts<Flags>());
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

/** What is watched: files by way of their folders, so that they may disappear and come back. */
class Scope {
  /** The folders to watch. */
  readonly roots: string[];
  readonly words: string;
  readonly #paths: string[];
  readonly #output: string | undefined;

  constructor(named: readonly string[], output: string | undefined) {
    this.words = [...new Set(named)].map(safeText).join(", ");
    // A configuration that is made later applies as well.
    this.#paths = [...new Set([...named, CONFIG_FILE].map((path) => resolve(path)))];
    this.roots = [...new Set(this.#paths.map((path) => dirname(path)))];
    this.#output = output === undefined ? undefined : resolve(output);
  }

  equals(other: Scope): boolean {
    return this.#paths.join("\0") === other.#paths.join("\0");
  }

  /** Whether a change of a path matters: what is written by the run itself does not. */
  has(somewhere: string, isFile: boolean | undefined): boolean {
    const path = resolve(somewhere);
    if (path === this.#output) return false;
    if (this.roots.includes(path) || this.#paths.includes(path)) return true;
    return this.#paths.some((one) => {
      const inside = path.startsWith(one + sep) ? relative(one, path).split(sep) : undefined;
      if (inside === undefined || inside.some((part) => part.startsWith(".") || part === "node_modules"))
        return false;
      return isFile !== true || DATA.test(path);
    });
  }
}

/** The files of folders that are read. */
const DATA = /\.(ya?ml|json|csv)$/i;

/** Watches one scope at a time, and keeps what changed until it is asked for. */
class Session {
  #watcher: FSWatcher | undefined;
  #changed = false;
  #timer: NodeJS.Timeout | undefined;
  #wake: (() => void) | undefined;
  #fail: ((error: unknown) => void) | undefined;
  /** Why nothing can be watched any more. */
  #broken: unknown;
  #closed = false;

  /** Resolves when nothing can change any more without being seen. */
  async watch(scope: Scope): Promise<void> {
    const { watch } = await import("chokidar");
    await this.#watcher?.close();
    if (this.#closed) return;
    const watcher = watch(scope.roots, {
      ignored: (path, stats) => !scope.has(path, stats?.isFile()),
      ignoreInitial: true,
    });
    this.#watcher = watcher;
    watcher.on("all", () => this.#add());
    await new Promise<void>((ready, reject) => {
      watcher.once("ready", ready);
      watcher.on("error", (error) => {
        this.#broken = unwatchable(error);
        reject(this.#broken);
        this.#fail?.(this.#broken);
      });
    });
  }

  #add(): void {
    this.#changed = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#wake?.(), PAUSE);
  }

  /** Resolves when something has changed and nothing more for a moment. */
  async change(): Promise<void> {
    if (this.#broken !== undefined) throw this.#broken;
    await new Promise<void>((wake, fail) => {
      this.#wake = wake;
      this.#fail = fail;
      // What changed during the last run, when nobody was waiting.
      if (this.#changed) this.#add();
    });
    this.#changed = false;
    this.#wake = undefined;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#watcher?.close();
  }
}

/** The sentence for what the system does not let us watch. */
function unwatchable(error: unknown): unknown {
  if (!isSystemError(error)) return error;
  const full = ["ENOSPC", "EMFILE"].includes(error.code ?? "");
  const hint = full ? " The system watches no more files: name fewer." : "";
  return inputError(`The files cannot be watched (${error.code}).${hint}`);
}
