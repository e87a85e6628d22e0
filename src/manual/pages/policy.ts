import { LICENSE_PROPERTY_NAMES } from "../../license/properties.ts";
import {
  baselineSchema,
  criterionRules,
  exceptionRule,
  licenseRules,
  policySchema,
  rubricRules,
} from "../../policy/schema.ts";
import { keysOf } from "../../schemaParts.ts";
import { type Block, code, heading, paragraph, rows } from "../blocks.ts";

const EXAMPLE = `schema: openness-policy/1
name: Models that we build on
rubrics:
  openness:
    min: 50
    coverage: 60%
    criteria: { inference-code: { not: closed } }
licenses:
  - { artifact: weights.final, allow: [osi-approved, MIT], released: yes }
maxAge: 730d
unknown: warn
exceptions:
  - { model: acme, rubric: openness, reason: phased out, until: 2027-06-30 }`;

/** `openness help policy`: the format of policies, and of baselines. */
export function policyPage(): Block[] {
  return [
    paragraph(
      "A policy is what `check` asks of models: scores and labels of rubrics, levels of criteria, licenses, how old evidence may be. All of it has to be met.",
    ),
    code(EXAMPLE),
    heading("Its keys"),
    rows(keysOf(policySchema).filter(([key]) => key !== "schema")),
    heading("What is asked under a rubric"),
    rows(keysOf(rubricRules)),
    heading("Of a criterion"),
    rows(keysOf(criterionRules)),
    heading("Of a license"),
    rows(keysOf(licenseRules).filter(([key]) => !LICENSE_PROPERTY_NAMES.some((name) => name === key))),
    paragraph(
      "Other keys are properties of licenses, such as `commercialUse`, each with the values that will do: `openness help licenses` has them.",
    ),
    heading("An exception"),
    rows(keysOf(exceptionRule)),
    heading("A baseline: breaches that fail no more, with `--baseline FILE`"),
    rows(keysOf(baselineSchema.shape.breaches.element)),
    heading("Go on"),
    rows([
      ["openness check MODEL --policy FILE", "hold models against it"],
      ["openness check MODEL --write-baseline FILE", "keep what fails now"],
      ["openness validate FILE", "every mistake, with its place"],
      ["openness schema policy", "the JSON Schema, for editors; `openness schema baseline` as well"],
    ]),
  ];
}
