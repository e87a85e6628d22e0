import type { ReportContext } from "./context.ts";

const BLOCKS = "▁▂▃▄▅▆▇█";
const ASCII = "_.:-=+*#";

/**
 * A line of columns, each as high as a share.
 * @param shares 0 to 1; null leaves a gap
 */
export function sparkline(
  shares: readonly (number | null)[],
  { unicode }: Pick<ReportContext, "unicode">,
): string {
  const steps = [...(unicode ? BLOCKS : ASCII)];
  const last = steps.length - 1;
  return shares
    .map((share) => (share === null ? " " : steps[Math.round(Math.min(1, Math.max(0, share)) * last)]))
    .join("");
}
