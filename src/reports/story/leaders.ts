import type { Result, ResultRubric } from "../../result/schema.ts";
import { assessedUnder, hasLabels, type View } from "../view.ts";
import { labelRange } from "./labels.ts";

/** Who stands at the top under a rubric by what is certain. */
export interface Lead {
  rubric: ResultRubric;
  /** Several that are level; none if nobody surely has anything to be ahead by. */
  first: Result[];
  /** Whether others could still draw level once the unknown is known. */
  contested: boolean;
}

/** Who leads under each rubric. */
export function leadsOf(view: View): Lead[] {
  return view.rubrics.map((rubric) => {
    const results = assessedUnder(view, rubric);
    return { rubric, ...(hasLabels(rubric) ? byLabel(results, rubric) : byScore(results)) };
  });
}

function byScore(results: readonly Result[]): Omit<Lead, "rubric"> {
  const scored = results.flatMap((result) => (result.score === null ? [] : [{ result, ...result.score }]));
  const best = Math.max(0, ...scored.map(({ lower }) => lower));
  const first = best === 0 ? [] : scored.filter(({ lower }) => lower === best);
  const contested = scored.some((one) => !first.includes(one) && one.upper >= best);
  return { first: first.map(({ result }) => result), contested };
}

/** Labels that build on each other order models; those of a list of decisions do not, but for the first. */
function byLabel(results: readonly Result[], rubric: ResultRubric): Omit<Lead, "rubric"> {
  const ranges = results.map((result) => ({ result, range: labelRange(result, rubric) }));
  const best = Math.min(...ranges.map(({ range: [, worst] }) => worst));
  const lowest = (rubric.labels?.length ?? 0) - 1;
  const counts = rubric.kind === "classes" ? best < lowest : best === 0;
  if (!counts) return { first: [], contested: false };
  const first = ranges.filter(({ range: [, worst] }) => worst === best);
  const contested = ranges.some((one) => !first.includes(one) && one.range[0] <= best);
  return { first: first.map(({ result }) => result), contested };
}
