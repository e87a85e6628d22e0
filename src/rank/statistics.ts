/**
 * The value below which a share of all values lies, between two of them in proportion.
 * Source: Hyndman and Fan 1996, type 7, which R and NumPy take unless told otherwise.
 * @param sorted in ascending order, not empty
 * @param share 0 to 1
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  return between(share, sorted.length, (place) => sorted[place] ?? 0);
}

/**
 * The same of values that are counted.
 * @param counts how often each value occurs
 * @param valueAt the value at a place of the counts, which rises with it
 */
export function countedQuantile(
  counts: ArrayLike<number>,
  total: number,
  share: number,
  valueAt: (place: number) => number,
): number {
  return between(share, total, (wanted) => {
    let seen = 0;
    let place = -1;
    while (seen <= wanted && place < counts.length - 1) {
      place += 1;
      seen += counts[place] ?? 0;
    }
    return valueAt(place);
  });
}

function between(share: number, total: number, valueAt: (place: number) => number): number {
  const place = (total - 1) * share;
  const [below, above] = [valueAt(Math.floor(place)), valueAt(Math.ceil(place))];
  return below + (above - below) * (place - Math.floor(place));
}

export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < values.length; at += 1) sum += values[at] ?? 0;
  return sum / values.length;
}

/** The variance of a sample, over its size less one. */
export function variance(values: ArrayLike<number>): number {
  const middle = mean(values);
  let sum = 0;
  for (let at = 0; at < values.length; at += 1) sum += ((values[at] ?? 0) - middle) ** 2;
  return sum / (values.length - 1);
}

/**
 * Pearson's correlation.
 * @returns null where one of both does not vary
 */
export function correlation(one: readonly number[], other: readonly number[]): number | null {
  const [a, b] = [mean(one), mean(other)];
  let [both, ofOne, ofOther] = [0, 0, 0];
  for (const [at, value] of one.entries()) {
    const [x, y] = [value - a, (other[at] ?? 0) - b];
    both += x * y;
    ofOne += x * x;
    ofOther += y * y;
  }
  return ofOne > TINY && ofOther > TINY ? both / Math.sqrt(ofOne * ofOther) : null;
}

/** What rounding leaves of the squares of values that are all the same. */
const TINY = 1e-18;
