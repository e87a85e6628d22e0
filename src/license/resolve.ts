import parseSpdx from "spdx-expression-parse";
import { howToRaise, limitOf } from "../limits.ts";
import { own } from "../objects.ts";
import { type AmbiguousName, type Catalogue, nameKey } from "./catalogue.ts";
import { LICENSE_PROPERTY_NAMES, LICENSE_SETS, type LicenseFacts } from "./properties.ts";

/** Whose license it is, where a name depends on that. */
export interface LicenseContext {
  /** Ids or names of the vendor. */
  vendor?: readonly string[];
  /** Ids or names of the model. */
  model?: readonly string[];
}

/** What a license text comes to; it is never guessed. */
export type Resolution =
  | { outcome: "resolved"; alternatives: string[][]; contextual: boolean }
  | { outcome: "ambiguous"; candidates: string[]; why: string }
  | { outcome: "unlicensed" }
  | { outcome: "unresolved"; why: string };

type Expression = ReturnType<typeof parseSpdx>;

/**
 * Resolves a license text: a name of the catalogue in any case, or an SPDX expression.
 * @returns alternatives to choose from, each a list of ids that all bind; or why there are none
 */
export function resolveLicense(text: string, catalogue: Catalogue, context: LicenseContext = {}): Resolution {
  if (text.length > limitOf("licenseText")) {
    const why = `It is longer than ${limitOf("licenseText")} characters. ${howToRaise("licenseText")}`;
    return { outcome: "unresolved", why };
  }
  const key = nameKey(text);
  const id = own(catalogue.names, key);
  if (id !== undefined) return { outcome: "resolved", alternatives: [[id]], contextual: false };
  const ambiguous = own(catalogue.ambiguous, key);
  if (ambiguous !== undefined) return settle(ambiguous, context);
  if (catalogue.unlicensed.includes(key)) return { outcome: "unlicensed" };
  const why = own(catalogue.unresolved, key);
  return why === undefined ? resolveExpression(text, catalogue) : { outcome: "unresolved", why };
}

/** `kimi-k2` stands for kimi-k2-instruct as well, but not for kimi-k2.5. */
function settle(
  { candidates, rules, why }: AmbiguousName,
  { vendor = [], model = [] }: LicenseContext,
): Resolution {
  const vendors = vendor.map(nameKey);
  const models = model.map(nameKey);
  const rule = rules.find(
    (one) =>
      (one.vendors?.some((name) => vendors.includes(name)) ?? true) &&
      (one.models?.some((start) => models.some((name) => name === start || name.startsWith(`${start}-`))) ??
        true),
  );
  if (rule === undefined) return { outcome: "ambiguous", candidates, why };
  return { outcome: "resolved", alternatives: [[rule.is]], contextual: true };
}

function resolveExpression(text: string, catalogue: Catalogue): Resolution {
  const expression = tryParse(text.trim());
  if (expression === undefined) {
    return { outcome: "unresolved", why: "It is neither a known name nor an SPDX expression." };
  }
  const unknown = new Set<string>();
  const alternatives = alternativesOf(expression, catalogue, unknown);
  if (alternatives === undefined)
    return {
      outcome: "unresolved",
      why: `It has more than ${limitOf("alternatives")} alternatives. ${howToRaise("alternatives")}`,
    };
  if (unknown.size > 0) {
    return { outcome: "unresolved", why: `The catalogue does not have ${[...unknown].join(", ")}.` };
  }
  return { outcome: "resolved", alternatives, contextual: false };
}

function tryParse(text: string): Expression | undefined {
  try {
    return parseSpdx(text);
  } catch {
    return undefined;
  }
}

function alternativesOf(
  expression: Expression,
  catalogue: Catalogue,
  unknown: Set<string>,
): string[][] | undefined {
  if ("license" in expression) return [[leafId(expression, catalogue, unknown)]];
  const left = alternativesOf(expression.left, catalogue, unknown);
  const right = alternativesOf(expression.right, catalogue, unknown);
  if (left === undefined || right === undefined) return undefined;
  const both = expression.conjunction === "or" ? left.length + right.length : left.length * right.length;
  if (both > limitOf("alternatives")) return undefined;
  if (expression.conjunction === "or") return [...left, ...right];
  return left.flatMap((members) => right.map((more) => [...members, ...more]));
}

/** `X+` is what SPDX now calls `X-or-later`. An exception makes another license of it. */
function leafId(
  leaf: Extract<Expression, { license: string }>,
  catalogue: Catalogue,
  unknown: Set<string>,
): string {
  const exception = leaf.exception === undefined ? "" : ` WITH ${leaf.exception}`;
  const plain = `${leaf.license}${exception}`;
  const later = `${leaf.license.replace(/-only$/, "")}-or-later${exception}`;
  const id = own(catalogue.names, nameKey(leaf.plus ? later : plain));
  // An ambiguous id inside an expression, such as GPL-3.0, is known for what its candidates agree on.
  const readings =
    leaf.plus || exception !== "" ? undefined : own(catalogue.ambiguous, nameKey(leaf.license));
  if (id === undefined && readings === undefined) unknown.add(leaf.plus ? `${plain}+` : plain);
  return id ?? (readings === undefined ? plain : ambiguousId(leaf.license));
}

/** The id under which a book keeps what the candidates of an ambiguous name agree on. */
export function ambiguousId(name: string): string {
  return `?${nameKey(name)}`;
}

/** What holds whichever of some licenses is meant: what all of them have in common. */
export function agreement(facts: readonly LicenseFacts[], name: string): LicenseFacts {
  const common = <Value>(read: (one: LicenseFacts) => Value | undefined): Value | undefined => {
    const [first, ...others] = facts.map(read);
    return others.every((value) => value === first) ? first : undefined;
  };
  const sets = LICENSE_SETS.flatMap((set) => {
    const member = common((one) => one.sets[set]);
    return member === undefined ? [] : [[set, member] as const];
  });
  const properties = LICENSE_PROPERTY_NAMES.flatMap((property) => {
    const value = common((one) => one.properties[property]);
    return value === undefined ? [] : [[property, value] as const];
  });
  return {
    name: `one of several: ${name}`,
    sets: Object.fromEntries(sets),
    properties: Object.fromEntries(properties),
  };
}
