import { inputError } from "../errors.ts";
import { howToRaise, limitOf, sizeOf } from "../limits.ts";
import { networkError, Passing, passingStatus, type RetryOptions, retrying } from "../net/retry.ts";
import { type HubCache, isPinned } from "./hubCache.ts";

export interface HubFetchOptions extends RetryOptions {
  /** The hub's address. */
  endpoint: string;
  /** The repository, for sentences. */
  name: string;
  /** Sent to the hub only, wherever its answers may lead. */
  token?: string | undefined;
  cache?: HubCache | undefined;
}

/** A file behind a gate that this token does not open. */
export class Gated extends Error {}

/**
 * A `fetch` for the hub's client: with a time limit, further tries, and answers about a commit from the cache. What
 * the hub refuses becomes an InputError with what to do about it, or Gated.
 */
export function hubFetch(options: HubFetchOptions): typeof fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const headers = new Headers(init?.headers);
    if (url.origin !== new URL(options.endpoint).origin && isToken(headers, options.token)) {
      headers.delete("authorization");
    }
    const key = `${url.href} ${headers.get("range") ?? ""}`;
    const kept = isPinned(url) ? await options.cache?.read(key) : undefined;
    if (kept !== undefined) return kept;
    const answer = await answerOf(url, { ...init, headers }, options);
    if (isPinned(url)) await options.cache?.write(key, answer.clone());
    return answer;
  };
}

function isToken(headers: Headers, token: string | undefined): boolean {
  return token !== undefined && headers.get("authorization") === `Bearer ${token}`;
}

async function answerOf(url: URL, init: RequestInit, options: HubFetchOptions): Promise<Response> {
  try {
    return await retrying(() => tryOnce(url, init, options), options);
  } catch (error) {
    if (!(error instanceof Passing)) throw error;
    throw inputError(`The hub at ${url.host} does not serve it: ${error.message}. Try again later.`, {
      file: options.name,
    });
  }
}

async function tryOnce(url: URL, init: RequestInit, options: HubFetchOptions): Promise<Response> {
  const signal = AbortSignal.timeout(options.timeout);
  let response: Response;
  try {
    response = await fetch(url, { ...init, signal });
  } catch (error) {
    throw networkError(error, signal);
  }
  if (response.ok) return whole(response, signal, options);
  await response.body?.cancel();
  throw passingStatus(response) ?? refusal(response, options);
}

/** The answer with its body read: a connection that breaks in the middle is tried again as a whole. */
async function whole(response: Response, signal: AbortSignal, { name }: HubFetchOptions): Promise<Response> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > limitOf("answerBytes")) break;
    }
  } catch (error) {
    throw networkError(error, signal);
  }
  if (size > limitOf("answerBytes")) {
    throw inputError(
      `The hub answers with more than ${sizeOf("answerBytes")}. ${howToRaise("answerBytes")}`,
      {
        file: name,
      },
    );
  }
  const { status, headers } = response;
  const answer = new Response(status === 204 ? null : Buffer.concat(chunks), {
    status,
    headers: plain(headers),
  });
  // Where redirects led; the client compares it with the hub's address.
  Object.defineProperty(answer, "url", { value: response.url });
  return answer;
}

/** Without what describes the body as it came over the wire. */
function plain(headers: Headers): Headers {
  const kept = new Headers(headers);
  kept.delete("content-encoding");
  kept.delete("content-length");
  return kept;
}

/** What a status and the hub's own error code come to. */
function refusal({ status, headers }: Response, { name, token, endpoint }: HubFetchOptions): Error {
  const code = headers.get("x-error-code");
  const message = headers.get("x-error-message");
  const place = { file: name };
  if (code === "GatedRepo") return new Gated();
  if (code === "RevisionNotFound") {
    return inputError("It has no such revision. Check what stands after the @.", place);
  }
  if (code === "EntryNotFound") return inputError("A file that it lists is not there.", place);
  if (message === "Invalid credentials in Authorization header") {
    return inputError("The hub does not take the token in HF_TOKEN. Renew it, or unset it.", place);
  }
  if (message === "Access to this resource is disabled.") {
    return inputError("The hub has disabled this repository.", place);
  }
  // Nobody is told whether a repository that he may not see exists.
  if (code === "RepoNotFound" || [401, 403, 404].includes(status)) {
    const login = token === undefined ? "set HF_TOKEN if it is private" : "your token may not see it";
    return inputError(
      `There is no such repository at ${endpoint}, or it is private: check the name; ${login}.`,
      place,
    );
  }
  return inputError(`The hub refuses to answer (HTTP ${status}).`, place);
}
