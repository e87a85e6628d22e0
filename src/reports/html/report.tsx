import type { ResultDocument } from "../../result/schema.ts";
import { safeText } from "../../text.ts";
import { disagreements } from "../story/places.ts";
import { evidenceDays, titleOf, type View, viewOf } from "../view.ts";
import { Claims } from "./claims.tsx";
import { Data } from "./data.tsx";
import { Frameworks } from "./frameworks.tsx";
import { Heatmaps } from "./heatmap.tsx";
import { Method } from "./method.tsx";
import { Model } from "./model.tsx";
import { Headline } from "./modelVerdicts.tsx";
import { insideAssets, pageText } from "./page.tsx";
import { criterionAnchor, type Links } from "./parts/links.tsx";
import { RubricName } from "./parts/verdict.tsx";
import { Ranges } from "./ranges.tsx";
import { Rubric } from "./rubric.tsx";
import { Summary } from "./summary.tsx";
import { VerdictTable } from "./verdictTable.tsx";

const LINKS: Links = {
  model: (key) => `#model/${key}`,
  rubric: (id) => `#rubric/${id}`,
  criterion: (rubric, id) => `#${criterionAnchor(rubric, id)}`,
  vendor: () => undefined,
};

/**
 * Results as one page that needs nothing else: no network, no other file. Everything in it can be read without its
 * script, which only sorts, filters, shows texts on hover and saves.
 * @param document with subjects and rubric texts, as `--detail` gives it
 */
export function htmlReport(
  document: ResultDocument,
  _context?: unknown,
  { title: asked }: { title?: string | undefined } = {},
): string {
  const view = viewOf(document);
  const title = asked === undefined ? titleOf(view) : safeText(asked);
  const sections = partsOf(document, view);
  return pageText({ title, about: `${title} Verdicts with the evidence behind them.` }, insideAssets(), {
    nav: (
      <nav aria-label="Parts of the report">
        {sections.map(({ id, short }) => (
          <a href={`#${id}`}>{short}</a>
        ))}
      </nav>
    ),
    main: (
      <>
        <header>
          <h1>{title}</h1>
          <p class="meta">{aboutText(view)}</p>
        </header>
        {sections.map(({ part }) => part)}
      </>
    ),
    foot: <p>Facts may have changed since their evidence was read; each says the day.</p>,
  });
}

/** When and by what it was computed. */
export function aboutText(view: View): string {
  const days = evidenceDays(view);
  return [
    view.generatedAt === undefined
      ? `By openness ${view.version}`
      : `${view.generatedAt.slice(0, 10)}, by openness ${view.version}`,
    ...(days === undefined ? [] : [`evidence read up to ${days[1]}`]),
  ].join(", ");
}

/** The sections that there is something to say in. */
function partsOf(document: ResultDocument, view: View) {
  const shown = { view, links: LINKS };
  const several = view.models.length > 1;
  const claims = view.models.some(({ subject }) => (subject?.claims.length ?? 0) > 0);
  const criteria = view.rubrics.some((rubric) => (rubric.criteria?.length ?? 0) > 0);
  return [
    { id: "summary", short: "In short", part: <Summary {...shown} /> },
    ...(several ? [{ id: "scores", short: "Ranges", part: <Ranges view={view} /> }] : []),
    ...(several ? [{ id: "table", short: "All models", part: <VerdictTable {...shown} /> }] : []),
    ...(disagreements(view, 1).length > 0
      ? [{ id: "frameworks", short: "Frameworks", part: <Frameworks {...shown} /> }]
      : []),
    ...(claims ? [{ id: "claims", short: "Claims", part: <Claims {...shown} /> }] : []),
    ...(several && criteria ? [{ id: "heatmap", short: "Criteria", part: <Heatmaps {...shown} /> }] : []),
    { id: "models", short: "Models", part: <Models view={view} /> },
    { id: "rubrics", short: "What they ask", part: <Rubrics view={view} /> },
    {
      id: "method",
      short: "Method and data",
      part: (
        <section id="method" aria-labelledby="method-title">
          <h2 id="method-title">How this was computed</h2>
          <Method view={view} />
          <Data document={document} />
        </section>
      ),
    },
  ];
}

/** Fewer stand open from the start. */
const MANY = 4;

function Models({ view }: { view: View }) {
  return (
    <section id="models" aria-labelledby="models-title">
      <h2 id="models-title">Model by model</h2>
      {view.models.length < MANY ? null : (
        <p class="tools" hidden data-tools="models">
          <button type="button" data-unfold="models">
            Unfold all
          </button>
          <button type="button" data-fold="models">
            Fold all
          </button>
        </p>
      )}
      {view.models.map((model) => (
        <details class="model" id={`model/${model.key}`} open={view.models.length < MANY}>
          <summary>
            <h3>
              {model.model.name} <small>{model.vendor.name}</small>
            </h3>
            <Headline model={model} view={view} />
          </summary>
          <Model model={model} view={view} links={LINKS} />
        </details>
      ))}
    </section>
  );
}

function Rubrics({ view }: { view: View }) {
  return (
    <section id="rubrics" aria-labelledby="rubrics-title">
      <h2 id="rubrics-title">What the frameworks ask</h2>
      {view.rubrics.map((rubric) => (
        <details id={`rubric/${rubric.id}`}>
          <summary>
            <h3>
              <RubricName rubric={rubric} />
            </h3>
          </summary>
          <Rubric rubric={rubric} />
        </details>
      ))}
    </section>
  );
}
