import { contextOf } from "./license/book.ts";
import { NO_LICENSE } from "./license/properties.ts";
import { resolveLicense } from "./license/resolve.ts";
import { describeLicense, type LicenseLibrary } from "./licenseInfo.ts";
import { shippedLibrary } from "./licenseLibrary.ts";
import { type Subject, subjectId } from "./profile/subject.ts";
import type { LicenseUse, SiteFile } from "./reports/html/site/types.ts";
import type { ResultDocument } from "./result/schema.ts";

export interface SiteOptions {
  /** Where it will stand, for the sitemap and canonical links; there are none without. */
  url?: string | undefined;
  /** The heading of the first page. */
  title?: string | undefined;
}

/**
 * The pages of a site, one by one.
 * @param document with subjects and rubric texts
 * @param subjects the models in it
 */
export async function siteOf(
  document: ResultDocument,
  subjects: readonly Subject[],
  options: SiteOptions,
): Promise<Iterable<SiteFile>> {
  const { siteFiles } = await import("./reports/html/index.ts");
  const shown = new Set(document.results.map(subjectId));
  const licenses = licenseUses(
    subjects.filter((subject) => shown.has(subjectId(subject))),
    await shippedLibrary(),
  );
  return siteFiles({ document, licenses, ...options });
}

/** Every license that the models come under, with those models; by id. */
function licenseUses(subjects: readonly Subject[], library: LicenseLibrary): LicenseUse[] {
  const uses = new Map<string, Set<string>>();
  for (const subject of subjects) {
    for (const id of licensesOf(subject, library))
      uses.set(id, (uses.get(id) ?? new Set()).add(subjectId(subject)));
  }
  return [...uses]
    .map(([id, models]) => ({ id, info: describeLicense(id, {}, library), models: [...models] }))
    .sort((a, b) => (a.id.toLowerCase() < b.id.toLowerCase() ? -1 : 1));
}

/** Ids of the licenses and terms that a model names; a text that cannot be resolved stands for itself. */
function licensesOf(subject: Subject, { catalogue }: LicenseLibrary): Set<string> {
  const { licenses, base, terms } = subject;
  const texts = [
    ...Object.values(licenses),
    ...(base?.license === undefined ? [] : [base.license]),
    ...terms,
  ];
  const ids = texts.flatMap((text) => {
    const resolution = resolveLicense(text, catalogue, contextOf(subject));
    if (resolution.outcome === "resolved") return resolution.alternatives.flat();
    return text === NO_LICENSE ? [] : [text];
  });
  return new Set(ids);
}
