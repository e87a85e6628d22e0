import type { LicenseBook } from "../license/properties.ts";
import type { Evidence, EvidenceIndex, Subject } from "../profile/subject.ts";
import type { Result, ResultRubric } from "../result/schema.ts";

/** One model and what is said of it. */
export interface ExportInput {
  subject: Subject;
  evidence: EvidenceIndex;
  book: LicenseBook;
  /** Catalogue names of licenses, lower-cased, to ids. */
  licenseNames: Readonly<Record<string, string>>;
  /** Its verdicts with reasons, and the rubrics that they are under. */
  results: readonly Result[];
  /** What the reasons number their evidence by. */
  proofs: readonly Evidence[];
  rubrics: readonly ResultRubric[];
  /** ISO 8601 time, for formats that ask for one. */
  now: string;
}

export interface Exported {
  text: string;
  /** What the format has no word for, one sentence each. */
  notes: string[];
}

/** Writes one model in a foreign format. */
export type Exporter = (input: ExportInput) => Exported;
