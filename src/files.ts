// fs.promises is loaded when it is first touched; node:fs/promises would be at start-up.
import fs, { type Dirent, type promises, type Stats } from "node:fs";
import { join } from "node:path";
import { type InputError, inputError, isSystemError } from "./errors.ts";
import { howToRaise, limitOf, sizeOf } from "./limits.ts";

/** The name under which standard input is asked for and reported. */
export const STDIN = "-";

/** Without waiting, as opening a pipe does until someone writes into it. Windows has no such flag, nor such pipes. */
const TO_READ = fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0);

/** Bytes to ask for at a time where the size does not tell. */
const MIN_CHUNK = 16 * 1024;

const SYSTEM_SENTENCES: Record<string, string> = {
  ENOENT: "There is no such file or folder. Check the path.",
  EACCES: "It may not be read. Check its permissions.",
  EPERM: "It may not be read. Check its permissions.",
  EISDIR: "It is a folder, not a file.",
  ENOTDIR: "Part of this path is a file, not a folder.",
  ELOOP: "It is a symbolic link that leads back to itself.",
  ENAMETOOLONG: "The path is too long.",
};

/** Whether a name means a path, whatever ids there are: it is standard input, or has a leading ./, an ending or a slash at its end. */
export function looksLikePath(name: string): boolean {
  return name === STDIN || /^\.{0,2}\//.test(name) || /[#\\]|\/$|\.(ya?ml|json|csv|md)$/i.test(name);
}

/** Turns an error of the operating system into a sentence; other errors are passed on. */
function systemError(error: unknown, path: string) {
  if (!isSystemError(error)) return error;
  const sentence = SYSTEM_SENTENCES[error.code ?? ""] ?? `It cannot be read (${error.code}).`;
  return inputError(sentence, { file: path });
}

/**
 * Reads a text file, or standard input for `-`.
 * @throws InputError if it cannot be read, is too large, changes meanwhile, or is not UTF-8
 */
export async function readText(path: string): Promise<string> {
  return path === STDIN ? decodeText(await readStdin(), "standard input") : readTextAtOnce(path);
}

/**
 * Reads a text file without waiting for others, which for small files takes a fraction of the time.
 * @throws InputError as `readText`
 */
export function readTextAtOnce(path: string): string {
  let file: number | undefined;
  try {
    file = fs.openSync(path, TO_READ);
    const before = fs.fstatSync(file);
    refuseNoFile(before, path);
    if (before.size > limitOf("fileBytes")) throw tooLarge(path);
    const bytes = readToEnd(file, before.size, path);
    if (hasChanged(before, fs.fstatSync(file)) || bytes.length < before.size) throw changedMeanwhile(path);
    return decodeText(bytes, path);
  } catch (error) {
    throw systemError(error, path);
  } finally {
    if (file !== undefined) fs.closeSync(file);
  }
}

/** Reads to the end, which may be further away than the size says: that of a file in /proc is 0. */
function readToEnd(file: number, size: number, path: string): Buffer {
  const chunks: Buffer[] = [];
  let length = 0;
  for (;;) {
    // One byte more than there should be finds the end with the same call.
    const chunk = Buffer.allocUnsafe(Math.max(size - length, MIN_CHUNK) + 1);
    const read = fs.readSync(file, chunk);
    if (read === 0) return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
    length += read;
    if (length > limitOf("fileBytes")) throw tooLarge(path);
    chunks.push(chunk.subarray(0, read));
  }
}

/**
 * Opens a file to read it. What is no file is never waited for.
 * @throws InputError if it is a folder, or a pipe or device, which may have no end
 */
export async function openFile(path: string): Promise<promises.FileHandle> {
  try {
    const handle = await fs.promises.open(path, TO_READ);
    const info = await handle.stat();
    if (!info.isFile()) await handle.close();
    refuseNoFile(info, path);
    return handle;
  } catch (error) {
    throw systemError(error, path);
  }
}

function refuseNoFile(info: Stats, path: string): void {
  if (info.isFile()) return;
  const other = "It is neither a file nor a folder. Give it on standard input, as -, instead.";
  throw inputError(info.isDirectory() ? "It is a folder, not a file." : other, { file: path });
}

/** Whether somebody wrote into a file. */
export function hasChanged(before: Stats, after: Stats): boolean {
  return before.size !== after.size || before.mtimeMs !== after.mtimeMs;
}

/** The error for a file of which a part may be old and a part new. */
export function changedMeanwhile(path: string): InputError {
  return inputError("It changed while it was read. Run it again when nobody writes into it.", { file: path });
}

/** The error for a file of more bytes than are read. */
export function tooLarge(path: string): InputError {
  const message = `It is larger than ${sizeOf("fileBytes")}. Split it into several files. ${howToRaise("fileBytes")}`;
  return inputError(message, { file: path });
}

async function readStdin(): Promise<Buffer> {
  const path = "standard input";
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limitOf("fileBytes")) throw tooLarge(path);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * The text that bytes are.
 * @param path where they were read
 * @throws InputError if they are not UTF-8
 */
export function decodeText(bytes: Buffer, path: string): string {
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
  if (isLeftOut(entry.name)) return [];
  const path = join(folder, entry.name);
  if (entry.isDirectory()) return dataFilesIn(path);
  return isDataFile(entry.name) ? [path] : [];
}

/** Whether a folder or file below a folder is not looked at. */
export function isLeftOut(name: string): boolean {
  return name.startsWith(".") || name === "node_modules";
}

/** Whether a file below a folder may hold profiles, by its name. */
export function isDataFile(name: string): boolean {
  return /\.(ya?ml|json|csv)$/i.test(name);
}
