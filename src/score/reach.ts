import {
  LICENSE_PROPERTIES,
  type LicenseBook,
  type LicenseFacts,
  type LicenseProperty,
  NO_LICENSE,
} from "../license/properties.ts";
import type { Subject } from "../profile/subject.ts";
import { type ArtifactId, FACETS, FACT_PATHS, isListFacet, OPEN_VALUES } from "../profile/vocabulary.ts";
import type { Condition, Leaf, Level, LicenseLeaf, Rubric } from "../rubric/types.ts";
import { leavesOf } from "../rubric/words.ts";
import { evaluate, type Scope } from "./condition.ts";
import { YES } from "./kleene.ts";
import { labelVerdicts, surestLabel } from "./labels.ts";
import { matchLevels } from "./level.ts";

/** Beyond this many combinations of values a list is not enumerated. */
const MAX_COMBINATIONS = 20_000;

/** Tests of single facts that all lists of a rubric may take together: a few seconds. */
const MAX_TESTS = 20_000_000;

/** One setting of one thing that conditions ask about, put into a scope that knows everything. */
type Setting = (world: World) => void;

/** The values of one thing that can make a difference. */
interface Domain {
  settings: Setting[];
  /** How many there are; of very many licenses, not all are among the settings. */
  count: number;
}

interface World {
  subject: Subject;
  book: LicenseBook;
  criteria: Map<string, string>;
}

export interface Reach {
  /** What no combination of values leads to, by the position in its list. */
  unreachable: number[];
  /** What was not found where there were too many combinations to try them all. */
  unchecked: number[];
}

/** Which levels of a criterion hold for no combination of the values that its conditions mention. */
export function reachOfLevels(rubric: Rubric, position: number): Reach {
  const levels = rubric.criteria[position]?.levels ?? [];
  const conditions = levels.flatMap(({ when }) => when ?? []);
  return reach(rubric, conditions, levels.length, (scope) => {
    const [first] = matchLevels(levels, scope);
    return first ? levels.indexOf(first) : -1;
  });
}

/** Which labels hold for no combination of the values that they mention. */
export function reachOfLabels(rubric: Rubric): Reach {
  const conditions = rubric.labels.flatMap(({ when, requires }) => [
    ...(when ? [when] : []),
    ...(requires ?? []).flatMap((item) => (item.kind === "step" ? [] : [item])),
  ]);
  return reach(rubric, conditions, rubric.labels.length, (scope) =>
    rubric.labels.indexOf(
      surestLabel(
        rubric,
        labelVerdicts(rubric, (condition) => evaluate(condition, scope)),
      ),
    ),
  );
}

function reach(
  rubric: Rubric,
  conditions: Condition[],
  count: number,
  match: (scope: Scope) => number,
): Reach {
  const leaves = conditions.flatMap(leavesOf);
  const all = [...domainsOf(leaves, rubric).values()];
  const domains = all.map(({ settings }) => settings);
  const combinations = all.reduce((product, { count: values }) => product * values, 1);
  const share = MAX_TESTS / (rubric.criteria.length + 1);
  const most = Math.min(MAX_COMBINATIONS, Math.floor(share / (leaves.length + domains.length + 1)));
  const exhaustive = combinations <= most;
  const reached = new Set<number>();
  for (const chosen of exhaustive ? everyChoice(domains, combinations) : likelyChoices(domains, most)) {
    reached.add(match(scopeOf(chosen)));
    if (reached.size >= count) break;
  }
  const missed = Array.from({ length: count }, (_, at) => at).filter((at) => !reached.has(at));
  return exhaustive ? { unreachable: missed, unchecked: [] } : { unreachable: [], unchecked: missed };
}

/** Every combination, its number read as digits, one per domain. */
function* everyChoice(domains: readonly Setting[][], combinations: number): Generator<Setting[]> {
  for (let number = 0; number < combinations; number++) {
    let rest = number;
    yield domains.flatMap((domain) => {
      const setting = domain[rest % domain.length];
      rest = Math.floor(rest / domain.length);
      return setting ? [setting] : [];
    });
  }
}

