import fs from "node:fs";
import { join } from "node:path";
import { inputError, isSystemError } from "../errors.ts";
import { limitOf } from "../limits.ts";
import type { Listing, Origin, Tree } from "./tree.ts";

/** Folders that hold what others wrote, or what tools left. */
const SKIPPED = new Set([".git", "node_modules", "__pycache__", ".venv", "venv", ".cache", ".hg", ".svn"]);

/**
 * A checkout as a scan sees it. Nothing outside the folder is looked at.
 * @throws InputError if the folder cannot be read
 */
export async function folderTree(folder: string): Promise<Tree> {
  return {
    name: folder,
    listing: await listFolder(folder),
    checkout: await checkoutOf(folder),
    readStart: (path, bytes) => readStart(folder, path, bytes),
    atOnce: 1,
    gate: {},
    mistakes: [],
  };
}

/**
 * Lists the regular files below a folder, in the order of their paths. Nothing outside it is looked at: links are
 * counted, not followed.
 * @throws InputError if the folder cannot be read
 */
async function listFolder(folder: string): Promise<Listing> {
  const listing: Listing = { files: [], links: [], stopped: false };
  const queue: Inner[] = [{ path: "", depth: 0 }];
  for (const inner of queue) {
    for (const entry of await entriesOf(folder, inner.path)) {
      if (listing.files.length >= limitOf("scanFiles")) return { ...listing, stopped: true };
      await take(entry, inner, folder, listing, queue);
    }
  }
  listing.files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return listing;
}

interface Inner {
  path: string;
  depth: number;
}

async function take(
  entry: fs.Dirent,
  { path, depth }: Inner,
  folder: string,
  listing: Listing,
  queue: Inner[],
): Promise<void> {
  const here = path === "" ? entry.name : `${path}/${entry.name}`;
  if (entry.isSymbolicLink()) listing.links.push(here);
  else if (entry.isFile()) listing.files.push({ path: here, size: await sizeOf(join(folder, here)) });
  else if (entry.isDirectory() && !SKIPPED.has(entry.name)) {
    if (depth < limitOf("scanDepth")) queue.push({ path: here, depth: depth + 1 });
    else listing.tooDeep = true;
  }
}

async function entriesOf(folder: string, path: string): Promise<fs.Dirent[]> {
  try {
    const entries = await fs.promises.readdir(join(folder, path), { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    // A folder inside that may not be read hides its files; the one that was named must be readable.
    if (path !== "") return [];
    const reason =
      error.code === "ENOENT" ? "There is no such folder." : `It cannot be read as a folder (${error.code}).`;
    throw inputError(reason, { file: folder });
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await fs.promises.lstat(path)).size;
  } catch (error) {
    if (isSystemError(error)) return 0;
    throw error;
  }
}

/** The first bytes of a file; undefined if it cannot be read, or is a link by now. */
async function readStart(folder: string, path: string, bytes: number): Promise<Buffer | undefined> {
  let handle: fs.promises.FileHandle | undefined;
  try {
    handle = await fs.promises.open(
      join(folder, path),
      fs.constants.O_RDONLY | (fs.constants.O_NOFOLLOW ?? 0) | (fs.constants.O_NONBLOCK ?? 0),
    );
    if (!(await handle.stat()).isFile()) return undefined;
    const buffer = Buffer.alloc(bytes);
    const { bytesRead } = await handle.read(buffer, 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  } finally {
    await handle?.close();
  }
}

/** Reads the commit and the origin of a checkout, without running git. */
async function checkoutOf(folder: string): Promise<Origin> {
  const text = async (path: string) =>
    (await readStart(folder, `.git/${path}`, 1024 * 1024))?.toString("utf8") ?? "";
  const head = (await text("HEAD")).trim();
  const reference = /^ref: (refs\/[\w./-]+)$/.exec(head)?.[1];
  const loose = reference === undefined || reference.includes("..") ? head : (await text(reference)).trim();
  const packed = reference === undefined ? undefined : packedCommit(await text("packed-refs"), reference);
  const revision = [loose, packed].find((one) => one !== undefined && /^[0-9a-f]{40}$/.test(one));
  const url = /\[remote "origin"\][^[]*?\n\s*url\s*=\s*(\S+)/.exec(await text("config"))?.[1];
  const origin = /[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(url ?? "")?.[1];
  return { ...(revision === undefined ? {} : { revision }), ...(origin === undefined ? {} : { origin }) };
}

function packedCommit(packed: string, reference: string): string | undefined {
  const line = packed.split("\n").find((one) => one.endsWith(` ${reference}`));
  return line?.slice(0, 40);
}
