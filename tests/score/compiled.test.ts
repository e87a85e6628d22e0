import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { licenseLookup, makeBook } from "../../src/license/book.ts";
import type { Subject } from "../../src/profile/subject.ts";
import type { Rubric } from "../../src/rubric/types.ts";
import { compileRubrics } from "../../src/score/compiled.ts";
import { scoreModel } from "../../src/score/score.ts";
import { shippedCatalogue, shippedIndex, shippedRubric, shippedSubjects } from "../../src/shipped.ts";
import { TextBuffer } from "../../src/textBuffer.ts";
import { known, rubric } from "./arbitrary.ts";

type Write = ReturnType<typeof compileRubrics>;

function written(write: Write, subject: Subject): string {
  // Too little room: it must find its own.
  const output = new TextBuffer(new Uint8Array(100));
  write(subject, output);
  return output.bytes.toString("utf8");
}

/** The same, one model after the other, by the evaluator that explains itself. */
function expected(
  subject: Subject,
  rubrics: readonly Rubric[],
  book: Parameters<typeof scoreModel>[2],
): string {
  const lines = rubrics.map((framework) => {
    const { vendor, model, source, rubric: id, ...rest } = scoreModel(subject, framework, book);
    return `${JSON.stringify({ vendor, model, source, rubric: id, rank: null, ...rest })}\n`;
  });
  return lines.join("");
}

describe("compiled rubrics write what scoring comes to", () => {
  test("random rubrics and models, one after the other", () => {
    fc.assert(
      fc.property(
        fc.array(rubric, { minLength: 1, maxLength: 2 }),
        fc.array(known, { maxLength: 12 }),
        (rubrics, cases) => {
          let now = cases[0];
          const write = compileRubrics(rubrics, {
            bookFor: () => now?.book ?? { expressions: {}, licenses: {} },
            // Each of these models has a book of its own.
            meaningOf: (text) => JSON.stringify([text, now?.book]),
          });
          for (const one of [...cases, ...cases]) {
            now = one;
            expect(written(write, one.subject)).toBe(expected(one.subject, rubrics, one.book));
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  test("all shipped models under all shipped rubrics", () => {
    const rubrics = shippedIndex().rubrics.map(shippedRubric);
    const subjects = shippedSubjects(shippedIndex().judged);
    const write = compileRubrics(rubrics, licenseLookup(shippedCatalogue()));
    expect(subjects.length).toBeGreaterThan(100);
    for (const subject of subjects) {
      expect(written(write, subject)).toBe(
        expected(subject, rubrics, makeBook([subject], shippedCatalogue())),
      );
    }
  });

  test("more settings than are remembered, and texts that look like keys", () => {
    const [first] = shippedSubjects([]);
    if (first === undefined) throw new Error("No model is shipped.");
    const rubrics = [shippedRubric("openness")];
    const write = compileRubrics(rubrics, licenseLookup(shippedCatalogue()));
    const check = (subject: Subject) =>
      expect(written(write, subject)).toBe(
        expected(subject, rubrics, makeBook([subject], shippedCatalogue())),
      );
    for (let at = 0; at < 11_000; at += 1) {
      const subject = oddSubject(first, at);
      if (at % 50 === 0 || at > 10_900) check(subject);
      else write(subject, new TextBuffer(new Uint8Array(20_000)));
    }
  });
});

const LICENSES = ["MIT", '["MIT"]', "gemma", '["gemma",null]', "NONE", "[]", '[null,["MIT"]] MIT'];

function oddSubject(like: Subject, at: number): Subject {
  const text = at % 3 === 0 ? `text ${at}` : (LICENSES[at % LICENSES.length] ?? "");
  return {
    ...like,
    model: { id: `m${at % 7}`, name: at % 5 === 0 ? "gemma-3-1b" : "M" },
    artifacts: { "weights.final": { availability: at % 2 ? "full" : "none", formats: [`f${at}`] } },
    licenses: { "weights.final": text },
    terms: at % 4 === 0 ? ["MIT"] : [],
  };
}