/**
 * Where all are too many, a fixed sample: the first or the last part of the domains at one of their values and
 * the others at their last one (as steps that build on each other are met), then values picked by a linear congruential generator (Numerical Recipes' constants).
 */
function* likelyChoices(domains: readonly Setting[][], count: number): Generator<Setting[]> {
  const values = domains.reduce((most, { length }) => Math.max(most, length), 0);
  const tries = Math.floor(count / 2 / (domains.length + 1));
  for (let value = 0; value < Math.min(values, tries); value++) {
    for (let part = 0; part <= domains.length; part++) {
      yield domains.flatMap((domain, at) => (at < part && domain[value]) || domain.at(-1) || []);
      yield domains.flatMap((domain, at) => (at >= part && domain[value]) || domain.at(-1) || []);
    }
  }
  let state = 1;
  for (let sample = 0; sample < count; sample++) {
    yield domains.flatMap((domain) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return domain[Math.floor((state / 2 ** 32) * domain.length)] ?? [];
    });
  }
}

function scopeOf(chosen: readonly Setting[]): Scope {
  const world: World = {
    subject: emptySubject(),
    book: { expressions: {}, licenses: {} },
    criteria: new Map(),
  };
  for (const set of chosen) set(world);
  const { subject, book, criteria } = world;
  return { subject, book, criterion: (id) => ({ possible: [criteria.get(id) ?? ""], applies: YES }) };
}

function emptySubject(): Subject {
  const nobody = { id: "", name: "" };
  return {
    vendor: nobody,
    model: nobody,
    source: "",
    flagship: false,
    artifacts: {},
    licenses: {},
    terms: [],
    facts: {},
    judgements: {},
    claims: [],
    disputes: [],
  };
}

/** For everything that the leaves ask about, the values that can make a difference. */
function domainsOf(leaves: readonly Leaf[], rubric: Rubric): Map<string, Domain> {
  const groups = new Map<string, Leaf[]>();
  for (const leaf of leaves) {
    const key = keyOf(leaf);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [leaf]);
    else group.push(leaf);
    if (leaf.kind === "license") {
      const available = `${leaf.artifact}.availability`;
      if (!groups.has(available)) groups.set(available, [availabilityLeaf(leaf.artifact)]);
    }
  }
  return new Map(
    [...groups].map(([key, group]) => {
      const settings = domainOf(group, rubric);
      const [leaf] = group;
      const count = leaf?.kind === "license" ? licenseCount(group as LicenseLeaf[]) + 1 : settings.length;
      return [key, { settings, count }];
    }),
  );
}

function availabilityLeaf(artifact: ArtifactId): Leaf {
  return { kind: "facet", artifact, facet: "availability", values: ["full"] };
}

function keyOf(leaf: Leaf): string {
  if (leaf.kind === "facet") return `${leaf.artifact}.${leaf.facet}`;
  if (leaf.kind === "license") return `license ${leaf.artifact}`;
  return leaf.kind === "fact" ? `fact ${leaf.fact}` : `criterion ${leaf.criterion}`;
}

function domainOf(group: readonly Leaf[], rubric: Rubric): Setting[] {
  const [leaf] = group;
  if (leaf === undefined) return [];
  if (leaf.kind === "license") return licenseDomain(group as LicenseLeaf[], leaf.artifact);
  if (leaf.kind === "criterion") {
    return levelsOf(leaf.criterion, rubric).map(
      ({ id }) =>
        ({ criteria }) =>
          criteria.set(leaf.criterion, id),
    );
  }
  const mentioned = [...new Set(group.flatMap((one) => ("values" in one ? one.values : [])))];
  if (leaf.kind === "fact") {
    return factValues(leaf.fact, mentioned).map((value) => ({ subject }) => {
      subject.facts[leaf.fact] = value;
    });
  }
  const { artifact, facet } = leaf;
  const known: readonly string[] = [...FACETS[facet].values, ...OPEN_VALUES.slice(1)];
  return withOther(mentioned.map(String), known, isListFacet(facet)).map((value) => ({ subject }) => {
    subject.artifacts[artifact] = { ...subject.artifacts[artifact], [facet]: value };
  });
}

