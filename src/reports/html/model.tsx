import type { ComponentChild } from "preact";
import type { ResultRubric, SubjectResult } from "../../result/schema.ts";
import { costsOf } from "../disagreement.ts";
import type { ModelView, View } from "../view.ts";
import { Criteria } from "./criteria.tsx";
import { Facts } from "./facts.tsx";
import { ModelVerdicts } from "./modelVerdicts.tsx";
import { Evidence } from "./parts/evidence.tsx";
import { type Linked, WebLink } from "./parts/links.tsx";
import { RubricName } from "./parts/verdict.tsx";

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
            <JudgementEvidence subject={model.subject} rubric={rubric} />
          </details>
        );
      })}
    </>
  );
}

/** Where the levels that people judged are published. */
function JudgementEvidence({
  subject,
  rubric,
}: {
  subject: SubjectResult | undefined;
  rubric: ResultRubric;
}) {
  const key = `judgement:${rubric.id}`;
  const keys = Object.keys(subject?.proofs ?? {}).filter((one) => one === key || one.startsWith(`${key}/`));
  const items = keys
    .flatMap((one) => subject?.proofs[one] ?? [])
    .flatMap((at) => subject?.evidence[at] ?? []);
  if (items.length === 0) return null;
  return (
    <>
      <p class="dimension">Where people’s judgements come from</p>
      <Evidence items={items} />
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
