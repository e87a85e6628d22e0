import type { ComponentChildren } from "preact";
import { inputError } from "../../errors.ts";
import type { LicenseInfo } from "../../license/info.ts";
import type { Result, ResultDocument, ResultRubric } from "../../result/schema.ts";
import { jsonText } from "../../text.ts";
import { csv } from "../csv.ts";
import { titleOf, type View, viewOf } from "../view.ts";
import { badgeSvg, shieldsJson } from "./badge.ts";
import { Heatmap } from "./heatmap.tsx";
import { License } from "./license.tsx";
import { Model, VendorHead } from "./model.tsx";
import { Claims, Frameworks, Ranges, Summary, VerdictTable } from "./overview.tsx";
import { pageText, SITE_FILES, siteAssets } from "./page.tsx";
import type { Links } from "./parts.tsx";
import { Rubric } from "./rubric.tsx";

/** A license with the models that come under it, `vendor/model`. */
export interface LicenseUse {
  id: string;
  info: LicenseInfo;
  models: readonly string[];
}

export interface SiteInput {
  /** With subjects and rubric texts, as `--detail` gives it. */
  document: ResultDocument;
  licenses: readonly LicenseUse[];
  /** Where it will stand, for the sitemap; there is none without. */
  url?: string | undefined;
}

/** A file of the site: its path from the root, with `/`, and its text. */
export interface SiteFile {
  path: string;
  text: string;
}

/** A name in a path, which must not lead anywhere else. */
function segment(id: string): string {
  if (/^[a-z0-9][a-z0-9._+-]*$/i.test(id)) return id;
  throw inputError(`${id} cannot be part of a page's address. Use letters, digits, dots and hyphens.`);
}

function modelPath(key: string): string {
  return `models/${key.split("/").map(segment).join("/")}`;
}

function linksFrom(root: string): Links {
  return {
    model: (key) => `${root}${modelPath(key)}.html`,
    vendor: (id) => `${root}vendors/${segment(id)}.html`,
    rubric: (id) => `${root}rubrics/${segment(id)}.html`,
  };
}

/** The way back to the root. */
function rootOf(path: string): string {
  return "../".repeat(path.split("/").length - 1);
}

/**
 * A set of pages for a static host: an index, a page for every vendor, model, rubric and license, JSON beside each,
 * badges beside each model, and a sitemap.
 * @throws InputError for an id that cannot be part of an address
 */
export function* siteFiles({ document, licenses, url }: SiteInput): Generator<SiteFile> {
  const view = viewOf(document);
  const pages: string[] = [];
  const page = (path: string, title: string, main: (links: Links) => ComponentChildren): SiteFile => {
    pages.push(path);
    return { path, text: sitePage(path, title, view, main(linksFrom(rootOf(path)))) };
  };
  for (const [path, text] of Object.entries(SITE_FILES)) yield { path, text };
  yield page("index.html", titleOf(view), (links) => <Index view={view} licenses={licenses} links={links} />);
  yield { path: "results.json", text: `${jsonText(document)}\n` };
  yield { path: "results.csv", text: csv(document, undefined, { detail: true }) };
  for (const [vendor, models] of byVendor(view)) {
    const path = `vendors/${segment(vendor)}`;
    const [first] = models;
    if (first === undefined) continue;
    const own = { ...view, models };
    yield page(`${path}.html`, `How open are the models of ${first.vendor.name}?`, (links) => (
      <>
        <VendorHead vendor={first.vendor} />
        <VerdictTable view={own} links={links} />
        <Claims view={own} links={links} />
      </>
    ));
    yield jsonFile(
      path,
      partOf(document, ({ vendor: { id } }) => id === vendor),
    );
  }
  for (const model of view.models) {
    const path = modelPath(model.key);
    const part = partOf(document, (result) => `${result.vendor.id}/${result.model.id}` === model.key);
    yield page(`${path}.html`, `How open is ${model.model.name}?`, (links) => (
      <>
        <p class="meta">
          By <a href={links.vendor(model.vendor.id)}>{model.vendor.name}</a>
        </p>
        <Model model={model} view={view} links={links} />
        <LicensesOf model={model.key} licenses={licenses} root={rootOf(path)} />
        <Badges results={part.results} view={view} />
      </>
    ));
    yield jsonFile(path, part);
    for (const result of part.results.filter(({ assessed }) => assessed)) {
      yield { path: `${path}/${segment(result.rubric)}.svg`, text: badgeSvg(part, result) };
      yield { path: `${path}/${segment(result.rubric)}.json`, text: shieldsJson(part, result) };
    }
  }
  for (const rubric of view.rubrics) {
    const path = `rubrics/${segment(rubric.id)}`;
    yield page(`${path}.html`, `${rubric.name} ${rubric.version}`, (links) => (
      <RubricPage rubric={rubric} view={view} links={links} />
    ));
    yield jsonFile(path, rubric);
  }
  for (const { id, info, models } of licenses) {
    const path = `licenses/${segment(id)}`;
    yield page(`${path}.html`, info.alternatives[0]?.licenses[0]?.name ?? id, (links) => (
      <>
        <License info={info} />
        <h2>Models under it</h2>
        <ModelList view={view} keys={models} links={links} />
      </>
    ));
    yield jsonFile(path, info);
  }
  if (url !== undefined) yield { path: "sitemap.xml", text: sitemap(pages, url, view.generatedAt) };
}

function jsonFile(path: string, value: unknown): SiteFile {
  return { path: `${path}.json`, text: `${jsonText(value)}\n` };
}

