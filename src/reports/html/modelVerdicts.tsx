import type { Result, ResultRubric } from "../../result/schema.ts";
import { COMPANY_MARK, OF_COMPANY } from "../verdict.ts";
import { hasLabels, type ModelView, type View } from "../view.ts";
import { type Linked, Scroll } from "./parts/links.tsx";
import { Known, RubricName, Score, Verdict } from "./parts/verdict.tsx";

/** A model's verdicts, one framework a line. */
export function ModelVerdicts({ model, view, links }: { model: ModelView; view: View } & Linked) {
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
