// A second evaluator, written from the design and not from src/score: it knows yes and no only, so that it can judge
// none but models of which everything that a rubric asks for is known. Slow, and plain enough to be read as the rule.
import type { LicenseBook, LicenseFacts, LicenseProperty } from "../../src/license/properties.ts";
import type { Subject } from "../../src/profile/subject.ts";
import { ARTIFACTS, type ArtifactId } from "../../src/profile/vocabulary.ts";
import type {
  Condition,
  Criterion,
  FacetLeaf,
  FactLeaf,
  Label,
  Level,
  LicenseLeaf,
  Rubric,
} from "../../src/rubric/types.ts";

/** A model, what is known of licenses, and the days that are meant by dates without one. */
export interface World {
  subject: Subject;
  book: LicenseBook;
  /** By fact: the day that a month or a year turned out to be. */
  days: Readonly<Record<string, string>>;
}

/** What a completed model comes to. */
export interface Verdict {
  /** The level of each criterion, in the rubric's order; null where it does not apply. */
  levels: (Level | null)[];
  /** Null where no criterion counts. */
  score: number | null;
  /** By dimension. */
  dimensions: Map<string, number | null>;
  /** `none` where no label holds. */
  label: string;
}

/** Thrown where something that matters is not known. */
export class NotSettled extends Error {}

/** Judges a completed model under a rubric. */
export function verdictOf(world: World, rubric: Rubric): Verdict {
  const judge = new Judge(world, rubric);
  const levels = rubric.criteria.map((criterion) => judge.levelOf(criterion));
  const total = (dimension: string | undefined) => scoreOf(judge.sum(dimension), rubric);
  return {
    levels,
    score: total(undefined),
    dimensions: new Map(rubric.dimensions.map(({ id }) => [id, total(id)])),
    label: rubric.labels.find((label) => judge.reaches(label))?.id ?? "none",
  };
}

function scoreOf({ earned, most }: { earned: number; most: number }, { scale }: Rubric): number | null {
  if (most === 0) return null;
  return scale === undefined ? earned : (earned / most) * scale.max;
}

class Judge {
  readonly #world: World;
  readonly #rubric: Rubric;
  readonly #levels = new Map<Criterion, Level | null>();

  constructor(world: World, rubric: Rubric) {
    this.#world = world;
    this.#rubric = rubric;
  }

  /** The level that a criterion has; null if it does not apply. */
  levelOf(criterion: Criterion): Level | null {
    const known = this.#levels.get(criterion);
    const level = known === undefined ? this.#workOut(criterion) : known;
    this.#levels.set(criterion, level);
    return level;
  }

