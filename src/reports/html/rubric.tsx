import type { ResultRubric } from "../../result/schema.ts";
import { changedText, OUR_READING } from "../verdict.ts";
import { CriterionText } from "./criterionText.tsx";
import { WebLink } from "./parts/links.tsx";

/** What a framework asks, where it is published, and by which text it was computed. */
export function Rubric({ rubric }: { rubric: ResultRubric }) {
  const { version, hash, changed, source, summary, reading, labels, criteria, dimensions } = rubric;
  return (
    <>
      {changed === undefined ? null : (
        <p>
          <strong>{changedText(rubric)}</strong>
        </p>
      )}
      {summary === undefined ? null : <p>{summary}</p>}
      <dl class="source">
        <dt>version</dt>
        <dd>{version}</dd>
        {Object.entries(source).map(([key, value]) => (
          <>
            <dt>{key}</dt>
            <dd>
              <WebLink to={value}>{value}</WebLink>
            </dd>
          </>
        ))}
        <dt>SHA-256</dt>
        <dd>
          <code class="hash">{hash}</code>
        </dd>
      </dl>
      {reading === undefined ? null : <p>{OUR_READING}</p>}
      {labels === undefined ? null : <Labels labels={labels} />}
      {[{ id: undefined, name: "" }, ...(dimensions ?? [])].map(({ id, name }) => {
        const own = criteria?.filter(({ dimension }) => dimension === id) ?? [];
        return own.length === 0 ? null : (
          <>
            {name === "" ? null : <p class="dimension">{name}</p>}
            {own.map((criterion) => (
              <CriterionText rubric={rubric} criterion={criterion} />
            ))}
          </>
        );
      })}
    </>
  );
}

function Labels({ labels }: { labels: NonNullable<ResultRubric["labels"]> }) {
  return (
    <>
      <p class="dimension">Labels, highest first</p>
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
  );
}
