import { createHash } from "node:crypto";
import { networkError, passingStatus, type RetryOptions, retrying } from "../net/retry.ts";
import type { LinkState } from "./types.ts";
import { visibleText } from "./visibleText.ts";

const MAX_BYTES = 4 * 1024 * 1024;
const MAX_HOPS = 10;
const HEADERS = { "user-agent": "openness (checks evidence links)", accept: "*/*" };

/**
 * Looks at a link: follows redirects, tries again on what may pass (no answer, 408, 425, 429, 5xx), reads the text.
 * @returns never rejects: what went wrong is in the outcome
 */
export async function look(
  url: string,
  options: RetryOptions,
): Promise<Omit<LinkState, "checked" | "since">> {
  try {
    return await retrying(() => lookOnce(url, options.timeout), options);
  } catch (error) {
    return { outcome: "unsure", why: error instanceof Error ? error.message : String(error) };
  }
}

async function lookOnce(url: string, timeout: number): Promise<Omit<LinkState, "checked" | "since">> {
  const signal = AbortSignal.timeout(timeout);
  let here = url;
  // The address to cite: as far as every redirect so far was for good.
  let moved: string | undefined;
  let forGood = true;
  for (let hop = 0; hop <= MAX_HOPS; hop++) {
    const response = await request(here, signal);
    const next = nextPlace(response, here);
    if (next === undefined) return finish(response, sameButSlash(url, moved) ? undefined : moved, signal);
    await response.body?.cancel();
    if (!/^https?:$/.test(new URL(next).protocol)) return { outcome: "dead", why: "it leads to no web page" };
    forGood &&= response.status === 301 || response.status === 308;
    if (forGood) moved = next;
    here = next;
  }
  return { outcome: "dead", why: "its redirects never end" };
}

async function request(url: string, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, { redirect: "manual", headers: HEADERS, signal });
  } catch (error) {
    throw networkError(error, signal);
  }
}

function nextPlace(response: Response, here: string): string | undefined {
  if (![301, 302, 303, 307, 308].includes(response.status)) return undefined;
  const location = response.headers.get("location");
  if (location === null || !URL.canParse(location, here)) return undefined;
  return new URL(location, here).href;
}

function sameButSlash(a: string, b: string | undefined): boolean {
  const plain = (url: string) => url.replace(/#.*$/, "").replace(/\/$/, "");
  return b !== undefined && plain(a) === plain(b);
}

async function finish(
  response: Response,
  moved: string | undefined,
  signal: AbortSignal,
): Promise<Omit<LinkState, "checked" | "since">> {
  const { status } = response;
  const place = moved === undefined ? {} : { moved };
  if (response.ok) return { outcome: "ok", ...place, sha256: await hashOf(response, signal) };
  await response.body?.cancel();
  if (status === 404 || status === 410) return { outcome: "dead", why: `HTTP ${status}` };
  throw passingStatus(response) ?? new Error(`HTTP ${status}`);
}

async function hashOf(response: Response, signal: AbortSignal): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= MAX_BYTES) break;
    }
  } catch (error) {
    throw networkError(error, signal);
  }
  const bytes = Buffer.concat(chunks).subarray(0, MAX_BYTES);
  const html = /\bhtml\b/.test(response.headers.get("content-type") ?? "");
  return createHash("sha256")
    .update(html ? visibleText(bytes.toString("utf8")) : bytes)
    .digest("hex");
}
