import type { Solve } from "../solver.ts";
import type { Efforts } from "./efforts.ts";
import { type Formula, isAlways } from "./formula.ts";
import { type Choices, effortOf, type Variable } from "./variables.ts";

/** Points that are added to a score if a formula is true. */
export interface Gain {
  formula: Formula;
  points: number;
}

/** What is to be reached: a formula that is true, and gains that add up to some points. */
export interface Goal {
  formula: Formula;
  gains: readonly Gain[];
  points: number;
}

/** So little that it only decides between values of the same effort: the better one comes first. */
const PREFERENCE = 1e-5;

/** Sums of points are rounded; a goal is not missed by that. */
const NEAR = 1e-9;

/**
 * A goal as a mixed-integer linear programme: each variable takes one value, the goal is true, the effort is least.
 * Formulas have no negation, so that it is enough that each can only be true if its parts are.
 */
export class Program {
  readonly #efforts: Efforts;
  readonly #variables = new Map<Variable, string>();
  readonly #formulas = new Map<Formula, string>();
  readonly #rows: string[] = [];
  readonly #binary: string[] = [];
  readonly #unit: string[] = [];

  constructor(goal: Goal, efforts: Efforts) {
    this.#efforts = efforts;
    if (!isAlways(goal.formula)) this.#rows.push(`${this.#nameOf(goal.formula)} >= 1`);
    const sure = goal.gains.filter(({ formula }) => isAlways(formula));
    const open = goal.gains.filter(({ formula, points }) => !isAlways(formula) && points > 0);
    const left = sure.reduce((rest, { points }) => rest - points, goal.points) - NEAR;
    const terms = open.map(({ formula, points }) => `${number(points)} ${this.#nameOf(formula)}`);
    if (left > 0) this.#rows.push(`${sum(terms)} >= ${number(left)}`);
  }

  /** Of what was changed something must stay as it is: another value of the same is no other way. */
  exclude(choices: Choices): void {
    const kept = [...choices.keys()].map((variable) => this.#choice(variable, 0));
    this.#rows.push(`${sum(kept)} >= 1`);
  }

  solve(solver: Solve): { choices: Choices; exact: boolean } | undefined {
    const { outcome, values } = solver(this.#text());
    if (outcome === "infeasible") return undefined;
    const choices = new Map<Variable, number>();
    for (const [variable, name] of this.#variables) {
      const at = variable.values.findIndex((_, position) => (values.get(`${name}_${position}`) ?? 0) > 0.5);
      if (at > 0) choices.set(variable, at);
    }
    return { choices, exact: outcome === "optimal" };
  }

  #text(): string {
    const efforts = [...this.#variables].flatMap(([variable, name]) =>
      variable.values
        .map((_, at) => `${number(effortOf(variable, this.#efforts) + PREFERENCE * at)} ${name}_${at}`)
        .slice(1),
    );
    return [
      "Minimize",
      `effort: ${sum(efforts)}`,
      "Subject To",
      ...this.#rows,
      "Bounds",
      ...this.#unit.map((name) => `0 <= ${name} <= 1`),
      ...(this.#binary.length > 0 ? ["Binary", ...this.#binary] : []),
      "End",
      "",
    ].join("\n");
  }

  /** The name of the value of a variable; 1 if it is chosen. */
  #choice(variable: Variable, at: number): string {
    const known = this.#variables.get(variable);
    if (known !== undefined) return `${known}_${at}`;
    const name = `v${this.#variables.size}`;
    this.#variables.set(variable, name);
    const names = variable.values.map((_, position) => `${name}_${position}`);
    this.#binary.push(...names);
    this.#rows.push(`${sum(names)} = 1`);
    return `${name}_${at}`;
  }

  /** The name of a formula; 1 only if it is true. */
  #nameOf(formula: Formula): string {
    const known = this.#formulas.get(formula);
    if (known !== undefined) return known;
    const name = `f${this.#formulas.size}`;
    this.#formulas.set(formula, name);
    // Of formulas that are true or false only those that count could be half true.
    (formula.kind === "atLeast" ? this.#binary : this.#unit).push(name);
    this.#define(name, formula);
    return name;
  }

  #define(name: string, formula: Formula): void {
    if (formula.kind === "value") {
      const { variable, positions } = formula;
      this.#atMost(
        name,
        positions.map((at) => this.#choice(variable, at)),
      );
      return;
    }
    const parts = formula.of.map((part) => this.#nameOf(part));
    if (formula.kind === "atLeast") this.#atMost(`${formula.count} ${name}`, parts);
    else if (formula.kind === "any") this.#atMost(name, parts);
    else for (const part of parts) this.#atMost(name, [part]);
  }

  #atMost(left: string, right: readonly string[]): void {
    this.#rows.push(`${[left, ...right.map((name) => `- ${name}`)].join("\n ")} <= 0`);
  }
}

/** A sum, in short lines, for readers of the format have a limit; one of no terms has a variable that counts nothing. */
function sum(terms: readonly string[]): string {
  return terms.length === 0 ? "0 nothing" : terms.join("\n + ");
}

/** Without an exponent, which readers of the format take for a name. */
function number(value: number): string {
  return value.toFixed(12);
}
