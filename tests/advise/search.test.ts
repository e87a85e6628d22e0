// Advice against brute force: every way to change what a small model says, the cheapest that reaches the aim.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { EFFORTS } from "../../src/advise/efforts.ts";
import { ALWAYS, type Formula, Formulas } from "../../src/advise/formula.ts";
import { type Aim, findSets, gainsOf, isReached } from "../../src/advise/search.ts";
import { changed, effortOf, type Variable } from "../../src/advise/variables.ts";
import type { Rubric } from "../../src/rubric/types.ts";
import { scoreModel } from "../../src/score/score.ts";
import { loadSolver, type Solve } from "../../src/solver.ts";
import { type Case, known, rubric } from "../score/arbitrary.ts";

const MOST_WAYS = 3000;

let solve: Solve;
beforeAll(async () => {
  solve = await loadSolver();
});

/** What the advised licenses permit in the small world. */
function withAdvised({ subject, book }: Case): Case {
  const open = {
    name: "",
    sets: { "osi-approved": true },
    properties: { commercialUse: "yes", fieldOfUse: "none" },
  };
  const limited = {
    name: "",
    sets: { "osi-approved": false },
    properties: { commercialUse: "yes", fieldOfUse: "use-policy" },
  };
  return {
    subject,
    book: {
      expressions: { ...book.expressions, "Apache-2.0": [["Apache-2.0"]], MIT: [["MIT"]] },
      licenses: { ...book.licenses, "Apache-2.0": limited, MIT: open },
    },
  };
}

function variablesIn(formula: Formula): Variable[] {
  return formula.kind === "value" ? [formula.variable] : formula.of.flatMap(variablesIn);
}

/** The least effort that reaches the aim, by trying all. */
function leastEffort({ subject, book }: Case, framework: Rubric, aim: Aim): number | undefined {
  const formulas = new Formulas(subject, framework, book);
  const parts =
    "label" in aim
      ? [formulas.assessed(formulas.labelOrHigher(aim.label))]
      : [
          formulas.assessed(ALWAYS),
          ...gainsOf(subject, framework, book, formulas).map(({ formula }) => formula),
        ];
  const variables = [...new Set(parts.flatMap(variablesIn))];
  const ways = variables.reduce((product, { values }) => product * values.length, 1);
  fc.pre(ways <= MOST_WAYS);
  let least: number | undefined;
  for (let way = 0; way < ways; way += 1) {
    const choices = new Map<Variable, number>();
    let rest = way;
    for (const variable of variables) {
      const at = rest % variable.values.length;
      rest = Math.floor(rest / variable.values.length);
      if (at > 0) choices.set(variable, at);
    }
    const effort = [...choices.keys()].reduce((sum, one) => sum + effortOf(one, EFFORTS), 0);
    if (least !== undefined && effort >= least) continue;
    if (isReached(scoreModel(changed(subject, framework.id, choices), framework, book), framework, aim)) {
      least = effort;
    }
  }
  return least;
}

/** The most points that there are. */
function sumOf({ criteria }: Rubric): number {
  return criteria.reduce(
    (sum, { levels, weight }) => sum + weight * Math.max(...levels.map(({ points }) => points)),
    0,
  );
}

function check(state: Case, framework: Rubric, aim: Aim): void {
  const expected = leastEffort(state, framework, aim);
  const found = findSets(state.subject, framework, state.book, aim, { efforts: EFFORTS, sets: 1, solve });
  expect(found.exact).toBe(true);
  const [best] = found.sets;
  if (expected === undefined) expect(best).toBeUndefined();
  else expect(best?.effort).toBeCloseTo(expected, 9);
}

test("the solver does not take a worse solution for the best one", () => {
  const { outcome, values } = solve(readFileSync("tests/fixtures/presolve.lp", "utf8"));
  const chosen = [...values].filter(([name, value]) => /^v\d+_[1-9]/.test(name) && value > 0.5);
  expect(outcome).toBe("optimal");
  expect(chosen.map(([name]) => name)).toEqual(["v0_1", "v1_2"]);
});

describe("the smallest set of changes is what trying all of them finds", () => {
  test("for labels", { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(rubric, known, fc.nat(), (framework, state, pick) => {
        fc.pre(framework.labels.length > 0);
        const label = framework.labels[pick % framework.labels.length]?.id ?? "";
        check(withAdvised(state), framework, { label });
      }),
      { numRuns: 400 },
    );
  });

  test("for scores", { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(rubric, known, fc.constantFrom(0.2, 0.5, 0.8, 1), (framework, state, share) => {
        const criteria = framework.criteria.map(({ appliesWhen: _, ...criterion }) => criterion);
        const whole = { ...framework, criteria };
        const most = whole.scale?.max ?? sumOf(whole);
        check(withAdvised(state), whole, { score: share * most });
      }),
      { numRuns: 400 },
    );
  });
});
