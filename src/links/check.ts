import pLimit, { type LimitFunction } from "p-limit";
import type { RetryOptions } from "../net/retry.ts";
import { look } from "./look.ts";
import type { LinkCache, LinkState } from "./types.ts";

export interface CheckOptions extends RetryOptions {
  /** How many links are looked at at once, and how many of one host. */
  concurrency: number;
  perHost: number;
  /** ISO 8601 day. */
  today: string;
  /** What was found before; links that were looked at today and were there are not looked at again. */
  before: LinkCache;
  /** Called after each link. */
  onDone?: () => void;
}

/**
 * Looks at links, a few at a time.
 * @returns a finding for each link, in the order given
 */
export async function checkLinks(
  links: readonly string[],
  options: CheckOptions,
): Promise<Map<string, LinkState>> {
  const all = pLimit(options.concurrency);
  const hosts = new Map<string, LimitFunction>();
  const ofHost = (url: string) => {
    const { host } = new URL(url);
    const limit = hosts.get(host) ?? pLimit(options.perHost);
    hosts.set(host, limit);
    return limit;
  };
  const unique = [...new Set(links)];
  // A host's own queue comes first, so that waiting for a busy host keeps no other link waiting.
  const found = await Promise.all(
    unique.map((url) =>
      ofHost(url)(() =>
        all(async () => {
          const finding = await checkLink(url, options);
          options.onDone?.();
          return [url, finding] as const;
        }),
      ),
    ),
  );
  return new Map(found);
}

async function checkLink(url: string, options: CheckOptions): Promise<LinkState> {
  const { today } = options;
  const before = Object.hasOwn(options.before, url) ? options.before[url] : undefined;
  if (before?.outcome === "ok" && before.checked === today) return before;
  const seen = { checked: today, ...(await look(url, options)) };
  // A page that cannot be shown now has not changed: what was known of it stays.
  if (seen.sha256 === undefined) return { ...seen, ...kept(before, ["sha256", "since", "changedSince"]) };
  if (before?.sha256 === undefined) return { ...seen, since: today };
  const since = before.since ?? before.checked;
  // A change is told until somebody has read the page since: whoever asks knows when that was.
  if (seen.sha256 === before.sha256) return { ...seen, since, ...kept(before, ["changedSince"]) };
  return { ...seen, since: today, changedSince: since };
}

function kept(before: LinkState | undefined, keys: readonly (keyof LinkState)[]): Partial<LinkState> {
  return Object.fromEntries(keys.flatMap((key) => (before?.[key] === undefined ? [] : [[key, before[key]]])));
}
