import type { ResultRubric } from "../../../result/schema.ts";
import type { ModelView, View } from "../../view.ts";
import { Claims } from "../claims.tsx";
import { Heatmap, HeatmapLegend } from "../heatmap.tsx";
import { Model, VendorHead } from "../model.tsx";
import { Ranges } from "../ranges.tsx";
import { Rubric } from "../rubric.tsx";
import { Summary } from "../summary.tsx";
import { VerdictTable } from "../verdictTable.tsx";
import { License } from "./license.tsx";
import { address, fileName, type SiteLinks } from "./paths.ts";
import type { LicenseUse } from "./types.ts";

interface Page {
  view: View;
  links: SiteLinks;
}

/** A vendor with the verdicts on all of its models. */
export function VendorPage({ view, links }: Page) {
  const [first] = view.models;
  if (first === undefined) return null;
  return (
    <>
      <VendorHead vendor={first.vendor} />
      <VerdictTable view={view} links={links} />
      <Claims view={view} links={links} />
    </>
  );
}

/** A model with its licenses and its badges. */
export function ModelPage({
  model,
  licenses,
  view,
  links,
}: Page & { model: ModelView; licenses: readonly LicenseUse[] }) {
  const own = licenses.filter(({ models }) => models.includes(model.key));
  return (
    <>
      <p>
        By <a href={links.vendor(model.vendor.id)}>{model.vendor.name}</a>
      </p>
      <Model model={model} view={view} links={links} />
      {own.length === 0 ? null : (
        <>
          <h2>Licenses and terms</h2>
          <ul>
            {own.map(({ id }) => (
              <li>
                <a href={links.license(id)}>{id}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>Badges</h2>
      <Badges model={model} view={view} />
    </>
  );
}

function Badges({ model, view }: { model: ModelView; view: View }) {
  const shown = view.rubrics.filter(({ id }) => model.results.get(id)?.assessed);
  const folder = address(fileName(model.model.id));
  return (
    <details>
      <summary>Pictures of the verdicts for a README or a slide</summary>
      <ul>
        <li>
          <a href={`${folder}.svg`}>Card</a>, 1200 by 630
        </li>
        {shown.map(({ id, name }) => (
          <li>
            {name}: <a href={`${folder}/${address(fileName(id))}.svg`}>badge</a>,{" "}
            <a href={`${folder}/${address(fileName(id))}.json`}>endpoint for shields.io</a>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** A framework with its verdicts and what it asks. */
export function RubricPage({ rubric, view, links }: Page & { rubric: ResultRubric }) {
  const own = { ...view, rubrics: [rubric] };
  return (
    <>
      <Summary view={own} links={links} />
      <Ranges view={own} />
      {(rubric.criteria?.length ?? 0) === 0 ? null : (
        <>
          <h2>Models by criteria</h2>
          <HeatmapLegend />
          <Heatmap view={view} rubric={rubric} links={links} />
        </>
      )}
      <h2>What it asks</h2>
      <Rubric rubric={rubric} />
    </>
  );
}

/** A license with the models that come under it. */
export function LicensePage({ use: { info, models }, view, links }: Page & { use: LicenseUse }) {
  const shown = view.models.filter(({ key }) => models.includes(key));
  return (
    <>
      <License info={info} />
      <h2>Models that name it</h2>
      <p class="note">
        For their weights, code, data or documents, or as the license of what they were made from.
      </p>
      <ul class="columns">
        {shown.map(({ key, vendor, model }) => (
          <li>
            <a href={links.model(key)}>
              {vendor.name}: {model.name}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
