import type { ResultRubric } from "../../result/schema.ts";
import { boundsText } from "../cells.ts";
import { labelText, OF_COMPANY } from "../verdict.ts";
import { hasLabels, judgesCompanies, namedResults, type View } from "../view.ts";
import { labelChart } from "./chart/labels.ts";
import type { Named } from "./chart/picture.ts";
import { rangeChart } from "./chart/ranges.ts";
import { Scroll, Spoken } from "./parts/links.tsx";
import { RubricName } from "./parts/verdict.tsx";

/** A picture for every rubric: the first at once, the others on demand. */
export function Ranges({ view }: { view: View }) {
  const charts = view.rubrics
    .map((rubric) => ({ rubric, results: drawable(view, rubric) }))
    .filter(({ results }) => results.length > 0);
  if (charts.length === 0) return null;
  return (
    <section id="scores" aria-labelledby="scores-title">
      <h2 id="scores-title">Verdicts as ranges</h2>
      <ul class="legend">
        <li>
          <span class="swatch certain" /> certain
        </li>
        <li>
          <span class="swatch possible" /> possible, once what is unknown is known
        </li>
      </ul>
      <p class="note">Models whose ranges overlap may stand in either order.</p>
      {charts.map(({ rubric, results }, at) => (
        <details open={at === 0}>
          <summary>
            <RubricName rubric={rubric} />
          </summary>
          {judgesCompanies(view, rubric) ? <p class="note">{OF_COMPANY}</p> : null}
          <Scroll label={`Chart: ${rubric.name}`}>
            {/* Markup that the library made; names in it were escaped by the one who wrote it out. */}
            <div dangerouslySetInnerHTML={{ __html: chartOf(results, rubric) }} />
          </Scroll>
          <Spoken>{results.map((result) => inWords(result, rubric)).join("; ")}</Spoken>
        </details>
      ))}
    </section>
  );
}

function drawable(view: View, rubric: ResultRubric): Named[] {
  return namedResults(view, rubric).filter(({ result: { label, score } }) =>
    hasLabels(rubric) ? label !== null : score !== null,
  );
}

function chartOf(results: readonly Named[], rubric: ResultRubric): string {
  return hasLabels(rubric) ? labelChart(results, rubric) : rangeChart(results, rubric);
}

/** The same in words, for those who do not see the picture. */
function inWords({ name, result }: Named, rubric: ResultRubric): string {
  const label = labelText(result, rubric);
  if (label !== "") return `${name}: ${label}`;
  return result.score === null ? name : `${name}: ${boundsText(result.score, { unicode: true })}`;
}
