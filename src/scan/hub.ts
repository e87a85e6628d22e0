import { downloadFile, listFiles, modelInfo } from "@huggingface/hub";
import { InputError, inputError, type Mistake } from "../errors.ts";
import { type Json, textOf } from "../importers/common.ts";
import { gateFacts, shut } from "../importers/hubApi.ts";
import { warning } from "../importers/notes.ts";
import { limitOf } from "../limits.ts";
import type { RetryOptions } from "../net/retry.ts";
import { safeText } from "../text.ts";
import type { HubCache } from "./hubCache.ts";
import { Gated, hubFetch } from "./hubFetch.ts";
import type { FoundFile, Listing, Tree } from "./tree.ts";

export interface HubOptions extends RetryOptions {
  /** The hub's address, without a slash at its end. */
  endpoint: string;
  token?: string | undefined;
  cache?: HubCache | undefined;
  /** ISO 8601 day. */
  today: string;
  /** Files read at once. */
  atOnce: number;
  /** Called after each read. */
  onRead?: (path: string) => void;
}

/** A model repository on the hub, as a user names it. */
export interface HubName {
  name: string;
  revision?: string;
}

/**
 * Reads `hf:owner/name` or `hf:owner/name@revision`.
 * @throws InputError if it is something else
 */
export function hubName(text: string): HubName {
  const [, name, revision] = /^hf:([\w.-]+\/[\w.-]+)(?:@([\w./-]+))?$/.exec(text) ?? [];
  if (name === undefined) {
    throw inputError(`${text} names no repository: expected hf:OWNER/NAME or hf:OWNER/NAME@REVISION.`);
  }
  return { name, ...(revision === undefined ? {} : { revision }) };
}

/**
 * A model repository on the hub, pinned to the commit that its revision stands for now.
 * @throws InputError if it cannot be seen, in one sentence
 */
export async function hubTree({ name, revision }: HubName, options: HubOptions): Promise<Tree> {
  const { endpoint, token, today } = options;
  const file = `hf:${name}`;
  const client = {
    hubUrl: endpoint,
    fetch: hubFetch({ ...options, name: file }),
    ...(token === undefined ? {} : { accessToken: token }),
  };
  const answer = await understood(file, () => infoOf(name, revision, client));
  const { sha } = answer;
  if (typeof sha !== "string" || !/^[0-9a-f]{40}$/.test(sha)) {
    throw inputError("The hub does not say which commit this is.", { file });
  }
  const listing = await understood(file, () =>
    listingOf(listFiles({ repo: name, revision: sha, recursive: true, ...client })),
  );
  const sizes = new Map(listing.files.map(({ path, size }) => [path, size]));
  const mistakes = shut(answer, () => ({ file }));
  const read = async (path: string, bytes: number) => {
    const url = `${endpoint}/${name}/resolve/${sha}/${inUrl(path)}`;
    const downloadInfo = { url, size: sizes.get(path) ?? bytes, etag: "" };
    const blob = await downloadFile({ repo: name, path, downloadInfo, xet: false, ...client });
    // A server that knows no ranges sends all of it.
    return blob === null
      ? undefined
      : Buffer.from(await blob.slice(0, bytes).arrayBuffer()).subarray(0, bytes);
  };
  return {
    name: file,
    listing,
    checkout: { revision: sha, origin: textOf(answer.id) ?? name },
    readStart: async (path, bytes) => {
      try {
        return bytes === 0 ? Buffer.alloc(0) : await understood(file, () => read(path, bytes));
      } catch (error) {
        if (!(error instanceof Gated)) throw error;
        addOnce(mistakes, warning(GATE_SHUT, { file }));
        return undefined;
      } finally {
        options.onRead?.(path);
      }
    },
    atOnce: options.atOnce,
    gate: gateOf(answer, `${endpoint}/${name}`, today),
    mistakes,
    page: { of: (path) => `${endpoint}/${name}/blob/${sha}/${inUrl(path)}`, accessed: today },
  };
}

const GATE_SHUT =
  "It is gated: its files cannot be read, only their names. Accept its conditions on the hub and set HF_TOKEN.";

function addOnce(mistakes: Mistake[], one: Mistake): void {
  if (!mistakes.some(({ message }) => message === one.message)) mistakes.push(one);
}

function inUrl(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

interface Client {
  hubUrl: string;
  fetch: typeof fetch;
  accessToken?: string;
}

/** What the hub says of a repository, under the names that its API uses. */
async function infoOf(name: string, revision: string | undefined, client: Client): Promise<Json> {
  const info = await modelInfo({
    name,
    ...(revision === undefined ? {} : { revision }),
    additionalFields: ["sha", "disabled"],
    ...client,
  });
  return { ...info, id: info.name };
}

async function listingOf(
  entries: AsyncIterable<{ type: string; path: string; size: number }>,
): Promise<Listing> {
  const files: FoundFile[] = [];
  let stopped = false;
  for await (const { type, path, size } of entries) {
    if (type !== "file" || typeof path !== "string") continue;
    stopped = files.length >= limitOf("scanFiles");
    if (stopped) break;
    files.push({ path, size: Number.isSafeInteger(size) && size >= 0 ? size : 0 });
  }
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files, links: [], stopped };
}

/** The gate as the hub's own page shows it. */
function gateOf(answer: Json, url: string, accessed: string): Json {
  const { access, evidence } = gateFacts(answer, { file: url }, textOf(answer.sha));
  if (!Array.isArray(evidence)) return {};
  return { access, evidence: evidence.map(({ path: _, ...rest }) => ({ url, accessed, ...rest })) };
}

/** Answers that are not what the client expects become a sentence. */
async function understood<Value>(file: string, ask: () => Promise<Value>): Promise<Value> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof InputError || error instanceof Gated) throw error;
    if (error instanceof TypeError && /access token/i.test(error.message)) {
      throw inputError("HF_TOKEN holds no token: one begins with hf_.", { file });
    }
    const why = error instanceof Error ? error.message : String(error);
    throw inputError(`The hub's answer makes no sense (${safeText(why.slice(0, 120))}).`, { file });
  }
}
