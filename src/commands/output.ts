import { promises } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { inputError, isSystemError, type Mistake } from "../errors.ts";
import { EXTENSIONS, FORMATS, type Format, reportFor } from "../reports/index.ts";
import { mistakesText } from "../reports/mistakes.ts";
import type { ResultDocument } from "../result/schema.ts";
import { orList } from "../text.ts";
import { complain, messageScreen, outputScreen, say, sayBytes } from "./streams.ts";
import { terminalOf } from "./terminal.ts";

/** Options that say where output goes and how it looks. */
export interface OutputOptions {
  format?: string;
  output?: string;
  color?: boolean;
  quiet?: boolean;
}

/** Writes text to standard output, or whole to a file that is replaced only when all is written. */
export async function write(text: string, file: string | undefined): Promise<void> {
  if (file === undefined || file === "-") {
    say(text);
    return;
  }
  const target = await targetOf(file);
  const temporary = join(dirname(target.path), `.${basename(target.path)}.${process.pid}.tmp`);
  try {
    await promises.writeFile(temporary, text);
    if (target.mode !== undefined) await promises.chmod(temporary, target.mode);
    await promises.rename(temporary, target.path);
  } catch (error) {
    await promises.unlink(temporary).catch(() => undefined);
    if (!isSystemError(error)) throw error;
    throw inputError(`It cannot be written (${error.code}). Choose another place.`, { file });
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
  const { path, mode = 0o666 } = await targetOf(file);
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  const orSentence = async <Value>(act: () => Promise<Value>): Promise<Value> => {
    try {
      return await act();
    } catch (error) {
      if (!isSystemError(error)) throw error;
      throw inputError(`It cannot be written (${error.code}). Choose another place.`, { file });
    }
  };
  const handle = await orSentence(() => promises.open(temporary, "w", mode));
  return {
    write: (bytes) =>
      orSentence(async () => {
        await handle.writeFile(bytes);
        return true;
      }),
    done: () =>
      orSentence(async () => {
        await handle.close();
        await promises.rename(temporary, path);
      }),
    drop: async () => {
      await handle.close().catch(() => undefined);
      await promises.unlink(temporary).catch(() => undefined);
    },
  };
}

/** The file itself where a link was named, with the permissions that it has. */
async function targetOf(file: string): Promise<{ path: string; mode?: number }> {
  try {
    const path = await promises.realpath(file);
    return { path, mode: (await promises.stat(path)).mode & 0o777 };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return { path: file };
  }
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
 * @param options with `detail`, criteria as well
 * @param table what to print as a table, where that is not the table of `score`
 */
export async function writeResults(
  document: ResultDocument,
  options: OutputOptions & { detail?: boolean },
  table?: (document: ResultDocument, context: ReturnType<typeof terminalOf>) => string,
): Promise<void> {
  const format = formatOf(options);
  const report = format === "table" && table ? table : await reportFor(format);
  const toFile = options.output !== undefined && options.output !== "-";
  const context = terminalOf(outputScreen(), options.color);
  const text = report(document, toFile ? { ...context, color: 0 } : context, {
    detail: options.detail ?? false,
  });
  await write(text, options.output);
}

/** Shows warnings on standard error, unless the user wants quiet. */
export function warn(mistakes: readonly Mistake[], { quiet, color }: OutputOptions): void {
  if (quiet || mistakes.length === 0) return;
  complain(mistakesText(mistakes, terminalOf(messageScreen(), color)));
}