const criteriaByRubric = new WeakMap<Rubric, Map<string, Rubric["criteria"][number]>>();

function levelsOf(criterion: string, rubric: Rubric): readonly Level[] {
  const criteria = criteriaByRubric.get(rubric) ?? new Map(rubric.criteria.map((one) => [one.id, one]));
  criteriaByRubric.set(rubric, criteria);
  return criteria.get(criterion)?.levels ?? [];
}

/** The values mentioned and one that is not, so that "anything else" is tried as well. */
function withOther(
  mentioned: readonly string[],
  known: readonly string[],
  list: boolean,
): (string | string[])[] {
  if (list) return [...mentioned.map((value) => (value === "none" ? [] : [value])), [], ["something else"]];
  const other = known.find((value) => !mentioned.includes(value));
  return other === undefined ? [...mentioned] : [...mentioned, other];
}

function factValues(fact: string, mentioned: readonly (string | number)[]): (string | number | string[])[] {
  const type = FACT_PATHS.get(fact);
  if (type?.type === "number") {
    return [...mentioned.flatMap((value) => [Number(value), Number(value) + 0.5]), Infinity, -1];
  }
  if (type?.type === "date") return [...mentioned.map(String), "9999-12-31", "0001-01-01"];
  return withOther(mentioned.map(String), type?.values ?? [], type?.type === "list");
}

/** Licenses with every combination of the sets and property values that are asked for, and no license. */
function licenseDomain(leaves: readonly LicenseLeaf[], artifact: ArtifactId): Setting[] {
  const licensed = licensesOf(leaves).map(
    (facts): Setting =>
      ({ subject, book }) => {
        subject.licenses[artifact] = artifact;
        book.expressions[artifact] = [[artifact]];
        book.licenses[artifact] = facts;
      },
  );
  const unlicensed: Setting = ({ subject }) => {
    subject.licenses[artifact] = NO_LICENSE;
  };
  return [...licensed, unlicensed];
}

type Change = (facts: LicenseFacts) => LicenseFacts;

/** For every set and property that is asked for, what can be said of it. */
function aspectsOf(leaves: readonly LicenseLeaf[]): Change[][] {
  const sets = [...new Set(leaves.flatMap((leaf) => leaf.in ?? []))];
  const names = new Set(leaves.flatMap((leaf) => Object.keys(leaf.properties) as LicenseProperty[]));
  const ofSets = sets.map((set) =>
    [true, false].map(
      (member): Change =>
        (facts) => ({ ...facts, sets: { ...facts.sets, [set]: member } }),
    ),
  );
  const ofProperties = [...names].map((name) =>
    LICENSE_PROPERTIES[name].map(
      (value): Change =>
        (facts) => ({ ...facts, properties: { ...facts.properties, [name]: value } }),
    ),
  );
  return [...ofSets, ...ofProperties];
}

/** How many licenses differ in what is asked for. */
function licenseCount(leaves: readonly LicenseLeaf[]): number {
  return aspectsOf(leaves).reduce((product, { length }) => product * length, 1);
}

/** All of them; where these are too many, those that differ in one thing from the best and from the worst. */
function licensesOf(leaves: readonly LicenseLeaf[]): LicenseFacts[] {
  const aspects = aspectsOf(leaves);
  const nothing: LicenseFacts = { name: "", sets: {}, properties: {} };
  if (licenseCount(leaves) <= MAX_COMBINATIONS) {
    return aspects.reduce(
      (all, aspect) => all.flatMap((facts) => aspect.map((change) => change(facts))),
      [nothing],
    );
  }
  const made = (changes: readonly (Change | undefined)[]) =>
    changes.reduce<LicenseFacts>((facts, change) => change?.(facts) ?? facts, nothing);
  return [0, -1].flatMap((end) => {
    const extreme = made(aspects.map((aspect) => aspect.at(end)));
    return aspects.flatMap((aspect) => aspect.map((change) => change(extreme)));
  });
}
