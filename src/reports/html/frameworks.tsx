import { disagreements, type Place } from "../story/places.ts";
import type { View } from "../view.ts";
import { type Linked, Scroll } from "./parts/links.tsx";
import { Verdict } from "./parts/verdict.tsx";

/** How many models a table of disagreements has. */
const MOST = 12;

/** Where frameworks place a model differently. */
export function Frameworks({ view, links }: { view: View } & Linked) {
  const spreads = disagreements(view, MOST);
  const rubrics = view.rubrics.filter(({ id }) => spreads.some(({ places }) => places.has(id)));
  if (spreads.length === 0) return null;
  return (
    <section id="frameworks" aria-labelledby="frameworks-title">
      <h2 id="frameworks-title">Where frameworks disagree</h2>
      <p class="note">
        The models whose place among those of this report differs most from framework to framework. Tied
        models share a place, “4–9 of 32”. The stronger the shade, the nearer the top.
      </p>
      <Scroll label="Models on which frameworks disagree">
        <table class="places">
          <thead>
            <tr>
              <th scope="col">Model</th>
              {rubrics.map(({ name }) => (
                <th scope="col">{name}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {spreads.map(({ model, places }) => (
              <tr>
                <th scope="row">
                  <a href={links.model(model.key)}>{model.model.name}</a>
                </th>
                {rubrics.map((rubric) => {
                  const place = places.get(rubric.id);
                  return place === undefined ? (
                    <td class="faint">not assessed</td>
                  ) : (
                    <td class={shadeOf(place)}>
                      <strong>{placeText(place)}</strong>
                      <br />
                      <Verdict result={model.results.get(rubric.id)} rubric={rubric} />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

function placeText({ position, tied, of }: Place): string {
  return `${tied > 1 ? `${position}–${position + tied - 1}` : position} of ${of}`;
}

/** By quarters of the others, from the last of those it is level with. */
function shadeOf({ position, tied, of }: Place): string {
  const share = (position + tied - 2) / (of - 1);
  if (share <= 0.25) return "top1";
  return share <= 0.5 ? "top2" : "top3";
}
