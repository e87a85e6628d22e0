import { InputError, inputError, type Mistake } from "./errors.ts";
import { isDataFile, isLeftOut } from "./files.ts";
import { type Blob, git, lookUp, readBlobs, requireRepository } from "./git.ts";
import { shortText } from "./text.ts";

/** A file or folder as it was at a revision, written `REVISION:PATH`; without a revision, as it is staged. */
export interface RevisionPlace {
  /** As it was written. */
  item: string;
  revision: string;
  path: string;
}

/** A text and where it was read. */
interface TextFile {
  file: string;
  text: string;
}

/** What stood at a place. */
export interface RevisionFiles {
  /** The full name of the commit; undefined for what is staged. */
  commit: string | undefined;
  folder: boolean;
  /** The data files, each with the place that names it. */
  files: TextFile[];
}

/** Revisions are looked up in the repository around the working directory. */
const HERE = ".";

/**
 * Takes `REVISION:PATH` apart, as git does: at the first colon outside braces.
 * @returns undefined if it is none, such as a path of Windows that begins with a drive
 */
export function revisionPlace(item: string): RevisionPlace | undefined {
  if (/^[A-Za-z]:[\\/]/.test(item)) return undefined;
  const [, revision, path] = /^((?:[^:{]|\{[^}]*\})*):(.*)$/s.exec(item) ?? [];
  return revision === undefined || path === undefined ? undefined : { item, revision, path };
}

/**
 * Reads the data files at a revision. Nothing is fetched, nothing in the repository is run or changed.
 * @throws InputError if git, the repository, the revision or the path is not there, or files cannot be read
 */
export async function readRevision(place: RevisionPlace): Promise<RevisionFiles> {
  const { item, revision, path } = place;
  if (path.startsWith("//"))
    throw inputError(`${shortText(item)} is a link, and nothing is fetched: save what is there to a file.`);
  refuseDash(place);
  await requireRepository(item, HERE);
  if (revision === "") return readStaged(place);
  const commit = await commitOf(revision, HERE);
  const id = await lookUp(`${commit}:${plainPath(path)}`, HERE);
  if (id === undefined) throw inputError(await noSuchPath(place, commit));
  const type = (await git(["cat-file", "-t", id], { folder: HERE })).toString().trim();
  if (type === "blob") return { commit, folder: false, files: await textsOf([{ id, file: item }]) };
  if (type !== "tree") throw inputError(`${shortText(item)} is a repository of its own: look into that one.`);
  const listed = await git(["ls-tree", "-r", "-z", "--full-tree", id], { folder: HERE });
  const start = path === "" || item.endsWith("/") ? item : `${item}/`;
  return { commit, folder: true, files: await textsOf(dataFilesIn(listed, start)) };
}

/** An option of git must not be smuggled in. */
function refuseDash({ item, revision }: Pick<RevisionPlace, "item" | "revision">): void {
  if (revision.startsWith("-")) throw inputError(`A revision cannot begin with a dash: ${shortText(item)}.`);
}

/** What the index holds, which is what the next commit will. */
async function readStaged({ item, path }: RevisionPlace): Promise<RevisionFiles> {
  const plain = path.replace(/\/+$/, "");
  const [magic, place] = plain.startsWith(".") ? ["literal", plain] : ["top,literal", plain];
  const args = ["ls-files", "--stage", "-z", "--full-name", "--", `:(${magic})${place}`];
  const listed = await git(args, { folder: HERE });
  const [first, ...others] = entriesIn(listed);
  if (first === undefined)
    throw inputError(`Nothing is staged as ${shortText(path)}. Paths count from the top of the repository.`);
  const single = others.length === 0 && `/${first.path}`.endsWith(`/${plain.replace(/^.*\//, "")}`);
  const blobs = single ? [{ id: first.id, file: item }] : dataFilesIn(listed, ":");
  return { commit: undefined, folder: !single, files: await textsOf(blobs) };
}

/** Of `MODE TYPE ID<tab>PATH` or `MODE ID STAGE<tab>PATH` the files: no links, no repositories, no conflicts. */
function entriesIn(listed: Buffer): { id: string; path: string }[] {
  return listed
    .toString()
    .split("\0")
    .flatMap((line) => {
      const [, id, path] = /^100\d{3} (?:blob )?([0-9a-f]{40,64})(?: 0)?\t(.*)$/s.exec(line) ?? [];
      return id === undefined || path === undefined ? [] : [{ id, path }];
    });
}

/** The same of files as of a folder on disk. */
function dataFilesIn(listed: Buffer, start: string): Blob[] {
  return entriesIn(listed).flatMap(({ id, path }) =>
    path.split("/").some(isLeftOut) || !isDataFile(path) ? [] : [{ id, file: `${start}${path}` }],
  );
}

async function textsOf(blobs: readonly Blob[]): Promise<TextFile[]> {
  const read = await readBlobs(blobs, HERE);
  const mistakes = read.flatMap((one): readonly Mistake[] => (typeof one === "string" ? [] : one.mistakes));
  if (mistakes.length > 0) throw new InputError(mistakes);
  return blobs.map(({ file }, at) => ({ file, text: String(read[at]) }));
}

