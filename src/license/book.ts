import { type Subject, subjectId } from "../profile/subject.ts";
import { bookOf, type Catalogue } from "./catalogue.ts";
import { contextKey, type LicenseBook, type LicenseFacts, NO_LICENSE } from "./properties.ts";
import { agreement, ambiguousId, type LicenseContext, type Resolution, resolveLicense } from "./resolve.ts";

/** Every license text that a subject states. */
function licenseTexts({ licenses, base }: Pick<Subject, "licenses" | "base">): string[] {
  const stated = Object.values(licenses);
  return [...stated, ...(base?.license === undefined ? [] : [base.license])].filter(
    (text) => text !== NO_LICENSE,
  );
}

/** By what names a subject goes, for names of licenses that depend on it. */
export function contextOf({ vendor, model }: Pick<Subject, "vendor" | "model">): LicenseContext {
  return { vendor: [vendor.id, vendor.name], model: [model.id, model.name] };
}

/**
 * Resolves all that some subjects say of licenses. What cannot be resolved stays out of the book: unknown. Of
 * an ambiguous name the book knows what all its candidates have in common.
 */
export function makeBook(subjects: readonly Subject[], catalogue: Catalogue): LicenseBook {
  const expressions: LicenseBook["expressions"] = {};
  for (const subject of subjects) {
    for (const text of licenseTexts(subject)) {
      const resolution = resolveLicense(text, catalogue, contextOf(subject));
      const alternatives = alternativesFor(text, resolution);
      const own = resolution.outcome === "resolved" && resolution.contextual;
      if (alternatives) expressions[own ? contextKey(text, subjectId(subject)) : text] = alternatives;
    }
  }
  const ids = Object.values(expressions).flat(2);
  const terms = subjects.flatMap((subject) => subject.terms);
  const joint = jointFacts(ids, catalogue);
  const licenses = Object.keys(joint).length === 0 ? catalogue.licenses : { ...catalogue.licenses, ...joint };
  return bookOf(licenses, expressions, terms);
}

function alternativesFor(text: string, resolution: Resolution): string[][] | undefined {
  if (resolution.outcome === "resolved") return resolution.alternatives;
  if (resolution.outcome === "ambiguous") return [[ambiguousId(text)]];
  return resolution.outcome === "unlicensed" ? [] : undefined;
}

/** Knowledge of licenses for a stream of subjects, which mostly name the same few. */
export interface LicenseLookup {
  /** The facts of every license that a subject names. */
  bookFor(subject: Subject): LicenseBook;
  /** What a text means for a subject: where this is the same for two subjects, the same license is meant. */
  meaningOf(text: string, subject: Subject): string;
}

/** Beyond so many texts a lookup begins anew, and long ones it never keeps: they are for profiles to choose. */
const MOST_TEXTS = 20_000;
const LONGEST_TEXT = 200;

/** Looks licenses up in a catalogue. */
export function licenseLookup(catalogue: Catalogue): LicenseLookup {
  const contextual = new Map<string, boolean>();
  const isContextual = (text: string): boolean => {
    const known = contextual.get(text);
    if (known !== undefined) return known;
    if (contextual.size >= MOST_TEXTS) contextual.clear();
    const resolution = resolveLicense(text, catalogue);
    const depends =
      resolution.outcome === "ambiguous" || (resolution.outcome === "resolved" && resolution.contextual);
    if (text.length <= LONGEST_TEXT) contextual.set(text, depends);
    return depends;
  };
  return {
    bookFor: (subject) => makeBook([subject], catalogue),
    meaningOf: (text, subject) => {
      // Lists are written as JSON: no text can be taken for one.
      if (!isContextual(text)) return text.startsWith("[") ? JSON.stringify([text]) : text;
      const resolution = resolveLicense(text, catalogue, contextOf(subject));
      return JSON.stringify([text, resolution.outcome === "resolved" ? resolution.alternatives : null]);
    },
  };
}

/** What the candidates of ambiguous names have in common, by the ids that stand for them. */
function jointFacts(ids: readonly string[], catalogue: Catalogue): Record<string, LicenseFacts> {
  const joint: Record<string, LicenseFacts> = {};
  for (const [name, { candidates }] of Object.entries(catalogue.ambiguous)) {
    const id = ambiguousId(name);
    if (!ids.includes(id)) continue;
    const facts = candidates.flatMap((candidate) => catalogue.licenses[candidate] ?? []);
    joint[id] = agreement(facts, name);
  }
  return joint;
}
