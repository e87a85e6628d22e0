import { promises, rmSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { inputError, isSystemError, type Mistake } from "../errors.ts";
import { timed } from "../observe.ts";
import type { ReportContext } from "../reports/context.ts";
import { EXTENSIONS, FORMATS, type Format, reportFor } from "../reports/index.ts";
import { mistakesText } from "../reports/mistakes.ts";
import type { ResultDocument } from "../result/schema.ts";
import { jsonText, orList } from "../text.ts";
import { complain, messageScreen, outputScreen, say, sayBytes } from "./streams.ts";
import { terminalOf } from "./terminal.ts";

/** Options that say where output goes and how it looks. */
export interface OutputOptions {
  format?: string;
  output?: string;
  color?: boolean;
  quiet?: boolean;
}

/** Whether output goes to a file rather than to standard output. */
export function toFile(output: string | undefined): boolean {
  return output !== undefined && output !== "-";
}

/** Writes text to standard output, or whole to a file that is replaced only when all is written. */
export function write(text: string, file: string | undefined): Promise<void> {
  return timed("write", () => written(text, file));
}

async function written(text: string, file: string | undefined): Promise<void> {
  if (file === undefined || file === "-") {
    say(text);
    return;
  }
  const output = await openOutput(file);
  try {
    await output.write(Buffer.from(text));
    await output.done();
  } catch (error) {
    await output.drop();
    throw error;
  }
}

/** Adds text to the end of a file that others write as well. */
export async function append(text: string, file: string): Promise<void> {
  try {
    await promises.appendFile(file, text);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw inputError(`It cannot be written (${error.code}).`, { file });
  }
}

/** Where a stream of results goes. */
export interface OpenOutput {
  /** @returns false when nobody reads on */
  write(bytes: Uint8Array): Promise<boolean>;
  /** All is written: a file takes its name now. */
  done(): Promise<void>;
  /** Nothing of it is to be kept. */
  drop(): Promise<void>;
}

/** Opens standard output, or a file that is replaced only when all is written. */
export async function openOutput(file: string | undefined): Promise<OpenOutput> {
  if (file === undefined || file === "-") {
    return { write: sayBytes, done: async () => undefined, drop: async () => undefined };
  }
  const orSentence = async <Value>(act: () => Promise<Value>): Promise<Value> => {
    try {
      return await act();
    } catch (error) {
      if (!isSystemError(error)) throw error;
      throw inputError(`It cannot be written (${error.code}). Choose another place.`, { file });
    }
  };
  const { path, mode, inPlace } = await orSentence(() => targetOf(file));
  const temporary = inPlace ? path : join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  const handle = await orSentence(() => (inPlace ? promises.open(path, "w") : openNew(temporary, mode)));
  return {
    write: (bytes) =>
      orSentence(async () => {
        await handle.writeFile(bytes);
        return true;
      }),
    done: () =>
      orSentence(async () => {
        await handle.close();
        if (inPlace) return;
        await promises.rename(temporary, path);
        forgetBegun(temporary);
      }),
    drop: async () => {
      await handle.close().catch(() => undefined);
      if (inPlace) return;
      await promises.unlink(temporary).catch(() => undefined);
      forgetBegun(temporary);
    },
  };
}

/** Makes a file that was not there: whoever may write into the folder could have put a link in its place. */
async function openNew(path: string, mode: number | undefined): Promise<promises.FileHandle> {
  // What a run that was killed left behind.
  await promises.unlink(path).catch(() => undefined);
  rememberBegun(path);
  try {
    const handle = await promises.open(path, "wx", mode);
    // The process may keep new files from having all permissions that the old one has.
    if (mode !== undefined) await handle.chmod(mode);
    return handle;
  } catch (error) {
    forgetBegun(path);
    throw error;
  }
}

/** Files and folders that are begun. */
const begun = new Set<string>();

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** From now on a signal that ends the process removes the file, or the folder with all that is in it, first. */
export function rememberBegun(path: string): void {
  if (begun.size === 0) for (const signal of SIGNALS) process.on(signal, endedBy);
  begun.add(path);
}

/** It is done, or gone. */
export function forgetBegun(path: string): void {
  begun.delete(path);
  if (begun.size === 0) for (const signal of SIGNALS) process.off(signal, endedBy);
}

/** Removes what is begun and lets the signal do what it does, so that whoever waits for the process learns of it. */
function endedBy(signal: NodeJS.Signals): void {
  for (const path of begun) {
    try {
      rmSync(path, { recursive: true, force: true });
    } catch {
      // Nothing more can be done about it.
    }
    forgetBegun(path);
  }
  process.kill(process.pid, signal);
}

interface Target {
  path: string;
  /** The permissions that it has; absent if it is not there yet. */
  mode?: number;
  /** Whether it is a device or a pipe, which no file may take the name of. */
  inPlace: boolean;
}

/** The file itself where a link was named. */
async function targetOf(file: string): Promise<Target> {
  try {
    const info = await promises.stat(file);
    if (!info.isFile()) return { path: file, inPlace: true };
    return { path: await promises.realpath(file), mode: info.mode & 0o777, inPlace: false };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return { path: file, inPlace: false };
  }
}

/** Where output is shown: a file has no colours. */
export function contextFor({
  output,
  color,
}: {
  [Key in "output" | "color"]?: OutputOptions[Key] | undefined;
}): ReportContext {
  const context = terminalOf(outputScreen(), color);
  return toFile(output) ? { ...context, color: 0 } : context;
}

/**
 * The format asked for, else the one that the output file's name stands for, else the first.
 * @param formats those that the verb has
 */
export function formatAmong<Name extends string>(
  { format, output }: OutputOptions,
  formats: readonly [Name, ...Name[]],
  extensions: Readonly<Record<string, string>> = EXTENSIONS,
): Name {
  const wanted = format ?? extensions[extname(output ?? "")];
  return formats.find((one) => one === wanted) ?? formats[0];
}

/** Whether JSON is asked for, where there is one format beside it. */
export function isJson(options: OutputOptions): boolean {
  return formatAmong(options, ["table", "json"]) === "json";
}

/** The format asked for, else the one that the output file's name stands for, else a table. */
export function formatOf({ format, output }: OutputOptions): Format {
  const named = FORMATS.find((one) => one === format);
  if (format !== undefined && named === undefined) {
    throw inputError(`There is no format ${format}: expected ${orList(FORMATS)}.`);
  }
  return named ?? EXTENSIONS[extname(output ?? "")] ?? "table";
}

/**
 * Renders results and writes them.
 * @param options with `detail`, criteria as well; `title`: the heading of a page
 * @param table what to print as a table, where that is not the table of `score`
 */
export async function writeResults(
  document: ResultDocument,
  options: OutputOptions & { detail?: boolean; title?: string },
  table?: (document: ResultDocument, context: ReportContext) => string,
): Promise<void> {
  const format = formatOf(options);
  const report = format === "table" && table ? table : await reportFor(format);
  const text = timed("render", () =>
    report(document, contextFor(options), {
      detail: options.detail ?? false,
      title: options.title,
    }),
  );
  await write(text, options.output);
}

/**
 * Writes a document that has one report beside JSON.
 * @param table the report
 */
export async function writeDocument<Content>(
  document: Content,
  options: OutputOptions,
  table: (document: Content, context: ReportContext) => string,
): Promise<void> {
  const text = timed("render", () =>
    isJson(options) ? `${jsonText(document, 2)}\n` : table(document, contextFor(options)),
  );
  await write(text, options.output);
}

/** Shows warnings on standard error, unless the user wants quiet. */
export function warn(mistakes: readonly Mistake[], { quiet, color }: OutputOptions): void {
  if (quiet || mistakes.length === 0) return;
  complain(mistakesText(mistakes, terminalOf(messageScreen(), color)));
}
