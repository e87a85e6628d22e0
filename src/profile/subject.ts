import { ARTIFACTS, type ArtifactId, type FacetName, type Kind } from "./vocabulary.ts";

/** A facet's value as a profile states it; absent means unknown. */
export type FacetValue = string | string[];

/** A piece of evidence with everything that a reader needs to check it. */
export interface Evidence {
  /** Absent for a file at hand, which `path` names. */
  url?: string;
  accessed?: string;
  /** What it shows, in the profile's words; absent where only the source is named. */
  shows?: string;
  title?: string;
  revision?: string;
  path?: string;
  archived?: string;
  trust?: string;
}

export interface VendorInfo {
  id: string;
  name: string;
  country?: string;
  url?: string;
}

export interface ModelInfo {
  id: string;
  name: string;
  version?: string;
  /** ISO date, possibly without day or month. */
  released?: string;
}

/** What the weights of a model were made from. */
export interface BaseModel {
  id: string;
  relation?: string;
  /** License text that binds the derived weights; absent means unknown. */
  license?: string;
  inherits?: ArtifactId[];
}

/** One model with every fact that scoring reads, and nothing else: plain data, without evidence. */
export interface Subject {
  vendor: VendorInfo;
  model: ModelInfo;
  /** The file it was read from. */
  source: string;
  flagship: boolean;
  artifacts: Partial<Record<ArtifactId, Partial<Record<FacetName, FacetValue>>>>;
  /** License texts: per artifact, per kind, and the default. */
  licenses: Partial<Record<ArtifactId | Kind | "default", string>>;
  /** Ids (else links) of the terms that bind the weights beside their license. */
  terms: string[];
  base?: BaseModel;
  /** By dotted path, see FACT_PATHS. */
  facts: Record<string, number | string | string[]>;
  /** Rubric id to criterion id. */
  judgements: Record<string, Record<string, Judgement>>;
  /** Rubrics under which the company was judged rather than this model. */
  judgedAsCompany?: string[];
  claims: string[];
  /** By foreign format, what was imported from it. */
  kept?: Record<string, unknown>;
  disputes: Dispute[];
}

export interface Judgement {
  level: string;
  by: string;
}

export interface Dispute {
  /** Key of the disputed fact, as in EvidenceIndex. */
  about: string;
  why: string;
}

/**
 * Evidence by the key of the fact that it stands beside: an artifact id, `fact:NAME`, `license:KIND`,
 * `terms:ID`, `claim:N`, `base`, `judgement:RUBRIC` for all judgements under it, or `judgement:RUBRIC/CRITERION`.
 */
export type EvidenceIndex = Record<string, Evidence[]>;

/** `vendor/model`, which names a subject everywhere. */
export function subjectId(subject: { vendor: { id: string }; model: { id: string } }): string {
  return `${subject.vendor.id}/${subject.model.id}`;
}

/** Where an artifact's license text comes from. */
export interface StatedLicense {
  text: string;
  from: ArtifactId | Kind | "default";
}

/** The license text that a profile states for an artifact: its own, else its kind's, else the model's. */
export function statedLicense({ licenses }: Subject, artifact: ArtifactId): StatedLicense | undefined {
  const own = licenses[artifact];
  if (own !== undefined) return { text: own, from: artifact };
  const { kind } = ARTIFACTS[artifact];
  if (kind === "none") return undefined;
  const ofKind = licenses[kind];
  if (ofKind !== undefined) return { text: ofKind, from: kind };
  return licenses.default === undefined ? undefined : { text: licenses.default, from: "default" };
}
