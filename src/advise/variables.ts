import { contextKey, type LicenseBook, NO_LICENSE } from "../license/properties.ts";
import { type FacetValue, type Subject, statedLicense, subjectId } from "../profile/subject.ts";
import {
  ARTIFACTS,
  type ArtifactId,
  FACETS,
  FACT_PATHS,
  type FacetName,
  isListFacet,
} from "../profile/vocabulary.ts";
import type { Criterion, FacetLeaf, FactLeaf, Leaf, Rubric } from "../rubric/types.ts";
import { leavesOf } from "../rubric/words.ts";
import { facetValue } from "../score/condition.ts";
import { judgementOf } from "../score/level.ts";
import type { EffortKind, Efforts } from "./efforts.ts";

/** What is unknown may be so already: then it only has to be shown. */
const UNKNOWN_SHARE = 0.5;

/** What a value is about. */
export type Topic =
  | { kind: "facet"; artifact: ArtifactId; facet: FacetName }
  | { kind: "license"; artifact: ArtifactId }
  | { kind: "terms" }
  | { kind: "fact"; path: string }
  | { kind: "judgement"; criterion: string };

type FactValue = number | string | string[];

/** Undefined is unknown. */
type Value = FacetValue | FactValue | undefined;

/** One thing that a profile says or leaves open, and what it could say instead. */
export interface Variable {
  topic: Topic;
  effort: EffortKind;
  /** Whether nothing is known of it. */
  unknown: boolean;
  /** What it is now, then what it could become, the best first. */
  values: Value[];
}

/** Licenses to change to, the most usual first, by what they are made for. */
const LICENSES = {
  code: ["Apache-2.0", "MIT", "BSD-3-Clause", "GPL-3.0-only"],
  weights: ["Apache-2.0", "MIT", "OpenMDW-1.1", "CC-BY-4.0"],
  data: ["CC-BY-4.0", "CDLA-Permissive-2.0", "CC0-1.0", "Apache-2.0"],
  document: ["CC-BY-4.0", "CC0-1.0", "Apache-2.0"],
} as const;

/** Every license that advice may name. */
export const ADVISED_LICENSES: readonly string[] = [...new Set(Object.values(LICENSES).flat())];

/** The name of a topic, by which it is found. */
function topicKey(topic: Topic): string {
  return Object.values(topic).join(" ");
}

/** Finds, for whatever a rubric asks of a model, what could be changed about it; each thing once. */
export class Variables {
  readonly #known = new Map<string, Variable>();
  readonly #mentioned: ReadonlyMap<string, (string | number)[]>;
  readonly #subject: Subject;
  readonly #rubric: Rubric;
  readonly #book: LicenseBook;

  constructor(subject: Subject, rubric: Rubric, book: LicenseBook) {
    this.#subject = subject;
    this.#rubric = rubric;
    this.#book = book;
    this.#mentioned = mentionedIn(rubric);
  }

