import {
  ARTIFACTS,
  CLAIMS,
  FACETS,
  FACTS,
  type FacetName,
  type FactType,
  isListFacet,
  KINDS,
  RELATIONS,
} from "./vocabulary.ts";

/** What a new profile already knows. */
export interface Beginning {
  vendor: { id: string; name: string };
  model: { id: string; name: string };
  /** ISO 8601, possibly without day or month. */
  released?: string | undefined;
  /** License of the weights. */
  license?: string | undefined;
  /** Availability by artifact. */
  available?: Readonly<Record<string, string>>;
}

/** The line that tells editors which JSON Schema a file follows. */
export function schemaLine(schema: string): string {
  return `# yaml-language-server: $schema=${schema}\n`;
}

/**
 * A new profile with every field explained: what is known is filled in, the rest are examples behind a `#`, each of
 * them valid when that is taken away.
 * @returns YAML
 */
export function profileTemplate({ vendor, model, released, license, available = {} }: Beginning): string {
  const known = Object.entries(available);
  return `# A profile: facts about the models of one vendor, each with evidence. What is not stated counts as unknown, so leave
# out what nobody has seen. Take the # away from what you can fill in; \`openness validate\` says what is wrong, and where.
schema: openness-profile/1

vendor:
  id: ${vendor.id}
  name: ${text(vendor.name)}
  # country: FR # ISO 3166
  # url: https://vendor.example

# Places that several facts rest on. Every one has a link, and the day on which it was read.
# sources:
#   report: { url: https://vendor.example/report.pdf, accessed: 2026-01-31, title: Technical report }

models:
  - id: ${model.id}
    name: ${text(model.name)}
    # version: "1.0"
    ${released === undefined ? "# released: 2026-01-31 # or 2026-01, or 2026" : `released: ${released}`}
    # flagship: true # the vendor's row where models are rolled up
    # modalities: [text] # text, code, image, audio, video

    # Whose weights it was made from (relations: ${RELATIONS.join(", ")}).
    # baseModel: { id: vendor/model, relation: finetune }

    # What the vendor calls it: ${CLAIMS.join(", ")}.
    # claims:
    #   - { says: open-weights, evidence: { report: says so on its first page } }

    # SPDX expressions or names of licenses by kind (${KINDS.join(", ")}); NONE is released without a license.
    ${license === undefined ? "# licenses: { code: Apache-2.0, weights: Apache-2.0 }" : `licenses: { weights: ${text(license)} }`}
    # licenseEvidence: { weights: { report: names the license of the weights } }

    # Terms that bind beside the license, such as a use policy.
    # additionalTerms:
    #   - { url: https://vendor.example/use-policy, evidence: { report: says that it binds } }

    # Figures and methods.
    # facts:
${Object.entries(FACTS)
  .map(([name, fields]) => `    #   ${name}: ${factExample(fields)} # ${factWords(fields)}`)
  .join("\n")}

    # Every artifact has facets:
${(Object.keys(FACETS) as FacetName[]).map((facet) => `    # - ${facet} (${facetWords(facet)}), ${FACETS[facet].about}`).join("\n")}
    # and may have a license of its own, evidence, a note, and disputed (why, by whom, with a link).
    ${known.length === 0 ? "# artifacts:" : "artifacts:"}
${Object.entries(ARTIFACTS)
  .map(([id, { name }]) => artifactLine(id, name, available[id], known.length > 0))
  .join("\n")}
`;
}

function artifactLine(id: string, name: string, availability: string | undefined, listed: boolean): string {
  const line = `${id}: { availability: ${availability ?? "unknown"} } # ${name}`;
  if (availability !== undefined) return `      ${line}`;
  return listed ? `      # ${line}` : `    #   ${line}`;
}

function facetWords(facet: FacetName): string {
  const words = FACETS[facet].values.join(", ");
  return isListFacet(facet) ? "a list" : words;
}

function factExample(fields: Readonly<Record<string, FactType>>): string {
  const [[name = "", type] = []] = Object.entries(fields);
  const value = type === undefined ? "" : exampleOf(type);
  return name === "of" ? value : `{ ${name}: ${value} }`;
}

function exampleOf(type: FactType): string {
  if (type.type === "number") return type.unit === "FLOP" ? "1e24" : "7000000000";
  if (type.type === "date") return "2026-01-31";
  return type.type === "list" ? `[${type.values[0]}]` : (type.values[0] ?? "");
}

function factWords(fields: Readonly<Record<string, FactType>>): string {
  const words = Object.entries(fields).map(([name, type]) => {
    const values = "values" in type ? type.values.join(", ") : type.type === "number" ? type.unit : "a date";
    return name === "of" ? values : `${name}: ${values}`;
  });
  return words.join("; ");
}

/** A text as YAML: plain where nobody can take it for anything else, else in quotes. */
function text(value: string): string {
  const plain = /^[A-Za-z][A-Za-z0-9 ._+/-]*[A-Za-z0-9]$/.test(value);
  return plain && !/^(true|false|null|yes|no|on|off|nan|inf)$/i.test(value) ? value : JSON.stringify(value);
}

const EXPLAINED: readonly [RegExp, string][] = [
  [/^vendor:$/, "Who makes it. The id is how commands name it."],
  [/^models:$/, "Each with what is known of it; what is not stated counts as unknown."],
  [/^ {4}baseModel:$/, "Whose weights it was made from."],
  [/^ {4}licenses:$/, `SPDX expressions or names of licenses, by kind: ${KINDS.join(", ")}.`],
  [/^ {4}licenseEvidence:$/, "Where that is stated."],
  [/^ {4}facts:$/, "Figures and methods, with evidence."],
  [/^ {4}artifacts:$/, "What is released, and how; `openness schema profile` describes every field."],
  [/^ {4}kept:$/, "What was imported, as it was, for `openness export`."],
];

/** An imported profile with a word on every part of it. */
export function explained(yaml: string): string {
  return yaml
    .split("\n")
    .map((line) => {
      const about = EXPLAINED.find(([pattern]) => pattern.test(line))?.[1];
      return about === undefined ? line : `${/^ */.exec(line)?.[0] ?? ""}# ${about}\n${line}`;
    })
    .join("\n");
}
