import type { ResultRubric } from "../../result/schema.ts";
import { OUR_READING } from "../verdict.ts";
import { CriterionText } from "./heatmap.tsx";
import { WebLink } from "./parts.tsx";

/** What a framework asks, where it is published, and by which text it was computed. */
export function Rubric({ rubric }: { rubric: ResultRubric }) {
  const { version, hash, source, summary, reading, labels, criteria, dimensions } = rubric;
  return (
    <>
      {summary === undefined ? null : <p>{summary}</p>}
      <p class="meta">
        Version {version}, SHA-256 <code class="hash">{hash}</code>.{" "}
        {reading === undefined ? "" : OUR_READING}
      </p>
      <dl class="source">
        {Object.entries(source).map(([key, value]) => (
          <>
            <dt>{key}</dt>
            <dd>
              <WebLink to={value}>{value}</WebLink>
            </dd>
          </>
        ))}
      </dl>
      {labels === undefined ? null : (
        <>
          <h4>Labels, highest first</h4>
          <ol>
            {labels.map(({ name, about, needs }) => (
              <li>
                <strong>{name}</strong>
                {about === undefined ? null : `: ${about}`}
                {needs === undefined ? null : (
                  <ul>
                    {needs.map((need) => (
                      <li>{need}</li>
                    ))}
                  </ul>
                )}
              </li>
            ))}
          </ol>
        </>
      )}
      {[{ id: undefined, name: "" }, ...(dimensions ?? [])].map(({ id, name }) => {
        const own = criteria?.filter(({ dimension }) => dimension === id) ?? [];
        return own.length === 0 ? null : (
          <>
            {name === "" ? null : <h4>{name}</h4>}
            {own.map((criterion) => (
              <div class="criterion">
                <CriterionText criterion={criterion} />
              </div>
            ))}
          </>
        );
      })}
    </>
  );
}
