import { changedTexts } from "../verdict.ts";
import type { View } from "../view.ts";
import { Scroll } from "./parts/links.tsx";

/** How the verdicts were computed, and by which texts. */
export function Method({ view }: { view: View }) {
  return (
    <>
      <p>
        By openness {view.version}
        {view.generatedAt === undefined ? "" : `, ${view.generatedAt}`}, offline, from the profiles named with
        each model. Every condition of a framework is met, not met or unknown; unknown facts are neither
        counted nor held against a model, unless the framework’s publisher counts a blank as the worst. A
        score’s lower bound counts only what is certain, its upper bound all that is still possible. These are
        readings of facts, not legal advice.
      </p>
      {changedTexts(view.rubrics).map((text) => (
        <p>
          <strong>{text}</strong>
        </p>
      ))}
      <Scroll label="Frameworks and their versions">
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
      </Scroll>
    </>
  );
}
