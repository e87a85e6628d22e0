import progress from "cli-progress";

/** A bar on standard error; of what has no known end, a count. */
export function drawnBar(what: string, total: number | undefined) {
  const bar = new progress.SingleBar({
    format: total === undefined ? `{value} ${what}` : `${what} {bar} {value}/{total}`,
    stream: process.stderr,
    formatValue: (value) => String(Math.floor(value)),
    clearOnComplete: true,
    hideCursor: true,
  });
  bar.start(total ?? Number.MAX_SAFE_INTEGER, 0);
  return bar;
}
