import type { Result, ResultRubric } from "../../../result/schema.ts";
import { boundsText, rounded } from "../../cells.ts";
import { labelText } from "../../verdict.ts";

/** The label, else the score; `not assessed` where nothing is known. */
export function Verdict({ result, rubric }: { result: Result | undefined; rubric: ResultRubric }) {
  // Where a vendor's row is another model under each framework.
  if (result === undefined) return <span class="faint">–</span>;
  if (!result.assessed) return <span class="faint">not assessed</span>;
  const label = labelText(result, rubric);
  if (label !== "") return <span class={result.label?.certain ? undefined : "open"}>{label}</span>;
  return <Score result={result} />;
}

/** The score with its bounds and a bar: what is certain, what is possible. */
export function Score({ result: { score } }: { result: Result }) {
  if (score === null) return <span class="faint">no score</span>;
  const { lower, upper, max } = score;
  const share = (value: number) => (max === 0 ? 0 : Number(((value / max) * 100).toFixed(1)));
  return (
    <span class="score">
      <span class="figure">{boundsText(score, { unicode: true })}</span>
      <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        <rect class="bar-none" width="100" height="8" />
        <rect class="bar-possible" width={share(upper)} height="8" />
        <rect class="bar-certain" width={share(lower)} height="8" />
      </svg>
    </span>
  );
}

/** A framework's name, with its version where the name does not end in it. */
export function RubricName({
  rubric: { name, version },
}: {
  rubric: Pick<ResultRubric, "name" | "version">;
}) {
  if (name.endsWith(version)) return <>{name}</>;
  return (
    <>
      {name} <small>{version}</small>
    </>
  );
}

/** Share of the weight that is settled. */
export function Known({ coverage }: { coverage: number | null }) {
  return <>{coverage === null ? "" : `${rounded(coverage * 100)}%`}</>;
}
