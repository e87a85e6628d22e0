import { dirname, join } from "node:path";
import type { Mistake } from "../errors.ts";
import { InputError, inputError } from "../errors.ts";
import { exists, makeFolder, readText } from "../files.ts";
import type { LinkCache, LinkState } from "../links/types.ts";
import { counting } from "../observe.ts";
import type { StatedLink } from "../validateFiles.ts";
import { write } from "./output.ts";

export interface LinkFlags {
  cache?: string;
  timeout: number;
  quiet?: boolean;
}

/** How many links are looked at at once; few of one host, so that nobody takes us for an attack. */
const CONCURRENCY = 12;
const PER_HOST = 2;
const RETRIES = 2;
/** Milliseconds before a second try. */
const WAIT = 500;

/** Looks at every link, remembers what it found, and says which are dead, moved, changed or could not be seen. */
export async function linkMistakes(
  links: readonly StatedLink[],
  today: string,
  flags: LinkFlags,
): Promise<Mistake[]> {
  const { default: envPaths } = await import("env-paths");
  const { checkLinks } = await import("../links/check.ts");
  const file = flags.cache ?? join(envPaths("openness", { suffix: "" }).cache, "links.json");
  const before = await readCache(file);
  const urls = [...new Set(links.map(({ url }) => url))];
  const counter = counting("links", urls.length);
  const found = await checkLinks(urls, {
    timeout: flags.timeout * 1000,
    retries: RETRIES,
    wait: WAIT,
    concurrency: CONCURRENCY,
    perHost: PER_HOST,
    today,
    before,
    onDone: () => counter.add(),
  }).finally(counter.stop);
  const mistakes = links.flatMap((link) => mistakesOf(link, found.get(link.url)));
  return [...mistakes, ...(await remember(file, before, found, flags.cache === undefined))];
}

function mistakesOf({ url, place, accessed }: StatedLink, finding: LinkState | undefined): Mistake[] {
  if (finding === undefined) return [];
  const { outcome, why, moved, since } = finding;
  // Whoever has read the page since it changed has seen what it says now.
  const changedSince =
    accessed !== undefined && since !== undefined && accessed >= since ? undefined : finding.changedSince;
  const say = (message: string, severity: Mistake["severity"] = "warning"): Mistake => ({
    message,
    place: place(),
    severity,
  });
  if (outcome === "dead")
    return [say(`The link ${url} is dead: ${why}. Find where it went, or an archived copy.`, "error")];
  if (outcome === "unsure") return [say(`The link ${url} could not be seen: ${why}. Look at it yourself.`)];
  return [
    ...(moved === undefined ? [] : [say(`The link ${url} has moved for good, to ${moved}.`)]),
    ...(changedSince === undefined
      ? []
      : [
          say(
            `What is at ${url} has changed since ${changedSince}: see whether it still shows what is said.`,
          ),
        ]),
  ];
}

async function readCache(file: string): Promise<LinkCache> {
  if (!(await exists(file))) return {};
  const { linkCacheSchema } = await import("../links/schema.ts");
  const text = await readText(file);
  try {
    return linkCacheSchema.parse(JSON.parse(text)).links as LinkCache;
  } catch {
    throw inputError("It is no file of remembered links. Delete it, or name another with --cache.", { file });
  }
}

/** Keeps what was found for the next time; what was found is told even if it cannot be kept. */
async function remember(
  file: string,
  before: LinkCache,
  found: ReadonlyMap<string, LinkState>,
  ours: boolean,
): Promise<Mistake[]> {
  const links = { ...before, ...Object.fromEntries(found) };
  try {
    if (ours) await makeFolder(dirname(file));
    await write(`${JSON.stringify({ schema: "openness-links/1", links }, null, 1)}\n`, file);
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.mistakes.map((mistake) => ({ ...mistake, severity: "warning" }));
  }
}
