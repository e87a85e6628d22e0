import { LICENSE_PROPERTIES, LICENSE_PROPERTY_NAMES, type LicenseProperty } from "../license/properties.ts";
import { definedEntries } from "../objects.ts";
import { type ArtifactId, FACET_NAMES, FACT_PATHS } from "../profile/vocabulary.ts";
import { orList } from "../text.ts";
import type { RawCondition } from "./schema.ts";
import type { Condition, FactLeaf, Leaf } from "./types.ts";

/** Reports a mistake at a path below the condition. */
export type Report = (message: string, path: PropertyKey[]) => void;

const FORMS = ["all", "any", "not", "atLeast", "fact", "criterion"] as const;
const COMPARISONS = ["is", "has", "gt", "gte", "lt", "lte"] as const;

const NOTHING: Condition = { kind: "all", of: [] };

/**
 * Reads a condition: spells out what it leaves to its criterion and makes lists of artifacts and criteria
 * mean every one.
 * @param artifacts what is meant where it names no artifact
 */
export function readCondition(
  raw: RawCondition,
  artifacts: readonly ArtifactId[],
  report: Report,
): Condition {
  const scope = raw.artifact ?? artifacts;
  const forms: string[] = FORMS.filter((form) => raw[form] !== undefined);
  if (asksArtifact(raw)) forms.unshift("facets of an artifact");
  if (forms.length > 1) {
    report(`A condition has one form only; this one has ${forms.join(" and ")}. Join them with \`all\`.`, []);
    return NOTHING;
  }
  if (forms.length === 0) {
    report(
      "This condition asks nothing: name a facet, license, fact, criterion, all, any, not or atLeast.",
      [],
    );
    return NOTHING;
  }
  reportStray(raw, report);
  return readForm(raw, scope, report);
}

function asksArtifact(raw: RawCondition): boolean {
  return raw.license !== undefined || FACET_NAMES.some((facet) => raw[facet] !== undefined);
}

/** Comparisons belong to facts, levels to criteria. */
function reportStray(raw: RawCondition, report: Report): void {
  const used = COMPARISONS.filter((key) => raw[key] !== undefined);
  if (raw.fact === undefined) for (const key of used) report(`\`${key}\` goes with \`fact\` only.`, [key]);
  if (raw.level !== undefined && raw.criterion === undefined)
    report("`level` goes with `criterion` only.", ["level"]);
}

/** With a list of artifacts, whatever form a condition has, it must hold for each of them. */
function readForm(raw: RawCondition, scope: readonly ArtifactId[], report: Report): Condition {
  const nests = raw.all ?? raw.any ?? raw.not ?? raw.atLeast;
  if (nests !== undefined && scope.length > 1)
    return join(scope.map((artifact) => readForm(raw, [artifact], report)));
  const inner = (part: RawCondition, path: PropertyKey[]) =>
    readCondition(part, scope, (message, below) => report(message, [...path, ...below]));
  const list = (parts: RawCondition[], path: PropertyKey[]) =>
    parts.map((part, at) => inner(part, [...path, at]));
  if (raw.all) return { kind: "all", of: list(raw.all, ["all"]) };
  if (raw.any) return { kind: "any", of: list(raw.any, ["any"]) };
  if (raw.not) return { kind: "not", of: inner(raw.not, ["not"]) };
  if (raw.atLeast) {
    const { count, of } = raw.atLeast;
    if (!Number.isInteger(count) || count < 1 || count > of.length) {
      report(`Expected a whole number from 1 to ${of.length}, the length of \`of\`.`, ["atLeast", "count"]);
    }
    return { kind: "atLeast", count, of: list(of, ["atLeast", "of"]) };
  }
  if (raw.fact !== undefined) return readFact(raw, raw.fact, report);
  if (raw.criterion) return readCriterion(raw, raw.criterion, report);
  return readArtifact(raw, scope, report);
}

function readCriterion(raw: RawCondition, criteria: readonly string[], report: Report): Condition {
  if (raw.level === undefined) report("Say which `level` the criterion should have.", []);
  return join(criteria.map((criterion) => ({ kind: "criterion", criterion, levels: raw.level ?? [] })));
}

