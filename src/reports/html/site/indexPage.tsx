import type { View } from "../../view.ts";
import { Claims } from "../claims.tsx";
import { Frameworks } from "../frameworks.tsx";
import { Method } from "../method.tsx";
import { RubricName } from "../parts/verdict.tsx";
import { Ranges } from "../ranges.tsx";
import { Summary } from "../summary.tsx";
import { VerdictTable } from "../verdictTable.tsx";
import { byVendor } from "./document.ts";
import type { SiteLinks } from "./paths.ts";
import type { LicenseUse } from "./types.ts";

/** The findings on all models, and the way to every page. */
export function IndexPage({
  view,
  licenses,
  links,
}: {
  view: View;
  licenses: readonly LicenseUse[];
  links: SiteLinks;
}) {
  return (
    <>
      <Summary view={view} links={links} />
      <Ranges view={view} />
      <VerdictTable view={view} links={links} />
      <Frameworks view={view} links={links} />
      <Claims view={view} links={links} />
      <h2 id="vendors">Vendors</h2>
      <ul class="columns">
        {vendorsByName(view).map(({ id, name, count }) => (
          <li>
            <a href={links.vendor(id)}>{name}</a> <small>({count})</small>
          </li>
        ))}
      </ul>
      <h2 id="rubrics">Frameworks</h2>
      <ul class="columns">
        {view.rubrics.map((rubric) => (
          <li>
            <a href={links.rubric(rubric.id)}>
              <RubricName rubric={rubric} />
            </a>
          </li>
        ))}
      </ul>
      <h2 id="licenses">Licenses and terms</h2>
      <ul class="columns">
        {licenses.map(({ id, models }) => (
          <li>
            <a href={links.license(id)}>{id}</a> <small>({models.length})</small>
          </li>
        ))}
      </ul>
      <h2 id="method">How this was computed</h2>
      <Method view={view} />
      <p>
        All results: <a href="results.json">JSON</a>, <a href="results.csv">CSV</a>
      </p>
    </>
  );
}

function vendorsByName(view: View): { id: string; name: string; count: number }[] {
  return [...byVendor(view)]
    .map(([id, models]) => ({ id, name: models[0]?.vendor.name ?? id, count: models.length }))
    .sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
}
