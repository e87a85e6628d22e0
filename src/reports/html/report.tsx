import { gzipSync } from "node:zlib";
import type { ResultDocument } from "../../result/schema.ts";
import { jsonText } from "../../text.ts";
import { csv } from "../csv.ts";
import { titleOf, type View, viewOf } from "../view.ts";
import { Heatmaps } from "./heatmap.tsx";
import { Model } from "./model.tsx";
import { Claims, Frameworks, Ranges, Summary, VerdictTable } from "./overview.tsx";
import { insideAssets, pageText } from "./page.tsx";
import type { Links } from "./parts.tsx";
import { Rubric } from "./rubric.tsx";

const LINKS: Links = {
  model: (key) => `#${modelAnchor(key)}`,
  rubric: (id) => `#rubric-${id}`,
  vendor: () => undefined,
};

function modelAnchor(key: string): string {
  return `model-${key.replace("/", "-")}`;
}

const PARTS = [
  ["summary", "In short"],
  ["scores", "Scores"],
  ["table", "All models"],
  ["frameworks", "Frameworks"],
  ["claims", "Claims"],
  ["heatmap", "Criteria"],
  ["models", "Models"],
  ["rubrics", "Rubrics"],
  ["method", "Method"],
] as const;

/**
 * Results as one page that needs nothing else: no network, no other file. Everything in it can be read without its
 * script, which only sorts, filters and saves.
 * @param document with subjects and rubric texts, as `--detail` gives it
 */
export function htmlReport(document: ResultDocument): string {
  const view = viewOf(document);
  const title = titleOf(view);
  const main = (
    <>
      <h1>{title}</h1>
      <p class="meta">
        {view.generatedAt === undefined ? "" : `Computed ${view.generatedAt.slice(0, 10)} `}by openness{" "}
        {view.version}
      </p>
      <Summary view={view} links={LINKS} />
      <Ranges view={view} />
      <VerdictTable view={view} links={LINKS} />
      <Frameworks view={view} links={LINKS} />
      <Claims view={view} links={LINKS} />
      <Heatmaps view={view} links={LINKS} />
      <section id="models" aria-labelledby="models-title">
        <h2 id="models-title">Model by model</h2>
        {view.models.map((model) => (
          <article id={modelAnchor(model.key)}>
            <h3>
              {model.vendor.name}: {model.model.name}
            </h3>
            <Model model={model} view={view} links={LINKS} />
          </article>
        ))}
      </section>
      <section id="rubrics" aria-labelledby="rubrics-title">
        <h2 id="rubrics-title">The frameworks</h2>
        {view.rubrics.map((rubric) => (
          <article id={`rubric-${rubric.id}`}>
            <details>
              <summary>
                {rubric.name} {rubric.version}
              </summary>
              <Rubric rubric={rubric} />
            </details>
          </article>
        ))}
      </section>
      <Method document={document} view={view} />
    </>
  );
  const nav = (
    <nav aria-label="Parts of the report">
      {PARTS.map(([id, name]) => (
        <a href={`#${id}`}>{name}</a>
      ))}
    </nav>
  );
  return pageText({ title, about: `${title}, with the evidence behind every verdict.` }, insideAssets(), {
    nav,
    main,
    foot: <Foot />,
  });
}

function Foot() {
  return <p>Facts may have changed since their evidence was read; each says the day.</p>;
}

/** How it was computed, and the data itself. */
function Method({ document, view }: { document: ResultDocument; view: View }) {
  return (
    <section id="method" aria-labelledby="method-title">
      <h2 id="method-title">How this was computed</h2>
      <p>
        By openness {view.version}
        {view.generatedAt === undefined ? "" : `, ${view.generatedAt}`}, offline, from the profiles named with
        each model. Every condition of a framework is met, not met or unknown; unknown facts are neither
        counted nor held against a model, unless the framework's publisher counts a blank as the worst. A
        score's lower bound counts only what is certain, its upper bound all that is still possible.
      </p>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Framework</th>
              <th scope="col">Version</th>
              <th scope="col">SHA-256 of the rubric</th>
            </tr>
          </thead>
          <tbody>
            {view.rubrics.map(({ name, version, hash }) => (
              <tr>
                <th scope="row">{name}</th>
                <td>{version}</td>
                <td>
                  <code class="hash">{hash}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="tools" hidden data-tools="data">
        The data of this report:{" "}
        <button type="button" data-save="json">
          Save as JSON
        </button>{" "}
        <button type="button" data-save="csv">
          Save as CSV
        </button>
      </p>
      <Data name="json" type="application/json" text={`${jsonText(document)}\n`} />
      <Data name="csv" type="text/csv" text={csv(document, undefined, { detail: true })} />
    </section>
  );
}

/** Compressed, since results repeat themselves much. */
function Data({ name, type, text }: { name: string; type: string; text: string }) {
  return (
    <script type="text/plain" data-file={`openness.${name}`} data-type={type}>
      {gzipSync(text, { level: 9 }).toString("base64")}
    </script>
  );
}
