// fs.promises is loaded when it is first touched; node:fs/promises would be at start-up.
import fs, { type Dirent } from "node:fs";
import { join } from "node:path";
import { inputError, isSystemError } from "./errors.ts";
import { MAX_FILE_BYTES } from "./limits.ts";

/** The name under which standard input is asked for and reported. */
export const STDIN = "-";

const SYSTEM_SENTENCES: Record<string, string> = {
  ENOENT: "There is no such file or folder. Check the path.",
  EACCES: "It may not be read. Check its permissions.",
  EPERM: "It may not be read. Check its permissions.",
  EISDIR: "It is a folder, not a file.",
  ENOTDIR: "Part of this path is a file, not a folder.",
  ELOOP: "It is a symbolic link that leads back to itself.",
  ENAMETOOLONG: "The path is too long.",
};

/** Turns an error of the operating system into a sentence; other errors are passed on. */
function systemError(error: unknown, path: string) {
  if (!isSystemError(error)) return error;
  const sentence = SYSTEM_SENTENCES[error.code ?? ""] ?? `It cannot be read (${error.code}).`;
  return inputError(sentence, { file: path });
}

/**
 * Reads a text file, or standard input for `-`.
 * @throws InputError if it cannot be read, is too large, or is not UTF-8
 */
export async function readText(path: string): Promise<string> {
  if (path === STDIN) return decode(await readStdin(), "standard input");
  try {
    const info = await fs.promises.stat(path);
    if (info.isDirectory()) throw inputError("It is a folder, not a file.", { file: path });
    if (!info.isFile()) throw inputError("It is neither a file nor a folder.", { file: path });
    if (info.size > MAX_FILE_BYTES) throw tooLarge(path);
    return decode(await fs.promises.readFile(path), path);
  } catch (error) {
    throw systemError(error, path);
  }
}

/** Reads a text file that was read before, without waiting for others. */
export function readTextAtOnce(path: string): string {
  try {
    return decode(fs.readFileSync(path), path);
  } catch (error) {
    throw systemError(error, path);
  }
}

function tooLarge(path: string) {
  const limit = MAX_FILE_BYTES / (1024 * 1024);
  return inputError(`It is larger than ${limit} MiB. Split it into several files.`, { file: path });
}

async function readStdin(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    size += chunk.length;
    if (size > MAX_FILE_BYTES) throw tooLarge("standard input");
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

function decode(bytes: Buffer, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw inputError("It is not UTF-8 text. Save it as UTF-8.", { file: path });
  }
}

/** Whether a path is a folder; false if it does not exist. */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await fs.promises.stat(path)).isDirectory();
  } catch (error) {
    if (isSystemError(error, "ENOENT", "ENOTDIR")) return false;
    throw systemError(error, path);
  }
}

/** Makes a folder and those around it, if they are not there. */
export async function makeFolder(path: string): Promise<void> {
  try {
    await fs.promises.mkdir(path, { recursive: true });
  } catch (error) {
    throw systemError(error, path);
  }
}

/** Whether anything is at a path. */
export async function exists(path: string): Promise<boolean> {
  try {
    await fs.promises.stat(path);
    return true;
  } catch (error) {
    return !isSystemError(error);
  }
}

/**
 * The YAML and JSON files below a folder, in the order of their paths; hidden ones and node_modules are
 * left out, symbolic links to folders not followed.
 */
export async function dataFilesIn(folder: string): Promise<string[]> {
  try {
    const entries = await fs.promises.readdir(folder, { withFileTypes: true });
    const found = await Promise.all(entries.map((entry) => dataFiles(folder, entry)));
    return found.flat().sort((a, b) => (a < b ? -1 : 1));
  } catch (error) {
    throw systemError(error, folder);
  }
}

async function dataFiles(folder: string, entry: Dirent): Promise<string[]> {
  if (entry.name.startsWith(".") || entry.name === "node_modules") return [];
  const path = join(folder, entry.name);
  if (entry.isDirectory()) return dataFilesIn(path);
  return /\.(ya?ml|json|csv)$/i.test(entry.name) ? [path] : [];
}
