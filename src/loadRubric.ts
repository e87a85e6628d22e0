import type { Mistake } from "./errors.ts";
import { readText } from "./files.ts";
import { type ReadRubric, readRubric } from "./rubric/read.ts";
import { sizeMistakes } from "./rubric/size.ts";
import type { Rubric } from "./rubric/types.ts";
import { type Reach, reachOfLabels, reachOfLevels } from "./score/reach.ts";
import { parseYaml, type YamlDocument } from "./yaml.ts";

/** Reads and checks a rubric file; all its mistakes come back at once. */
export async function readRubricFile(file: string): Promise<ReadRubric> {
  return readRubricText(await readText(file), file);
}

/** Reads and checks the text of a rubric file; all its mistakes come back at once. */
export function readRubricText(text: string, file: string): ReadRubric {
  const { documents, mistakes } = parseYaml(text, file);
  if (mistakes.length > 0) return { rubric: undefined, mistakes };
  const [document, second] = documents;
  if (document === undefined)
    return refusal("It is empty: expected a rubric that begins with `schema: openness-rubric/1`.", file);
  if (second !== undefined) return refusal("It holds several documents; a rubric file holds one.", file);
  return readRubricDocument(document);
}

function refusal(message: string, file: string): ReadRubric {
  return { rubric: undefined, mistakes: [{ message, place: { file }, severity: "error" }] };
}

/** Reads a rubric and looks for levels and labels that no combination of facts can reach. */
export function readRubricDocument(document: YamlDocument): ReadRubric {
  const tooLarge = sizeMistakes(document);
  if (tooLarge.length > 0) return { rubric: undefined, mistakes: tooLarge };
  const { rubric, mistakes } = readRubric(document);
  if (rubric === undefined) return { rubric, mistakes };
  const found = [...mistakes, ...deadRules(rubric, document)];
  const broken = found.some(({ severity }) => severity === "error");
  return { rubric: broken ? undefined : rubric, mistakes: found };
}

function deadRules(rubric: Rubric, document: YamlDocument): Mistake[] {
  const ofLevels = rubric.criteria.flatMap((criterion, at) => {
    if (criterion.judged && criterion.levels.every(({ when }) => when === undefined)) return [];
    return report(reachOfLevels(rubric, at), `criterion ${criterion.id}`, criterion.levels, [
      "criteria",
      at,
      "levels",
    ]);
  });
  const ofLabels = report(reachOfLabels(rubric), "rubric", rubric.labels, ["labels"]);
  return [...ofLevels, ...ofLabels];

  function report(
    reach: Reach,
    owner: string,
    items: readonly { id: string }[],
    path: PropertyKey[],
  ): Mistake[] {
    const what = path[0] === "labels" ? "label" : "level";
    const unchecked = reach.unchecked.map((position) => ({
      message: `Whether the ${what} ${items[position]?.id} of the ${owner} can be reached was not checked: too many combinations.`,
      place: document.locate([...path, position]),
      severity: "warning" as const,
    }));
    const dead = reach.unreachable.map((position) => ({
      message: `The ${what} ${items[position]?.id} of the ${owner} can never be reached: what stands above it always holds first, or its own condition never does.`,
      place: document.locate([...path, position]),
      severity: "error" as const,
    }));
    return [...dead, ...unchecked];
  }
}
