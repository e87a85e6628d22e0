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
  return bookOf({ ...catalogue.licenses, ...jointFacts(ids, catalogue) }, expressions, terms);
}

function alternativesFor(text: string, resolution: Resolution): string[][] | undefined {
  if (resolution.outcome === "resolved") return resolution.alternatives;
  if (resolution.outcome === "ambiguous") return [[ambiguousId(text)]];
  return resolution.outcome === "unlicensed" ? [] : undefined;
}

/**
 * A book that grows with what is asked of it: for a stream of subjects, whose licenses are mostly the same few.
 * @returns a function that gives a book which knows at least what a subject needs
 */
export function growingBook(catalogue: Catalogue): (subject: Subject) => LicenseBook {
  const empty = (): LicenseBook => ({ expressions: {}, licenses: {} });
  let book = empty();
  let asked = new Set<string>();
  return (subject) => {
    const context = `${subject.vendor.id} ${subject.model.id}`;
    const wanted = [...licenseTexts(subject), ...subject.terms];
    const fresh = wanted.filter((text) => !asked.has(text) || book.expressions[text] === undefined);
    if (fresh.length === 0) return book;
    // Texts that nobody can resolve and those that depend on who uses them are asked for again and again: bounded.
    if (asked.size > MOST_TEXTS) {
      book = empty();
      asked = new Set();
    }
    const key = `${context} ${fresh.join(" ")}`;
    if (asked.has(key)) return book;
    const more = makeBook([subject], catalogue);
    Object.assign(book.expressions, more.expressions);
    Object.assign(book.licenses, more.licenses);
    for (const text of [...wanted, key]) asked.add(text);
    return book;
  };
}

/** How many texts a growing book holds before it begins anew. */
const MOST_TEXTS = 20_000;

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
