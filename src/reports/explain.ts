import type { CriterionResult, Result, ResultDocument, ResultRubric, UsedFact } from "../result/schema.ts";
import { safeText } from "../text.ts";
import { boundsText, painter, pointsText, rounded, wrap } from "./cells.ts";
import { levelText } from "./compareTable.ts";
import type { ReportContext } from "./context.ts";
import { disagreement } from "./disagreement.ts";
import { factText, placeOf } from "./facts.ts";
import { changedText, labelText, OF_COMPANY, OUR_READING } from "./verdict.ts";

/** Why every criterion is as it is: condition, facts, evidence, and what is unknown. */
export function explanation(
  document: ResultDocument,
  context: ReportContext,
  only: readonly string[] = [],
): string {
  const { results, rubrics } = document;
  const explained = (result: Result) => {
    const rubric = rubrics.find(({ id }) => id === result.rubric);
    return rubric ? explainResult(document, result, rubric, context, only) : "";
  };
  if (rubrics.length === 1) return results.map(explained).join("\n");
  return byModel(results)
    .flatMap((group) => [disagreement(group, rubrics, context), ...group.map(explained)])
    .join("\n");
}

function byModel(results: readonly Result[]): Result[][] {
  const groups = new Map<string, Result[]>();
  for (const result of results) {
    const key = `${result.source} ${result.vendor.id}/${result.model.id}`;
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  return [...groups.values()];
}

type Criteria = NonNullable<ResultRubric["criteria"]>;

function explainResult(
  document: ResultDocument,
  result: Result,
  rubric: ResultRubric,
  context: ReportContext,
  only: readonly string[],
): string {
  const cited = new Citations(document.subjects?.[`${result.vendor.id}/${result.model.id}`]?.evidence ?? []);
  const shown = result.criteria.filter(({ id }) => only.length === 0 || only.includes(id));
  const chapters = [{ id: undefined, name: "" }, ...(rubric.dimensions ?? [])].map(({ id, name }) => {
    const criteria = shown.filter(({ dimension }) => dimension === id);
    if (criteria.length === 0) return "";
    return chapter(result, id, name, criteria, rubric.criteria ?? [], cited, context);
  });
  const parts = [
    heading(result, rubric, context),
    ...chapters,
    steps(result, context),
    gains(shown, rubric.criteria ?? [], result, context),
    disputes(result, context),
    cited.list(context),
  ];
  return parts.filter((part) => part !== "").join("\n");
}

function heading(result: Result, rubric: ResultRubric, context: ReportContext): string {
  const paint = painter(context);
  const { vendor, model, score, coverage } = result;
  const released = model.released === undefined ? "" : `, released ${model.released}`;
  const verdict = [
    labelText(result, rubric),
    score ? `${boundsText(score, context)} of ${rounded(score.max)}` : "",
  ];
  const known = coverage === null ? "" : ` ${rounded(coverage * 100)}% of the weight is settled.`;
  const title = paint.bold(`${safeText(vendor.name)}: ${safeText(model.name)}`);
  const summary = `${safeText(rubric.name)} ${safeText(rubric.version)}: ${verdict.filter((part) => part !== "").join(", ")}.${known}${rubric.changed === undefined ? "" : ` ${changedText(rubric)}`}${rubric.reading === undefined ? "" : ` ${OUR_READING}`}${result.of === undefined ? "" : ` ${OF_COMPANY}`}`;
  return `${title}${released}\n${wrap(summary, context.columns).join("\n")}\n`;
}

function chapter(
  result: Result,
  id: string | undefined,
  name: string,
  criteria: readonly CriterionResult[],
  texts: Criteria,
  cited: Citations,
  context: ReportContext,
): string {
  const dimension = result.dimensions.find((one) => one.id === id);
  const score = dimension?.score
    ? `  ${boundsText(dimension.score, context)} of ${rounded(dimension.score.max)}`
    : "";
  const weight = dimension ? `, ${rounded(dimension.weight * 100)}% of the total` : "";
  const title = name === "" ? "" : `${painter(context).bold.underline(safeText(name))}${score}${weight}\n`;
  return title + criteria.map((criterion) => explainCriterion(criterion, texts, cited, context)).join("");
}

function explainCriterion(
  criterion: CriterionResult,
  texts: Criteria,
  cited: Citations,
  context: ReportContext,
): string {
  const paint = painter(context);
  const text = texts.find(({ id }) => id === criterion.id);
  const { points, because } = criterion;
  const worth = points ? pointsText(points, context) : "";
  const weight = text ? `weighs ${rounded(text.effectiveWeight * 100, 1)}%` : "";
  const head = `  ${paint.bold(criterion.id)}: ${levelText(criterion, context)}  ${paint.dim([worth, weight].filter((part) => part !== "").join(", "))}\n`;
  const reading = text?.reading !== undefined && criterion.by === "rule" ? "by our reading, " : "";
  const lines = [
    ...indented(`${reading}because ${because?.text ?? ""}`, context),
    ...(because?.facts ?? [])
      .filter(({ value }) => value !== null)
      .flatMap((fact) => factLines(fact, cited, context)),
  ];
  return `${head}${lines.join("\n")}\n`;
}

function factLines(fact: UsedFact, cited: Citations, context: ReportContext): string[] {
  const marks = [...new Set(fact.evidence.map((index) => cited.mark(index)))].join("");
  const proof = marks === "" ? " (no evidence given)" : ` ${marks}`;
  const stated = fact.source === undefined ? [] : [`      as stated in ${safeText(fact.source)}`];
  return [
    ...indented(`- ${factText(fact)}${fact.criterion === undefined || fact.by ? proof : ""}`, context),
    ...stated,
  ];
}

function indented(text: string, { columns }: ReportContext): string[] {
  return wrap(safeText(text), columns - 6).map((line, at) => `    ${at > 0 ? "  " : ""}${line}`);
}

function steps(result: Result, context: ReportContext): string {
  if (result.steps.length === 0) return "";
  const lines = result.steps.flatMap(({ id, met, progress, missing }) => {
    const gap = missing.length === 0 ? "" : `; missing: ${missing.join(", ")}`;
    return indented(`${id}: ${met}, ${rounded(progress * 100)}% there${gap}`, context);
  });
  return `${painter(context).bold.underline("Steps")}\n${lines.join("\n")}\n`;
}

/** What is unknown, and how many points of the total each answer could add. */
function gains(
  criteria: readonly CriterionResult[],
  texts: Criteria,
  { score }: Result,
  context: ReportContext,
): string {
  const open = criteria.flatMap(({ id, possible, points, because }) => {
    if (!points || possible.length < 2) return [];
    const weight = texts.find((text) => text.id === id)?.effectiveWeight ?? 0;
    const gain = ((points.upper - points.lower) / points.max) * weight * (score?.max ?? 1);
    return [{ id, possible, gain, unknown: because?.unknown ?? [] }];
  });
  if (open.length === 0) return "";
  const lines = open
    .sort((a, b) => b.gain - a.gain)
    .flatMap(({ id, possible, gain, unknown }) => {
      const what = unknown.length > 0 ? `: ${unknown.join("; ")}` : "";
      const range = `${possible.at(-1)} to ${possible[0]}`;
      return indented(`- ${id} (${range}, up to ${rounded(gain, 1)} points more)${what}`, context);
    });
  return `${painter(context).bold.underline("Unknown, and what it could change")}\n${lines.join("\n")}\n`;
}

function disputes({ disputes: list }: Result, context: ReportContext): string {
  if (list === undefined || list.length === 0) return "";
  const lines = list.flatMap(({ about, why }) => indented(`- ${about}: ${why}`, context));
  return `${painter(context).bold.underline("Disputed")}\n${lines.join("\n")}\n`;
}

type EvidenceItems = NonNullable<ResultDocument["subjects"]>[string]["evidence"];

/** Evidence in the order in which it is first cited, numbered from 1. */
class Citations {
  readonly #evidence: EvidenceItems;
  readonly #cited = new Map<string, { number: number; item: EvidenceItems[number]; shows: Set<string> }>();

  constructor(evidence: EvidenceItems) {
    this.#evidence = evidence;
  }

  mark(index: number): string {
    const item = this.#evidence[index];
    if (item === undefined) return "";
    // What a file asserts and what was read off it are two things.
    const key = `${placeOf(item)} ${item.trust ?? ""}`;
    const known = this.#cited.get(key) ?? { number: this.#cited.size + 1, item, shows: new Set<string>() };
    if (item.shows !== undefined) known.shows.add(item.shows);
    this.#cited.set(key, known);
    return `[${known.number}]`;
  }

  list(context: ReportContext): string {
    if (this.#cited.size === 0) return "";
    const hanging = (text: string, first: string) =>
      wrap(safeText(text), context.columns - 6).map((line, at) => `${at === 0 ? first : "      "}${line}`);
    const entries = [...this.#cited.values()].flatMap(({ number, item, shows }) => [
      ...hanging(aboutEvidence(item), `  [${number}] `.padEnd(6)),
      `      ${safeText(placeOf(item))}`,
      ...[...shows].flatMap((text) => hanging(`- ${text}`, "      ")),
    ]);
    return `${painter(context).bold.underline("Evidence")}\n${entries.join("\n")}\n`;
  }
}

/** Title, day, revision and grade of trust, as far as they are given. */
function aboutEvidence({ title, accessed, revision, trust }: EvidenceItems[number]): string {
  const parts = [
    title,
    accessed === undefined ? "a file at hand" : `read ${accessed}`,
    revision === undefined ? undefined : `revision ${revision.slice(0, 12)}`,
    trust,
  ];
  return parts.filter((part) => part !== undefined).join(", ");
}
