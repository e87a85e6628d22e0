/** The ids of the foreign formats, apart from the importers so that naming them loads none. */
export const IMPORT_FORMATS = [
  "mot",
  "osai",
  "osai-2023",
  "fmti",
  "hf-card",
  "hf-api",
  "cyclonedx",
  "spdx",
  "croissant",
] as const;

export type ImportFormat = (typeof IMPORT_FORMATS)[number];

/** What each of them is, for readers. */
export const IMPORT_FORMAT_TEXTS: Record<ImportFormat, string> = {
  mot: "an entry of the Model Openness Tool",
  osai: "an entry of the European Open Source AI Index",
  "osai-2023": "an entry of Opening up ChatGPT, which came before it",
  fmti: "scores, definitions or a report of the Foundation Model Transparency Index",
  "hf-card": "a Hugging Face model card (README.md)",
  "hf-api": "an answer of the Hugging Face Hub's API about a model",
  cyclonedx: "a bill of materials, CycloneDX 1.5 to 1.7",
  spdx: "a bill of materials, SPDX 3.0",
  croissant: "the description of a data set, Croissant",
};
