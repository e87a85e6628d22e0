import { inputError } from "./errors.ts";
import { subjectId } from "./profile/subject.ts";
import type { Contest, Contestant } from "./rank/contest.ts";
import { chanceAbove, type Draws } from "./rank/draws.ts";
import { settled } from "./rank/evaluation.ts";
import { catching, scoreOf, weightsFor } from "./rank/openings.ts";
import { type Plan, planOf } from "./rank/plan.ts";
import { type Sides, smallestSwap } from "./rank/swap.ts";
import type { RankedPair, RubricRanking } from "./result/rankingSchema.ts";
import type { Result } from "./result/schema.ts";
import type { Rubric } from "./rubric/types.ts";
import type { Solve } from "./solver.ts";
import { nearWords } from "./spelling.ts";
import { orList } from "./text.ts";

interface Ranked {
  rubric: Rubric;
  /** Highest first. */
  models: readonly Contestant[];
  /** Those that are not ranked. */
  left: readonly Result[];
  basis: RubricRanking["basis"];
  draws: Draws;
  contest: Contest;
  solve: Solve | undefined;
}

/**
 * What it takes for two models to change places.
 * @param names vendor/model, or the vendor where one model of it is ranked
 * @throws InputError if a name is not that of one ranked model
 */
export function pairOf(names: readonly string[], ranked: Ranked): RankedPair {
  const [one = 0, other = 0] = names.map((name) => placeOf(name, ranked)).sort((a, b) => a - b);
  if (one === other) throw inputError("--pair wants two different models.");
  const { models, basis, draws, contest } = ranked;
  const [above, below] = [models[one], models[other]];
  if (above === undefined || below === undefined) throw new Error("A ranked model is missing.");
  const scores = [above.result.score?.value ?? 0, below.result.score?.value ?? 0] as const;
  const inScores = basis === "score";
  return {
    above: subjectId(above.result),
    below: subjectId(below.result),
    difference: inScores ? scores[0] - scores[1] : null,
    chance: chanceAbove(draws, one, other),
    dominates: contest.dominates(one, other),
    weights: inScores ? weightsOf(above, below, ranked) : null,
    unknowns: inScores ? unknownsOf(above, below, ranked) : null,
  };
}

function placeOf(name: string, { models, left, rubric }: Ranked): number {
  const ids = models.map(({ result }) => subjectId(result));
  const isNamed = (one: Result) => [subjectId(one), one.vendor.id, one.model.id].includes(name);
  const found = models.flatMap(({ result }, place) => (isNamed(result) ? [place] : []));
  const exact = found.filter((place) => ids[place] === name);
  const [place, ...more] = exact.length > 0 ? exact : found;
  if (place !== undefined && more.length === 0) return place;
  if (place !== undefined) {
    const all = [place, ...more].map((at) => ids[at] ?? "");
    throw inputError(`${name} may be ${orList(all)}: name one for --pair.`);
  }
  const known = left.find(isNamed);
  if (known !== undefined) {
    const why = known.assessed ? "too little is known of it, see --coverage" : "it is not assessed";
    throw inputError(`${name} is not ranked under ${rubric.name}: ${why}.`);
  }
  const near = nearWords(name, [...ids, ...models.map(({ result }) => result.vendor.id)]);
  const hint = near.length > 0 ? ` Did you mean ${orList(near)}?` : "";
  throw inputError(
    `${name} is not among the models that are ranked under ${rubric.name}.${hint} --by model ranks all models of a vendor.`,
  );
}

function weightsOf(above: Contestant, below: Contestant, { rubric, solve }: Ranked): RankedPair["weights"] {
  if (solve === undefined) throw new Error("There is no solver.");
  const plan = planOf(rubric);
  const swap = smallestSwap(sideOf(above, plan), sideOf(below, plan), plan.summed, solve);
  const changed = rubric.criteria.map(({ id, name }, at) => ({ id, name, factor: swap?.factors[at] ?? 1 }));
  return {
    change: swap?.change ?? null,
    factors: changed.filter(({ factor }) => Math.abs(factor - 1) > LEAST_CHANGE),
  };
}

/** Less than anybody would call a change of a weight. */
const LEAST_CHANGE = 1e-9;

function sideOf({ row }: Contestant, plan: Plan): Sides {
  const state = settled(row, plan);
  return { weights: weightsFor(plan, state.applies), shares: state.lower };
}

/** Gains are told on the scale of the score. */
function unknownsOf(above: Contestant, below: Contestant, { rubric }: Ranked): RankedPair["unknowns"] {
  const plan = planOf(rubric);
  const { needed, enough } = catching(plan, below.row, scoreOf(plan, settled(above.row, plan)));
  const scale = rubric.scale?.max ?? 1;
  return {
    enough,
    needed: needed.flatMap(({ criterion, gain }) => {
      const { id = "", name = "" } = rubric.criteria[criterion] ?? {};
      return [{ id, name, gain: gain * scale }];
    }),
  };
}
