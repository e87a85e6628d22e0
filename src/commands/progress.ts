/** A bar on standard error. */
export interface Progress {
  increment(): void;
  stop(): void;
}

/**
 * A bar for what may take more than a second, in a terminal only.
 * @param what is counted, in a word
 */
export async function progressBar(
  what: string,
  total: number,
  { quiet }: { quiet?: boolean },
): Promise<Progress | undefined> {
  if (quiet || !process.stderr.isTTY) return undefined;
  const { default: progress } = await import("cli-progress");
  const bar = new progress.SingleBar({
    format: `${what} {bar} {value}/{total}`,
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
  });
  bar.start(total, 0);
  return bar;
}
