import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { Evaluation } from "./evaluation.ts";
import { type Indices, sobolIndices } from "./sobol.ts";
import { mean } from "./statistics.ts";
import { midRanks } from "./ties.ts";
import { drawSample, type Factor, type Sample } from "./variation.ts";

/** What drives the ranks: for each thing that varies, how much of the average rank shift's variance it causes. */
export interface Drivers {
  /** The mean of the average rank shift over all draws. */
  shift: number;
  /** Null where it does not vary. */
  indices: Indices[] | null;
}

/**
 * How far models move on average, (1 / M) sum |rank - rank under the stated rubric|, in mid-ranks, and why.
 * Source: Saisana, Saltelli and Tarantola 2005.
 * @param factors what varies, two at least
 * @param reference the mid-ranks as scored
 */
export function driversOf(
  { weights, unknowns, values }: Evaluation,
  factors: readonly Factor[],
  reference: Float64Array,
  { draws, seed, onDraw }: { draws: number; seed: number; onDraw?: () => void },
): Drivers {
  const random = xoroshiro128plus(seed);
  const output = (sample: Sample) => averageShift(midRanks(values(sample)), reference);
  const design = {
    a: new Float64Array(draws),
    b: new Float64Array(draws),
    ab: factors.map(() => new Float64Array(draws)),
  };
  for (let run = 0; run < draws; run += 1) {
    const [a, b] = [drawSample(random, weights, unknowns), drawSample(random, weights, unknowns)];
    design.a[run] = output(a);
    design.b[run] = output(b);
    for (const [at, factor] of factors.entries()) {
      const column = design.ab[at];
      if (column !== undefined) column[run] = output({ ...a, [factor]: b[factor] });
    }
    onDraw?.();
  }
  const shift = (mean(design.a) + mean(design.b)) / 2;
  // The indices are of the output less its mean, which changes none of them and makes the estimates much steadier.
  const less = (values: Float64Array) => values.map((value) => value - shift);
  const centred = { a: less(design.a), b: less(design.b), ab: design.ab.map(less) };
  return { shift, indices: sobolIndices(centred, REPLICATES, random) };
}

/** Bootstrap draws behind the interval of an index. */
const REPLICATES = 500;

/** How far models stand from where they stood, on average. */
export function averageShift(ranks: Float64Array, reference: Float64Array): number {
  return mean(ranks.map((rank, model) => Math.abs(rank - (reference[model] ?? 0))));
}
