import { InputError } from "../errors.ts";
import { defined, own } from "../objects.ts";
import {
  LICENSE_PROPERTIES,
  LICENSE_PROPERTY_NAMES,
  LICENSE_SETS,
  type LicenseBook,
  type LicenseFacts,
  type LicenseSet,
} from "./properties.ts";
import type { License, LicenseNames, LicenseSetRule } from "./schema.ts";

/** An id of SPDX's own list with what that says of it. */
interface SpdxEntry {
  id: string;
  name: string;
  osiApproved: boolean;
}

/** A name that stands for one of several licenses, and what settles it. */
export interface AmbiguousName {
  candidates: string[];
  rules: { vendors?: string[]; models?: string[]; is: string }[];
  why: string;
}

/** Everything known of licenses, ready to look up. Names are lower-cased. */
export interface Catalogue {
  /** By id: our entries, then the long tail of SPDX. */
  licenses: Record<string, LicenseFacts>;
  /** Name to id. */
  names: Record<string, string>;
  ambiguous: Record<string, AmbiguousName>;
  unlicensed: string[];
  /** Words that name no license, and why. */
  unresolved: Record<string, string>;
}

/** What a catalogue is made from. */
export interface CatalogueSources {
  licenses: readonly License[];
  sets: readonly LicenseSetRule[];
  names: LicenseNames;
  spdx: readonly SpdxEntry[];
}

/** A name as it is looked up: no case, no blanks at its ends, single blanks inside. */
export function nameKey(name: string): string {
  return name.trim().replace(/\s+/g, " ").toLowerCase();
}

/**
 * Builds the catalogue.
 * @throws InputError with every name that stands for two licenses and every reference that leads nowhere
 */
export function buildCatalogue({ licenses, sets, names, spdx }: CatalogueSources): Catalogue {
  const catalogue: Draft = {
    licenses: {},
    names: {},
    ambiguous: {},
    unlicensed: [],
    unresolved: {},
    problems: [],
  };
  for (const license of licenses) {
    catalogue.licenses[license.id] = factsOf(license, sets);
    for (const name of [license.id, ...(license.aliases ?? [])]) claimName(catalogue, name, license.id);
  }
  const ambiguous = new Set(names.ambiguous.flatMap((one) => one.names.map(nameKey)));
  for (const entry of spdx) {
    if (catalogue.licenses[entry.id] !== undefined) continue;
    catalogue.licenses[entry.id] = spdxFacts(entry, sets);
    // GPL-3.0 and the like are ids that SPDX has deprecated because they do not say enough.
    if (!ambiguous.has(nameKey(entry.id))) claimName(catalogue, entry.id, entry.id);
  }
  for (const [name, id] of Object.entries(names.aliases)) {
    claimName(catalogue, name, id);
    requireLicense(catalogue, id, name);
  }
  for (const one of names.ambiguous) addAmbiguous(catalogue, one);
  addWords(catalogue, names);
  const { problems, ...built } = catalogue;
  if (problems.length > 0) {
    throw new InputError(problems.map((message) => ({ message, place: undefined, severity: "error" })));
  }
  return built;
}

/** A catalogue in the making, with what is wrong with it. */
type Draft = Catalogue & { problems: string[] };

function addWords(catalogue: Draft, { unlicensed, unresolved }: LicenseNames): void {
  for (const name of unlicensed) catalogue.unlicensed.push(claimFree(catalogue, name));
  for (const { names, why } of unresolved) {
    for (const name of names) catalogue.unresolved[claimFree(catalogue, name)] = why;
  }
}

function addAmbiguous(
  catalogue: Draft,
  { names, candidates, rules = [], why }: LicenseNames["ambiguous"][number],
): void {
  for (const name of names) {
    catalogue.ambiguous[claimFree(catalogue, name)] = { candidates, rules: rules.map(contextRule), why };
    for (const id of [...candidates, ...rules.map(({ is }) => is)]) requireLicense(catalogue, id, name);
  }
}

type Rule = NonNullable<LicenseNames["ambiguous"][number]["rules"]>[number];

function contextRule({ vendor, model, is }: Rule): AmbiguousName["rules"][number] {
  return defined<AmbiguousName["rules"][number]>({
    vendors: vendor?.map(nameKey),
    models: model?.map(nameKey),
    is,
  });
}

function claimName(catalogue: Draft, name: string, id: string): void {
  const key = nameKey(name);
  const taken = catalogue.names[key];
  if (taken !== undefined && taken !== id) {
    catalogue.problems.push(`The name ${name} stands for ${taken} and for ${id}.`);
  }
  catalogue.names[key] = id;
}

