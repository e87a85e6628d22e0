/** A place in a ranking and how many share it. */
export interface Standing {
  position: number;
  tied: number;
}

/** Differences below this are rounding of floating-point sums, not differences. */
const SAME = 1e-9;

/**
 * Competition ranks (1, 2, 2, 4), highest value first.
 * @param values one per row; null rows are not ranked
 * @returns one per row, null where the value is
 */
export function standings(values: readonly (number | null)[]): (Standing | null)[] {
  const sorted = values.filter((value) => value !== null).sort((a, b) => b - a);
  return values.map((value) => {
    if (value === null) return null;
    const above = countWhile(sorted, (other) => other - value > SAME);
    const notBelow = countWhile(sorted, (other) => !(value - other > SAME));
    return { position: above + 1, tied: notBelow - above };
  });
}

/** How many items at the beginning of a list pass a test that all after the first failing one fail. */
function countWhile(items: readonly number[], passes: (item: number) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (passes(items[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}
