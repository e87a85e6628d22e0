import { exportCyclonedx } from "./cyclonedx.ts";
import type { ExportFormat } from "./formats.ts";
import { exportModelCard } from "./modelCard.ts";
import { exportMot } from "./mot.ts";
import { exportOsai } from "./osai.ts";
import { exportSpdx } from "./spdx.ts";
import type { Exporter } from "./types.ts";

/** Every format to export to. */
export const EXPORTERS: Readonly<Record<ExportFormat, Exporter>> = {
  mot: exportMot,
  osai: exportOsai,
  cyclonedx: exportCyclonedx,
  spdx: exportSpdx,
  "model-card": exportModelCard,
};
