import { ARTIFACTS, type ArtifactId } from "../profile/vocabulary.ts";
import type {
  AdviceDocument,
  AdviceGain,
  AdviceSet,
  AdviceStep,
  AdviceVerdict,
} from "../result/adviceSchema.ts";
import { orList } from "../text.ts";
import { boundsText, fitText, painter, rounded, wrap } from "./cells.ts";
import type { ReportContext } from "./context.ts";
import { changedText, rubricTitle } from "./verdict.ts";

/** What is said of a level that what is known leaves open. */
const UNDETERMINED = "undetermined";

/** The steps that lead up, set by set, or why none do. */
export function adviceText(document: AdviceDocument, context: ReportContext): string {
  const { vendor, model, rubric, aim, now, outcome, exact, sets } = document;
  const paint = painter(context);
  const goal = aim.name ?? aim.label ?? `a score of ${rounded(aim.score ?? 0, 1)}`;
  const head = [
    ...lines(`${vendor.name}: ${model.name} under ${rubricTitle(rubric)}`, 0, context).map((text) =>
      paint.bold(text),
    ),
    ...(rubric.changed === undefined ? [] : lines(changedText(rubric), 0, context)),
    ...lines(`Now: ${verdictText(now, context)}. Aim: ${goal}.`, 0, context),
  ];
  if (outcome === "reached") return text([...head, "", "It is there already."]);
  if (outcome === "impossible") return text([...head, "", ...impossible(document, context)]);
  const many = sets.length > 1 ? `${sets.length} ways` : "One way";
  const best = exact
    ? `None takes less effort${sets.length > 1 ? " than the first" : ""}.`
    : "The rubric is too large to say whether a way with less effort exists.";
  return text([
    ...head,
    ...lines(`${many}. ${best}`, 0, context),
    ...sets.flatMap((set, at) => ["", ...setLines(set, at + 1, context)]),
    ...(sets.some(({ steps }) => steps.some(({ unknown }) => unknown))
      ? ["", ...lines("What is unknown so far may be so already: then it only has to be shown.", 0, context)]
      : []),
  ]);
}

function text(all: readonly string[]): string {
  return `${all.join("\n")}\n`;
}

function setLines(
  { effort, steps, after, gains }: AdviceSet,
  number: number,
  context: ReportContext,
): string[] {
  const count = `${steps.length} ${steps.length === 1 ? "step" : "steps"}`;
  const title = `${number}. Effort ${rounded(effort, 1)}, ${count}; then: ${verdictText(after, context)}`;
  const paint = painter(context);
  const asked = new Set<string>();
  return [
    ...lines(title, 0, context).map((line) => paint.bold(line)),
    ...steps.flatMap((step) => stepLines(step, asked, context)),
    ...gainLines("All together", gains, 3, context),
  ];
}

/** @param asked the criteria whose question was told already */
function stepLines(step: AdviceStep, asked: Set<string>, context: ReportContext): string[] {
  const mark = context.unicode ? "•" : "-";
  const others = step.criteria.filter(({ id }) => id !== step.criterion);
  const criteria = others.map(({ id, name, question, from, to }) => {
    // What many criteria ask would hide the step.
    const told = question === undefined || others.length > 1 || asked.has(id);
    if (!told) asked.add(id);
    const change =
      from === to ? "fewer levels left open" : `${from ?? UNDETERMINED} to ${to ?? UNDETERMINED}`;
    return `${name}${told ? "" : ` (${question})`}: ${change}`;
  });
  const effort = `effort ${rounded(step.effort, 1)}${step.unknown ? ", unknown so far" : ""}`;
  return [
    ...lines(`${mark} ${stepWords(step)} (${effort})`, 3, context),
    ...[
      ...(criteria.length > 0 ? lines(`Counts for: ${criteria.join("; ")}`, 5, context) : []),
      ...gainLines("By itself", step.gains, 5, context),
    ].map((line) => painter(context).dim(line)),
  ];
}

