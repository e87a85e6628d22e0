import type { ResultRubric } from "../../result/schema.ts";
import { rounded } from "../cells.ts";
import { assessedUnder, type View } from "../view.ts";
import { type Linked, levelNames, markOf, Spoken } from "./parts.tsx";

/** Models by criteria, one map for every framework that has criteria. */
export function Heatmaps({ view, links }: { view: View } & Linked) {
  const mapped = view.rubrics.filter(({ criteria }) => (criteria?.length ?? 0) > 0);
  if (mapped.length === 0) return null;
  return (
    <section id="heatmap" aria-labelledby="heatmap-title">
      <h2 id="heatmap-title">Models by criteria</h2>
      <ul class="legend">
        <li>
          <span class="cell s4">●</span> all points
        </li>
        <li>
          <span class="cell s2">◐</span> some
        </li>
        <li>
          <span class="cell s0">○</span> none
        </li>
        <li>
          <span class="cell unknown">?</span> unknown
        </li>
        <li>
          <span class="cell na">–</span> does not apply
        </li>
      </ul>
      {mapped.map((rubric, at) => (
        <details open={at === 0}>
          <summary>
            {rubric.name} {rubric.version}
          </summary>
          <Heatmap view={view} rubric={rubric} links={links} />
        </details>
      ))}
    </section>
  );
}

type Criterion = NonNullable<ResultRubric["criteria"]>[number];

/** One framework's map; each criterion's text comes on hover, and by a press of its button. */
export function Heatmap({ view, rubric, links }: { view: View; rubric: ResultRubric } & Linked) {
  const criteria = rubric.criteria ?? [];
  const names = levelNames(rubric);
  const assessed = new Set(assessedUnder(view, rubric));
  const models = view.models.filter(({ results }) => {
    const result = results.get(rubric.id);
    return result !== undefined && assessed.has(result);
  });
  return (
    <>
      <div class="scroll">
        <table class="heatmap">
          <caption>
            <Spoken>{rubric.name}: levels of every model under every criterion.</Spoken>
          </caption>
          <thead>
            <tr>
              <th scope="col">Model</th>
              {criteria.map((criterion) => (
                <th scope="col" class="turned">
                  <button
                    type="button"
                    popovertarget={tipId(rubric, criterion)}
                    title={`${criterion.question ?? criterion.name}${criterion.why === undefined ? "" : `\n${criterion.why}`}`}
                  >
                    {criterion.name}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {models.map(({ key, model, results }) => {
              const levels = new Map(results.get(rubric.id)?.criteria.map((one) => [one.id, one]));
              return (
                <tr>
                  <th scope="row">
                    <a href={links.model(key)}>{model.name}</a>
                  </th>
                  {criteria.map(({ id, name }) => {
                    const mark = markOf(levels.get(id), names.get(id) ?? new Map());
                    return (
                      <td class={`cell ${mark.shade}`} title={`${name}: ${mark.words}`}>
                        <span aria-hidden="true">{mark.sign}</span>
                        <Spoken>{mark.words}</Spoken>
                      </td>
                    );
                  })}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {criteria.map((criterion) => (
        <div
          popover="auto"
          id={tipId(rubric, criterion)}
          class="tip"
          role="dialog"
          aria-label={criterion.name}
        >
          <CriterionText criterion={criterion} />
        </div>
      ))}
    </>
  );
}

function tipId(rubric: ResultRubric, { id }: Criterion): string {
  return `tip-${rubric.id}-${id}`;
}

/** What a criterion asks, what it is worth, and its levels. */
export function CriterionText({ criterion }: { criterion: Criterion }) {
  const { id, name, question, why, source, reading, effectiveWeight, levels } = criterion;
  return (
    <>
      <h4>
        {name} <small>({id})</small>
      </h4>
      {question === undefined ? null : <p>{question}</p>}
      {why === undefined ? null : <p>{why}</p>}
      {effectiveWeight > 0 ? <p>It is {rounded(effectiveWeight * 100, 1)}% of the total.</p> : null}
      <ul>
        {levels.map((level) => (
          <li>
            <strong>{level.name ?? level.id}</strong> ({level.points} points)
            {level.when === undefined ? null : `: ${level.when}`}
          </li>
        ))}
      </ul>
      {reading === undefined ? null : (
        <p>The conditions are our reading of what the publisher says in words.</p>
      )}
      {source === undefined ? null : (
        <p>
          <small>Source: {source}</small>
        </p>
      )}
    </>
  );
}
