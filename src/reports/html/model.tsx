import type { CriterionResult, ResultRubric, SubjectResult } from "../../result/schema.ts";
import { pointsText } from "../cells.ts";
import { levelText } from "../compareTable.ts";
import { costsOf } from "../disagreement.ts";
import type { ModelView, View } from "../view.ts";
import { ModelVerdicts } from "./overview.tsx";
import { Evidence, type Linked, levelNames, WebLink } from "./parts.tsx";

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
      {costs.length === 0 ? null : (
        <details>
          <summary>What holds it back, and under which frameworks</summary>
          <ul>
            {costs.map(([fact, rubrics]) => (
              <li>
                {fact} <small>({rubrics.join(", ")})</small>
              </li>
            ))}
          </ul>
        </details>
      )}
      {disputes.length === 0 ? null : (
        <details>
          <summary>Disputed facts ({disputes.length})</summary>
          <ul>
            {disputes.map(({ about, why }) => (
              <li>
                <code>{about}</code>: {why}
              </li>
            ))}
          </ul>
        </details>
      )}
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
              Every criterion of {rubric.name} {rubric.version}
            </summary>
            <Criteria rubric={rubric} criteria={result.criteria} />
          </details>
        );
      })}
    </>
  );
}

function Criteria({ rubric, criteria }: { rubric: ResultRubric; criteria: readonly CriterionResult[] }) {
  const texts = new Map(rubric.criteria?.map((criterion) => [criterion.id, criterion]));
  const names = levelNames(rubric);
  return (
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Criterion</th>
            <th scope="col">Level</th>
            <th scope="col">Points</th>
            <th scope="col">Because</th>
          </tr>
        </thead>
        <tbody>
          {criteria.map((criterion) => (
            <tr>
              <th scope="row">{texts.get(criterion.id)?.name ?? criterion.id}</th>
              <td class={criterion.level === null ? "open" : undefined}>
                {criterion.level === null
                  ? levelText(criterion, { unicode: true })
                  : (names.get(criterion.id)?.get(criterion.level) ?? criterion.level)}
              </td>
              <td class="number">
                {criterion.points === null ? "" : pointsText(criterion.points, { unicode: true })}
              </td>
              <td>{criterion.because?.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A fact in words, and the key of its evidence. */
interface Fact {
  text: string;
  key: string;
}

function Facts({ subject }: { subject: SubjectResult }) {
  const used = new Set<string>();
  const evidenceOf = (key: string) => {
    if (used.has(key)) return [];
    return (subject.proofs[key] ?? []).flatMap((index) => subject.evidence[index] ?? []);
  };
  return (
    <dl class="facts">
      {factsOf(subject).map(({ text, key }) => {
        const items = evidenceOf(key);
        const told = used.has(key);
        used.add(key);
        return (
          <>
            <dt>{text}</dt>
            <dd>{told ? <span class="faint">evidence as above</span> : <Evidence items={items} />}</dd>
          </>
        );
      })}
    </dl>
  );
}

/** Facts that are about the model as a whole stand beside these in a subject. */
const GROUPS = ["artifacts", "licenses", "terms", "base"];

function factsOf({ claims, facts }: SubjectResult): Fact[] {
  const artifacts = Object.entries((facts.artifacts ?? {}) as Record<string, Record<string, unknown>>);
  const licenses = Object.entries((facts.licenses ?? {}) as Record<string, string>);
  const terms = (facts.terms ?? []) as string[];
  const base = facts.base as { id: string; relation?: string; license?: string } | undefined;
  const own = new Set(artifacts.map(([id]) => id));
  return [
    ...claims.map((says, at) => ({ text: `The vendor calls it ${says}`, key: `claim:${at}` })),
    ...licenses.map(([of, text]) => ({
      text: `License of ${of === "default" ? "all that names none" : of}: ${text}`,
      key: own.has(of) ? of : `license:${of}`,
    })),
    ...terms.map((term) => ({ text: `Also binding: ${term}`, key: `terms:${term}` })),
    ...(base === undefined
      ? []
      : [
          {
            text: `Made from ${base.id} (${base.relation ?? "relation not stated"}), license ${base.license ?? "unknown"}`,
            key: "base",
          },
        ]),
    ...artifacts.map(([id, facets]) => ({
      text: `${id}: ${Object.entries(facets)
        .map(([facet, value]) => `${facet} ${valueText(value)}`)
        .join(", ")}`,
      key: id,
    })),
    ...Object.entries(facts)
      .filter(([path]) => !GROUPS.includes(path))
      .map(([path, value]) => ({
        text: `${path}: ${valueText(value)}`,
        key: `fact:${path.split(".")[0]}`,
      })),
  ];
}

function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.join(", ");
  return typeof value === "number" ? value.toLocaleString("en-US") : String(value);
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
