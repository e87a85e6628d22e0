/** The ids of the formats to export to, apart from the exporters so that naming them loads none. */
export const EXPORT_FORMATS = ["mot", "osai", "cyclonedx", "spdx", "model-card"] as const;

export type ExportFormat = (typeof EXPORT_FORMATS)[number];
