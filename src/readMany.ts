import { InputError, type Mistake } from "./errors.ts";
import { readTextAtOnce, STDIN } from "./files.ts";
import { foreignReader } from "./loadForeign.ts";
import { counting, used } from "./observe.ts";
import { compileProfile } from "./profile/compile.ts";
import {
  joinProfiles,
  type ProfileFile,
  type ReadProfile,
  type ReadProfiles,
  readProfileFile,
  readProfileFiles,
} from "./profile/read.ts";
import type { Profile } from "./profile/schema.ts";
import { jsonText } from "./text.ts";
import { inOrder, processors, startThreads } from "./threads.ts";
import { parseYaml, type YamlDocument } from "./yaml.ts";

/** Files to read, and the format of those that are no profiles. */
export interface FileTask {
  files: readonly ProfileFile[];
  from: string;
}

/** What a file came to, in a form that passes between threads. */
export interface FileLines {
  /** Profiles as JSON, each without a line break. */
  profiles: string[];
  /** Whether they were made from a file of another format. */
  imported: boolean;
  mistakes: Mistake[];
}

/** From so many files on threads are worth their start. */
const MANY = 200;

/** Files that a thread reads at a time. */
const BATCH = 16;

/** Reads files to profiles as JSON, which as lines are what `score -f ndjson` reads. */
export async function readToLines({ files, from }: FileTask): Promise<FileLines[]> {
  const lines: FileLines[] = [];
  // One after the other: documents that live together cost the garbage collector more than waiting costs.
  for (const file of files) {
    const { profiles, mistakes } = await readProfileFile(file, foreignReader(from));
    lines.push({
      profiles: profiles.map(({ profile }) => jsonText(profile)),
      imported: profiles.some(({ imported }) => imported),
      mistakes,
    });
  }
  return lines;
}

/**
 * Reads files to profiles as JSON, many files on all processors.
 * @param jobs threads; the machine's processors if absent
 * @returns what each file comes to, in their order, some files at a time
 */
export async function* filesToLines(
  { files, from }: FileTask,
  jobs = processors(),
): AsyncGenerator<FileLines[]> {
  const tasks: FileTask[] = [];
  for (let at = 0; at < files.length; at += BATCH) tasks.push({ files: files.slice(at, at + BATCH), from });
  if (files.length < MANY || jobs < 2 || files.some(({ file }) => file === STDIN)) {
    for (const task of tasks) yield await readToLines(task);
    return;
  }
  const pool = await startThreads<FileTask, FileLines[]>({
    worker: "read-worker",
    work: "readToLines",
    threads: jobs,
  });
  try {
    yield* inOrder(tasks, 3 * jobs, pool.run);
  } finally {
    await pool.stop();
  }
}

/** Reads files and folders of profiles as `readProfileFiles` does, many files on all processors. */
export async function readMany(task: FileTask): Promise<ReadProfiles> {
  for (const { file } of task.files) used("profiles", file);
  if (task.files.length < MANY) return readProfileFiles(task.files, foreignReader(task.from));
  const read: ReadProfiles[] = [];
  const counter = counting("files", task.files.length);
  try {
    for await (const batch of filesToLines(task)) {
      counter.add(batch.length);
      for (const { profiles, imported, mistakes } of batch) {
        const file = task.files[read.length]?.file ?? "";
        read.push({ profiles: profiles.map((text) => fromLine(text, file, imported)), mistakes });
      }
    }
  } finally {
    counter.stop();
  }
  return joinProfiles(task.files, read);
}

function fromLine(text: string, file: string, imported: boolean): ReadProfile {
  const profile = JSON.parse(text) as Profile;
  const document = imported ? { value: profile, locate: () => ({ file }) } : documentAgain(profile, file);
  const read = Object.assign(compileProfile(profile, file), { profile, document, file });
  return imported ? Object.assign(read, { imported: true as const }) : read;
}

/** The document that a profile was read from; it is read again for the place of a mistake, of which there are few. */
function documentAgain(profile: Profile, file: string): YamlDocument {
  let document: YamlDocument | undefined;
  const again = () => {
    const { documents } = parseYaml(textAgain(file), file);
    return documents.find(({ value }) => vendorOf(value) === profile.vendor.id);
  };
  return {
    value: profile,
    locate: (path, key) => {
      document ??= again();
      return document?.locate(path, key) ?? { file };
    },
  };
}

/** Empty if the file is not there any more. */
function textAgain(file: string): string {
  try {
    return readTextAtOnce(file);
  } catch (error) {
    if (error instanceof InputError) return "";
    throw error;
  }
}

function vendorOf(value: unknown): unknown {
  return (value as { vendor?: { id?: unknown } } | null)?.vendor?.id;
}
