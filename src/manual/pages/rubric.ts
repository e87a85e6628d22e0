import { FACT_PATHS } from "../../profile/vocabulary.ts";
import { type Block, code, heading, paragraph, type Row, rows } from "../blocks.ts";

const EXAMPLE = `schema: openness-rubric/1
id: mine
name: My rubric
version: 1.0.0
source: { title: Where it comes from }
scale: { max: 100 }
criteria:
  - id: weights-released
    artifact: weights.final
    levels:                    # the first that holds; the last has no \`when\`
      - { id: open, points: 1, when: { availability: full, access: public } }
      - { id: gated, points: 0.5, when: { availability: full } }
      - { id: closed, points: 0 }
labels:                        # highest first
  - { id: open, name: Open, requires: [{ criterion: weights-released, level: open }] }`;

/**
 * `openness help rubric`: the format of rubrics.
 * @param shipped ids of the rubrics that come along, with their names
 */
export function rubricPage(shipped: readonly Row[]): Block[] {
  return [
    paragraph(
      "A rubric is a framework as data: criteria with levels and points, and labels. `-r` takes the id of a shipped one, a file, or `all`; several are joined by commas.",
    ),
    heading("Shipped"),
    rows(shipped),
    heading("A file"),
    code(EXAMPLE),
    heading("Conditions"),
    rows([
      [
        "availability: full",
        "a facet of the criterion's artifact, or of `artifact: ID`; a list: any of them",
      ],
      ["license: { in: SET }", "what a license has to be; `openness help licenses` has sets and properties"],
      ["fact: PATH, is: VALUE", "a fact of the model; also `has`, `gt`, `gte`, `lt`, `lte`"],
      ["criterion: ID, level: ID", "the level of another criterion"],
      ["all, any, not, atLeast", "join them: `any: [...]`, `atLeast: { count: 2, of: [...] }`"],
    ]),
    paragraph(
      `Facts to ask for: ${[...FACT_PATHS.keys()].join(", ")}. Facets and artifacts: \`openness help profile\`.`,
    ),
    paragraph(
      "Each condition is yes, no or unknown, and a level that may still hold stays possible: scores are bounds. `unknown: absent` lets every unknown count as the worst. A criterion with `judged: true` takes the level that a profile's judgements give it.",
    ),
    heading("Go on"),
    rows([
      ["openness rubric show ID", "a rubric for readers, with what each criterion really weighs"],
      ["openness rubric check FILE", "mistakes, and whether its examples come out"],
      ["openness schema rubric", "the JSON Schema, for editors"],
    ]),
  ];
}
