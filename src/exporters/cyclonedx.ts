import { defined } from "../objects.ts";
import { statedLicense, subjectId } from "../profile/subject.ts";
import { jsonText } from "../text.ts";
import { VERSION } from "../version.ts";
import { hubNameOf, linksOf, namedLicense, verdictProperties } from "./common.ts";
import type { Exported, ExportInput } from "./types.ts";

/** A bill of materials with the model as its component: CycloneDX 1.6 (JSON). */
export function exportCyclonedx(input: ExportInput): Exported {
  const { subject } = input;
  const { vendor, model, base } = subject;
  const hub = hubNameOf(input);
  const component = defined({
    type: "machine-learning-model",
    "bom-ref": subjectId(subject),
    supplier: defined({ name: vendor.name, url: vendor.url === undefined ? undefined : [vendor.url] }),
    group: vendor.id,
    name: model.name,
    version: model.version,
    licenses: licensesOf(input),
    purl: hub === undefined ? undefined : `pkg:huggingface/${hub}`,
    externalReferences: linksOf(input).map((url) => ({ type: "evidence", url: encodeURI(decode(url)) })),
    pedigree:
      base === undefined
        ? undefined
        : { ancestors: [{ type: "machine-learning-model", "bom-ref": `base:${base.id}`, name: base.id }] },
    properties: [...artifactProperties(input), ...verdictProperties(input)],
  });
  const bom = {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      timestamp: input.now,
      tools: { components: [{ type: "application", name: "openness", version: VERSION }] },
      component,
    },
  };
  return { text: `${jsonText(bom, 2)}\n`, notes: [] };
}

/** A link as it was, whether or not it was escaped. */
function decode(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}

function licensesOf(input: ExportInput): object[] | undefined {
  const text = statedLicense(input.subject, "weights.final")?.text;
  const license = text === undefined ? undefined : namedLicense(text, input);
  if (license === undefined) return undefined;
  if ("expression" in license) return [{ expression: license.expression, acknowledgement: "declared" }];
  // The standard's list of ids is SPDX's; ids of ours are names there.
  const named =
    "id" in license && !license.id.startsWith("LicenseRef-")
      ? { id: license.id }
      : { name: "id" in license ? license.id : license.name };
  return [{ license: { ...named, acknowledgement: "declared" } }];
}

/** What is released of the model: `openness:artifact:ID:FACET`. */
function artifactProperties({ subject }: ExportInput): { name: string; value: string }[] {
  return Object.entries(subject.artifacts).flatMap(([id, facets]) =>
    Object.entries(facets).map(([facet, value]) => ({
      name: `openness:artifact:${id}:${facet}`,
      value: Array.isArray(value) ? value.join(", ") : value,
    })),
  );
}
