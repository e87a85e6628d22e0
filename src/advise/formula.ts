import type { LicenseBook } from "../license/properties.ts";
import type { Subject } from "../profile/subject.ts";
import { ARTIFACTS } from "../profile/vocabulary.ts";
import type {
  Condition,
  Criterion,
  CriterionLeaf,
  FacetLeaf,
  FactLeaf,
  Label,
  Leaf,
  Level,
  LicenseLeaf,
  Requirement,
  Rubric,
} from "../rubric/types.ts";
import { leavesOf } from "../rubric/words.ts";
import { evaluate, RELEASED, type Scope } from "../score/condition.ts";
import { NO, YES } from "../score/kleene.ts";
import { mostPoints } from "../score/level.ts";
import { licenseMeets } from "../score/license.ts";
import { type Choices, changed, type Variable, Variables } from "./variables.ts";

/**
 * What must be chosen, without negation: of a variable one of some values (by position), of all, any or at least so
 * many of others. A formula may stand in several others; it is the same object then.
 */
export type Formula =
  | { kind: "value"; variable: Variable; positions: readonly number[] }
  | { kind: "all"; of: readonly Formula[] }
  | { kind: "any"; of: readonly Formula[] }
  | { kind: "atLeast"; count: number; of: readonly Formula[] };

export const ALWAYS: Formula = { kind: "all", of: [] };
const NEVER: Formula = { kind: "any", of: [] };

/** Whether it is true whatever is chosen. */
export function isAlways(formula: Formula): boolean {
  return formula.kind === "all" && formula.of.length === 0;
}

/** Whether nothing that is chosen makes it true. */
export function isNever(formula: Formula): boolean {
  return formula.kind === "any" && formula.of.length === 0;
}

function all(parts: readonly Formula[]): Formula {
  if (parts.some(isNever)) return NEVER;
  const of = [...new Set(parts.filter((part) => !isAlways(part)))];
  return of.length === 1 && of[0] !== undefined ? of[0] : { kind: "all", of };
}

function any(parts: readonly Formula[]): Formula {
  if (parts.some(isAlways)) return ALWAYS;
  const of = [...new Set(parts.filter((part) => !isNever(part)))];
  return of.length === 1 && of[0] !== undefined ? of[0] : { kind: "any", of };
}

function atLeast(count: number, parts: readonly Formula[]): Formula {
  const open = parts.filter((part) => !isAlways(part) && !isNever(part));
  const left = count - parts.filter(isAlways).length;
  if (left <= 0) return ALWAYS;
  if (left > open.length) return NEVER;
  return left === open.length ? all(open) : { kind: "atLeast", count: left, of: open };
}

function value(variable: Variable, positions: readonly number[]): Formula {
  if (positions.length === 0) return NEVER;
  return positions.length === variable.values.length ? ALWAYS : { kind: "value", variable, positions };
}

/** Turns what a rubric asks into what would have to be chosen for it to surely hold, or surely not. */
export class Formulas {
  readonly #subject: Subject;
  readonly #rubric: Rubric;
  readonly #book: LicenseBook;
  readonly #variables: Variables;
  readonly #criteria: ReadonlyMap<string, Criterion>;
  readonly #memo = new Map<string, Formula>();

  /** @param book the facts of the licenses that the subject names and of those that may be advised */
  constructor(subject: Subject, rubric: Rubric, book: LicenseBook) {
    this.#subject = subject;
    this.#rubric = rubric;
    this.#book = book;
    this.#variables = new Variables(subject, rubric, book);
    this.#criteria = new Map(rubric.criteria.map((criterion) => [criterion.id, criterion]));
  }

