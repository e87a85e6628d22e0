import type { LicenseBook } from "../license/properties.ts";
import { own } from "../objects.ts";
import type { Subject } from "../profile/subject.ts";
import { type ArtifactId, FACT_PATHS, FACTS } from "../profile/vocabulary.ts";
import type { UsedFact } from "../result/schema.ts";

/**
 * Where in its profile a fact is stated, as a path below the model.
 * @param rubric under which it was judged, if it was
 * @returns undefined if the profile does not state it
 */
export function pathOf(
  fact: UsedFact,
  subject: Subject,
  book: LicenseBook,
  rubric?: string,
): PropertyKey[] | undefined {
  const { artifact, facet, from, fact: path, criterion, by } = fact;
  if (facet !== undefined && artifact !== undefined) {
    return subject.artifacts[artifact as ArtifactId] === undefined
      ? undefined
      : ["artifacts", artifact, facet];
  }
  if (path !== undefined) return factPath(path, subject);
  if (criterion !== undefined && by !== undefined && rubric !== undefined) {
    return ["judgements", rubric, "levels", criterion];
  }
  if (artifact === undefined) return undefined;
  if (by !== undefined && isOfBase(by, fact, subject, book)) return ["baseModel", "license"];
  if (by !== undefined && subject.terms.includes(by)) return ["additionalTerms"];
  if (from !== undefined) return licensePath(from, artifact);
  // Where no license is stated, what it would be of is the place to state one.
  return subject.artifacts[artifact as ArtifactId] === undefined ? undefined : ["artifacts", artifact];
}

function factPath(path: string, subject: Subject): PropertyKey[] | undefined {
  const [name = ""] = path.split(".");
  const stated = [...FACT_PATHS.keys()].some(
    (key) => key.split(".")[0] === name && subject.facts[key] !== undefined,
  );
  if (!stated) return undefined;
  return Object.hasOwn(FACTS, name) ? ["facts", name] : [name];
}

/** Whether it is the base model's license, not the model's own, that a property is of. */
function isOfBase(id: string, { license }: UsedFact, { base }: Subject, book: LicenseBook): boolean {
  if (base === undefined) return false;
  // Nobody knows the base model's license: it is what is unknown.
  if (base.license === undefined) return own(book.licenses, id) === undefined;
  const names = (text: string | undefined) =>
    text === undefined ? [] : (own(book.expressions, text) ?? []).flat();
  return names(base.license).includes(id) && !names(license).includes(id);
}

function licensePath(from: string, artifact: string): PropertyKey[] {
  if (from === artifact) return ["artifacts", artifact, "license"];
  return from === "default" ? ["license"] : ["licenses", from];
}
