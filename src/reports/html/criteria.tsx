import type { CriterionResult, Result, ResultRubric } from "../../result/schema.ts";
import { pointsText } from "../cells.ts";
import { type Judged, judgedLevels, levelNames, levelWords } from "../levels.ts";
import { type Linked, Scroll } from "./parts/links.tsx";

/** Every criterion of a rubric for one model. Where people judged all of them, levels and no reasons are known. */
export function Criteria({ rubric, result, links }: { rubric: ResultRubric; result: Result } & Linked) {
  const judged = judgedLevels(result, rubric);
  if (judged !== undefined) return <JudgedLevels judged={judged} />;
  const names = levelNames(rubric);
  const titles = new Map(rubric.criteria?.map(({ id, name }) => [id, name]));
  return (
    <Scroll label={`Criteria of ${rubric.name}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">Criterion</th>
            <th scope="col">Level</th>
            <th scope="col">Points</th>
            <th scope="col">Because</th>
          </tr>
        </thead>
        <tbody>
          {result.criteria.map((criterion) => (
            <tr>
              <th scope="row">
                <a class="ask" href={links.criterion(rubric.id, criterion.id)}>
                  {titles.get(criterion.id) ?? criterion.id}
                </a>
              </th>
              <td class={isOpen(criterion) ? "open" : undefined}>{levelWords(criterion, names)}</td>
              <td class="number">
                {criterion.points === null ? "" : pointsText(criterion.points, { unicode: true })}
              </td>
              <td>{criterion.because?.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function isOpen({ level, possible }: CriterionResult): boolean {
  return level === null || possible.length > 1;
}

function JudgedLevels({ judged: { by, levels } }: { judged: Judged }) {
  return (
    <>
      {by === undefined ? null : <p class="note">As judged by {by}.</p>}
      <dl class="levels">
        {[...levels].map(([level, criteria]) => (
          <>
            <dt>
              {level} ({criteria.length})
            </dt>
            <dd>{criteria.join(" · ")}</dd>
          </>
        ))}
      </dl>
    </>
  );
}
