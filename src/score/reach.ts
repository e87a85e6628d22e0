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

/** Most tests of leaves for each list of a rubric, all its lists together: the larger it is, the fewer combinations. */
const MAX_TESTS = 1_000_000;

/** Beyond this many licenses with all the combinations that are asked for, a few that differ in one thing stand for all. */
const MAX_LICENSES = MAX_COMBINATIONS;

/** What one thing can be: all settings, or some where they are too many. */
interface Domain {
  settings: Setting[];
  /** How many there are in all. */
  size: number;
}

/** One setting of one thing that conditions ask about, put into a scope that knows everything. */
type Setting = (world: World) => void;

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
  return reach(rubric, labelConditions(rubric), rubric.labels.length, (scope) =>
    rubric.labels.indexOf(
      surestLabel(
        rubric,
        labelVerdicts(rubric, (condition) => evaluate(condition, scope)),
      ),
    ),
  );
}

function labelConditions({ labels }: Rubric): Condition[] {
  return labels.flatMap(({ when, requires }) => [
    ...(when ? [when] : []),
    ...(requires ?? []).flatMap((item) => (item.kind === "step" ? [] : [item])),
  ]);
}

function reach(
  rubric: Rubric,
  conditions: Condition[],
  count: number,
  match: (scope: Scope) => number,
): Reach {
  const domains = domainsOf(conditions.flatMap(leavesOf), rubric);
  const settings = domains.map((domain) => domain.settings);
  const combinations = domains.reduce((product, { size }) => product * size, 1);
  const limit = Math.min(MAX_COMBINATIONS, Math.ceil(MAX_TESTS / leavesIn(rubric)));
  const exhaustive = combinations <= limit;
  const reached = new Set<number>();
  for (const chosen of exhaustive ? everyChoice(settings, combinations) : likelyChoices(settings, limit)) {
    reached.add(match(scopeOf(chosen)));
    if (reached.size >= count) break;
  }
  const missed = Array.from({ length: count }, (_, at) => at).filter((at) => !reached.has(at));
  return exhaustive ? { unreachable: missed, unchecked: [] } : { unreachable: [], unchecked: missed };
}

const leavesByRubric = new WeakMap<Rubric, number>();

/** How many leaves all conditions of a rubric have. */
function leavesIn(rubric: Rubric): number {
  const known = leavesByRubric.get(rubric);
  if (known !== undefined) return known;
  const conditions = [
    ...rubric.criteria.flatMap(({ levels }) => levels.flatMap(({ when }) => when ?? [])),
    ...labelConditions(rubric),
  ];
  const count = Math.max(
    1,
    conditions.reduce((sum, condition) => sum + leavesOf(condition).length, 0),
  );
  leavesByRubric.set(rubric, count);
  return count;
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
function domainsOf(leaves: readonly Leaf[], rubric: Rubric): Domain[] {
  const groups = new Map<string, Leaf[]>();
  const add = (leaf: Leaf) => {
    const group = groups.get(keyOf(leaf)) ?? [];
    group.push(leaf);
    groups.set(keyOf(leaf), group);
  };
  for (const leaf of leaves) {
    add(leaf);
    if (leaf.kind === "license" && !groups.has(`${leaf.artifact}.availability`))
      add(availabilityLeaf(leaf.artifact));
  }
  return [...groups.values()].map((group) => domainOf(group, rubric));
}

function availabilityLeaf(artifact: ArtifactId): Leaf {
  return { kind: "facet", artifact, facet: "availability", values: ["full"] };
}

function keyOf(leaf: Leaf): string {
  if (leaf.kind === "facet") return `${leaf.artifact}.${leaf.facet}`;
  if (leaf.kind === "license") return `license ${leaf.artifact}`;
  return leaf.kind === "fact" ? `fact ${leaf.fact}` : `criterion ${leaf.criterion}`;
}

function domainOf(group: readonly Leaf[], rubric: Rubric): Domain {
  const [leaf] = group;
  if (leaf?.kind === "license") return licenseDomain(group as LicenseLeaf[], leaf.artifact);
  const settings = settingsOf(leaf, group, rubric);
  return { settings, size: settings.length };
}

function settingsOf(leaf: Leaf | undefined, group: readonly Leaf[], rubric: Rubric): Setting[] {
  if (leaf === undefined || leaf.kind === "license") return [];
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
function licenseDomain(leaves: readonly LicenseLeaf[], artifact: ArtifactId): Domain {
  const { all, size } = licensesOf(leaves);
  const licensed = all.map(
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
  return { settings: [...licensed, unlicensed], size: size + 1 };
}

/** One way in which licenses differ. */
type Change = (facts: LicenseFacts) => LicenseFacts;

function licensesOf(leaves: readonly LicenseLeaf[]): { all: LicenseFacts[]; size: number } {
  const sets = [...new Set(leaves.flatMap((leaf) => leaf.in ?? []))];
  const names = new Set(leaves.flatMap((leaf) => Object.keys(leaf.properties) as LicenseProperty[]));
  const keys: Change[][] = [
    ...sets.map((set) =>
      [true, false].map(
        (member): Change =>
          (facts) => ({ ...facts, sets: { ...facts.sets, [set]: member } }),
      ),
    ),
    ...[...names].map((name) =>
      LICENSE_PROPERTIES[name].map(
        (value): Change =>
          (facts) => ({ ...facts, properties: { ...facts.properties, [name]: value } }),
      ),
    ),
  ];
  const nothing: LicenseFacts = { name: "", sets: {}, properties: {} };
  const size = keys.reduce((product, { length }) => product * length, 1);
  const grow = (all: LicenseFacts[], changes: Change[]) =>
    all.flatMap((facts) => changes.map((change) => change(facts)));
  return { all: size > MAX_LICENSES ? nearExtremes(keys, nothing) : keys.reduce(grow, [nothing]), size };
}

/** The least and the most burdensome license, and those that differ from one of them in one thing. */
function nearExtremes(keys: readonly Change[][], nothing: LicenseFacts): LicenseFacts[] {
  return [0, -1].flatMap((end) => {
    const extreme = keys.reduce((facts, changes) => changes.at(end)?.(facts) ?? facts, nothing);
    return [extreme, ...keys.flatMap((changes) => changes.map((change) => change(extreme)))];
  });
}