/** The results of some models, with what is told of those models. */
function partOf(document: ResultDocument, wanted: (result: Result) => boolean): ResultDocument {
  const results = document.results.filter(wanted);
  const keys = new Set(results.map(({ vendor, model }) => `${vendor.id}/${model.id}`));
  const subjects = Object.entries(document.subjects ?? {}).filter(([key]) => keys.has(key));
  return { ...document, subjects: Object.fromEntries(subjects), results };
}

function byVendor({ models }: View): Map<string, View["models"][number][]> {
  const groups = new Map<string, View["models"][number][]>();
  for (const model of models) {
    groups.set(model.vendor.id, [...(groups.get(model.vendor.id) ?? []), model]);
  }
  return groups;
}

function sitePage(path: string, title: string, view: View, main: ComponentChildren): string {
  const root = rootOf(path);
  return pageText({ title, about: `${title} Verdicts with the evidence behind them.` }, siteAssets(root), {
    nav: (
      <nav aria-label="Pages">
        <a href={`${root}index.html`}>All models</a>
        <a href={`${root}index.html#vendors`}>Vendors</a>
        <a href={`${root}index.html#rubrics`}>Rubrics</a>
        <a href={`${root}index.html#licenses`}>Licenses</a>
      </nav>
    ),
    main: (
      <>
        <h1>{title}</h1>
        {main}
      </>
    ),
    foot: (
      <p>
        <a href={path === "index.html" ? "results.json" : jsonBeside(path)}>The data of this page as JSON</a>.
        By openness {view.version}
        {view.generatedAt === undefined ? "" : `, ${view.generatedAt.slice(0, 10)}`}. Facts may have changed
        since their evidence was read; each says the day.
      </p>
    ),
  });
}

function jsonBeside(path: string): string {
  return `${path
    .split("/")
    .at(-1)
    ?.replace(/\.html$/, "")}.json`;
}

function Index({ view, licenses, links }: { view: View; licenses: readonly LicenseUse[]; links: Links }) {
  return (
    <>
      <Summary view={view} links={links} />
      <Ranges view={view} />
      <VerdictTable view={view} links={links} />
      <Frameworks view={view} links={links} />
      <Claims view={view} links={links} />
      <h2 id="vendors">Vendors</h2>
      <ul class="columns">
        {[...byVendor(view)].map(([id, [first]]) => (
          <li>
            <a href={links.vendor(id)}>{first?.vendor.name}</a>
          </li>
        ))}
      </ul>
      <h2 id="rubrics">Rubrics</h2>
      <ul>
        {view.rubrics.map(({ id, name, version }) => (
          <li>
            <a href={links.rubric(id)}>
              {name} {version}
            </a>
          </li>
        ))}
      </ul>
      <h2 id="licenses">Licenses</h2>
      <ul class="columns">
        {licenses.map(({ id, models }) => (
          <li>
            <a href={`licenses/${segment(id)}.html`}>{id}</a> <small>({models.length})</small>
          </li>
        ))}
      </ul>
      <p>
        All results: <a href="results.json">JSON</a>, <a href="results.csv">CSV</a>
      </p>
    </>
  );
}

function RubricPage({ rubric, view, links }: { rubric: ResultRubric; view: View; links: Links }) {
  const own = { ...view, rubrics: [rubric] };
  return (
    <>
      <Summary view={own} links={links} />
      <Ranges view={own} />
      {(rubric.criteria?.length ?? 0) === 0 ? null : (
        <>
          <h2>Models by criteria</h2>
          <Heatmap view={view} rubric={rubric} links={links} />
        </>
      )}
      <h2>What it asks</h2>
      <Rubric rubric={rubric} />
    </>
  );
}

function LicensesOf({
  model,
  licenses,
  root,
}: {
  model: string;
  licenses: readonly LicenseUse[];
  root: string;
}) {
  const own = licenses.filter(({ models }) => models.includes(model));
  if (own.length === 0) return null;
  return (
    <>
      <h2>Licenses</h2>
      <ul>
        {own.map(({ id }) => (
          <li>
            <a href={`${root}licenses/${segment(id)}.html`}>{id}</a>
          </li>
        ))}
      </ul>
    </>
  );
}

function Badges({ results, view }: { results: readonly Result[]; view: View }) {
  return (
    <details>
      <summary>Badges</summary>
      <ul>
        {results
          .filter(({ assessed }) => assessed)
          .map(({ model, rubric }) => {
            const name = view.rubrics.find(({ id }) => id === rubric)?.name ?? rubric;
            const path = `${segment(model.id)}/${segment(rubric)}`;
            return (
              <li>
                {name}: <a href={`${path}.svg`}>picture</a>,{" "}
                <a href={`${path}.json`}>endpoint for shields.io</a>
              </li>
            );
          })}
      </ul>
    </details>
  );
}

function ModelList({ view, keys, links }: { view: View; keys: readonly string[]; links: Links }) {
  const shown = view.models.filter(({ key }) => keys.includes(key));
  return (
    <ul class="columns">
      {shown.map(({ key, vendor, model }) => (
        <li>
          <a href={links.model(key)}>
            {vendor.name}: {model.name}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** As sitemaps.org defines it, 2016-11-21. */
function sitemap(pages: readonly string[], url: string, generatedAt: string | undefined): string {
  const root = url.endsWith("/") ? url : `${url}/`;
  const day = generatedAt === undefined ? "" : `<lastmod>${generatedAt.slice(0, 10)}</lastmod>`;
  const entries = pages.map((path) => {
    const address = new URL(path, root).href.replace(/&/g, "&amp;").replace(/'/g, "&apos;");
    return `  <url><loc>${address}</loc>${day}</url>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join("")}</urlset>\n`;
}
