import { promises } from "node:fs";
import { dirname, join } from "node:path";
import { inputError, isSystemError } from "../errors.ts";
import { counting } from "../observe.ts";
import type { SiteFile } from "../reports/html/site/types.ts";
import { VERSION } from "../version.ts";
import { forgetBegun, rememberBegun } from "./output.ts";

/** Lists what a run wrote, so that the next one knows which files are its own. */
const MANIFEST = "openness-site.json";
/** A path that stays below the folder. */
const SAFE_PATH = /^(?:[A-Za-z0-9][A-Za-z0-9._+-]*\/)*[A-Za-z0-9][A-Za-z0-9._+-]*$/;

export interface SiteWritten {
  /** Files of the site. */
  files: number;
  bytes: number;
  /** Files of an earlier run that are no more. */
  removed: number;
}

/**
 * Writes a site into a folder: made beside its place, then moved there file by file, so that whoever is served from it
 * meets no half-written page. What an earlier run wrote and this one does not is removed; files of others are left alone.
 * @param force also into a folder that was not made by us, and in the place of files that were not
 * @throws InputError if the folder is somebody else's, or cannot be written
 */
export async function writeSite(
  folder: string,
  files: Iterable<SiteFile>,
  { force }: { force: boolean },
): Promise<SiteWritten> {
  try {
    const before = await ownFiles(folder, force);
    const staging = join(folder, `.openness-${process.pid}.tmp`);
    await promises.mkdir(folder, { recursive: true });
    rememberBegun(staging);
    try {
      const written = await stage(staging, files);
      if (!force) await refuseForeign(folder, written.paths, before);
      // From here on, also if it ends halfway, the next run knows all that may be ours.
      await writeManifest(folder, staging, [...new Set([...before, ...written.paths])]);
      await inBatches(written.paths, (path) => moveInto(folder, staging, path));
      const stale = [...before].filter((path) => !written.paths.has(path));
      for (const path of stale) await removeOwn(folder, path);
      await writeManifest(folder, staging, [...written.paths]);
      return { files: written.paths.size, bytes: written.bytes, removed: stale.length };
    } finally {
      await promises.rm(staging, { recursive: true, force: true });
      forgetBegun(staging);
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw inputError(`The site cannot be written (${error.code}). Choose another folder.`, { file: folder });
  }
}

/** The files that an earlier run wrote. */
async function ownFiles(folder: string, force: boolean): Promise<Set<string>> {
  const entries = await promises.readdir(folder).catch((error: unknown): string[] => {
    if (isSystemError(error, "ENOENT")) return [];
    throw error;
  });
  if (entries.includes(MANIFEST))
    return manifestOf(await promises.readFile(join(folder, MANIFEST), "utf8"), folder);
  if (entries.length === 0 || force) return new Set();
  throw inputError(
    "This folder has files in it that openness did not write. Name an empty or a new one, or add --force to write between them.",
    { file: folder },
  );
}

function manifestOf(text: string, folder: string): Set<string> {
  try {
    const { files } = JSON.parse(text) as { files?: unknown };
    if (Array.isArray(files) && files.every((path) => typeof path === "string" && SAFE_PATH.test(path))) {
      return new Set(files as string[]);
    }
  } catch {
    // The same sentence.
  }
  throw inputError(`It is no list of a site's files. Remove it, and add --force.`, {
    file: join(folder, MANIFEST),
  });
}

async function stage(
  staging: string,
  files: Iterable<SiteFile>,
): Promise<{ paths: Set<string>; bytes: number }> {
  const paths = new Set<string>();
  const made = new Set<string>();
  let bytes = 0;
  const counter = counting("files");
  await inBatches(files, async ({ path, text }) => {
    const content = Buffer.from(text);
    paths.add(path);
    bytes += content.length;
    const folder = dirname(path);
    if (!made.has(folder)) await promises.mkdir(join(staging, folder), { recursive: true });
    made.add(folder);
    await promises.writeFile(join(staging, path), content);
    counter.add();
  }).finally(counter.stop);
  return { paths, bytes };
}

/** So many files are open at once. */
const BATCH = 32;

/** Does the same with many things, a few at a time; what is begun has ended when one has failed. */
async function inBatches<Item>(items: Iterable<Item>, act: (item: Item) => Promise<void>): Promise<void> {
  let batch: Promise<void>[] = [];
  const settled = async () => {
    const results = await Promise.allSettled(batch);
    const failed = results.find((result) => result.status === "rejected");
    if (failed !== undefined) throw failed.reason;
    batch = [];
  };
  for (const item of items) {
    batch.push(act(item));
    if (batch.length === BATCH) await settled();
  }
  await settled();
}

/** A file of somebody else is not replaced unless the user says so. */
async function refuseForeign(
  folder: string,
  paths: ReadonlySet<string>,
  own: ReadonlySet<string>,
): Promise<void> {
  const others = [...paths].filter((path) => !own.has(path));
  await inBatches(others, async (path) => {
    const there = await promises.lstat(join(folder, path)).catch(() => undefined);
    if (there !== undefined) {
      throw inputError("This file is in the way, and openness did not write it. Move it, or add --force.", {
        file: join(folder, path),
      });
    }
  });
}

/** A page that has not changed keeps its time, which spares whoever publishes it from sending it again. */
async function moveInto(folder: string, staging: string, path: string): Promise<void> {
  const [from, to] = [join(staging, path), join(folder, path)];
  if (await sameContent(from, to)) return;
  await makeFolder(folder, dirname(path));
  await promises.rename(from, to);
}

async function sameContent(one: string, other: string): Promise<boolean> {
  const there = await promises.lstat(other).catch(() => undefined);
  if (there === undefined || !there.isFile()) return false;
  const [a, b] = await Promise.all([promises.readFile(one), promises.readFile(other)]);
  return a.equals(b);
}

/** Makes the folders of a path; a link in their place would lead out of the site. */
async function makeFolder(folder: string, path: string): Promise<void> {
  let made = folder;
  for (const part of path === "." ? [] : path.split("/")) {
    made = join(made, part);
    await promises.mkdir(made).catch(async (error: unknown) => {
      if (!isSystemError(error, "EEXIST")) throw error;
      if ((await promises.lstat(made)).isDirectory()) return;
      throw inputError("A folder of the site has to be here. Move what is in its place.", { file: made });
    });
  }
}

/** Removes a page of an earlier run, and the folders that it leaves empty. */
async function removeOwn(folder: string, path: string): Promise<void> {
  const parts = path.split("/");
  for (let depth = 1; depth < parts.length; depth += 1) {
    const parent = await promises.lstat(join(folder, ...parts.slice(0, depth))).catch(() => undefined);
    if (!parent?.isDirectory()) return;
  }
  await promises.rm(join(folder, path), { force: true });
  for (let depth = parts.length - 1; depth > 0; depth -= 1) {
    const removed = await promises.rmdir(join(folder, ...parts.slice(0, depth))).then(
      () => true,
      () => false,
    );
    if (!removed) return;
  }
}

async function writeManifest(folder: string, staging: string, files: readonly string[]): Promise<void> {
  const content = {
    about: "What openness wrote here; it replaces and removes these files only.",
    tool: VERSION,
    files: [...files].sort(),
  };
  const temporary = join(staging, MANIFEST);
  await promises.writeFile(temporary, `${JSON.stringify(content, null, 1)}\n`);
  await promises.rename(temporary, join(folder, MANIFEST));
}
