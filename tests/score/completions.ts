// What a model leaves open of the things that a rubric asks about, and every way to settle it.
import {
  LICENSE_PROPERTIES,
  LICENSE_PROPERTY_NAMES,
  type LicenseFacts,
  NO_LICENSE,
} from "../../src/license/properties.ts";
import {
  ARTIFACTS,
  type ArtifactId,
  FACETS,
  FACT_PATHS,
  type FacetName,
  isListFacet,
} from "../../src/profile/vocabulary.ts";
import type { Condition, FacetLeaf, FactLeaf, Leaf, LicenseLeaf, Rubric } from "../../src/rubric/types.ts";
import { leavesOf } from "../../src/rubric/words.ts";
import type { World } from "./reference.ts";

/** One thing that is open. */
export interface Unknown {
  /** What it is; the same for every leaf that asks about it. */
  key: string;
  /** Whether every value that it can take meets the leaf that asks about it. */
  listed: boolean;
  settings: ((world: World) => World)[];
}

/** The conditions that decide the criteria's levels. */
export function conditionsOfCriteria({ criteria }: Rubric): Condition[] {
  return criteria.flatMap(({ appliesWhen, levels }) => [
    ...(appliesWhen === undefined ? [] : [appliesWhen]),
    ...levels.flatMap(({ when }) => when ?? []),
  ]);
}

/** The conditions that decide the labels. */
function conditionsOfLabels({ labels }: Rubric): Condition[] {
  return labels.flatMap(({ when, requires = [] }) => [
    ...(when === undefined ? [] : [when]),
    ...requires.flatMap((item) => (item.kind === "step" ? [] : [item])),
  ]);
}

/** A leaf, and all leaves of its rubric that ask about the same. */
interface Asked {
  leaf: Leaf;
  same: readonly Leaf[];
}

const askedByRubric = new WeakMap<Rubric, readonly Asked[]>();

/** The leaves of a rubric, each of them once. */
function askedBy(rubric: Rubric): readonly Asked[] {
  const known = askedByRubric.get(rubric);
  if (known !== undefined) return known;
  const all = [...conditionsOfCriteria(rubric), ...conditionsOfLabels(rubric)].flatMap(leavesOf);
  const leaves = [...new Map(all.map((leaf) => [JSON.stringify(leaf), leaf])).values()];
  const asked = leaves.map((leaf) => ({ leaf, same: leaves.filter((other) => isAlike(leaf, other)) }));
  askedByRubric.set(rubric, asked);
  return asked;
}

/** Everything that is open of what a rubric asks about. Settling one may open another: a license has properties. */
export function unknownsOf(world: World, rubric: Rubric): Unknown[] {
  const found = new Map<string, Unknown>();
  for (const { leaf, same } of askedBy(rubric)) {
    for (const unknown of unknownsIn(leaf, same, world)) {
      if (!found.has(unknown.key)) found.set(unknown.key, unknown);
    }
  }
  for (const unknown of openJudgements(world, rubric)) found.set(unknown.key, unknown);
  return [...found.values()];
}

/** A world of which the first leaves' facts are settled. */
interface Partly {
  world: World;
  settled: number;
}

/** The first thing that is open, looked for from where everything before is settled. */
function firstUnknown({ world, settled }: Partly, rubric: Rubric): { unknown?: Unknown; settled: number } {
  const asked = askedBy(rubric);
  for (let at = settled; at < asked.length; at += 1) {
    const { leaf, same } = asked[at] as Asked;
    const [unknown] = unknownsIn(leaf, same, world);
    if (unknown !== undefined) return { unknown, settled: at };
  }
  const [unknown] = openJudgements(world, rubric);
  return unknown === undefined ? { settled: asked.length } : { unknown, settled: asked.length };
}

/** What one leaf finds open. */
export function unknownsIn(leaf: Leaf, same: readonly Leaf[], world: World): Unknown[] {
  if (leaf.kind === "facet") {
    const facets = same.flatMap((one) => (one.kind === "facet" ? [one] : []));
    return openFacet(leaf.artifact, leaf.facet, facets, leaf.values, world);
  }
  if (leaf.kind === "fact") return openFact(leaf, same, world);
  return leaf.kind === "license" ? openLicense(leaf, same, world) : [];
}

function isAlike(one: Leaf, other: Leaf): boolean {
  if (one.kind === "facet")
    return other.kind === "facet" && one.artifact === other.artifact && one.facet === other.facet;
  if (one.kind === "fact") return other.kind === "fact" && one.fact === other.fact;
  // Whether something is released decides about its license as well.
  return one.kind === "license" && (other.kind === "license" || other.kind === "facet");
}

/** Which leaves list a value. */
function askers(value: string, leaves: readonly FacetLeaf[]): string {
  return leaves.map(({ values }) => values.includes(value)).join();
}

