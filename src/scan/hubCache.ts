import { createHash } from "node:crypto";
import { promises } from "node:fs";
import { join } from "node:path";
import { isSystemError } from "../errors.ts";

/** Answers of a hub on disk. */
export interface HubCache {
  read(key: string): Promise<Response | undefined>;
  write(key: string, answer: Response): Promise<void>;
}

/** Whether an address names a commit, so that what is there never changes; who may see it may change. */
export function isPinned({ pathname }: URL): boolean {
  return /\/(tree|resolve)\/[0-9a-f]{40}(\/|$)/.test(pathname);
}

/** Headers that the hub's client reads. */
const KEPT = ["content-range", "content-type", "etag", "link", "x-linked-etag", "x-linked-size"];

/** What is kept of an answer, before its body. */
interface Head {
  key: string;
  status: number;
  url: string;
  headers: [string, string][];
}

/** A cache in a folder: one file per answer, a line of JSON and then the body. What cannot be kept is not kept. */
export function hubCache(folder: string): HubCache {
  const fileOf = (key: string) => join(folder, `${createHash("sha256").update(key).digest("hex")}.answer`);
  return {
    read: async (key) => {
      const bytes = await quietly(() => promises.readFile(fileOf(key)));
      const end = bytes?.indexOf("\n") ?? -1;
      if (bytes === undefined || end < 0) return undefined;
      const head = headIn(bytes.toString("utf8", 0, end));
      if (head?.key !== key) return undefined;
      const answer = new Response(bytes.subarray(end + 1), { status: head.status, headers: head.headers });
      Object.defineProperty(answer, "url", { value: head.url });
      return answer;
    },
    write: async (key, answer) => {
      const headers = KEPT.flatMap((name): [string, string][] => {
        const value = answer.headers.get(name);
        return value === null ? [] : [[name, value]];
      });
      const head: Head = { key, status: answer.status, url: answer.url, headers };
      const bytes = Buffer.concat([
        Buffer.from(`${JSON.stringify(head)}\n`),
        Buffer.from(await answer.arrayBuffer()),
      ]);
      const file = fileOf(key);
      const temporary = `${file}.${process.pid}.tmp`;
      await quietly(async () => {
        await promises.mkdir(folder, { recursive: true });
        await promises.writeFile(temporary, bytes, { mode: 0o600 });
        await promises.rename(temporary, file);
      });
    },
  };
}

function headIn(line: string): Head | undefined {
  try {
    return JSON.parse(line) as Head;
  } catch {
    return undefined;
  }
}

async function quietly<Value>(act: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await act();
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
}
