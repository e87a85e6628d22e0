import type { LicenseProperty, LicenseSet, PolicySet } from "../license/properties.ts";
import type { ArtifactId, FacetName } from "../profile/vocabulary.ts";

/** A condition as the rubric file's one is read: every artifact named, every list spelt out. */
export type Condition =
  | { kind: "all"; of: Condition[] }
  | { kind: "any"; of: Condition[] }
  | { kind: "not"; of: Condition }
  | { kind: "atLeast"; count: number; of: Condition[] }
  | Leaf;

export type Leaf = FacetLeaf | LicenseLeaf | FactLeaf | CriterionLeaf;

export interface FacetLeaf {
  kind: "facet";
  artifact: ArtifactId;
  facet: FacetName;
  /** Any of these. */
  values: string[];
}

export interface LicenseLeaf {
  kind: "license";
  artifact: ArtifactId;
  /** Some license is stated, whichever it is. */
  stated?: true;
  /** In any of these sets. */
  in?: (LicenseSet | PolicySet)[];
  /** Acceptable values of properties. */
  properties: Partial<Record<LicenseProperty, string[]>>;
}

export interface FactLeaf {
  kind: "fact";
  fact: string;
  op: "is" | "has" | "gt" | "gte" | "lt" | "lte";
  values: (string | number)[];
}

export interface CriterionLeaf {
  kind: "criterion";
  criterion: string;
  /** Any of these. */
  levels: string[];
}

export interface Level {
  id: string;
  name?: string;
  points: number;
  /** Absent on the last level, which holds where no other does. */
  when?: Condition;
}

export interface Criterion {
  id: string;
  name: string;
  dimension?: string;
  weight: number;
  question?: string;
  why?: string;
  source?: string;
  reading?: "ours";
  judged: boolean;
  appliesWhen?: Condition;
  /** First match wins. */
  levels: Level[];
}

export interface Dimension {
  /** A path: `upstream/data` stands in `upstream`. */
  id: string;
  name: string;
  weight?: number;
  about?: string;
}

export type Requirement = { kind: "step"; label: string } | Condition;

export interface Label {
  id: string;
  name: string;
  about?: string;
  /** A step of a ladder. */
  requires?: Requirement[];
  /** An entry of a decision list. */
  when?: Condition;
}

export interface RubricSource {
  title: string;
  publisher?: string;
  url?: string;
  date?: string;
  license?: string;
}

/** A framework, read and checked. */
export interface Rubric {
  id: string;
  name: string;
  version: string;
  summary?: string;
  source: RubricSource;
  reading?: "ours";
  unknown: "bounds" | "absent";
  /** Absent: scores are points. */
  scale?: { max: number };
  stepsInOrder: boolean;
  dimensions: Dimension[];
  criteria: Criterion[];
  /** Highest first; first match wins. */
  labels: Label[];
  /** sha256 of the canonical JSON of everything above. */
  hash: string;
  /** What its user changed in it and where, in words; absent: it is as published. */
  changed?: string;
}