function openFacet(
  artifact: ArtifactId,
  facet: FacetName,
  same: readonly FacetLeaf[],
  wanted: readonly string[],
  { subject }: World,
): Unknown[] {
  const facets = subject.artifacts[artifact];
  const value = facets?.[facet];
  if (value !== undefined && value !== "unknown") return [];
  if (facet === "regionsExcluded" && facets?.access === "public") return [];
  const lists = [
    ...same.flatMap(({ values }) => values).map((item) => (item === "none" ? [] : [item])),
    [],
    ["something else"],
  ];
  const isReleased = (one: string) => one === "full" || one === "partial";
  const excludes = Array.isArray(facets?.regionsExcluded) && facets.regionsExcluded.length > 0;
  const single = [...FACETS[facet].values, "not-applicable"].filter(
    (one) => !(facet === "access" && one === "public" && excludes),
  );
  // Of values that every leaf takes alike, one is enough.
  const kinds = new Map(single.map((one) => [`${isReleased(one)} ${askers(one, same)}`, one]));
  const values: (string | string[])[] = isListFacet(facet) ? lists : [...kinds.values()];
  return [
    {
      key: `${artifact} ${facet}`,
      listed: !isListFacet(facet) && single.every((one) => wanted.includes(one)),
      settings: values.map((one) => (world) => ({
        ...world,
        subject: {
          ...world.subject,
          artifacts: {
            ...world.subject.artifacts,
            [artifact]: { ...world.subject.artifacts[artifact], [facet]: one },
          },
        },
      })),
    },
  ];
}

function openFact(leaf: FactLeaf, same: readonly Leaf[], { subject, days }: World): Unknown[] {
  const { fact, op } = leaf;
  const value = subject.facts[fact];
  const mentioned = same.flatMap((one) => (one.kind === "fact" ? one.values : []));
  const ordered = op !== "is" && op !== "has";
  if (value !== undefined && value !== "unknown") {
    const isVague = ordered && FACT_PATHS.get(fact)?.type === "date" && String(value).length < 10;
    if (!isVague || days[fact] !== undefined) return [];
    const possible = daysIn(String(value), mentioned);
    return [{ key: `day ${fact}`, listed: false, settings: possible.map((day) => withDay(fact, day)) }];
  }
  const values = factValues(fact, mentioned);
  const listed = !ordered && values.every((one) => leaf.values.includes(one as string));
  return [{ key: `fact ${fact}`, listed, settings: values.map((one) => withFact(fact, one)) }];
}

function withFact(fact: string, value: number | string | string[]): (world: World) => World {
  return (world) => ({
    ...world,
    subject: { ...world.subject, facts: { ...world.subject.facts, [fact]: value } },
  });
}

function withDay(fact: string, day: string): (world: World) => World {
  return (world) => ({ ...world, days: { ...world.days, [fact]: day } });
}

/** The first and the last day of a month or a year, and the days around those that a rubric mentions. */
function daysIn(date: string, mentioned: readonly (string | number)[]): string[] {
  const first = `${date}-01-01`.slice(0, 10);
  const last = `${date}${date.length === 4 ? "-12" : ""}-28`;
  const near = mentioned.map(String).filter((day) => day.length === 10 && day.startsWith(date));
  return [...new Set([first, ...near, last])];
}

function factValues(fact: string, mentioned: readonly (string | number)[]): (number | string | string[])[] {
  const type = FACT_PATHS.get(fact);
  if (type?.type === "number") {
    const near = mentioned.map(Number).flatMap((value) => [value / 2, value, value * 2 + 1]);
    return [...new Set([0, ...near, 1e300])];
  }
  if (type?.type === "date") return ["0001-01-01", ...mentioned.map(String).filter(isDay), "9999-12-31"];
  const values = type?.values ?? [];
  return type?.type === "list" ? [[], ...values.map((value) => [value])] : [...values, "not-applicable"];
}

function isDay(text: string): boolean {
  return text.length === 10;
}

/** A license about which nothing is known yet. */
const UNHEARD = "unheard-of";

function openLicense(leaf: LicenseLeaf, same: readonly Leaf[], world: World): Unknown[] {
  const { subject, book } = world;
  const { artifact } = leaf;
  const available = same.flatMap((one) =>
    one.kind === "facet" && one.artifact === artifact && one.facet === "availability" ? [one] : [],
  );
  const released = openFacet(artifact, "availability", available, [], world);
  const { kind } = ARTIFACTS[artifact];
  const ofKind = kind === "none" ? undefined : (subject.licenses[kind] ?? subject.licenses.default);
  const stated = subject.licenses[artifact] ?? ofKind;
  const text = stated === undefined ? [openText(artifact)] : [];
  const base =
    kind === "weights" && subject.base !== undefined && subject.base.license === undefined
      ? [openBase()]
      : [];
  const texts = [stated, kind === "weights" ? subject.base?.license : undefined].flatMap((one) =>
    one === undefined || one === NO_LICENSE ? [] : [one],
  );
  const own = (one: string) =>
    book.expressions[`${one} @ ${subject.vendor.id}/${subject.model.id}`] ?? book.expressions[one];
  const meanings = texts.flatMap((one) => (own(one) === undefined ? [openMeaning(one)] : []));
  const ids = new Set([
    ...texts.flatMap((one) => own(one)?.flat() ?? []),
    ...(kind === "weights" ? subject.terms : []),
  ]);
  const asked = same.flatMap((one) => (one.kind === "license" ? [one] : []));
  const facts = [...ids].flatMap((id) => openFactsOf(id, leaf, asked, book.licenses[id]));
  return [...released, ...text, ...base, ...meanings, ...facts];
}

