import type { ResultRubric } from "../../result/schema.ts";
import { labelCounts } from "../story/labels.ts";
import { sentences } from "../story/sentences.ts";
import { hasLabels, type View } from "../view.ts";
import type { Linked } from "./parts/links.tsx";

/** The findings in words and counts. */
export function Summary({ view, links }: { view: View } & Linked) {
  const labelled = view.models.length > 1 ? view.rubrics.filter(hasLabels) : [];
  return (
    <section id="summary" aria-labelledby="summary-title">
      <h2 id="summary-title">In short</h2>
      <div class="sentences">
        {sentences(view).map((sentence) => (
          <p>{sentence}</p>
        ))}
      </div>
      {labelled.length === 0 ? null : (
        <div class="cards">
          {labelled.map((rubric) => (
            <LabelCounts view={view} rubric={rubric} links={links} />
          ))}
        </div>
      )}
    </section>
  );
}

function LabelCounts({ view, rubric, links }: { view: View; rubric: ResultRubric } & Linked) {
  const counts = labelCounts(view, rubric);
  const all = counts.reduce((sum, { models }) => sum + models.length, 0);
  return (
    <table class="counts">
      <caption>
        <a href={links.rubric(rubric.id)}>{rubric.name}</a>
      </caption>
      <tbody>
        {counts.map(({ name, models }) => (
          <tr>
            <th scope="row">{name ?? <em>Undecided</em>}</th>
            <td class="share">
              <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                <rect
                  class={name === undefined ? "bar-possible" : "bar-certain"}
                  width={Number(((models.length / all) * 100).toFixed(1))}
                  height="8"
                />
              </svg>
            </td>
            <td class="number">{models.length}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