  facet(artifact: ArtifactId, facet: FacetName): Variable {
    return this.#get({ kind: "facet", artifact, facet }, (topic) => {
      const now = facetValue(this.#subject, artifact, facet);
      const { kind } = ARTIFACTS[artifact];
      return {
        effort: facetEffort(facet) ?? (kind === "none" ? "service" : kind),
        unknown: now === undefined,
        values: [now, ...betterFacets(facet, now, this.#mentioned.get(topicKey(topic)) ?? [])],
      };
    });
  }

  license(artifact: ArtifactId): Variable {
    return this.#get({ kind: "license", artifact }, () => {
      const now = statedLicense(this.#subject, artifact)?.text;
      const { kind } = ARTIFACTS[artifact];
      const others = kind === "none" ? [] : LICENSES[kind].filter((id) => id !== now);
      return { effort: "license", unknown: !this.#isResolved(now), values: [now, ...others] };
    });
  }

  /** The terms that bind the weights beside their license. */
  terms(): Variable {
    return this.#get({ kind: "terms" }, () => {
      const { terms } = this.#subject;
      return { effort: "license", unknown: false, values: terms.length === 0 ? [terms] : [terms, []] };
    });
  }

  fact(path: string): Variable {
    return this.#get({ kind: "fact", path }, (topic) => {
      const stated = this.#subject.facts[path];
      const now = stated === "unknown" ? undefined : stated;
      return {
        effort: path === "monetisation" ? "access" : "document",
        unknown: now === undefined,
        values: [now, ...betterFacts(path, now, this.#mentioned.get(topicKey(topic)) ?? [])],
      };
    });
  }

  /** The level that somebody judges a criterion to have. */
  judgement(criterion: Criterion): Variable {
    return this.#get({ kind: "judgement", criterion: criterion.id }, () => {
      const now = judgementOf(this.#subject, this.#rubric.id, criterion.id)?.level;
      const points = criterion.levels.find(({ id }) => id === now)?.points ?? Number.NEGATIVE_INFINITY;
      const better = criterion.levels.filter((level) => level.points > points);
      return {
        effort: "judgement",
        unknown: now === undefined,
        values: [now, ...better.sort((a, b) => b.points - a.points).map(({ id }) => id)],
      };
    });
  }

  #get(topic: Topic, make: (topic: Topic) => Omit<Variable, "topic">): Variable {
    const key = topicKey(topic);
    const variable = this.#known.get(key) ?? { topic, ...make(topic) };
    this.#known.set(key, variable);
    return variable;
  }

  /** Whether it is known what a license text stands for. */
  #isResolved(text: string | undefined): boolean {
    if (text === undefined) return false;
    if (text === NO_LICENSE) return true;
    const { expressions, licenses } = this.#book;
    const found = expressions[contextKey(text, subjectId(this.#subject))] ?? expressions[text];
    return found?.flat().every((id) => licenses[id] !== undefined) ?? false;
  }
}

/** The values that a rubric's conditions mention, by topic. */
function mentionedIn({ criteria, labels }: Rubric): Map<string, (string | number)[]> {
  const conditions = [
    ...criteria.flatMap(({ appliesWhen, levels }) => [appliesWhen, ...levels.map(({ when }) => when)]),
    ...labels.flatMap(({ when, requires = [] }) => [
      when,
      ...requires.map((item) => (item.kind === "step" ? undefined : item)),
    ]),
  ];
  const found = new Map<string, (string | number)[]>();
  for (const leaf of conditions.flatMap((condition) => (condition ? leavesOf(condition) : []))) {
    const topic = topicOf(leaf);
    if (topic === undefined) continue;
    const key = topicKey(topic);
    found.set(key, [...new Set([...(found.get(key) ?? []), ...(leaf as FacetLeaf | FactLeaf).values])]);
  }
  return found;
}

function topicOf(leaf: Leaf): Topic | undefined {
  if (leaf.kind === "facet") return { kind: "facet", artifact: leaf.artifact, facet: leaf.facet };
  return leaf.kind === "fact" ? { kind: "fact", path: leaf.fact } : undefined;
}

function facetEffort(facet: FacetName): EffortKind | undefined {
  if (facet === "access" || facet === "regionsExcluded") return "access";
  const isRelease = facet === "availability" || facet === "extent" || facet === "formats";
  if (isRelease) return undefined;
  return facet === "tokenVisibility" ? "service" : "document";
}

/** Why something is withheld, once it is known, is what it is. */
function betterFacets(facet: FacetName, now: Value, mentioned: readonly (string | number)[]): Value[] {
  if (now === "not-applicable") return [];
  if (facet === "regionsExcluded") return isEmpty(now) ? [] : [[]];
  const words = mentioned.map(String).filter((word) => word !== "none");
  if (isListFacet(facet)) {
    const before = Array.isArray(now) ? now : [];
    return words.filter((word) => !before.includes(word)).map((word) => [...before, word]);
  }
  const { values } = FACETS[facet] as { values: readonly string[] };
  if (now === undefined) return [...values];
  return facet === "withheldBecause" ? [] : values.slice(0, Math.max(0, values.indexOf(String(now))));
}

function isEmpty(value: Value): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** Facts that a vendor can better at will; the others are what they are, once they are known. */
function betterFacts(path: string, now: Value, mentioned: readonly (string | number)[]): Value[] {
  if (now === "not-applicable") return [];
  const type = FACT_PATHS.get(path);
  if (path === "monetisation") return isEmpty(now) ? [] : [[]];
  if (type?.type === "enum") {
    if (now === undefined) return [...type.values];
    const canGrow = path.endsWith(".documentation") || path.endsWith(".disclosure");
    return canGrow ? type.values.slice(0, Math.max(0, type.values.indexOf(String(now)))) : [];
  }
  if (now !== undefined) return [];
  if (type?.type === "number") return mentioned.flatMap((limit) => around(Number(limit)));
  if (type?.type === "date") return mentioned.flatMap((limit) => yearsAround(String(limit)));
  return mentioned.map((word) => (word === "none" ? [] : [String(word)]));
}

/** Whatever a comparison asks for, one of these meets it. */
function around(limit: number): number[] {
  return [limit / 2, limit, limit * 2];
}

function yearsAround(date: string): string[] {
  const year = Number(date.slice(0, 4));
  return [date, `${year - 1}`, `${year + 1}`];
}

/** Values for some variables, by their position among the variable's values. */
export type Choices = ReadonlyMap<Variable, number>;

/** The model as it would be. */
export function changed(subject: Subject, rubric: string, choices: Choices): Subject {
  const copy: Subject = {
    ...subject,
    artifacts: { ...subject.artifacts },
    licenses: { ...subject.licenses },
    facts: { ...subject.facts },
    judgements: { ...subject.judgements },
  };
  for (const [variable, at] of choices) {
    if (at > 0) setValue(copy, rubric, variable.topic, variable.values[at]);
  }
  return copy;
}

function setValue(subject: Subject, rubric: string, topic: Topic, value: Value): void {
  switch (topic.kind) {
    case "facet":
      subject.artifacts[topic.artifact] = {
        ...subject.artifacts[topic.artifact],
        [topic.facet]: value as FacetValue,
      };
      return;
    case "license":
      subject.licenses[topic.artifact] = String(value);
      return;
    case "terms":
      subject.terms = value as string[];
      return;
    case "fact":
      subject.facts[topic.path] = value as FactValue;
      return;
    case "judgement":
      subject.judgements[rubric] = {
        ...subject.judgements[rubric],
        [topic.criterion]: { level: String(value), by: "" },
      };
  }
}

/** The effort of a change: of its kind, half of it where nothing is known yet. */
export function effortOf({ effort, unknown }: Variable, efforts: Efforts): number {
  return efforts[effort] * (unknown ? UNKNOWN_SHARE : 1);
}
