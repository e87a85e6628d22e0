import type { FacetName, Kind } from "./vocabulary.ts";

// For editors and help; scoring reads none of it.

/** What stands in each kind, for readers. */
export const KIND_TEXTS: Readonly<Record<Kind, string>> = {
  code: "code, libraries and packages",
  weights: "weights, checkpoints and optimizer state",
  data: "data and metadata",
  document: "documents, such as cards, reports and results",
};

/** What each facet tells and what its values mean. */
export const FACET_TEXTS: Readonly<Record<FacetName, string>> = {
  availability:
    "how much of it is released, to whomever the access lets in. full: all of it; partial: some of it; none: none of it",
  access:
    "the strictest step that getting it takes. public: none; click-through: a click on terms; account: signing in; application: a form that somebody decides on; paid: money",
  documentation:
    "how well it is documented. comprehensive: all that somebody needs who works with it; partial: some of it; none: not at all",
  disclosure:
    "how much is told about what is in it. full: everything; full-mix: all sources and their shares; partial: some sources or categories; none: nothing",
  extent: "how much of the data itself is shared: all of it, a substantial part, some, or none",
  withheldBecause:
    "why it is not shared. legal: it may not be; technical: it cannot be; choice: the vendor would rather not",
  tokenVisibility:
    "of an API: full: every generated token can be seen, those of reasoning too; limited: some are hidden",
  pipeline:
    "how much of the pipeline is told. full: all of its code; code-or-guide: code of parts, or a guide; frameworks: only what it is built with; none: nothing",
  peerReviewed: "whether it passed a peer review at a journal or conference",
  regionsExcluded: "regions whose people may not get it, such as EU; [] if nobody is left out",
  formats: "the file formats in which it is offered, such as safetensors or gguf",
};

/** What each fact, or field of a fact, tells, for readers: by its path. */
export const FACT_TEXTS: Readonly<Record<string, string>> = {
  parameters: "how large the model is",
  "parameters.total": "all parameters",
  "parameters.active": "parameters that are used for a token, in a mixture of experts",
  trainingTokens: "how much it was trained on",
  "trainingTokens.count": "tokens of pre-training, repetitions included",
  trainingCompute: "the compute that training took",
  "trainingCompute.flop": "floating-point operations of the whole training",
  "trainingCompute.basis": "reported: the vendor says so; estimated: others worked it out",
  modificationCompute: "the compute that modifying the base model took",
  "modificationCompute.flop": "floating-point operations of the modification",
  "modificationCompute.basis": "reported: the vendor says so; estimated: others worked it out",
  trainingResources: "what is told about hardware, hours and energy",
  "trainingResources.disclosure": "how much of it is told",
  pretrainingMethod: "what is told about how it was pre-trained",
  "pretrainingMethod.documentation":
    "comprehensive: enough to do it again; partial: some of it; none: nothing",
  posttrainingMethod: "what is told about how it was tuned and aligned",
  "posttrainingMethod.documentation":
    "comprehensive: enough to do it again; partial: some of it; none: nothing",
  monetisation: "how the vendor earns with the model itself; an empty list: not at all",
  generates: "what it gives out",
  systemicRisk: "whether it counts as a model with systemic risk under the EU AI Act",
  "systemicRisk.designated": "yes if it does, by its compute or by a decision",
  stagedRelease: "whether it was released to few people before it was released to all",
  "stagedRelease.status": "planned, done, or none: it was released to everybody at once",
};