function claimFree(catalogue: Draft, name: string): string {
  const key = nameKey(name);
  const taken = catalogue.names[key] ?? (key in catalogue.ambiguous ? "several licenses" : undefined);
  if (taken !== undefined) catalogue.problems.push(`The name ${name} stands for ${taken} already.`);
  return key;
}

function requireLicense(catalogue: Draft, id: string, name: string): void {
  if (catalogue.licenses[id] === undefined) {
    catalogue.problems.push(`The name ${name} refers to ${id}, which is not there.`);
  }
}

function factsOf(license: License, rules: readonly LicenseSetRule[]): LicenseFacts {
  const facts: LicenseFacts = { name: license.name, sets: {}, properties: {} };
  const text = license.sources.text?.url;
  if (text !== undefined) facts.source = text;
  for (const name of LICENSE_PROPERTY_NAMES) {
    const property = license.properties[name];
    if (property === undefined) continue;
    facts.properties[name] = property.value;
    const url = license.sources[property.source]?.url;
    if (url === undefined)
      throw new Error(`${license.id}: ${name} has a source ${property.source}, which is not listed.`);
    if (url !== text) facts.propertySources = { ...facts.propertySources, [name]: url };
  }
  facts.sets =
    license.kind === "policy" ? policySets(facts) : setsOf(license.id, license.status, facts, rules);
  return facts;
}

/** What SPDX tells of an id: whether OSI approved it. Its properties were not read. */
function spdxFacts({ id, name, osiApproved }: SpdxEntry, rules: readonly LicenseSetRule[]): LicenseFacts {
  const facts: LicenseFacts = {
    name,
    sets: {},
    properties: {},
    source: `https://spdx.org/licenses/${id}.html`,
  };
  facts.sets = setsOf(id, { osi: osiApproved ? "yes" : "no" }, facts, rules);
  return facts;
}

/** Sets stand in dependency order in the file, so that `anyOf` finds what was worked out before. */
function setsOf(
  id: string,
  status: License["status"],
  { properties }: LicenseFacts,
  rules: readonly LicenseSetRule[],
): LicenseFacts["sets"] {
  const sets: LicenseFacts["sets"] = {};
  for (const rule of rules) {
    const member = membership(id, status, sets, properties, rule);
    if (member !== undefined) sets[rule.id] = member;
  }
  return sets;
}

function membership(
  id: string,
  status: License["status"],
  sets: LicenseFacts["sets"],
  properties: LicenseFacts["properties"],
  rule: LicenseSetRule,
): boolean | undefined {
  const own = rule.status && status?.[rule.status];
  const reasons = [
    ...(rule.status === undefined ? [] : [own === undefined ? undefined : own === "yes"]),
    ...(rule.anyOf ?? []).map((set) => sets[set]),
    ...(rule.licenses === undefined ? [] : [rule.licenses.includes(id)]),
  ];
  if (reasons.includes(true)) return true;
  const outside = LICENSE_PROPERTY_NAMES.some((name) => {
    const [value, acceptable] = [properties[name], rule.requires?.[name] as string[] | undefined];
    return value !== undefined && acceptable !== undefined && !acceptable.includes(value);
  });
  return outside || rule.closed !== undefined || !reasons.includes(undefined) ? false : undefined;
}

/** What the terms of a policy leave as it is, whatever it says of them. */
const ASIDE: readonly string[] = ["patentGrant", "termination", "revocable", "termsMayChange"];

/**
 * Terms beside a license are in no list; they leave the license in its sets only if they add no burden
 * beyond obeying the law.
 */
function policySets({ properties }: LicenseFacts): LicenseFacts["sets"] {
  const burdens = LICENSE_PROPERTY_NAMES.filter((name) => !ASIDE.includes(name)).map((name) => {
    const value = properties[name];
    return value === undefined ? undefined : value !== LICENSE_PROPERTIES[name][0] && value !== "lawful-use";
  });
  if (burdens.includes(true)) return everySet(false);
  return burdens.includes(undefined) ? {} : everySet(true);
}

function everySet(member: boolean): Partial<Record<LicenseSet, boolean>> {
  return Object.fromEntries(LICENSE_SETS.map((set) => [set, member])) as Record<LicenseSet, boolean>;
}

/** The part of a catalogue that some license texts and ids need. */
export function bookOf(
  licenses: Catalogue["licenses"],
  expressions: LicenseBook["expressions"],
  ids: readonly string[],
): LicenseBook {
  const wanted = [...new Set([...Object.values(expressions).flat(2), ...ids])];
  const known = wanted.flatMap((id) => {
    const facts = own(licenses, id);
    return facts === undefined ? [] : [[id, facts] as const];
  });
  return { expressions, licenses: Object.fromEntries(known) };
}