function openText(artifact: ArtifactId): Unknown {
  const unheard = `${UNHEARD} ${artifact}`;
  const stating = (text: string, world: World): World => ({
    ...world,
    subject: { ...world.subject, licenses: { ...world.subject.licenses, [artifact]: text } },
  });
  return {
    key: `license ${artifact}`,
    listed: false,
    settings: [(world) => stating(NO_LICENSE, world), (world) => meaning(unheard, stating(unheard, world))],
  };
}

/** Lets a text stand for a license of its own. */
function meaning(text: string, world: World, alternatives: string[][] = [[`${text}!`]]): World {
  return {
    ...world,
    book: { ...world.book, expressions: { ...world.book.expressions, [text]: alternatives } },
  };
}

function openBase(): Unknown {
  return {
    key: "license of the base model",
    listed: false,
    settings: [NO_LICENSE, `${UNHEARD} base`].map((license) => (world) => ({
      ...world,
      subject: { ...world.subject, base: { id: "", ...world.subject.base, license } },
    })),
  };
}

function openMeaning(text: string): Unknown {
  return {
    key: `meaning of ${text}`,
    listed: false,
    settings: [(world) => meaning(text, world), (world) => meaning(text, world, [])],
  };
}

function openFactsOf(
  id: string,
  leaf: LicenseLeaf,
  asked: readonly LicenseLeaf[],
  facts: LicenseFacts | undefined,
): Unknown[] {
  const sets = (leaf.in ?? [])
    .filter((set) => facts?.sets[set] === undefined)
    .map(
      (set): Unknown => ({
        key: `${id} in ${set}`,
        listed: false,
        settings: [true, false].map((member) =>
          withFacts(id, (before) => ({ ...before, sets: { ...before.sets, [set]: member } })),
        ),
      }),
    );
  const properties = LICENSE_PROPERTY_NAMES.filter(
    (name) => leaf.properties[name] !== undefined && facts?.properties[name] === undefined,
  ).map((name): Unknown => {
    const values: readonly string[] = LICENSE_PROPERTIES[name];
    // Of values that every leaf takes alike, one is enough.
    const kinds = new Map(
      values.map((value) => [asked.map((one) => one.properties[name]?.includes(value)).join(), value]),
    );
    return {
      key: `${id} ${name}`,
      listed: values.every((value) => leaf.properties[name]?.includes(value)),
      settings: [...kinds.values()].map((value) =>
        withFacts(id, (before) => ({ ...before, properties: { ...before.properties, [name]: value } })),
      ),
    };
  });
  return [...sets, ...properties];
}

function withFacts(id: string, change: (facts: LicenseFacts) => LicenseFacts): (world: World) => World {
  return (world) => {
    const before = world.book.licenses[id] ?? { name: "", sets: {}, properties: {} };
    return {
      ...world,
      book: { ...world.book, licenses: { ...world.book.licenses, [id]: change(before) } },
    };
  };
}

/** A judged criterion that has conditions is derived unless it is judged, so only those without are open. */
function openJudgements({ subject }: World, rubric: Rubric): Unknown[] {
  return rubric.criteria
    .filter(({ id, judged, levels }) => {
      const level = subject.judgements[rubric.id]?.[id]?.level;
      return judged && levels.every(({ when, id: one }) => when === undefined && one !== level);
    })
    .map(({ id, levels }) => ({
      key: `judgement ${id}`,
      listed: false,
      settings: levels.map((level) => (world) => ({
        ...world,
        subject: {
          ...world.subject,
          judgements: {
            ...world.subject.judgements,
            [rubric.id]: {
              ...world.subject.judgements[rubric.id],
              [id]: { level: level.id, by: "somebody" },
            },
          },
        },
      })),
    }));
}

/** Every completion of a world, or undefined if there are more than a limit. */
export function everyCompletion(start: World, rubric: Rubric, limit: number): World[] | undefined {
  const done: World[] = [];
  const open: Partly[] = [{ world: start, settled: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { world } = next;
    const { unknown, settled } = firstUnknown(next, rubric);
    if (unknown === undefined) done.push(world);
    else for (const set of unknown.settings) open.push({ world: set(world), settled });
    if (done.length + open.length > limit) return undefined;
  }
  return done;
}

/**
 * One completion.
 * @param choose a whole number below a limit
 */
export function oneCompletion(start: World, rubric: Rubric, choose: (limit: number) => number): World {
  let partly: Partly = { world: start, settled: 0 };
  for (;;) {
    const { unknown, settled } = firstUnknown(partly, rubric);
    if (unknown === undefined) return partly.world;
    const set = unknown.settings[choose(unknown.settings.length)];
    partly = { world: set?.(partly.world) ?? partly.world, settled };
  }
}
