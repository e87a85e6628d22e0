import type { LicenseLibrary } from "./licenseInfo.ts";
import { selectRubrics } from "./loading.ts";
import { shippedCatalogue, shippedLicenses } from "./shipped.ts";

/** The shipped licenses in full, and the shipped rubrics to try them under. */
export async function shippedLibrary(): Promise<LicenseLibrary> {
  const { rubrics } = await selectRubrics(["all"]);
  const entries = new Map(shippedLicenses().licenses.map((entry) => [entry.id as string, entry]));
  return { catalogue: shippedCatalogue(), entries, rubrics };
}
