import type { ComponentChildren } from "preact";
import type { ResultRubric } from "../../result/schema.ts";
import { andList } from "../story/words.ts";
import { claimsOf, judgesCompanies, type ModelView, type View } from "../view.ts";
import { type Linked, Scroll, Spoken } from "./parts/links.tsx";
import { Verdict } from "./parts/verdict.tsx";

/** The table that can be sorted and filtered. */
export function VerdictTable({ view, links }: { view: View } & Linked) {
  const claims = view.models.some((model) => claimsOf(model).length > 0);
  const ofModels = view.rubrics.filter((rubric) => !judgesCompanies(view, rubric));
  const rubrics = ofModels.length === 0 ? view.rubrics : ofModels;
  const left = view.rubrics.filter((rubric) => !rubrics.includes(rubric)).map(({ name }) => name);
  return (
    <section id="table" aria-labelledby="table-title">
      <h2 id="table-title">All models</h2>
      <Tools />
      <p class="note">
        Figures are points, from what is certain to what is possible. <em>Slanted</em>: not certain.
        {left.length === 0 ? "" : ` Not here, because they judge companies: ${andList(left)}.`}
      </p>
      <Scroll label="Verdicts by model and framework" tall>
        <table id="verdicts" class="sortable">
          <caption>
            <Spoken>Verdicts by model and framework</Spoken>
          </caption>
          <thead>
            <tr>
              <SortHead name="Model" />
              <SortHead name="Vendor" />
              <SortHead name="Released" />
              {claims ? <SortHead name="Calls itself" wide /> : null}
              {rubrics.map(({ name }) => (
                <SortHead name={name} number />
              ))}
            </tr>
          </thead>
          <tbody>
            {view.models.map((model) => (
              <Row model={model} rubrics={rubrics} claims={claims} links={links} />
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

/** What the script does; without one they are not shown. */
function Tools() {
  return (
    <div class="tools" hidden data-tools="verdicts">
      <label>
        Show only{" "}
        <input type="search" data-filter="verdicts" placeholder="vendor, model, verdict" autocomplete="off" />
      </label>
      <label>
        Sort by <select data-sort-by="verdicts" />
      </label>
      <span role="status" data-count="verdicts" />
    </div>
  );
}

function Row({
  model,
  rubrics,
  claims,
  links,
}: { model: ModelView; rubrics: readonly ResultRubric[]; claims: boolean } & Linked) {
  const { name, released } = model.model;
  return (
    <tr>
      <th scope="row">
        <a href={links.model(model.key)}>{name}</a>
      </th>
      <td data-label="Vendor">
        <VendorName model={model} links={links} />
      </td>
      <td data-label="Released" class="date">
        {released ?? ""}
      </td>
      {claims ? <td data-label="Calls itself">{claimsOf(model).join(", ")}</td> : null}
      {rubrics.map((rubric) => (
        <td data-label={rubric.name} data-value={sortValue(model, rubric)}>
          <Verdict result={model.results.get(rubric.id)} rubric={rubric} />
        </td>
      ))}
    </tr>
  );
}

function VendorName({ model, links }: { model: ModelView } & Linked): ComponentChildren {
  const href = links.vendor(model.vendor.id);
  if (href === undefined) return model.vendor.name;
  return <a href={href}>{model.vendor.name}</a>;
}

function SortHead({
  name,
  number = false,
  wide = false,
}: {
  name: string;
  number?: boolean;
  wide?: boolean;
}) {
  return (
    <th scope="col" class={wide ? "wide" : undefined} data-sort={number ? "number" : "text"}>
      {name}
    </th>
  );
}

/** What to sort a verdict by: its rank, the best first; those that are not assessed last. */
function sortValue({ results }: ModelView, { id }: ResultRubric): number {
  return results.get(id)?.rank?.position ?? 9999999;
}
