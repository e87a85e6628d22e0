import type { ComponentChildren } from "preact";
import type { ResultDocument } from "../../../result/schema.ts";
import { safeText } from "../../../text.ts";
import { csv } from "../../csv.ts";
import { shownIn } from "../../shown.ts";
import { keyOf, titleOf, type View, viewOf } from "../../view.ts";
import { badgeSvg, shieldsJson } from "../badge.ts";
import { card } from "../card.tsx";
import { pageText, SITE_FILES, siteAssets } from "../page.tsx";
import { aboutText } from "../report.tsx";
import { byVendor, jsonFile, partOf } from "./document.ts";
import { IndexPage } from "./indexPage.tsx";
import { LicensePage, ModelPage, RubricPage, VendorPage } from "./pages.tsx";
import { fileName, linksFrom, PAGES, rootOf, type SiteLinks } from "./paths.ts";
import { pageUrl, sitemap } from "./sitemap.ts";
import type { SiteFile, SiteInput } from "./types.ts";

/** Everything that pages are made from. */
interface Site extends SiteInput {
  view: View;
  /** What pages show of the document. */
  shown: ResultDocument;
  /** A page of it, which the sitemap lists. */
  page(path: string, title: string, main: (links: SiteLinks) => ComponentChildren): SiteFile;
}

/**
 * A set of pages for a static host: an index, a page for every vendor, model, rubric and license, JSON beside each,
 * badges beside each model, and a sitemap.
 */
export function* siteFiles(input: SiteInput): Generator<SiteFile> {
  const view = viewOf(input.document);
  const pages: string[] = [];
  const site: Site = {
    ...input,
    view,
    shown: shownIn(input.document),
    page: (path, title, main) => {
      pages.push(path);
      return { path, text: sitePage(path, title, site, main(linksFrom(path))) };
    },
  };
  for (const [path, text] of Object.entries(SITE_FILES)) yield { path, text };
  yield* indexFiles(site);
  yield* vendorFiles(site);
  yield* modelFiles(site);
  yield* rubricFiles(site);
  yield* licenseFiles(site);
  if (input.url !== undefined) {
    yield { path: "sitemap.xml", text: sitemap(pages, input.url, view.generatedAt) };
  }
}

function* indexFiles({ shown, view, licenses, title, page }: Site): Generator<SiteFile> {
  const heading = title === undefined ? titleOf(view) : safeText(title);
  yield page("index.html", heading, (links) => <IndexPage view={view} licenses={licenses} links={links} />);
  yield jsonFile("results", shown);
  yield { path: "results.csv", text: csv(shown, undefined, { detail: true }) };
}

function* vendorFiles({ shown, view, page }: Site): Generator<SiteFile> {
  for (const [id, models] of byVendor(view)) {
    const own = { ...view, models };
    yield page(`${PAGES.vendor(id)}.html`, models[0]?.vendor.name ?? id, (links) => (
      <VendorPage view={own} links={links} />
    ));
    yield jsonFile(
      PAGES.vendor(id),
      partOf(shown, ({ vendor }) => vendor.id === id),
    );
  }
}

function* modelFiles({ document, view, licenses, page }: Site): Generator<SiteFile> {
  for (const model of view.models) {
    const path = PAGES.model(model.key);
    const part = partOf(document, (result) => keyOf(result) === model.key);
    yield page(`${path}.html`, `How open is ${model.model.name}?`, (links) => (
      <ModelPage model={model} licenses={licenses} view={view} links={links} />
    ));
    yield jsonFile(path, part);
    yield { path: `${path}.svg`, text: card(part) };
    for (const result of part.results.filter(({ assessed }) => assessed)) {
      const badge = `${path}/${fileName(result.rubric)}`;
      yield { path: `${badge}.svg`, text: badgeSvg(part, result) };
      yield { path: `${badge}.json`, text: shieldsJson(part, result) };
    }
  }
}

function* rubricFiles({ view, page }: Site): Generator<SiteFile> {
  for (const rubric of view.rubrics) {
    const path = PAGES.rubric(rubric.id);
    yield page(`${path}.html`, rubric.name, (links) => (
      <RubricPage rubric={rubric} view={view} links={links} />
    ));
    yield jsonFile(path, rubric);
  }
}

function* licenseFiles({ view, licenses, page }: Site): Generator<SiteFile> {
  for (const use of licenses) {
    const path = PAGES.license(use.id);
    const title = safeText(use.info.alternatives[0]?.licenses[0]?.name ?? use.id);
    yield page(`${path}.html`, title, (links) => <LicensePage use={use} view={view} links={links} />);
    yield jsonFile(path, { ...use.info, id: use.id, models: use.models });
  }
}

function sitePage(path: string, title: string, { view, url }: Site, main: ComponentChildren): string {
  const links = linksFrom(path);
  const home = path === "index.html";
  const json = home
    ? "results.json"
    : `${path
        .split("/")
        .at(-1)
        ?.replace(/\.html$/, "")}.json`;
  const head = {
    title,
    about: `${title}: verdicts of ${view.rubrics.length} frameworks with the evidence behind them.`,
    address: url === undefined ? undefined : pageUrl(path, url),
  };
  return pageText(head, siteAssets(rootOf(path)), {
    nav: (
      <nav aria-label="Pages">
        <a href={links.home()} aria-current={home ? "page" : undefined}>
          All models
        </a>
        <a href={links.home("vendors")}>Vendors</a>
        <a href={links.home("rubrics")}>Frameworks</a>
        <a href={links.home("licenses")}>Licenses</a>
        <a href={links.home("method")}>Method</a>
      </nav>
    ),
    main: (
      <>
        <header>
          <h1>{title}</h1>
          {home ? <p class="meta">{aboutText(view)}</p> : null}
        </header>
        {main}
      </>
    ),
    foot: (
      <p>
        <a href={encodeURI(json)}>The data of this page as JSON</a>. By openness {view.version}
        {view.generatedAt === undefined ? "" : `, ${view.generatedAt.slice(0, 10)}`}. Facts may have changed
        since their evidence was read; each says the day.
      </p>
    ),
  });
}
