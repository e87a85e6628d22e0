import { inputError } from "../errors.ts";
import { didYouMean } from "../spelling.ts";
import { type ParsedYaml, parseYaml } from "../yaml.ts";
import { croissant } from "./croissant.ts";
import { cyclonedx } from "./cyclonedx.ts";
import { fmti } from "./fmti.ts";
import { hubApi } from "./hubApi.ts";
import { hubCard } from "./hubCard.ts";
import { mot } from "./mot.ts";
import { osai, osai2023 } from "./osai.ts";
import { spdx } from "./spdx.ts";
import type { ForeignFile, Importer } from "./types.ts";

/** Every foreign format; the first that recognises a file reads it. */
const IMPORTERS: readonly Importer[] = [
  fmti,
  cyclonedx,
  spdx,
  croissant,
  hubApi,
  mot,
  osai,
  osai2023,
  hubCard,
];

const MARKDOWN = /\.(md|markdown)$/i;

/** A foreign file whose YAML is parsed once, when an importer asks for it. */
export function foreignFile(file: string, text: string): ForeignFile {
  let parsed: ParsedYaml | undefined;
  const parse = () => {
    parsed ??= parseYaml(text, file);
    return parsed;
  };
  return { file, text, documents: () => parse().documents, mistakes: () => parse().mistakes };
}

/**
 * The importer for a file.
 * @param format the id of one, or `auto`: by content
 * @returns undefined if none recognises the file
 */
export function importerFor(foreign: ForeignFile, format: string): Importer | undefined {
  // Markdown is not tried as YAML: it may be long, and is never anything else.
  if (format === "auto" && MARKDOWN.test(foreign.file)) return hubCard;
  if (format === "auto") return IMPORTERS.find((importer) => importer.recognises(foreign));
  const named = IMPORTERS.find(({ id }) => id === format);
  if (named) return named;
  const ids = IMPORTERS.map(({ id }) => id);
  throw inputError(
    `There is no format ${format} to import.${didYouMean(format, ids) || ` Known: ${ids.join(", ")}.`}`,
  );
}
