import { uniformFloat32 } from "pure-rand/distribution/uniformFloat32";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";
import type { Row } from "./field.ts";
import type { Aggregate, Weigh } from "./plan.ts";

/** What is varied from draw to draw, and how. */
export interface Variation {
  weights: WeightVariation;
  /** What half of a criterion's points counts for; each draw takes one of these. 0.5 is as the rubric states. */
  half: readonly number[];
  /** How points are added up; each draw takes one of these. */
  aggregate: readonly Aggregate[];
  /** Drawn from the possible levels, each as likely as the others; or the worst, as the score counts them. */
  unknowns: "drawn" | "worst";
}

/**
 * Each weight times 1 plus or minus up to a share of itself; every distribution of the weight as likely as any other
 * (Dirichlet with all parameters 1); or all that are compared with each other the same.
 */
export type WeightVariation = { by: number } | "dirichlet" | "equal";

/** What may vary. */
const FACTORS = ["weights", "points", "aggregation", "unknowns"] as const;
export type Factor = (typeof FACTORS)[number];

/** The numbers of one draw, each from 0 to below 1 and as likely as any other. */
export interface Sample {
  weights: Float64Array;
  points: number;
  aggregation: number;
  unknowns: Float64Array;
}

/** What really differs from draw to draw. */
export function factorsOf(variation: Variation, rows: readonly Row[]): Factor[] {
  const { weights, half, aggregate, unknowns } = variation;
  const varies: Record<Factor, boolean> = {
    weights: weights === "dirichlet" || (weights !== "equal" && weights.by > 0),
    points: half.length > 1,
    aggregation: aggregate.length > 1,
    unknowns: unknowns === "drawn" && rows.some(({ open }) => open.length > 0),
  };
  return FACTORS.filter((factor) => varies[factor]);
}

/** Draws the numbers of one run. */
export function drawSample(random: RandomGenerator, weights: number, unknowns: number): Sample {
  const sample = {
    weights: new Float64Array(weights),
    points: uniformFloat64(random),
    aggregation: uniformFloat64(random),
    unknowns: new Float64Array(unknowns),
  };
  for (let at = 0; at < weights; at += 1) sample.weights[at] = uniformFloat64(random);
  // A choice among a few levels needs no more digits.
  for (let at = 0; at < unknowns; at += 1) sample.unknowns[at] = uniformFloat32(random);
  return sample;
}

/** The weights that a sample stands for. */
export function weighing(variation: WeightVariation, { weights }: Sample): Weigh {
  if (variation === "equal") return () => 1;
  // Exponential numbers, of which each counts for its share of their sum.
  if (variation === "dirichlet") return (input) => -Math.log(1 - (weights[input] ?? 0));
  const { by } = variation;
  return (input, stated) => stated * (1 + by * (2 * (weights[input] ?? 0) - 1));
}

/** The item of a list that a number from 0 to below 1 stands for. */
export function chosen<Item>(items: readonly Item[], number: number): Item | undefined {
  return items[Math.min(items.length - 1, Math.floor(number * items.length))];
}

/** A share of a criterion's points, if half of them count for something else: 0 and 1 stay what they are. */
export function bent(share: number, half: number): number {
  return half === 0.5 ? share : share ** (Math.log(half) / Math.log(0.5));
}
