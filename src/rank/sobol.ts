import { uniformInt } from "pure-rand/distribution/uniformInt";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";
import { mean, quantile, variance } from "./statistics.ts";

/** Outputs of a design of N (d + 2) runs: N of a sample A, N of B, and for each input N of A with that input from B. */
export interface Design {
  a: Float64Array;
  b: Float64Array;
  ab: readonly Float64Array[];
}

/** An estimate with the interval that holds 90 % of its bootstrap draws. */
interface Estimate {
  value: number;
  lower: number;
  upper: number;
}

/** How much of the output's variance an input causes: alone, and with all that it does together with others. */
export interface Indices {
  first: Estimate;
  total: Estimate;
}

/**
 * Sobol indices of each input: first order mean(f_B (f_AB - f_A)) / Var, total sum((f_A - f_AB)²) / (2 N Var), with the
 * variance of A and B together.
 * Source: Saltelli and others 2010 and Jansen 1999, as in the R package COINr 1.1.14, SA_estimate; intervals there and here by
 * drawing runs again with replacement.
 * @param replicates bootstrap draws
 * @returns null if the output does not vary
 */
export function sobolIndices(
  { a, b, ab }: Design,
  replicates: number,
  random: RandomGenerator,
): Indices[] | null {
  const spread = variance(Float64Array.of(...a, ...b));
  if (!(spread > 0)) return null;
  return ab.map((mixed) => {
    const first = a.map((value, run) => ((b[run] ?? 0) * ((mixed[run] ?? 0) - value)) / spread);
    const total = a.map((value, run) => (value - (mixed[run] ?? 0)) ** 2 / (2 * spread));
    return { first: estimate(first, replicates, random), total: estimate(total, replicates, random) };
  });
}

function estimate(terms: Float64Array, replicates: number, random: RandomGenerator): Estimate {
  const drawn = new Float64Array(replicates);
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    let sum = 0;
    for (let run = 0; run < terms.length; run += 1)
      sum += terms[uniformInt(random, 0, terms.length - 1)] ?? 0;
    drawn[replicate] = sum / terms.length;
  }
  drawn.sort();
  return { value: mean(terms), lower: quantile(drawn, 0.05), upper: quantile(drawn, 0.95) };
}
