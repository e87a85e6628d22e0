import type { ComponentChild } from "preact";
import type { Result, ResultRubric } from "../../result/schema.ts";
import { costsOf } from "../disagreement.ts";
import { COMPANY_MARK, OF_COMPANY } from "../verdict.ts";
import { hasLabels, type ModelView, type View } from "../view.ts";
import { Criteria } from "./criteria.tsx";
import { Facts } from "./facts.tsx";
import { type Linked, Scroll, WebLink } from "./parts/links.tsx";
import { Known, RubricName, Score, Verdict } from "./parts/verdict.tsx";

/** Everything about one model: verdicts, claims, facts with evidence, every criterion, disputes. */
export function Model({ model, view, links }: { model: ModelView; view: View } & Linked) {
  const { version, released } = model.model;
  const results = [...model.results.values()].filter(({ assessed }) => assessed);
  const costs = results.length > 1 ? costsOf(results) : [];
  const disputes = results.find((result) => result.disputes !== undefined)?.disputes ?? [];
  return (
    <>
      <p class="meta">
        {version === undefined ? null : `Version ${version}. `}
        {released === undefined ? "Release date unknown. " : `Released ${released}. `}
        <code>{model.key}</code>, from <code>{model.source}</code>
      </p>
      <ModelVerdicts model={model} view={view} links={links} />
      <Listed title="What holds it back, and under which frameworks">
        {costs.map(([fact, rubrics]) => (
          <>
            {fact} <small>({rubrics.join(", ")})</small>
          </>
        ))}
      </Listed>
      <Listed title="Disputed facts">
        {disputes.map(({ about, why }) => (
          <>
            <code>{about}</code>: {why}
          </>
        ))}
      </Listed>
      {model.subject === undefined ? null : (
        <details>
          <summary>Facts and evidence</summary>
          <Facts subject={model.subject} />
        </details>
      )}
      {view.rubrics.map((rubric) => {
        const result = model.results.get(rubric.id);
        if (!result?.assessed || result.criteria.length === 0) return null;
        return (
          <details>
            <summary>
              Every criterion of <RubricName rubric={rubric} />
            </summary>
            <Criteria rubric={rubric} result={result} links={links} />
          </details>
        );
      })}
    </>
  );
}

/** A list to unfold, if there is anything in it. */
function Listed({ title, children }: { title: string; children: readonly ComponentChild[] }) {
  if (children.length === 0) return null;
  return (
    <details>
      <summary>
        {title} ({children.length})
      </summary>
      <ul>
        {children.map((item) => (
          <li>{item}</li>
        ))}
      </ul>
    </details>
  );
}

/** A model's verdicts, one framework a line. */
function ModelVerdicts({ model, view, links }: { model: ModelView; view: View } & Linked) {
  const ofCompany = view.rubrics.some(({ id }) => judgedAsCompany(model.results.get(id)));
  return (
    <>
      <Scroll label={`Verdicts on ${model.model.name}`}>
        <table>
          <thead>
            <tr>
              <th scope="col">Framework</th>
              <th scope="col">Verdict</th>
              <th scope="col">Settled</th>
              <th scope="col" class="wide">
                What the next step lacks
              </th>
            </tr>
          </thead>
          <tbody>
            {view.rubrics.map((rubric) => {
              const result = model.results.get(rubric.id);
              return (
                <tr>
                  <th scope="row">
                    <a href={links.rubric(rubric.id)}>
                      <RubricName rubric={rubric} />
                    </a>
                    {judgedAsCompany(result) ? COMPANY_MARK : null}
                  </th>
                  <td>
                    <Verdict result={result} rubric={rubric} />
                  </td>
                  <td class="number">
                    <Known coverage={result?.assessed ? result.coverage : null} />
                  </td>
                  <td>{result?.assessed ? missingText(result, rubric) : ""}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroll>
      {ofCompany ? (
        <p class="note">
          {COMPANY_MARK} {OF_COMPANY}
        </p>
      ) : null}
    </>
  );
}

function judgedAsCompany(result: Result | undefined): boolean {
  return result?.assessed === true && result.of === "company";
}

/** What the next step lacks; criteria by their names. */
function missingText({ steps }: Result, { criteria }: ResultRubric): string {
  const next = steps.filter(({ met }) => met !== "yes").at(-1);
  return (next?.missing ?? []).map((one) => criteria?.find(({ id }) => id === one)?.name ?? one).join("; ");
}

/** Where the vendor says who it is. */
export function VendorHead({ vendor }: Pick<ModelView, "vendor">) {
  return (
    <p class="meta">
      <code>{vendor.id}</code>
      {vendor.country === undefined ? null : `, ${vendor.country}`}
      {vendor.url === undefined ? null : (
        <>
          , <WebLink to={vendor.url} />
        </>
      )}
    </p>
  );
}

/** The verdict that a closed section shows: of the first rubric with one. */
export function Headline({ model, view }: { model: ModelView; view: View }) {
  const rubric = view.rubrics.find(({ id }) => model.results.get(id)?.assessed);
  const result = rubric === undefined ? undefined : model.results.get(rubric.id);
  if (rubric === undefined || result === undefined) return null;
  return (
    <span class="headline">
      {rubric.name}:{" "}
      {hasLabels(rubric) ? <Verdict result={result} rubric={rubric} /> : <Score result={result} />}
    </span>
  );
}
