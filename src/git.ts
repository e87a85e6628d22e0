import { execFile } from "node:child_process";
import { InputError, inputError, isSystemError } from "./errors.ts";
import { decodeText, tooLarge } from "./files.ts";
import { limitOf } from "./limits.ts";
import { shortText } from "./text.ts";

/** A file in a repository's store of objects. */
export interface Blob {
  id: string;
  /** What to call it. */
  file: string;
}

/** Bytes of what git lists; the contents of files come on top. */
const LIST_BYTES = 256 * 1024 * 1024;

/** What keeps git from running programs that a repository's configuration names. */
const HARMLESS = ["--no-pager", "-c", "core.fsmonitor=false", "-c", "log.showSignature=false"];

/** What keeps it from fetching, asking and writing, and its messages in English. */
const QUIET = {
  GIT_ALLOW_PROTOCOL: "none",
  GIT_NO_LAZY_FETCH: "1",
  GIT_OPTIONAL_LOCKS: "0",
  GIT_TERMINAL_PROMPT: "0",
  LC_ALL: "C",
};

interface GitRun {
  folder: string;
  input?: string;
  maxBuffer?: number;
}

/** @returns what it printed, and its own words if it failed */
function tryGit(
  args: readonly string[],
  { folder, input = "", maxBuffer = LIST_BYTES }: GitRun,
): Promise<{ output: Buffer; failed: string | undefined }> {
  return new Promise((resolve, reject) => {
    const options = {
      cwd: folder,
      encoding: "buffer",
      env: { ...process.env, ...QUIET },
      maxBuffer,
      windowsHide: true,
    } as const;
    const child = execFile("git", [...HARMLESS, ...args], options, (error, output, messages) => {
      if (error === null) resolve({ output, failed: undefined });
      else if (isSystemError(error, "ENOENT")) reject(inputError(NO_GIT));
      else if (typeof error.code !== "number") reject(inputError(`git could not be run: ${error.message}`));
      else resolve({ output, failed: wordsOf(messages) });
    });
    // It may end without having read all.
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(input);
  });
}

const NO_GIT = "git is not on this machine's PATH: install it, or name files instead of revisions.";

/** The first line of what git says, without its `fatal:`. */
function wordsOf(messages: Buffer): string {
  const [line = ""] = messages.toString().split("\n");
  return shortText(line.replace(/^fatal: /, "")) || "it failed without a word";
}

/**
 * Runs git.
 * @throws InputError with its own words if it fails
 */
export async function git(args: readonly string[], run: GitRun): Promise<Buffer> {
  const { output, failed } = await tryGit(args, run);
  if (failed !== undefined) throw inputError(`git ${args[0]} failed: ${failed}.`);
  return output;
}

/**
 * The id of the object that a name means, such as `main^{commit}` or `COMMIT:PATH`.
 * @returns undefined if it means none
 */
export async function lookUp(name: string, folder: string): Promise<string | undefined> {
  const { failed, output } = await tryGit(["rev-parse", "--verify", "--quiet", name], { folder });
  return failed === undefined ? output.toString().trim() : undefined;
}

/**
 * Makes sure that there is a repository.
 * @param item what asks for it
 * @throws InputError if there is none, or none that git is willing to read
 */
export async function requireRepository(item: string, folder: string): Promise<void> {
  const { failed } = await tryGit(["rev-parse", "--git-dir"], { folder });
  if (failed === undefined) return;
  throw inputError(
    `${shortText(item)} asks for a git repository, and there is none to read here: ${failed}.`,
  );
}

/**
 * Reads files in one go, after a look at how large they are.
 * @returns in their order, the text or why there is none
 */
export async function readBlobs(blobs: readonly Blob[], folder: string): Promise<(string | InputError)[]> {
  const sizes = await sizesOf(blobs, folder);
  const wanted = blobs.filter((_, at) => typeof sizes[at] === "number");
  const total = sizes.reduce<number>((sum, size) => sum + (typeof size === "number" ? size + 200 : 0), 0);
  const input = wanted.map(({ id }) => `${id}\n`).join("");
  const all =
    wanted.length === 0
      ? Buffer.alloc(0)
      : await git(["cat-file", "--batch"], { folder, input, maxBuffer: total });
  let end = 0;
  return blobs.map(({ file }, at) => {
    const size = sizes[at];
    if (typeof size !== "number") return size ?? tooLarge(file);
    // `ID blob SIZE`, a line break, the content, a line break.
    const start = all.indexOf("\n", end) + 1;
    const content = all.subarray(start, start + size);
    end = start + size + 1;
    return textOrError(content, file);
  });
}

async function sizesOf(blobs: readonly Blob[], folder: string): Promise<(number | InputError)[]> {
  if (blobs.length === 0) return [];
  const input = blobs.map(({ id }) => `${id}\n`).join("");
  const lines = (await git(["cat-file", "--batch-check"], { folder, input })).toString().split("\n");
  return blobs.map(({ file }, at) => {
    const [, , size = ""] = (lines[at] ?? "").split(" ");
    if (!/^\d+$/.test(size))
      return inputError("This clone does not hold it, and nothing is fetched.", { file });
    return Number(size) > limitOf("fileBytes") ? tooLarge(file) : Number(size);
  });
}

function textOrError(content: Buffer, file: string): string | InputError {
  try {
    return decodeText(content, file);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}
