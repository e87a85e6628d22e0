import type { ComponentChildren } from "preact";
import type { ResultRubric } from "../../result/schema.ts";
import { rounded } from "../cells.ts";
import { claimGroups, disagreements, labelCounts, type Place, sentences, verdictCounts } from "../summary.ts";
import { assessedUnder, hasLabels, type ModelView, type View } from "../view.ts";
import { rangeChart, rangeText } from "./chart.ts";
import { Known, type Linked, Score, Spoken, Verdict } from "./parts.tsx";

/** The findings in words and counts. */
export function Summary({ view, links }: { view: View } & Linked) {
  const labelled = view.rubrics.filter(hasLabels);
  return (
    <section id="summary" aria-labelledby="summary-title">
      <h2 id="summary-title">In short</h2>
      <ul class="sentences">
        {sentences(view).map((sentence) => (
          <li>{sentence}</li>
        ))}
      </ul>
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
            <td class="number">{models.length}</td>
            <td class="share">
              <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                <rect
                  class={name === undefined ? "bar-possible" : "bar-certain"}
                  width={(models.length / all) * 100}
                  height="8"
                />
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A picture of every rubric that gives a score: the first at once, the others on demand. */
export function Ranges({ view }: { view: View }) {
  const scored = view.rubrics
    .map((rubric) => ({
      rubric,
      results: assessedUnder(view, rubric).filter(({ score }) => score !== null),
    }))
    .filter(({ results }) => results.length > 0);
  if (scored.length === 0) return null;
  return (
    <section id="scores" aria-labelledby="scores-title">
      <h2 id="scores-title">Scores as ranges</h2>
      <p>
        The dark bar is what is certain; the light one is what may be added once the unknown is known. Two
        models whose light bars overlap may stand in either order.
      </p>
      {scored.map(({ rubric, results }, at) => (
        <details open={at === 0}>
          <summary>
            {rubric.name} {rubric.version}
          </summary>
          <div
            class="scroll"
            // Markup that the library made; names in it were escaped by the one who wrote it out.
            dangerouslySetInnerHTML={{ __html: rangeChart(results, rubric) }}
          />
          <Spoken>{results.map(rangeText).join("; ")}</Spoken>
        </details>
      ))}
    </section>
  );
}

/** The table that can be sorted and filtered. */
export function VerdictTable({ view, links }: { view: View } & Linked) {
  const claims = view.models.some(({ subject }) => (subject?.claims.length ?? 0) > 0);
  return (
    <section id="table" aria-labelledby="table-title">
      <h2 id="table-title">All models</h2>
      <div class="tools" hidden data-tools="verdicts">
        <label>
          Show only{" "}
          <input
            type="search"
            data-filter="verdicts"
            placeholder="vendor, model, verdict"
            autocomplete="off"
          />
        </label>
        <span role="status" data-count="verdicts" />
      </div>
      <div class="scroll">
        <table id="verdicts" class="sortable">
          <caption>
            <Spoken>Verdicts by model and framework. </Spoken>Figures are points, from what is certain to what
            is possible.
          </caption>
          <thead>
            <tr>
              <SortHead name="Model" />
              <SortHead name="Vendor" />
              <SortHead name="Released" />
              {claims ? <SortHead name="Calls itself" /> : null}
              {view.rubrics.map((rubric) => (
                <SortHead name={rubric.name} number />
              ))}
            </tr>
          </thead>
          <tbody>
            {view.models.map((model) => (
              <tr>
                <th scope="row">
                  <a href={links.model(model.key)}>{model.model.name}</a>
                </th>
                <td>
                  <VendorName model={model} links={links} />
                </td>
                <td class="date">{model.model.released ?? ""}</td>
                {claims ? <td>{model.subject?.claims.join(", ")}</td> : null}
                {view.rubrics.map((rubric) => (
                  <td data-value={sortValue(model, rubric)}>
                    <Verdict result={model.results.get(rubric.id)} rubric={rubric} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function VendorName({ model, links }: { model: ModelView } & Linked): ComponentChildren {
  const href = links.vendor(model.vendor.id);
  if (href === undefined) return model.vendor.name;
  return <a href={href}>{model.vendor.name}</a>;
}

function SortHead({ name, number = false }: { name: string; number?: boolean }) {
  return (
    <th scope="col" data-sort={number ? "number" : "text"}>
      {name}
    </th>
  );
}

/** What to sort a verdict by: its rank, the best first; those that are not assessed last. */
function sortValue({ results }: ModelView, { id }: ResultRubric): number {
  return results.get(id)?.rank?.position ?? Number.MAX_SAFE_INTEGER;
}

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
      <p>
        The models whose place among those of this report differs most. In brackets: the share of the others
        that stand before it, to that of those that stand before or beside it.
      </p>
      <div class="scroll">
        <table>
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
                  return (
                    <td class={place === undefined ? "faint" : `place${Math.round(place.atMost * 4)}`}>
                      {place === undefined ? (
                        "not assessed"
                      ) : (
                        <>
                          <Verdict result={model.results.get(rubric.id)} rubric={rubric} />{" "}
                          <small>({placeText(place)})</small>
                        </>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function placeText({ before, atMost }: Place): string {
  const [from, to] = [rounded(before * 100), rounded(atMost * 100)];
  return from === to ? `${from}%` : `${from}–${to}%`;
}

/** What vendors say, beside what the frameworks say. */
export function Claims({ view, links }: { view: View } & Linked) {
  const claiming = view.models.filter(({ subject }) => (subject?.claims.length ?? 0) > 0);
  const labelled = view.rubrics.filter(hasLabels);
  const scored = view.rubrics.filter((rubric) => !hasLabels(rubric)).slice(0, 1);
  if (claiming.length === 0 || view.rubrics.length === 0) return null;
  return (
    <section id="claims" aria-labelledby="claims-title">
      <h2 id="claims-title">Claims and verdicts</h2>
      {labelled.length === 0 ? null : (
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">Vendors call it</th>
                <th scope="col">Models</th>
                {labelled.map(({ name }) => (
                  <th scope="col">{name}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {claimGroups(view).map(({ claim, models }) => (
                <tr>
                  <th scope="row">{claim}</th>
                  <td class="number">{models.length}</td>
                  {labelled.map((rubric) => (
                    <td>{verdictCounts(view, models, rubric)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <h3>Model by model</h3>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Model</th>
              <th scope="col">The vendor calls it</th>
              {[...scored, ...labelled].map(({ name }) => (
                <th scope="col">{name}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {claiming.map((model) => (
              <tr>
                <th scope="row">
                  <a href={links.model(model.key)}>{model.model.name}</a>
                </th>
                <td>{model.subject?.claims.join(", ")}</td>
                {[...scored, ...labelled].map((rubric) => (
                  <td>
                    <Verdict result={model.results.get(rubric.id)} rubric={rubric} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** A model's verdicts, one framework a line. */
export function ModelVerdicts({ model, view, links }: { model: ModelView; view: View } & Linked) {
  return (
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Framework</th>
            <th scope="col">Verdict</th>
            <th scope="col">Score</th>
            <th scope="col">Settled</th>
            <th scope="col">What the next step lacks</th>
          </tr>
        </thead>
        <tbody>
          {view.rubrics.map((rubric) => {
            const result = model.results.get(rubric.id);
            const next = result?.steps.filter(({ met }) => met !== "yes").at(-1);
            return (
              <tr>
                <th scope="row">
                  <a href={links.rubric(rubric.id)}>
                    {rubric.name} {rubric.version}
                  </a>
                </th>
                <td>{hasLabels(rubric) ? <Verdict result={result} rubric={rubric} /> : ""}</td>
                <td>{result?.assessed && result.score ? <Score result={result} /> : ""}</td>
                <td>
                  <Known coverage={result?.assessed ? result.coverage : null} />
                </td>
                <td>{result?.assessed && next ? missingText(next.missing, rubric) : ""}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** What a step lacks; criteria by their names. */
function missingText(missing: readonly string[], { criteria }: ResultRubric): string {
  return missing.map((one) => criteria?.find(({ id }) => id === one)?.name ?? one).join("; ");
}
