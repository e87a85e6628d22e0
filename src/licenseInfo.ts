import { makeBook } from "./license/book.ts";
import type { Catalogue } from "./license/catalogue.ts";
import type { AlternativeInfo, LicenseEntry, LicenseInfo, PropertyInfo } from "./license/info.ts";
import {
  LICENSE_PROPERTIES,
  LICENSE_PROPERTY_NAMES,
  LICENSE_SETS,
  type LicenseFacts,
  type LicenseProperty,
  type LicenseSet,
} from "./license/properties.ts";
import { type LicenseContext, resolveLicense } from "./license/resolve.ts";
import type { License } from "./license/schema.ts";
import { similarLicenses } from "./license/similar.ts";
import { defined } from "./objects.ts";
import type { Subject } from "./profile/subject.ts";
import { ARTIFACT_IDS } from "./profile/vocabulary.ts";
import type { Criterion, Rubric } from "./rubric/types.ts";
import { leavesOf } from "./rubric/words.ts";
import { scoreModel } from "./score/score.ts";

/** Where license texts are looked up. */
export interface LicenseLibrary {
  catalogue: Catalogue;
  entries: ReadonlyMap<string, License>;
  rubrics: readonly Rubric[];
}

/** Finds out all that can be said of a license text. */
export function describeLicense(
  query: string,
  context: LicenseContext,
  library: LicenseLibrary,
): LicenseInfo {
  const { catalogue } = library;
  const resolution = resolveLicense(query, catalogue, context);
  const alternatives = resolution.outcome === "resolved" ? resolution.alternatives : [];
  const described = alternatives.map((ids) => describeAlternative(ids, library));
  const [only, ...others] = described;
  const single = others.length === 0 ? only : undefined;
  return {
    query,
    outcome: resolution.outcome,
    id: single?.licenses.length === 1 ? (single.licenses[0]?.id ?? null) : null,
    expression: alternatives.length === 0 ? null : expressionOf(alternatives),
    why: "why" in resolution ? resolution.why : null,
    candidates: candidatesFor(query, resolution, catalogue),
    properties: single?.properties ?? null,
    sets: single?.sets ?? null,
    alternatives: described,
    frameworks: alternatives.length === 0 ? [] : frameworksFor(query, context, library),
  };
}

function expressionOf(alternatives: readonly string[][]): string {
  const wrap = alternatives.length > 1;
  return alternatives
    .map((ids) => (wrap && ids.length > 1 ? `(${ids.join(" AND ")})` : ids.join(" AND ")))
    .join(" OR ");
}

/** The licenses to choose from; of an unknown name those with a similar one, for a human to look at. */
function candidatesFor(
  query: string,
  resolution: ReturnType<typeof resolveLicense>,
  catalogue: Catalogue,
): LicenseInfo["candidates"] {
  const named = (id: string) => ({ id, name: catalogue.licenses[id]?.name ?? id });
  if (resolution.outcome === "ambiguous") return resolution.candidates.map(named);
  if (resolution.outcome !== "unresolved") return [];
  return similarLicenses(query, catalogue).slice(0, 8).map(named);
}

function describeAlternative(
  ids: readonly string[],
  { catalogue, entries }: LicenseLibrary,
): AlternativeInfo {
  const facts = ids.map((id) => ({ id, facts: catalogue.licenses[id] }));
  const properties = LICENSE_PROPERTY_NAMES.map((name) => [name, joined(name, facts)] as const);
  const sets = LICENSE_SETS.map((set) => {
    const members = facts.map((one) => one.facts?.sets[set]);
    return [set, members.includes(false) ? false : members.includes(undefined) ? null : true] as const;
  });
  return {
    licenses: ids.map((id) => entryOf(id, entries.get(id), catalogue.licenses[id])),
    properties: Object.fromEntries(properties) as Record<LicenseProperty, PropertyInfo>,
    sets: Object.fromEntries(sets) as Record<LicenseSet, boolean | null>,
  };
}

/** All bind, so the heaviest burden counts; one that is unknown leaves it open, unless it could be no heavier. */
function joined(
  name: LicenseProperty,
  all: readonly { id: string; facts: LicenseFacts | undefined }[],
): PropertyInfo {
  const order: readonly string[] = LICENSE_PROPERTIES[name];
  const known = all.flatMap(({ id, facts }) => {
    const value = facts?.properties[name];
    return value === undefined
      ? []
      : [{ id, value, source: facts?.propertySources?.[name] ?? facts?.source ?? null }];
  });
  const [heaviest] = known.sort((a, b) => order.indexOf(b.value) - order.indexOf(a.value));
  const settled = known.length === all.length || heaviest?.value === order.at(-1);
  if (heaviest === undefined || !settled) return { value: null, source: null };
  const { id, value, source } = heaviest;
  return { value, source, ...(all.length > 1 ? { of: id } : {}) };
}

/** An entry in full, or what SPDX tells of an id that we have no entry for. */
function entryOf(id: string, entry: License | undefined, facts: LicenseFacts | undefined): LicenseEntry {
  if (entry === undefined) return defined<LicenseEntry>({ id, name: facts?.name ?? id, url: facts?.source });
  const { name, version, date, url, aliases, thresholds, regions, policies, pitfalls, sources } = entry;
  return defined<LicenseEntry>({
    id,
    name,
    version,
    date,
    url,
    aliases,
    thresholds,
    regions,
    policies,
    pitfalls,
    sources,
  });
}

/** What each rubric's license criteria come to for a model of which everything is public under this license. */
function frameworksFor(
  text: string,
  context: LicenseContext,
  { catalogue, rubrics }: LicenseLibrary,
): LicenseInfo["frameworks"] {
  const subject = publicModel(text, context);
  const book = makeBook([subject], catalogue);
  return rubrics.map((rubric) => {
    const asking = new Set(rubric.criteria.filter(asksLicense).map(({ id }) => id));
    const { criteria } = scoreModel(subject, rubric, book);
    return {
      rubric: rubric.id,
      version: rubric.version,
      criteria: criteria
        .filter(({ id }) => asking.has(id))
        .map(({ id, possible }) => ({ id, levels: possible })),
    };
  });
}

function asksLicense({ levels }: Criterion): boolean {
  return levels.some(({ when }) => when && leavesOf(when).some(({ kind }) => kind === "license"));
}

function publicModel(text: string, { vendor = [], model = [] }: LicenseContext): Subject {
  const released = ARTIFACT_IDS.map((id) => [id, { availability: "full", access: "public" }] as const);
  return {
    vendor: { id: vendor[0] ?? "", name: vendor[0] ?? "" },
    model: { id: model[0] ?? "", name: model[0] ?? "" },
    source: "",
    flagship: false,
    artifacts: Object.fromEntries(released),
    licenses: { default: text },
    terms: [],
    facts: {},
    judgements: {},
    claims: [],
    disputes: [],
  };
}
