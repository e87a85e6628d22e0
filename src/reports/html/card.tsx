import { renderToString } from "preact-render-to-string";
import type { Result, ResultDocument, ResultRubric } from "../../result/schema.ts";
import { boundsText, fitText, rounded } from "../cells.ts";
import { labelText } from "../verdict.ts";
import { evidenceDays, hasLabels, titleOf, type View, viewOf } from "../view.ts";

const WIDTH = 1200;
const HEIGHT = 630;
const MARGIN = 72;
/** How many lines there is room for. */
const LINES = 6;
const FIRST_LINE = 260;
const LINE = 54;

/** A line of a card: a name, what is found, and how much of a bar is certain and possible. */
interface Line {
  name: string;
  found: string;
  bar: { lower: number; upper: number } | undefined;
}

/**
 * A picture to share: one model under several frameworks, or the first models under one. It has no links, no
 * script and fonts that every system has.
 */
export function card(document: ResultDocument): string {
  const view = viewOf(document);
  const [only, ...others] = view.models;
  const lines = only !== undefined && others.length === 0 ? byRubric(view) : byModel(view);
  const title = only !== undefined && others.length === 0 ? only.model.name : titleOf(view);
  const about =
    only !== undefined && others.length === 0
      ? `How open is it? By ${only.vendor.name}`
      : (view.rubrics[0]?.name ?? "");
  const picture = (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
    >
      <title>{`${title} ${lines.map(({ name, found }) => `${name}: ${found}`).join("; ")}`}</title>
      <rect width={WIDTH} height={HEIGHT} fill="#ffffff" />
      <rect width={WIDTH} height="14" fill="#1c5aa0" />
      <g
        font-family="system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"
        fill="#16191d"
      >
        <text x={MARGIN} y="130" font-size="60" font-weight="700">
          {cut(title, 34)}
        </text>
        <text x={MARGIN} y="184" font-size="30" fill="#565f6b">
          {cut(about, 66)}
        </text>
        {lines.map((line, at) => (
          <CardLine line={line} y={FIRST_LINE + at * LINE} />
        ))}
        <text x={MARGIN} y={HEIGHT - 32} font-size="22" fill="#565f6b">
          {cut(footOf(view), 96)}
        </text>
      </g>
    </svg>
  );
  return `${renderToString(picture)}\n`;
}

const BAR = 220;
const FOUND = 600;

function CardLine({ line: { name, found, bar }, y }: { line: Line; y: number }) {
  return (
    <>
      <text x={MARGIN} y={y} font-size="28" fill="#565f6b">
        {cut(name, 34)}
      </text>
      <text x={FOUND} y={y} font-size="28" font-weight="600">
        {cut(found, bar === undefined ? 34 : 18)}
      </text>
      {bar === undefined ? null : (
        <g transform={`translate(${WIDTH - MARGIN - BAR} ${y - 19})`}>
          <rect width={BAR} height="18" fill="#e8ebef" />
          <rect width={rounded(bar.upper * BAR, 1)} height="18" fill="#9fc1e6" />
          <rect width={rounded(bar.lower * BAR, 1)} height="18" fill="#1c5aa0" />
        </g>
      )}
    </>
  );
}

function cut(text: string, columns: number): string {
  return fitText(text, columns, { unicode: true });
}

/** Labels before figures: whoever glances at it understands words. */
function byRubric(view: View): Line[] {
  const lines = view.rubrics.flatMap((rubric) => {
    const result = view.models[0]?.results.get(rubric.id);
    return result?.assessed ? [{ rubric, line: lineOf(rubric.name, result, rubric) }] : [];
  });
  const labelled = lines.filter(({ rubric }) => hasLabels(rubric));
  return [...labelled, ...lines.filter((one) => !labelled.includes(one))]
    .slice(0, LINES)
    .map(({ line }) => line);
}

function byModel(view: View): Line[] {
  const [rubric] = view.rubrics;
  if (rubric === undefined) return [];
  return view.models
    .flatMap(({ model, results }) => {
      const result = results.get(rubric.id);
      return result?.assessed ? [lineOf(model.name, result, rubric)] : [];
    })
    .slice(0, LINES);
}

function lineOf(name: string, result: Result, rubric: ResultRubric): Line {
  const label = labelText(result, rubric);
  if (label !== "") return { name, found: label, bar: undefined };
  const { score } = result;
  if (score === null || score.max === 0) return { name, found: "no score", bar: undefined };
  const bar = { lower: score.lower / score.max, upper: score.upper / score.max };
  return { name, found: `${boundsText(score, { unicode: true })} of ${rounded(score.max)}`, bar };
}

function footOf(view: View): string {
  const days = evidenceDays(view);
  const day = view.generatedAt?.slice(0, 10);
  const read = days === undefined ? "" : `, evidence read up to ${days[1]}`;
  // Names are cut where they are long, and with them what they say of it.
  const changed = new Set(view.rubrics.flatMap((rubric) => rubric.changed ?? []));
  const notes = [...changed].map((note) => `; ${note}`).join("");
  return `openness ${view.version}${day === undefined ? "" : `, ${day}`}${read}${notes}`;
}
