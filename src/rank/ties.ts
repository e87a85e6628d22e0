/** A place in a ranking and how many share it. */
export interface Standing {
  position: number;
  tied: number;
}

/** Differences below this are rounding of floating-point sums, not differences. */
export const SAME = 1e-9;

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

/** Calls back for each set of equal values, highest first: how many are above it, and the places of its own. */
export function eachTie(values: Float64Array, visit: (above: number, places: Uint32Array) => void): void {
  const order = new Uint32Array(values.length);
  for (let at = 0; at < order.length; at += 1) order[at] = at;
  order.sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0));
  let from = 0;
  while (from < order.length) {
    const highest = values[order[from] ?? 0] ?? 0;
    let to = from + 1;
    while (to < order.length && highest - (values[order[to] ?? 0] ?? 0) <= SAME) to += 1;
    visit(from, order.subarray(from, to));
    from = to;
  }
}

/** Ranks in which those who tie share the mean of their places: 1, 2.5, 2.5, 4. */
export function midRanks(values: Float64Array): Float64Array {
  const ranks = new Float64Array(values.length);
  eachTie(values, (above, places) => {
    for (const place of places) ranks[place] = above + (places.length + 1) / 2;
  });
  return ranks;
}