function readFact(raw: RawCondition, fact: string, report: Report): Condition {
  const used = COMPARISONS.filter((key) => raw[key] !== undefined);
  const [op] = used;
  if (used.length !== 1 || op === undefined) {
    report(`A fact is compared in one way: ${orList(COMPARISONS)}.`, []);
    return NOTHING;
  }
  const values = [raw[op] ?? []].flat();
  const problem = factProblem(fact, op, values);
  if (problem !== undefined) report(problem, [op]);
  return { kind: "fact", fact, op, values };
}

function factProblem(
  fact: string,
  op: FactLeaf["op"],
  values: readonly (string | number)[],
): string | undefined {
  const type = FACT_PATHS.get(fact);
  const ordered = type?.type === "number" || type?.type === "date";
  if (!ordered && op !== "is" && op !== "has") return `${fact} has no order: use \`is\` or \`has\`.`;
  if (type?.type === "number" && values.some((value) => typeof value !== "number"))
    return `${fact} is a number.`;
  if (type?.type !== "enum" && type?.type !== "list") return undefined;
  const known = [...type.values, type.type === "list" ? "none" : "not-applicable"];
  const strange = values.map(String).filter((value) => !known.includes(value));
  return strange.length > 0 ? `${fact} is never ${orList(strange)}: expected ${orList(known)}.` : undefined;
}

function readArtifact(raw: RawCondition, scope: readonly ArtifactId[], report: Report): Condition {
  if (scope.length === 0) report("Name the `artifact` that this condition is about.", []);
  if (raw.license) reportGaps(raw.license, report);
  return join(scope.map((artifact) => join(leavesFor(raw, artifact))));
}

function leavesFor(raw: RawCondition, artifact: ArtifactId): Leaf[] {
  const facets = FACET_NAMES.flatMap((facet): Leaf[] => {
    const values = raw[facet];
    return values === undefined ? [] : [{ kind: "facet", artifact, facet, values }];
  });
  if (raw.license === undefined) return facets;
  const { in: sets, stated, ...properties } = raw.license;
  const license: Leaf = {
    kind: "license",
    artifact,
    ...(stated === undefined ? {} : { stated: true }),
    ...(sets === undefined ? {} : { in: sets }),
    properties: Object.fromEntries(definedEntries(properties)),
  };
  return [...facets, license];
}

/** A list of what is acceptable must hold everything that burdens less than its members. */
function reportGaps(license: NonNullable<RawCondition["license"]>, report: Report): void {
  if (
    license.in === undefined &&
    license.stated === undefined &&
    LICENSE_PROPERTY_NAMES.every((name) => license[name] === undefined)
  ) {
    report("A license condition asks for a set (`in`), for properties, or for `stated: yes`.", ["license"]);
  }
  for (const { property, missing } of propertyGaps(license)) {
    const advice = `add ${missing}, which burden less. To test for a burden, use \`not\`.`;
    report(`${property} lists what is acceptable: ${advice}`, ["license", property]);
  }
}

/** The lists of acceptable values that leave out what burdens less than their members, and what that is. */
export function propertyGaps(
  acceptable: {
    [Name in LicenseProperty]?: readonly string[] | undefined;
  },
): { property: LicenseProperty; missing: string }[] {
  return LICENSE_PROPERTY_NAMES.flatMap((property) => {
    const missing = lessBurdensome(property, acceptable[property] ?? []);
    return missing.length === 0 ? [] : [{ property, missing: orList(missing).replace(" or ", " and ") }];
  });
}

function lessBurdensome(name: LicenseProperty, acceptable: readonly string[]): string[] {
  const order: readonly string[] = LICENSE_PROPERTIES[name];
  const worst = Math.max(-1, ...acceptable.map((value) => order.indexOf(value)));
  return order.slice(0, Math.max(0, worst)).filter((value) => !acceptable.includes(value));
}

function join(conditions: readonly Condition[]): Condition {
  const [only] = conditions;
  return conditions.length === 1 && only ? only : { kind: "all", of: [...conditions] };
}
