import { z } from "zod";
import { LICENSE_PROPERTY_NAMES } from "../../license/properties.ts";
import {
  baselineSchema,
  criterionRules,
  exceptionRule,
  licenseRules,
  policySchema,
  rubricRules,
} from "../../policy/schema.ts";
import { type Block, code, heading, paragraph, type Row, rows } from "../blocks.ts";

const EXAMPLE = `schema: openness-policy/1
name: Models that we build on
rubrics:
  g7: { atLeast: open-weights-ai }
  openness:
    min: 50
    criteria: { inference-code: { not: closed } }
licenses:
  - { artifact: weights.final, allow: [osi-approved, MIT], released: yes }
maxAge: 730d
unknown: warn
exceptions:
  - { model: meta, rubric: g7, reason: phased out, until: 2027-06-30 }`;

/** `openness help policy`: the format of policies, and of baselines. */
export function policyPage(): Block[] {
  return [
    paragraph(
      "A policy is what `check` asks of models: scores and labels of rubrics, levels of criteria, licenses, how old evidence may be. All of it has to be met.",
    ),
    code(EXAMPLE),
    rows(keyRows(policySchema)),
    heading("What is asked under a rubric"),
    rows(keyRows(rubricRules)),
    heading("Of a criterion"),
    rows(keyRows(criterionRules)),
    heading("Of a license"),
    rows(keyRows(licenseRules).filter(([key]) => !LICENSE_PROPERTY_NAMES.some((name) => name === key))),
    paragraph(
      "Other keys are properties of licenses, such as `commercialUse`, each with the values that will do: `openness help licenses` has them.",
    ),
    heading("An exception"),
    rows(keyRows(exceptionRule)),
    heading("A baseline: breaches that fail no more, with `--baseline FILE`"),
    rows(keyRows(baselineSchema.shape.breaches.element)),
    heading("Go on"),
    rows([
      ["openness check MODEL --policy FILE", "hold models against it"],
      ["openness check MODEL --write-baseline FILE", "keep what fails now"],
      ["openness validate FILE", "every mistake, with its place"],
      ["openness schema policy", "the JSON Schema, for editors; `openness schema baseline` as well"],
    ]),
  ];
}

/** The keys that say what they mean. */
function keyRows({ shape }: z.ZodObject): Row[] {
  return Object.entries(shape).flatMap(([key, schema]): Row[] => {
    const about = aboutOf(schema);
    return about === undefined ? [] : [[key, about]];
  });
}

/** What a schema says of itself, or of what it makes optional. */
function aboutOf(schema: z.core.$ZodType): string | undefined {
  const about = z.globalRegistry.get(schema)?.description;
  if (about !== undefined || !(schema instanceof z.ZodOptional)) return about;
  return aboutOf(schema.unwrap());
}
