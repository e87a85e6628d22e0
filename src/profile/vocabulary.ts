/** What a license default is keyed by; `none` is for services, which have no license of their own. */
export const KINDS = ["code", "weights", "data", "document"] as const;
export type Kind = (typeof KINDS)[number];

interface ArtifactInfo {
  kind: Kind | "none";
  /** As it reads inside a sentence. */
  name: string;
}

/** The closed list of artifacts that a release can consist of. */
export const ARTIFACTS = {
  architecture: { kind: "code", name: "model architecture code" },
  "code.inference": { kind: "code", name: "inference code" },
  "code.training": { kind: "code", name: "training code" },
  "code.data-processing": { kind: "code", name: "data-processing code" },
  "code.evaluation": { kind: "code", name: "evaluation code" },
  libraries: { kind: "code", name: "training framework and supporting libraries" },
  package: { kind: "code", name: "packaged release" },
  "weights.final": { kind: "weights", name: "final weights" },
  "weights.base": { kind: "weights", name: "base-model weights" },
  "weights.intermediate": { kind: "weights", name: "intermediate checkpoints" },
  "weights.optimizer-state": { kind: "weights", name: "optimizer state" },
  "data.pretraining": { kind: "data", name: "pre-training data" },
  "data.posttraining": { kind: "data", name: "post-training data" },
  "data.evaluation": { kind: "data", name: "evaluation data" },
  metadata: { kind: "data", name: "training metadata" },
  "results.evaluation": { kind: "document", name: "evaluation results" },
  "sample-outputs": { kind: "document", name: "sample outputs" },
  "doc.code": { kind: "document", name: "code documentation" },
  "doc.training": { kind: "document", name: "training documentation" },
  "doc.model-card": { kind: "document", name: "model card" },
  "doc.data-card": { kind: "document", name: "data card" },
  "doc.technical-report": { kind: "document", name: "technical report" },
  "doc.preprint": { kind: "document", name: "preprint" },
  "doc.paper": { kind: "document", name: "peer-reviewed paper" },
  "doc.data-information": { kind: "document", name: "data information" },
  "doc.training-summary": { kind: "document", name: "training-content summary" },
  "doc.copyright-policy": { kind: "document", name: "copyright policy" },
  "doc.usage": { kind: "document", name: "usage information" },
  "service.api": { kind: "none", name: "API" },
  "service.hosted": { kind: "none", name: "hosted service" },
} as const satisfies Record<string, ArtifactInfo>;

export type ArtifactId = keyof typeof ARTIFACTS;
export const ARTIFACT_IDS = Object.keys(ARTIFACTS) as ArtifactId[];

/** What every enumerated value may be besides its own values. */
export const OPEN_VALUES = ["unknown", "not-applicable"] as const;

/**
 * Facets of an artifact: its values from most to least open, and what it tells. A facet with `list` holds
 * any number of them (`values` are then examples of free codes); the word `none` stands for an empty list.
 */
export const FACETS = {
  availability: { values: ["full", "partial", "none"], about: "how much of it is released" },
  access: {
    values: ["public", "click-through", "account", "application", "paid"],
    about: "the strictest step that getting it takes",
  },
  documentation: { values: ["comprehensive", "partial", "none"], about: "how well it is documented" },
  disclosure: {
    values: ["full", "full-mix", "partial", "none"],
    about: "how much is told about what is in it",
  },
  extent: { values: ["all", "substantial", "some", "none"], about: "how much of the data is shared" },
  withheldBecause: { values: ["legal", "technical", "choice"], about: "why it is not shared" },
  tokenVisibility: { values: ["full", "limited"], about: "whether every generated token can be seen" },
  pipeline: {
    values: ["full", "code-or-guide", "frameworks", "none"],
    about: "how much of the pipeline is told",
  },
  peerReviewed: { values: ["yes", "no"], about: "whether it was peer-reviewed" },
  regionsExcluded: { list: true, values: [], about: "regions that may not get it" },
  formats: { list: true, values: [], about: "file formats it is offered in" },
} as const satisfies Record<string, { values: readonly string[]; about: string; list?: true }>;

export type FacetName = keyof typeof FACETS;
export const FACET_NAMES = Object.keys(FACETS) as FacetName[];

/** Says whether a facet holds a list of values. */
export function isListFacet(facet: FacetName): boolean {
  return "list" in FACETS[facet];
}

export type FactType =
  | { type: "number"; unit: string }
  | { type: "enum"; values: readonly string[] }
  | { type: "list"; values: readonly string[] }
  | { type: "date" };

const DOCUMENTATION = { type: "enum", values: ["comprehensive", "partial", "none"] } as const;
const BASIS = { type: "enum", values: ["reported", "estimated"] } as const;
const FLOP = { type: "number", unit: "FLOP" } as const;

/** Model-level facts: name, then field, then type. A fact's only list field is called `of`. */
export const FACTS = {
  parameters: {
    total: { type: "number", unit: "parameters" },
    active: { type: "number", unit: "parameters" },
  },
  trainingTokens: { count: { type: "number", unit: "tokens" } },
  trainingCompute: { flop: FLOP, basis: BASIS },
  modificationCompute: { flop: FLOP, basis: BASIS },
  trainingResources: { disclosure: { type: "enum", values: ["full", "partial", "none"] } },
  pretrainingMethod: { documentation: DOCUMENTATION },
  posttrainingMethod: { documentation: DOCUMENTATION },
  monetisation: {
    of: {
      type: "list",
      values: ["price", "dual-license", "mandatory-paid", "hosted-only", "ads", "personal-data"],
    },
  },
  generates: { of: { type: "list", values: ["text", "code", "image", "audio", "video"] } },
  systemicRisk: { designated: { type: "enum", values: ["yes", "no"] } },
  stagedRelease: { status: { type: "enum", values: ["planned", "done", "none"] } },
} as const satisfies Record<string, Record<string, FactType>>;

export type FactName = keyof typeof FACTS;
export const FACT_NAMES = Object.keys(FACTS) as FactName[];

const MODEL_FIELDS: Record<string, FactType> = {
  released: { type: "date" },
  modalities: { type: "list", values: ["text", "code", "image", "audio", "video"] },
};

/** Every fact that a condition can ask for, by dotted path (`trainingCompute.flop`, `monetisation`, `released`). */
export const FACT_PATHS: ReadonlyMap<string, FactType> = new Map([
  ...Object.entries(MODEL_FIELDS),
  ...Object.entries(FACTS).flatMap(([name, fields]) =>
    Object.entries(fields as Record<string, FactType>).map(
      ([field, type]) => [field === "of" ? name : `${name}.${field}`, type] as [string, FactType],
    ),
  ),
]);

export const CLAIMS = [
  "open-source",
  "open-weights",
  "open-model",
  "fully-open",
  "open-science",
  "open",
] as const;

export const RELATIONS = [
  "finetune",
  "distillation",
  "adapter",
  "merge",
  "quantized",
  "continued-pretraining",
] as const;