  /** The model surely has a label of the rubric, or a higher one. */
  labelOrHigher(id: string): Formula {
    const end = this.#rubric.labels.findIndex((label) => label.id === id) + 1;
    return any(this.#rubric.labels.slice(0, end).map((label) => this.#label(label)));
  }

  /** The parts of what a label asks for, each with the words of the rubric. */
  requirementsOf(id: string): { item: Requirement; formula: Formula }[] {
    const label = this.#rubric.labels.find((one) => one.id === id);
    const items = label?.requires ?? (label?.when === undefined ? [] : [label.when]);
    return items.flatMap((item) =>
      item.kind === "step" ? this.requirementsOf(item.label) : [{ item, formula: this.#holds(item, true) }],
    );
  }

  /** A formula is true, and the model counts as assessed: the level of some criterion is certain. */
  assessed(formula: Formula): Formula {
    const counting = this.#rubric.criteria.filter((criterion) => mostPoints(criterion) > 0);
    if (counting.length === 0) return formula;
    const certain = counting.map((criterion) =>
      all([
        this.#applies(criterion, true),
        any(criterion.levels.map((level) => this.#isIn(criterion, [level]))),
      ]),
    );
    // Where nothing applies there is nothing to assess, which counts as done.
    const nothing = all(counting.map((criterion) => this.#applies(criterion, false)));
    return all([formula, any([nothing, ...certain])]);
  }

  /** A criterion surely applies and surely has at least so many points. */
  reaches(criterion: Criterion, points: number): Formula {
    const wanted = criterion.levels.filter((level) => level.points >= points);
    return this.#remember(`reaches ${criterion.id} ${points}`, () =>
      all([this.#applies(criterion, true), this.#isIn(criterion, wanted)]),
    );
  }

  /** The single things that a condition asks for and that nothing can be done about. */
  blockers(condition: Condition): Exclude<Leaf, CriterionLeaf>[] {
    const seen = new Set<string>();
    const visit = (part: Condition): Exclude<Leaf, CriterionLeaf>[] =>
      leavesOf(part).flatMap((leaf) => {
        if (leaf.kind !== "criterion") return isNever(this.#holds(leaf, true)) ? [leaf] : [];
        if (seen.has(leaf.criterion)) return [];
        seen.add(leaf.criterion);
        return this.#conditionsOf(leaf.criterion, leaf.levels).flatMap(visit);
      });
    const found = visit(condition);
    return [...new Map(found.map((leaf) => [JSON.stringify(leaf), leaf])).values()];
  }

  /** The conditions under which a criterion applies and has one of some levels. */
  #conditionsOf(id: string, levels: readonly string[]): Condition[] {
    const criterion = this.#criteria.get(id);
    const wanted = criterion?.levels.filter((level) => levels.includes(level.id)) ?? [];
    return [criterion?.appliesWhen, ...wanted.map(({ when }) => when)].filter((part) => part !== undefined);
  }

  #label({ id, when, requires = [] }: Label): Formula {
    return this.#remember(`label ${id}`, () =>
      when !== undefined
        ? this.#holds(when, true)
        : all(
            requires.map((item) => (item.kind === "step" ? this.#step(item.label) : this.#holds(item, true))),
          ),
    );
  }

  #step(id: string): Formula {
    const label = this.#rubric.labels.find((one) => one.id === id);
    return label === undefined ? NEVER : this.#label(label);
  }

  #applies({ appliesWhen }: Criterion, wanted: boolean): Formula {
    if (appliesWhen === undefined) return wanted ? ALWAYS : NEVER;
    return this.#holds(appliesWhen, wanted);
  }

  /** @param wanted whether the condition is surely to hold, or surely not to hold */
  #holds(condition: Condition, wanted: boolean): Formula {
    const parts = (of: readonly Condition[]) => of.map((part) => this.#holds(part, wanted));
    switch (condition.kind) {
      case "all":
        return wanted ? all(parts(condition.of)) : any(parts(condition.of));
      case "any":
        return wanted ? any(parts(condition.of)) : all(parts(condition.of));
      case "not":
        return this.#holds(condition.of, !wanted);
      case "atLeast": {
        const { count, of } = condition;
        return wanted ? atLeast(count, parts(of)) : atLeast(of.length - count + 1, parts(of));
      }
      case "criterion":
        return this.#criterion(condition, wanted);
      default:
        return this.#remember(`${wanted} ${JSON.stringify(condition)}`, () => this.#leaf(condition, wanted));
    }
  }

  #criterion({ criterion: id, levels }: CriterionLeaf, wanted: boolean): Formula {
    const criterion = this.#criteria.get(id);
    if (criterion === undefined) throw new Error(`Rubric ${this.#rubric.id} has no criterion ${id}.`);
    const named = criterion.levels.filter((level) => levels.includes(level.id) === wanted);
    return this.#remember(`${wanted} ${id} ${levels.join(" ")}`, () =>
      wanted
        ? all([this.#applies(criterion, true), this.#isIn(criterion, named)])
        : any([this.#applies(criterion, false), this.#isIn(criterion, named)]),
    );
  }

  /** All levels that remain possible are among some. */
  #isIn(criterion: Criterion, wanted: readonly Level[]): Formula {
    if (wanted.length === criterion.levels.length) return ALWAYS;
    if (!criterion.judged) return this.#matches(criterion, wanted);
    const judged = this.#variables.judgement(criterion);
    // What nobody judged follows from facts where the rubric says how: then there is nothing to judge.
    const derivable = criterion.levels.some(({ when }) => when !== undefined);
    if (judged.unknown && derivable) return this.#matches(criterion, wanted);
    const ids = new Set(wanted.map(({ id }) => id));
    return value(
      judged,
      judged.values.flatMap((level, at) => (ids.has(String(level)) ? [at] : [])),
    );
  }

  /** First match wins: a wanted level surely matches, and none before it that is not wanted can. */
  #matches({ levels }: Criterion, wanted: readonly Level[]): Formula {
    const others: Formula[] = [];
    const ways: Formula[] = [];
    for (const level of levels) {
      const { when } = level;
      if (wanted.includes(level)) ways.push(all([...others, when ? this.#holds(when, true) : ALWAYS]));
      else others.push(when ? this.#holds(when, false) : NEVER);
    }
    return any(ways);
  }

  #leaf(leaf: FacetLeaf | LicenseLeaf | FactLeaf, wanted: boolean): Formula {
    if (leaf.kind === "license") return this.#license(leaf, wanted);
    const aim = wanted ? YES : NO;
    const test = (subject: Subject) => evaluate(leaf, this.#scopeOf(subject)) === aim;
    if (leaf.kind === "fact") return this.#where([this.#variables.fact(leaf.fact)], test);
    const asked = this.#variables.facet(leaf.artifact, leaf.facet);
    // What may be had by everybody excludes no region.
    const decides = leaf.facet === "regionsExcluded" ? [this.#variables.facet(leaf.artifact, "access")] : [];
    return this.#where([...decides, asked], test);
  }

  #license(leaf: LicenseLeaf, wanted: boolean): Formula {
    const released = this.#where([this.#variables.facet(leaf.artifact, "availability")], (subject) => {
      const condition: FacetLeaf = {
        kind: "facet",
        artifact: leaf.artifact,
        facet: "availability",
        values: RELEASED,
      };
      return evaluate(condition, this.#scopeOf(subject)) === (wanted ? YES : NO);
    });
    const terms = ARTIFACTS[leaf.artifact].kind === "weights" ? [this.#variables.terms()] : [];
    const meets = this.#where(
      [...terms, this.#variables.license(leaf.artifact)],
      (subject) => licenseMeets(leaf, subject, this.#book) === (wanted ? YES : NO),
    );
    return wanted ? all([released, meets]) : any([released, meets]);
  }

  /** The values of some variables, all of which are tried together, with which the model passes a test. */
  #where(
    variables: readonly Variable[],
    test: (subject: Subject) => boolean,
    chosen: Choices = new Map(),
  ): Formula {
    const [first, ...rest] = variables;
    if (first === undefined) return NEVER;
    const choices = first.values.map((_, at) => new Map([...chosen, [first, at]]));
    if (rest.length > 0) {
      return any(choices.map((choice, at) => all([value(first, [at]), this.#where(rest, test, choice)])));
    }
    const passes = choices.map((choice) => test(changed(this.#subject, this.#rubric.id, choice)));
    return value(
      first,
      passes.flatMap((passed, at) => (passed ? [at] : [])),
    );
  }

  #scopeOf(subject: Subject): Scope {
    return {
      subject,
      book: this.#book,
      criterion: (id) => {
        throw new Error(`The criterion ${id} is no fact.`);
      },
    };
  }

  #remember(key: string, make: () => Formula): Formula {
    const formula = this.#memo.get(key) ?? make();
    this.#memo.set(key, formula);
    return formula;
  }
}
