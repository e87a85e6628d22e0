/** The ids of the formats to export to, apart from the exporters so that naming them loads none. */
export const EXPORT_FORMATS = ["mot", "osai", "cyclonedx", "spdx", "model-card"] as const;

export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What each of them is, for readers. */
export const EXPORT_FORMAT_TEXTS: Record<ExportFormat, string> = {
  mot: "to submit a model to the Model Openness Tool",
  osai: "an entry of the European Open Source AI Index",
  cyclonedx: "a bill of materials, CycloneDX 1.6",
  spdx: "a bill of materials, SPDX 3.0.1",
  "model-card": "front matter and a table for a model card on the Hugging Face Hub",
};
