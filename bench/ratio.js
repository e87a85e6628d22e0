/** The middle one of some numbers. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/**
 * How long something took over how long something else took, pair by pair, as text.
 * @param values seconds
 * @param base seconds, of the same runs
 */
export function ratioText(values, base) {
  const ratios = values.map((value, at) => value / base[at]);
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  return `${median(ratios).toFixed(2)} times (${least.toFixed(2)} to ${most.toFixed(2)}; ${median(values).toFixed(2)} s)`;
}