/** Only what is seen to change: bounds may move by less than is shown. */
function gainLines(
  start: string,
  gains: readonly AdviceGain[],
  indent: number,
  context: ReportContext,
): string[] {
  const parts = gains.flatMap(({ name, before, after }) => {
    const [old, fresh] = [verdictText(before, context), verdictText(after, context)];
    return old === fresh ? [] : [`${name}: ${old} to ${fresh}`];
  });
  return parts.length === 0 ? [] : lines(`${start}: ${parts.join("; ")}`, indent, context);
}

function impossible({ why, most, exact, rubric }: AdviceDocument, context: ReportContext): string[] {
  const sentence = exact
    ? "No release and no change of a license that this tool knows of reaches it."
    : "Nothing was found that reaches it; the rubric is too large to say that nothing does.";
  return [
    ...lines(sentence, 0, context),
    ...(most === undefined
      ? []
      : lines(`At most a score of ${rounded(most, 1)} can be reached.`, 0, context)),
    ...(why.length === 0 && most === undefined
      ? lines(`What ${rubric.name} asks for cannot all be had at once.`, 0, context)
      : why.flatMap(({ needs, because }) =>
          lines(`- ${needs}${because.length > 0 ? `: ${because.join("; ")}` : ""}`, 0, context),
        )),
  ];
}

/** The label, else the score. */
function verdictText({ label, score }: AdviceVerdict, context: ReportContext): string {
  if (label !== null) return label.name ?? (orList(label.possible.map(({ name }) => name)) || "none");
  if (score === null) return UNDETERMINED;
  return boundsText(score, context);
}

function lines(words: string, indent: number, context: ReportContext): string[] {
  const harmless = fitText(words, Number.POSITIVE_INFINITY, context);
  return wrap(harmless, context.columns - indent - 2).map(
    (line, at) => `${" ".repeat(indent + (at > 0 ? 2 : 0))}${line}`,
  );
}

function stepWords(step: AdviceStep): string {
  const { from, to, instead } = step;
  const now = from === null ? "" : `, now ${valueWords(from)}`;
  const others = instead.length > 0 ? ` (as good: ${orList(instead.map(valueWords))})` : "";
  switch (step.kind) {
    case "judgement":
      return `Earn the level ${valueWords(to)}${others} under ${step.criteria.find(({ id }) => id === step.criterion)?.name ?? step.criterion}${now}`;
    case "terms":
      return `Drop the terms beside the license of the weights: ${valueWords(from)}`;
    case "license":
      return `Put the ${artifactName(step)} under ${valueWords(to)}${others}${from === null ? "" : `; now ${valueWords(from)}`}`;
    case "fact":
      // Numbers and dates are examples of what the rubric asks for.
      if (typeof to === "number" || /^\d{4}/.test(String(to)))
        return `${plain(step.fact ?? "")}: such as ${orList([to, ...instead].map(valueWords))}`;
      return `${plain(step.fact ?? "")}: ${valueWords(to)}${others}${now}`;
    case "facet":
      return facetWords(step, `${others}${now}`);
  }
}

function facetWords(step: AdviceStep, rest: string): string {
  const { facet, to } = step;
  if (facet === "withheldBecause")
    return `Show that the ${artifactName(step)} is withheld for a ${valueWords(to)} reason${rest}`;
  if (facet !== "availability")
    return `${artifactName(step, true)}: ${plain(facet ?? "").toLowerCase()} ${valueWords(to)}${rest}`;
  if (to === "full")
    return `Release the ${artifactName(step)}${rest.replace(" (as good: partial)", ", in full or in part")}`;
  return `${artifactName(step, true)}: ${to === "none" ? "not released" : `released in part${rest}`}`;
}

function artifactName({ artifact }: AdviceStep, first = false): string {
  const name: string = ARTIFACTS[artifact as ArtifactId].name;
  return first ? `${name.charAt(0).toUpperCase()}${name.slice(1)}` : name;
}

function plain(name: string): string {
  const words = name
    .replaceAll(".", " ")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function valueWords(value: AdviceStep["to"]): string {
  if (value === null) return "unknown";
  return Array.isArray(value) ? value.join(", ") || "none" : String(value);
}
