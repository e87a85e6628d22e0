import type { ResultRubric } from "../result/schema.ts";
import { rounded } from "./cells.ts";
import { markdown, markdownLink, markdownTable } from "./markdown.ts";
import { whenText } from "./rubrics.ts";
import { changedText, OUR_READING, rubricTitle } from "./verdict.ts";

const KINDS: Record<NonNullable<ResultRubric["kind"]>, string> = {
  classes: "Classes that build on one another.",
  decision: "The first label whose condition holds.",
  judgement: "People judge; what they did not judge follows from facts where that is possible.",
  score: "Points.",
};

/** A rubric as a page of GitHub Markdown: where it is from, what is asked, how it weighs, which verdicts there are. */
export function rubricMarkdown(rubric: ResultRubric): string {
  const { id, name, version, summary, reading, kind, hash } = rubric;
  const parts = [
    `# ${markdown(rubricTitle({ name, version }))}`,
    ...(rubric.changed === undefined ? [] : [`**${markdown(changedText(rubric))}**`]),
    ...(summary === undefined ? [] : [markdown(summary)]),
    sourceLine(rubric),
    `Use it with \`-r ${id}\`. ${kind === undefined ? "" : KINDS[kind]}${reading === undefined ? "" : ` ${OUR_READING}`}`,
    ...labelPart(rubric),
    ...criteriaPart(rubric),
    `SHA-256 of its canonical JSON: \`${hash}\``,
  ];
  return `${parts.map((part) => part.trim()).join("\n\n")}\n`;
}

function sourceLine({ source }: ResultRubric): string {
  const { title = "", url, ...rest } = source;
  const about = Object.entries(rest).map(([key, value]) =>
    key === "license" ? `license ${markdown(value)}` : markdown(value),
  );
  return `Source: ${[markdownLink(markdown(title), url), ...about].join(", ")}.`;
}

function labelPart({ labels = [] }: ResultRubric): string[] {
  if (labels.length === 0) return [];
  const items = labels.map(({ id, name, about, needs }) => {
    const needed = (needs ?? ["otherwise"]).map((need) => `   - ${markdown(need)}`);
    return [
      `1. **${markdown(name)}** (\`${id}\`)${about === undefined ? "" : `: ${markdown(about)}`}`,
      ...needed,
    ].join("\n");
  });
  return ["## Verdicts, highest first", items.join("\n")];
}

function criteriaPart({ criteria = [], dimensions = [] }: ResultRubric): string[] {
  if (criteria.length === 0) return [];
  const groups = [{ id: undefined, name: "", weight: 1 }, ...dimensions].flatMap(({ id, name, weight }) => {
    const own = criteria.filter(({ dimension }) => dimension === id);
    if (own.length === 0) return [];
    const title = name === "" ? [] : [`### ${markdown(name)}, ${percent(weight)}`];
    return [...title, ...own.map(criterionPart)];
  });
  return ["## Criteria", ...groups];
}

type Criterion = NonNullable<ResultRubric["criteria"]>[number];

function criterionPart(criterion: Criterion): string {
  const { id, name, question, why, source, reading, effectiveWeight, levels } = criterion;
  const notes = [
    question === undefined ? "" : `${markdown(question)}`,
    why === undefined ? "" : `Why: ${markdown(why)}`,
    source === undefined ? "" : `From: ${markdown(source)}`,
    reading === undefined ? "" : "Where nobody judged it, by our reading:",
  ];
  const weight = effectiveWeight > 0 ? `, ${percent(effectiveWeight)}` : "";
  return [
    `**${markdown(name ?? id)}** (\`${id}\`${weight})`,
    ...notes.filter((note) => note !== ""),
    levelPart(levels),
  ].join("\n\n");
}

function levelPart(levels: Criterion["levels"]): string {
  const points = (value: number) => String(Number(rounded(value, 4)));
  const named = ({ id, name }: Criterion["levels"][number]) =>
    `\`${id}\`${name === undefined || name.toLowerCase() === id.replaceAll("-", " ") ? "" : ` ${markdown(name)}`}`;
  if (levels.every(({ when }) => when === undefined)) {
    return `As judged: ${levels.map((level) => `${named(level)} (${points(level.points)})`).join(", ")}.`;
  }
  const rows = levels.map((level, at) => [
    points(level.points),
    named(level),
    markdown(whenText(levels, at)),
  ]);
  return markdownTable(["Points", "Level", "When"], rows, ["right"]).trimEnd();
}

function percent(share: number): string {
  return `${Number(rounded(share * 100, 1))} %`;
}
