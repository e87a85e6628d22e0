import {
  contextKey,
  LICENSE_PROPERTY_NAMES,
  type LicenseBook,
  type LicenseFacts,
  NO_LICENSE,
} from "../license/properties.ts";
import { own } from "../objects.ts";
import { type Subject, statedLicense, subjectId } from "../profile/subject.ts";
import { ARTIFACTS, type ArtifactId } from "../profile/vocabulary.ts";
import type { LicenseLeaf } from "../rubric/types.ts";
import { every, type Kleene, NO, some, UNKNOWN, YES } from "./kleene.ts";

/** Stands for a license about which nothing is known. */
const UNRESOLVED = [["?"]];

/**
 * What binds somebody who takes an artifact: lists of which all bind, each with the alternatives to choose from, each
 * of these a list of licenses that all bind. Derived weights are bound by the base model's license as well, and by the
 * terms beside the license.
 * @returns undefined if the artifact was released without a license
 */
export function bindingLicenses(
  subject: Subject,
  artifact: ArtifactId,
  book: LicenseBook,
): string[][][] | undefined {
  const text = statedLicense(subject, artifact)?.text;
  if (text === NO_LICENSE) return undefined;
  const parts = [alternativesOf(text, subject, book)];
  if (ARTIFACTS[artifact].kind === "weights") {
    if (subject.base !== undefined) parts.push(alternativesOf(subject.base.license, subject, book));
    parts.push(...subject.terms.map((term) => [[term]]));
  }
  return parts;
}

/** No alternative at all is what NONE and words such as "unlicensed" stand for: nothing is permitted. */
function alternativesOf(text: string | undefined, subject: Subject, book: LicenseBook): string[][] {
  if (text === undefined) return UNRESOLVED;
  if (text === NO_LICENSE) return [];
  return (
    own(book.expressions, contextKey(text, subjectId(subject))) ?? own(book.expressions, text) ?? UNRESOLVED
  );
}

/** Whether one license meets every key of a condition. */
function memberMeets(facts: LicenseFacts | undefined, leaf: LicenseLeaf): Kleene {
  if (facts === undefined) return UNKNOWN;
  const inSet = leaf.in === undefined ? YES : some(leaf.in, (set) => membership(facts.sets[set]));
  if (inSet === NO) return NO;
  const properties = every(LICENSE_PROPERTY_NAMES, (name) => {
    const acceptable = leaf.properties[name];
    if (acceptable === undefined) return YES;
    const value = facts.properties[name];
    if (value === undefined) return UNKNOWN;
    return acceptable.includes(value) ? YES : NO;
  });
  return Math.min(inSet, properties) as Kleene;
}

function membership(known: boolean | undefined): Kleene {
  if (known === undefined) return UNKNOWN;
  return known ? YES : NO;
}

/**
 * Whether what binds an artifact meets a license condition: of everything that binds, one alternative must exist whose
 * members all meet every key. The availability of the artifact is for the caller to test.
 */
export function licenseMeets(leaf: LicenseLeaf, subject: Subject, book: LicenseBook): Kleene {
  const binding = bindingLicenses(subject, leaf.artifact, book);
  if (binding === undefined) return NO;
  const asks = leaf.in !== undefined || Object.keys(leaf.properties).length > 0;
  const stated = !leaf.stated || statedLicense(subject, leaf.artifact) !== undefined ? YES : UNKNOWN;
  if (!asks) return stated;
  const met = every(binding, (alternatives) =>
    some(alternatives, (members) => every(members, (id) => memberMeets(own(book.licenses, id), leaf))),
  );
  return Math.min(stated, met) as Kleene;
}
