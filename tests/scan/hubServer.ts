import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A repository that the server has. */
export interface FakeRepo {
  files: Record<string, Buffer>;
  info?: Record<string, unknown>;
  /** Who may see what: gated hides the files, private all of it. */
  shut?: "gated" | "private";
}

export const SHA = "4f2a1c9d8e7b6a5f4e3d2c1b0a9f8e7d6c5b4a39";
export const GOOD_TOKEN = "hf_good";
/** Entries on a page of the file list. */
const PAGE = 3;

/** A request that arrived. */
export interface Seen {
  host: string;
  path: string;
  range?: string | undefined;
  token?: string | undefined;
}

/** A fault takes the request and says whether it answered it. */
export type Fault = (request: IncomingMessage, response: ServerResponse, nth: number) => boolean;

/**
 * A hub that speaks as much of the Hugging Face Hub's HTTP API as a scan needs, over a socket, and a second server
 * to which it sends those who ask for weights, as the real one does.
 */
export class FakeHub {
  readonly repos = new Map<string, FakeRepo>();
  readonly seen: Seen[] = [];
  fault: Fault = () => false;
  readonly #hub: Server = createServer((request, response) => this.#answer(request, response));
  readonly #store: Server = createServer((request, response) => this.#serve(request, response));

  async start(): Promise<void> {
    for (const server of [this.#hub, this.#store]) {
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    }
  }

  stop(): void {
    for (const server of [this.#hub, this.#store]) {
      server.closeAllConnections();
      server.close();
    }
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#hub.address() as AddressInfo).port}`;
  }

  get storeUrl(): string {
    return `http://127.0.0.1:${(this.#store.address() as AddressInfo).port}`;
  }

  #note(request: IncomingMessage, host: string): void {
    const { range, authorization } = request.headers;
    this.seen.push({ host, path: request.url ?? "", range, token: authorization?.replace("Bearer ", "") });
  }

  #answer(request: IncomingMessage, response: ServerResponse): ServerResponse {
    this.#note(request, "hub");
    if (this.fault(request, response, this.seen.length)) return response;
    const url = new URL(request.url ?? "/", this.url);
    const [, name = "", rest = ""] =
      /^\/(?:api\/models\/)?([\w.-]+\/[\w.-]+)\/(.*)$/.exec(url.pathname) ?? [];
    const repo = this.repos.get(name);
    const token = request.headers.authorization?.replace("Bearer ", "");
    if (token !== undefined && token !== GOOD_TOKEN) {
      return refuse(response, 401, undefined, "Invalid credentials in Authorization header");
    }
    if (repo === undefined || (repo.shut === "private" && token === undefined)) {
      return refuse(response, 401, "RepoNotFound", "Repository not found");
    }
    const [verb, revision = "", ...path] = rest.split("/");
    if (![SHA, "HEAD", "main", "v1.0"].includes(decodeURIComponent(revision))) {
      return refuse(response, 404, "RevisionNotFound", "Invalid rev id");
    }
    if (verb === "revision") return this.#info(name, repo, response);
    if (verb === "tree") return this.#tree(name, repo, url, response);
    if (verb === "resolve")
      return this.#resolve(name, repo, decodeURIComponent(path.join("/")), request, response);
    return refuse(response, 404, undefined, "Not found");
  }

  #info(name: string, { info }: FakeRepo, response: ServerResponse): ServerResponse {
    const answer = {
      _id: "0",
      id: name,
      sha: SHA,
      private: false,
      gated: false,
      disabled: false,
      downloads: 1,
      likes: 1,
      lastModified: "2026-01-02T03:04:05.000Z",
      ...info,
    };
    return response.setHeader("content-type", "application/json").end(JSON.stringify(answer));
  }

  #tree(name: string, { files }: FakeRepo, url: URL, response: ServerResponse): ServerResponse {
    const entries = Object.entries(files).map(([path, bytes]) => ({
      type: "file",
      path,
      size: bytes.length,
    }));
    const from = Number(url.searchParams.get("cursor") ?? 0);
    if (from + PAGE < entries.length) {
      const next = `${this.url}/api/models/${name}/tree/${SHA}?recursive=true&cursor=${from + PAGE}`;
      response.setHeader("link", `<${next}>; rel="next"`);
    }
    response.setHeader("content-type", "application/json");
    return response.end(
      JSON.stringify([{ type: "directory", path: "a", size: 0 }, ...entries.slice(from, from + PAGE)]),
    );
  }

  #resolve(
    name: string,
    repo: FakeRepo,
    path: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): ServerResponse {
    const bytes = repo.files[path];
    if (bytes === undefined) return refuse(response, 404, "EntryNotFound", "Entry not found");
    if (repo.shut === "gated" && request.headers.authorization === undefined) {
      return refuse(response, 403, "GatedRepo", "Access to this model is restricted");
    }
    if (!/\.(safetensors|gguf)$/.test(path)) return send(bytes, request, response);
    return response
      .writeHead(302, { location: `${this.storeUrl}/${name}/${encodeURIComponent(path)}` })
      .end();
  }

  #serve(request: IncomingMessage, response: ServerResponse): ServerResponse {
    this.#note(request, "store");
    if (this.fault(request, response, this.seen.length)) return response;
    const [, name = "", path = ""] = /^\/([\w.-]+\/[\w.-]+)\/(.*)$/.exec(request.url ?? "") ?? [];
    const bytes = this.repos.get(name)?.files[decodeURIComponent(path)];
    if (bytes === undefined) return refuse(response, 404, undefined, "Not found");
    return send(bytes, request, response);
  }
}

function refuse(
  response: ServerResponse,
  status: number,
  code: string | undefined,
  message: string,
): ServerResponse {
  response.writeHead(status, {
    ...(code === undefined ? {} : { "x-error-code": code }),
    "x-error-message": message,
    "content-type": "application/json",
  });
  return response.end(JSON.stringify({ error: message }));
}

function send(bytes: Buffer, request: IncomingMessage, response: ServerResponse): ServerResponse {
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "") ?? [];
  if (from === undefined || to === undefined) {
    return response.writeHead(200, { etag: '"1"' }).end(bytes);
  }
  const part = bytes.subarray(Number(from), Number(to) + 1);
  const range = `bytes ${from}-${Number(from) + part.length - 1}/${bytes.length}`;
  return response.writeHead(206, { etag: '"1"', "content-range": range }).end(part);
}
