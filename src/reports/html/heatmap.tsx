import type { Result, ResultRubric } from "../../result/schema.ts";
import { type LevelNames, levelNames } from "../levels.ts";
import { judgesCompanies, keyOf, namedResults, type View } from "../view.ts";
import { type Linked, Scroll, Spoken } from "./parts/links.tsx";
import { markOf } from "./parts/mark.ts";
import { RubricName } from "./parts/verdict.tsx";

/** Models by criteria, one map for every framework that has criteria. */
export function Heatmaps({ view, links }: { view: View } & Linked) {
  const mapped = view.rubrics.filter(({ criteria }) => (criteria?.length ?? 0) > 0);
  if (mapped.length === 0) return null;
  return (
    <section id="heatmap" aria-labelledby="heatmap-title">
      <h2 id="heatmap-title">Models by criteria</h2>
      <HeatmapLegend />
      {mapped.map((rubric, at) => (
        <details open={at === 0}>
          <summary>
            <RubricName rubric={rubric} />
          </summary>
          <Heatmap view={view} rubric={rubric} links={links} />
        </details>
      ))}
    </section>
  );
}

/** What the signs mean. */
export function HeatmapLegend() {
  return (
    <>
      <ul class="legend">
        <li>
          <span class="cell s4" /> all points
        </li>
        <li>
          <span class="cell s2" /> some
        </li>
        <li>
          <span class="cell s0" /> none
        </li>
        <li>
          <span class="cell open" /> unknown
        </li>
        <li>
          <span class="cell na" /> does not apply
        </li>
      </ul>
      <p class="note">A criterion’s name leads to what it asks; hover over it, or tap it, to read it here.</p>
    </>
  );
}

/** One framework's map. A cell holds the level's name, in place of which the page shows a sign. */
export function Heatmap({ view, rubric, links }: { view: View; rubric: ResultRubric } & Linked) {
  const names = levelNames(rubric);
  const companies = judgesCompanies(view, rubric);
  return (
    <Scroll label={`Models by criteria of ${rubric.name}`} tall>
      <table class="heatmap">
        <caption>
          <Spoken>{rubric.name}: levels of every model under every criterion</Spoken>
        </caption>
        <thead>
          <Groups rubric={rubric} />
          <tr>
            <th scope="col">{companies ? "Company" : "Model"}</th>
            {rubric.criteria?.map(({ id, name }) => (
              <th scope="col" class="turned">
                <a class="ask" href={links.criterion(rubric.id, id)}>
                  {name}
                </a>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {namedResults(view, rubric).map(({ name, result }) => (
            <HeatmapRow
              name={name}
              href={links.model(keyOf(result))}
              rubric={rubric}
              result={result}
              names={names}
            />
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** The dimensions above their criteria, where there are several that stand together. */
function Groups({ rubric: { criteria = [], dimensions = [] } }: { rubric: ResultRubric }) {
  const runs: { id: string | undefined; length: number }[] = [];
  for (const { dimension } of criteria) {
    const last = runs.at(-1);
    if (last !== undefined && last.id === dimension) last.length += 1;
    else runs.push({ id: dimension, length: 1 });
  }
  if (runs.length < 2 || runs.length === criteria.length) return null;
  return (
    <tr class="groups">
      <td />
      {runs.map(({ id, length }) => (
        <th scope="colgroup" colspan={length}>
          {dimensions.find((one) => one.id === id)?.name}
        </th>
      ))}
    </tr>
  );
}

interface RowProps {
  name: string;
  href: string;
  rubric: ResultRubric;
  result: Result;
  names: LevelNames;
}

function HeatmapRow({ name, href, rubric, result, names }: RowProps) {
  const levels = new Map(result.criteria.map((one) => [one.id, one]));
  return (
    <tr>
      <th scope="row">
        <a href={href}>{name}</a>
      </th>
      {rubric.criteria?.map(({ id }) => {
        const { shade, words } = markOf(levels.get(id), names);
        return <td class={shade}>{words}</td>;
      })}
    </tr>
  );
}