  #workOut(criterion: Criterion): Level | null {
    if (criterion.appliesWhen !== undefined && !this.holds(criterion.appliesWhen)) return null;
    if (criterion.judged) {
      const judgement = this.#world.subject.judgements[this.#rubric.id]?.[criterion.id];
      const judged = criterion.levels.find(({ id }) => id === judgement?.level);
      if (judged !== undefined) return judged;
      if (criterion.levels.every(({ when }) => when === undefined)) throw new NotSettled(criterion.id);
    }
    const level = criterion.levels.find(({ when }) => when === undefined || this.holds(when));
    if (level === undefined) throw new Error(`${criterion.id} has no last level.`);
    return level;
  }

  holds(condition: Condition): boolean {
    switch (condition.kind) {
      case "all":
        return condition.of.every((part) => this.holds(part));
      case "any":
        return condition.of.some((part) => this.holds(part));
      case "not":
        return !this.holds(condition.of);
      case "atLeast":
        return condition.of.filter((part) => this.holds(part)).length >= condition.count;
      case "facet":
        return this.#facetHolds(condition);
      case "license":
        return this.#licenseHolds(condition);
      case "fact":
        return this.#factHolds(condition);
      case "criterion": {
        const criterion = this.#rubric.criteria.find(({ id }) => id === condition.criterion);
        const level = criterion && this.levelOf(criterion);
        return level !== null && level !== undefined && condition.levels.includes(level.id);
      }
    }
  }

  reaches({ when, requires = [] }: Label): boolean {
    if (when !== undefined) return this.holds(when);
    return requires.every((item) => {
      if (item.kind !== "step") return this.holds(item);
      const step = this.#rubric.labels.find(({ id }) => id === item.label);
      return step !== undefined && this.reaches(step);
    });
  }

  /** What a dimension earns, out of how much; undefined stands for the whole rubric. */
  sum(dimension: string | undefined): { earned: number; most: number } {
    let [earned, most] = [0, 0];
    for (const criterion of this.#rubric.criteria.filter((one) => one.dimension === dimension)) {
      const level = this.levelOf(criterion);
      if (level === null) continue;
      earned += criterion.weight * level.points;
      most += criterion.weight * Math.max(...criterion.levels.map(({ points }) => points));
    }
    for (const { id, weight } of this.#rubric.dimensions) {
      if (parentOf(id) !== dimension) continue;
      const inner = this.sum(id);
      if (inner.most === 0) continue;
      earned += weight === undefined ? inner.earned : weight * (inner.earned / inner.most);
      most += weight === undefined ? inner.most : weight;
    }
    return { earned, most };
  }

  #facet(artifact: ArtifactId, facet: FacetLeaf["facet"]): string | string[] {
    const facets = this.#world.subject.artifacts[artifact];
    const value = facets?.[facet];
    if (value !== undefined && value !== "unknown") return value;
    // Public access excludes no region.
    if (facet === "regionsExcluded" && facets?.access === "public") return [];
    throw new NotSettled(`${artifact} ${facet}`);
  }

  #facetHolds({ artifact, facet, values }: FacetLeaf): boolean {
    return meets(this.#facet(artifact, facet), values);
  }

  #factHolds({ fact, op, values }: FactLeaf): boolean {
    const value = this.#world.subject.facts[fact];
    if (value === undefined || value === "unknown") throw new NotSettled(fact);
    if (op === "is" || op === "has") return meets(value, values);
    if (value === "not-applicable" || Array.isArray(value)) return false;
    const [limit] = values;
    if (typeof value === "number") return compare(value, op, Number(limit));
    const day = this.#world.days[fact] ?? value;
    if (day.length < 10 || String(limit).length < 10) throw new NotSettled(`the day of ${fact}`);
    return compare(dayNumber(day), op, dayNumber(String(limit)));
  }

  /** Only what is released has a license, and every list of alternatives needs one whose members all qualify. */
  #licenseHolds(leaf: LicenseLeaf): boolean {
    if (!meets(this.#facet(leaf.artifact, "availability"), ["full", "partial"])) return false;
    const { subject, book } = this.#world;
    const stated = this.#statedLicense(leaf.artifact);
    if (stated === "NONE") return false;
    if (leaf.in === undefined && Object.keys(leaf.properties).length === 0) return true;
    const binding = [this.#alternatives(stated)];
    if (ARTIFACTS[leaf.artifact].kind === "weights") {
      if (subject.base !== undefined) binding.push(this.#alternatives(subject.base.license));
      for (const term of subject.terms) binding.push([[term]]);
    }
    return binding.every((alternatives) =>
      alternatives.some((members) => members.every((id) => qualifies(book.licenses[id], leaf))),
    );
  }

  #statedLicense(artifact: ArtifactId): string {
    const { licenses } = this.#world.subject;
    const { kind } = ARTIFACTS[artifact];
    const ofKind = kind === "none" ? undefined : (licenses[kind] ?? licenses.default);
    const text = licenses[artifact] ?? ofKind;
    if (text === undefined) throw new NotSettled(`license of ${artifact}`);
    return text;
  }

  #alternatives(text: string | undefined): string[][] {
    const { subject, book } = this.#world;
    if (text === undefined) throw new NotSettled("license of the base model");
    // Without a license nothing is permitted: there is no alternative.
    if (text === "NONE") return [];
    const own = `${text} @ ${subject.vendor.id}/${subject.model.id}`;
    const known = book.expressions[own] ?? book.expressions[text];
    if (known === undefined) throw new NotSettled(text);
    return known;
  }
}

function parentOf(dimension: string): string | undefined {
  return dimension.includes("/") ? dimension.slice(0, dimension.lastIndexOf("/")) : undefined;
}

/** Whether a value is one of those wanted; of a list one item must be, and `none` stands for the empty one. */
function meets(value: string | number | string[], wanted: readonly (string | number)[]): boolean {
  if (!Array.isArray(value)) return wanted.includes(value);
  return value.length === 0 ? wanted.includes("none") : value.some((item) => wanted.includes(item));
}

function compare(left: number, op: FactLeaf["op"], right: number): boolean {
  if (op === "gt") return left > right;
  if (op === "gte") return left >= right;
  return op === "lt" ? left < right : left <= right;
}

function dayNumber(date: string): number {
  return Number(date.replaceAll("-", ""));
}

/** Whether one license has all that a condition asks for. */
function qualifies(facts: LicenseFacts | undefined, leaf: LicenseLeaf): boolean {
  const inSet =
    leaf.in?.some((set) => {
      const member = facts?.sets[set];
      if (member === undefined) throw new NotSettled(`membership in ${set}`);
      return member;
    }) ?? true;
  const properties = Object.entries(leaf.properties).every(([name, acceptable]) => {
    const value = facts?.properties[name as LicenseProperty];
    if (value === undefined) throw new NotSettled(name);
    return acceptable.includes(value);
  });
  return inSet && properties;
}
