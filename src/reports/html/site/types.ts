import type { LicenseInfo } from "../../../license/info.ts";
import type { ResultDocument } from "../../../result/schema.ts";

/** A license with the models that come under it, `vendor/model`. */
export interface LicenseUse {
  id: string;
  info: LicenseInfo;
  models: readonly string[];
}

export interface SiteInput {
  /** With subjects and rubric texts, as `--detail` gives it. */
  document: ResultDocument;
  licenses: readonly LicenseUse[];
  /** Where it will stand, for the sitemap and canonical links; there are none without. */
  url?: string | undefined;
  /** The heading of the first page. */
  title?: string | undefined;
}

/** A file of the site: its path from the root, with `/`, and its text. */
export interface SiteFile {
  path: string;
  text: string;
}
