import { claimGroups, verdictCounts } from "../story/labels.ts";
import { claimsOf, hasLabels, type View } from "../view.ts";
import { type Linked, Scroll } from "./parts/links.tsx";
import { Verdict } from "./parts/verdict.tsx";

/** What vendors say, beside what the frameworks say. */
export function Claims({ view, links }: { view: View } & Linked) {
  const claiming = view.models.filter((model) => claimsOf(model).length > 0);
  if (claiming.length === 0 || view.rubrics.length === 0) return null;
  return (
    <section id="claims" aria-labelledby="claims-title">
      <h2 id="claims-title">Claims and verdicts</h2>
      <p class="note">
        What vendors call their models in their own words ({claiming.length} of {view.models.length} models),
        beside what the frameworks find.
      </p>
      {view.models.length > 1 ? <ByClaim view={view} links={links} /> : null}
      <details open={view.models.length < 4}>
        <summary>Model by model</summary>
        <ByModel view={{ ...view, models: claiming }} links={links} />
      </details>
    </section>
  );
}

function ByClaim({ view, links }: { view: View } & Linked) {
  const labelled = view.rubrics.filter(hasLabels);
  if (labelled.length === 0) return null;
  return (
    <Scroll label="Verdicts by claim">
      <table>
        <thead>
          <tr>
            <th scope="col">Vendors call it</th>
            <th scope="col" class="number">
              Models
            </th>
            {labelled.map(({ id, name }) => (
              <th scope="col">
                <a href={links.rubric(id)}>{name}</a>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {claimGroups(view).map(({ claim, models }) => (
            <tr>
              <th scope="row">{claim}</th>
              <td class="number">{models.length}</td>
              {labelled.map((rubric) => (
                <td>{verdictCounts(models, rubric)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** All rubrics with labels, and the first that gives points. */
function ByModel({ view, links }: { view: View } & Linked) {
  const scored = view.rubrics.filter((rubric) => !hasLabels(rubric)).slice(0, 1);
  const shown = [...scored, ...view.rubrics.filter(hasLabels)];
  return (
    <Scroll label="Claims and verdicts by model">
      <table>
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col">The vendor calls it</th>
            {shown.map(({ name }) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.models.map((model) => (
            <tr>
              <th scope="row">
                <a href={links.model(model.key)}>{model.model.name}</a>
              </th>
              <td>{claimsOf(model).join(", ")}</td>
              {shown.map((rubric) => (
                <td>
                  <Verdict result={model.results.get(rubric.id)} rubric={rubric} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
