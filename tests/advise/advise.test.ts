import { Ajv } from "ajv";
import { beforeAll, describe, expect, test } from "vitest";
import { EFFORTS } from "../../src/advise/efforts.ts";
import { isReached } from "../../src/advise/search.ts";
import { ADVISED_LICENSES } from "../../src/advise/variables.ts";
import { adviseOn } from "../../src/advise.ts";
import { makeBook } from "../../src/license/book.ts";
import { resolveLicense } from "../../src/license/resolve.ts";
import type { Subject } from "../../src/profile/subject.ts";
import type { AdviceDocument, AdviceStep } from "../../src/result/adviceSchema.ts";
import { scoreModel } from "../../src/score/score.ts";
import { shippedCatalogue, shippedIndex, shippedRubric, shippedSubjects } from "../../src/shipped.ts";
import { loadSolver, type Solve } from "../../src/solver.ts";
import { FIXTURES, openness } from "../run.ts";

const catalogue = shippedCatalogue();

let solve: Solve;
beforeAll(async () => {
  solve = await loadSolver();
});

/** The model after some steps, by another way than the code that advises. */
function after(subject: Subject, rubric: string, steps: readonly AdviceStep[]): Subject {
  const copy = structuredClone(subject);
  const artifacts = copy.artifacts as Record<string, object>;
  const apply: Record<AdviceStep["kind"], (step: AdviceStep) => void> = {
    terms: ({ to }) => {
      copy.terms = to as string[];
    },
    fact: ({ fact = "", to }) => {
      copy.facts[fact] = to as string;
    },
    license: ({ artifact = "", to }) => Object.assign(copy.licenses, { [artifact]: to }),
    judgement: ({ criterion = "", to }) => {
      copy.judgements[rubric] = { ...copy.judgements[rubric], [criterion]: { level: String(to), by: "" } };
    },
    facet: ({ artifact = "", facet = "", to }) => {
      artifacts[artifact] = { ...artifacts[artifact], [facet]: to };
    },
  };
  for (const step of steps) apply[step.kind](step);
  return copy;
}

describe("on shipped models", () => {
  const subjects = shippedSubjects([]).filter(({ flagship }) => flagship);
  const rubrics = shippedIndex()
    .rubrics.map(shippedRubric)
    .filter(({ labels }) => labels.length > 0);

  test.each(rubrics.map((rubric) => [rubric.id, rubric] as const))(
    "under %s: every way reaches the aim, and no step of it can be left out",
    { timeout: 120_000 },
    (_, rubric) => {
      const advised = ADVISED_LICENSES.map((text) => ({ licenses: { default: text } }));
      const [top] = rubric.labels;
      if (top === undefined) throw new Error("There is no label.");
      const aim = { label: top.id };
      for (const subject of subjects.slice(0, 8)) {
        const document = adviseOn(subject, rubric, aim, {
          efforts: EFFORTS,
          sets: 2,
          others: [],
          catalogue,
          solve,
        });
        const book = makeBook([subject, ...advised.map((one) => ({ ...subject, ...one }))], catalogue);
        const reaches = (steps: readonly AdviceStep[]) =>
          isReached(scoreModel(after(subject, rubric.id, steps), rubric, book), rubric, aim);
        expect(document.exact).toBe(true);
        for (const { steps } of document.sets) {
          expect(reaches(steps)).toBe(true);
          for (const step of steps) expect(reaches(steps.filter((other) => other !== step))).toBe(false);
        }
        if (document.outcome === "impossible") expect(document.why.length).toBeGreaterThan(0);
      }
    },
  );

  test("every advised license is in the catalogue", () => {
    const unresolved = ADVISED_LICENSES.filter(
      (text) => resolveLicense(text, catalogue).outcome !== "resolved",
    );
    expect(unresolved).toEqual([]);
  });
});

