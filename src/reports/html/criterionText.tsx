import type { ResultRubric } from "../../result/schema.ts";
import { rounded } from "../cells.ts";
import { criterionAnchor } from "./parts/links.tsx";

type Criterion = NonNullable<ResultRubric["criteria"]>[number];

/** What a criterion asks, what it is worth, and its levels. */
export function CriterionText({ rubric, criterion }: { rubric: ResultRubric; criterion: Criterion }) {
  const { id, name, question, why, source, reading, effectiveWeight, levels } = criterion;
  return (
    <div class="criterion" id={criterionAnchor(rubric.id, id)}>
      <p class="name">
        {name} <code>{id}</code>
        {effectiveWeight > 0 ? <small> {rounded(effectiveWeight * 100, 1)}% of the total</small> : null}
      </p>
      {question === undefined ? null : <p>{question}</p>}
      {why === undefined ? null : <p class="faint">{why}</p>}
      <ul>
        {levels.map((level) => (
          <li>
            <strong>{level.name ?? level.id}</strong> (
            {level.points === 1 ? "1 point" : `${level.points} points`})
            {level.when === undefined ? null : `: ${level.when}`}
          </li>
        ))}
      </ul>
      {reading === undefined ? null : (
        <p>The conditions are our reading of what the publisher says in words.</p>
      )}
      {source === undefined ? null : <p class="faint">Source: {source}</p>}
    </div>
  );
}
