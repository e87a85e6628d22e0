import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rubricHash } from "../../src/rubric/hash.ts";
import { reweighed, weightMistakes } from "../../src/rubric/weights.ts";
import { shippedRubric } from "../../src/shipped.ts";

const rubric = shippedRubric("openness");
const ids = rubric.criteria.map(({ id }) => id);

describe("a rubric under other weights", () => {
  test("is another one: name, version and hash differ, and it says who changed it", () => {
    const other = reweighed(rubric, { dimensions: { code: 40 } }, "a file");
    expect(other).toMatchObject({ id: rubric.id, changed: "weights changed by a file" });
    expect(other.name).toBe("Openness (weights changed)");
    expect(other.version).toBe(`1.0.0+weights.${other.hash.slice(0, 8)}`);
    expect(other.hash).not.toBe(rubric.hash);
    expect(other.dimensions.find(({ id }) => id === "code")?.weight).toBe(40);
    expect(rubric.dimensions.find(({ id }) => id === "code")?.weight).toBe(25);
  });

  test("with the weights that it has anyway it is the published one", () => {
    const weight = rubric.dimensions.find(({ id }) => id === "code")?.weight ?? 0;
    expect(reweighed(rubric, { dimensions: { code: weight } }, "a file")).toBe(rubric);
    expect(reweighed(rubric, {}, "a file")).toBe(rubric);
  });

  test("different weights give different hashes, equal ones equal hashes; nothing else changes", () => {
    const weights = fc.dictionary(fc.constantFrom(...ids), fc.integer({ min: 1, max: 4 }), { minKeys: 1 });
    fc.assert(
      fc.property(weights, weights, (a, b) => {
        const [one, two] = [a, b].map((criteria) => reweighed(rubric, { criteria }, "x"));
        const [left, right] = [one, two].map((of) => of?.criteria.map(({ weight }) => weight).join());
        expect(one?.hash === two?.hash).toBe(left === right);
        const back = { ...one, criteria: rubric.criteria, name: rubric.name, version: rubric.version };
        const { hash: _, changed: __, ...same } = back as typeof rubric;
        expect(rubricHash(same)).toBe(rubric.hash);
      }),
    );
  });

  test("names that it does not have are mistakes, with what is near", () => {
    const mistakes = weightMistakes({ dimensions: { cod: 1 }, criteria: { nothing: 1 } }, rubric);
    expect(mistakes).toEqual([
      {
        message: "The rubric openness has no dimension cod. Did you mean code?",
        path: ["dimensions", "cod"],
      },
      { message: "The rubric openness has no criterion nothing.", path: ["criteria", "nothing"] },
    ]);
    expect(weightMistakes({ dimensions: { code: 1 }, criteria: { [ids[0] ?? ""]: 2 } }, rubric)).toEqual([]);
  });
});