describe("the command", () => {
  const advise = (...argv: string[]) => {
    const { status, stdout, stderr } = openness(["advise", ...argv, "-f", "json"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    return JSON.parse(stdout) as AdviceDocument;
  };

  test("prints what its schema says", () => {
    const schema = JSON.parse(openness(["schema", "advice"]).stdout) as object;
    const validate = new Ajv({ strict: false }).compile(schema);
    for (const argv of [
      ["deepseek", "-r", "mof", "--to", "class-2"],
      ["openai", "-r", "openness", "--min", "90"],
      ["meta", "-r", "g7"],
    ]) {
      const document = advise(...argv);
      expect(validate(document) ? [] : validate.errors).toEqual([]);
      expect(document.outcome).toBe("possible");
    }
  });

  test("efforts decide which way is the smallest", () => {
    const steps = (...argv: string[]) =>
      advise("deepseek", "-r", "openness", "--min", "80", "--sets", "1", "--also", "none", ...argv).sets[0]
        ?.steps;
    const data = (all: AdviceStep[] | undefined) =>
      all?.filter(({ artifact }) => artifact?.startsWith("data."));
    const licenses = (all: AdviceStep[] | undefined) => all?.filter(({ kind }) => kind === "license");
    const cheap = steps("--effort", "data=0.01,license=50");
    const dear = steps("--effort", "data=50,license=0.01");
    expect(data(cheap)?.length).toBeGreaterThan(data(dear)?.length ?? 0);
    expect(licenses(cheap)?.length).toBeLessThanOrEqual(licenses(dear)?.length ?? 0);
  });

  test("steps about one thing stand together, its release before its license", () => {
    const [set] = advise("deepseek", "-r", "mof", "--to", "class-2", "--sets", "1").sets;
    const steps = set?.steps.map(({ artifact, facet = "license" }) => `${artifact} ${facet}`) ?? [];
    expect(steps).toEqual([
      "results.evaluation license",
      "doc.technical-report license",
      "doc.data-card availability",
      "doc.data-card license",
      "code.training availability",
      "data.evaluation availability",
      "data.evaluation license",
    ]);
  });

  test("nobody is advised to fail a condition", () => {
    const [set] = advise("deepseek", "-r", "eu-gpai").sets;
    expect(set?.after.label?.id).toBe("exempt");
    expect(set?.steps.map(({ fact, to }) => [fact, to])).toContainEqual(["systemicRisk.designated", "no"]);
  });

  test("what is there already, and what cannot be", () => {
    expect(advise("deepseek", "-r", "g7", "--to", "weights-available-ai").outcome).toBe("reached");
    const most = advise("deepseek", "-r", "openness", "--min", "1000");
    expect(most.outcome).toBe("impossible");
    expect(most.most).toBeCloseTo(100, 9);
  });

  test("a base model's license binds whatever is done", () => {
    const document = advise(`${FIXTURES}/derived.yaml#relabelled`, "-r", "g7", "--to", "open-weights-ai");
    expect(document.outcome).toBe("impossible");
    expect(document.why.flatMap(({ because }) => because).join(" ")).toMatch(
      /license of the base model meta\/llama-3\.3-70b \(.*\) binds the final weights/,
    );
  });

  test.each([
    [
      ["deepseek", "-r", "mof", "--to", "class9"],
      /has no label class9\. Did you mean class-1, class-2 or class-3\?/,
    ],
    [["deepseek"], /Openness has no labels: say with --min which score to reach\./],
    [["deepseek", "--to", "open"], /Openness has no label open\. It has none: give --min\./],
    [["deepseek", "-r", "mof,g7"], /Advice is for one rubric at a time/],
    [["profiles/meta.yaml", "-r", "mof"], /Advice is for one model: name one as FILE#model, of /],
    [["deepseek", "-r", "mof", "--effort", "dat=1"], /Did you mean data\?/],
    [["deepseek", "-r", "mof", "--effort", "data=0"], /Expected an effort from 0\.01 to 1000 for data/],
    [["deepseek", "--min", "lots"], /Expected a score, 0 or more/],
  ])("%s is refused", (argv, sentence) => {
    const { status, stdout, stderr } = openness(["advise", ...argv]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(sentence);
  });

  test("the same every time, whoever's name drives a terminal", () => {
    const run = () => openness(["advise", `${FIXTURES}/hostile.yaml`, "-r", "g7"]);
    expect(run()).toEqual(run());
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may get through
    expect(run().stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  });
});
