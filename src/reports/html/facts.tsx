import type { SubjectResult } from "../../result/schema.ts";
import { subjectFacts } from "../subjectFacts.ts";
import { Evidence } from "./parts/evidence.tsx";

/** Every fact of a model with its evidence; evidence that stands behind several facts is told once. */
export function Facts({ subject }: { subject: SubjectResult }) {
  const told = new Set<string>();
  return (
    <dl class="facts">
      {subjectFacts(subject).map(({ text, key }) => {
        const items = (subject.proofs[key] ?? []).flatMap((index) => subject.evidence[index] ?? []);
        const again = told.has(key) && items.length > 0;
        told.add(key);
        return (
          <>
            <dt>{text}</dt>
            <dd>{again ? <span class="faint">evidence as above</span> : <Evidence items={items} />}</dd>
          </>
        );
      })}
    </dl>
  );
}