/** Git knows a path from here by its dot and slash. */
function plainPath(path: string): string {
  const plain = path.replace(/\/+$/, "");
  return plain === "." || plain === ".." ? `${plain}/` : plain;
}

async function noSuchPath({ revision, path }: RevisionPlace, commit: string): Promise<string> {
  const here = await lookUp(`${commit}:./${plainPath(path)}`, HERE);
  const hint =
    here === undefined
      ? "or from here as REVISION:./PATH."
      : `and from here it is ${shortText(`${revision}:./${path}`)}.`;
  return `There is no ${shortText(path)} at ${shortText(revision)}. Paths count from the top of the repository, ${hint}`;
}

/**
 * The commit that a revision means.
 * @param folder where the repository is
 * @throws InputError if it means none
 */
async function commitOf(revision: string, folder: string): Promise<string> {
  const commit = await lookUp(`${revision}^{commit}`, folder);
  if (commit !== undefined) return commit;
  throw inputError(
    `There is no revision ${shortText(revision)} in this repository. \`git branch -a\` and \`git tag\` list names; nothing is fetched.`,
  );
}

/** Whether a word is a revision of the repository around the working directory, if there is one. */
export async function isRevision(word: string): Promise<boolean> {
  if (word === "" || word.startsWith("-")) return false;
  try {
    return (await lookUp(`${word}^{commit}`, HERE)) !== undefined;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

/** Where on disk a path of the repository is: from the top, or from here if it begins with a dot. */
export async function onDisk({ item, path }: RevisionPlace): Promise<string> {
  if (/^\.\.?(\/|$)/.test(path)) return path;
  await requireRepository(item, HERE);
  // From here to the top: empty, or `../` once or several times.
  const up = (await git(["rev-parse", "--show-cdup"], { folder: HERE })).toString().trim();
  return `${up}${path}` || ".";
}

/** A commit that changed a file. */
export interface FileCommit {
  id: string;
  /** ISO 8601, by the committer's clock. */
  date: string;
  subject: string;
  /** What the file was called then. */
  path: string;
  /** What it held, or why that cannot be read; undefined if the commit removed it. */
  text: string | InputError | undefined;
}

/** A file whose commits are asked for. */
export interface TrackedFile {
  /** As it was written. */
  item: string;
  /** A folder of its repository. */
  folder: string;
  /** The commits up to this one. */
  revision: string;
  /** For git: from the folder, or from the top with `:(top)`. */
  path: string;
}

const LOG = [
  "log",
  "--follow",
  // The line of states that a branch was in, and no commits of other lines in between.
  "--first-parent",
  "-m",
  "-M",
  "--raw",
  "-z",
  "--no-abbrev",
  "--encoding=UTF-8",
  "--format=%H%x00%cI%x00%s",
];

/**
 * The commits of the main line that changed a file, also under earlier names, newest first.
 * @param most how many to list
 * @throws InputError if git, the repository or the revision is not there
 */
export async function fileHistory(tracked: TrackedFile, most: number): Promise<FileCommit[]> {
  const { item, folder, revision, path } = tracked;
  refuseDash(tracked);
  await requireRepository(item, folder);
  const commit = await commitOf(revision, folder);
  const listed = await git([...LOG, `--max-count=${most}`, commit, "--", path], { folder });
  const commits = commitsIn(listed.toString().split("\0"));
  const kept = commits.filter(({ removed }) => !removed);
  const short = (id: string) => id.slice(0, 7);
  const blobs = kept.map(({ blob, id, path: file }) => ({ id: blob, file: `${short(id)}:${file}` }));
  const texts = await readBlobs(blobs, folder);
  const textOf = new Map(kept.map((one, at) => [one, texts[at]]));
  return commits.map((one) => {
    const { id, date, subject, path: called } = one;
    return { id, date, subject, path: called, text: textOf.get(one) };
  });
}

interface ListedCommit extends Omit<FileCommit, "text"> {
  blob: string;
  removed: boolean;
}

/** Id, date, subject, `:MODE MODE BLOB BLOB STATUS` and the file's name, of which there are two where it was renamed. */
function commitsIn(words: readonly string[]): ListedCommit[] {
  const commits: ListedCommit[] = [];
  for (let at = 0; at + 3 < words.length; ) {
    const [id = "", date = "", subject = "", raw = "", name = "", other = ""] = words.slice(at, at + 6);
    const [, blob, status] = /^\n?:\d+ \d+ [0-9a-f]+ ([0-9a-f]+) ([A-Z])/.exec(raw) ?? [];
    at += 3;
    // Of a merge that took a side as it was there may be nothing to tell.
    if (blob === undefined) continue;
    const renamed = status === "R" || status === "C";
    commits.push({ id, date, subject, path: renamed ? other : name, blob, removed: status === "D" });
    at += renamed ? 3 : 2;
  }
  return commits;
}
