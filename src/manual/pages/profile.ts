import {
  ARTIFACTS,
  CLAIMS,
  FACETS,
  FACTS,
  type FactType,
  KINDS,
  OPEN_VALUES,
  RELATIONS,
} from "../../profile/vocabulary.ts";
import { type Block, code, heading, paragraph, type Row, rows } from "../blocks.ts";

const EXAMPLE = `schema: openness-profile/1
vendor: { id: acme, name: Acme AI }
sources:
  card: { url: https://hub.example/acme/acme-7b, accessed: 2026-11-01 }
models:
  - id: acme-7b
    name: Acme 7B
    licenses: { weights: Apache-2.0 }
    licenseEvidence: { weights: { card: license field says apache-2.0 } }
    artifacts:
      weights.final:
        availability: full
        access: public
        evidence: { card: all shards are there and nothing gates them }
    facts:
      parameters: { total: 7.1e9, evidence: card }`;

/** `openness help profile`: the format of profiles. */
export function profilePage(): Block[] {
  return [
    paragraph(
      "A profile is a YAML file of facts about the models of one vendor. What is not stated is unknown, and unknown is not no: leave out what nobody has seen.",
    ),
    code(EXAMPLE),
    paragraph(
      "Evidence is the id of a source, or ids with what each of them shows. A source has a link and the day on which it was read. `disputed: why, by whom, link` may stand beside any fact.",
    ),
    heading("Artifacts, by the kind whose license they have"),
    rows(artifactRows()),
    heading("Facets of an artifact"),
    rows(facetRows()),
    paragraph(
      `Each may also be ${OPEN_VALUES.join(" or ")}. An artifact has its own license where it says so.`,
    ),
    heading("Facts of a model, under `facts`"),
    rows(Object.entries(FACTS).map(([name, fields]): Row => [name, fieldsText(fields)])),
    paragraph("Beside them:"),
    rows([
      ["claims", `what the vendor calls it: ${CLAIMS.join(", ")}`],
      ["baseModel", `what it was made from, by ${RELATIONS.join(", ")}`],
    ]),
    heading("Go on"),
    rows([
      ["openness init", "begin one, every field explained"],
      ["openness validate FILE", "every mistake, with its place"],
      ["openness schema profile", "the JSON Schema, for editors"],
      ["openness help licenses", "how licenses are named"],
    ]),
  ];
}

function artifactRows(): Row[] {
  return [...KINDS, "none" as const].flatMap((kind) =>
    Object.entries(ARTIFACTS)
      .filter(([, artifact]) => artifact.kind === kind)
      .map(([id, { name }]): Row => [id, kind === "none" ? name : `${name} (${kind})`]),
  );
}

/** The facets with their values, most open first. */
function facetRows(): Row[] {
  return Object.entries(FACETS).map(
    ([name, { about, values }]): Row => [
      name,
      values.length === 0 ? `${about}; a list` : `${about}: ${values.join(", ")}`,
    ],
  );
}

function fieldsText(fields: Readonly<Record<string, FactType>>): string {
  return Object.entries(fields)
    .map(([field, type]) => `${field === "of" ? "any" : field}${typeText(type)}`)
    .join("; ");
}

function typeText(type: FactType): string {
  if (type.type === "number") return ` (${type.unit})`;
  if (type.type === "date") return " (date)";
  return `: ${type.values.join(", ")}`;
}
