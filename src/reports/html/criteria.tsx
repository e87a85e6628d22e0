import type { CriterionResult, Result, ResultRubric } from "../../result/schema.ts";
import { pointsText } from "../cells.ts";
import { type Linked, Scroll } from "./parts/links.tsx";
import { type LevelNames, levelNames, levelWords } from "./parts/mark.ts";

/** Every criterion of a rubric for one model. Where people judged all of them, levels and no reasons are known. */
export function Criteria({ rubric, result, links }: { rubric: ResultRubric; result: Result } & Linked) {
  const names = levelNames(rubric);
  const titles = new Map(rubric.criteria?.map(({ id, name }) => [id, name]));
  const judged = result.criteria.every(({ by }) => by === "judgement");
  if (judged) return <Judged result={result} names={names} titles={titles} />;
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

interface Levels {
  result: Result;
  names: LevelNames;
  titles: ReadonlyMap<string, string>;
}

function Judged({ result, names, titles }: Levels) {
  const byLevel = new Map<string, string[]>();
  for (const criterion of result.criteria) {
    const level = levelWords(criterion, names);
    byLevel.set(level, [...(byLevel.get(level) ?? []), titles.get(criterion.id) ?? criterion.id]);
  }
  const by = result.criteria.find(({ because }) => because?.text !== undefined)?.because?.text;
  return (
    <>
      {by === undefined ? null : (
        <p class="note">Levels as people judged them: {/ by (.*)$/.exec(by)?.[1] ?? by}.</p>
      )}
      <dl class="levels">
        {[...byLevel].map(([level, criteria]) => (
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
