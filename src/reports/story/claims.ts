import type { Result, ResultRubric } from "../../result/schema.ts";
import { counted } from "../../text.ts";
import { hasLabels, type ModelView, type View } from "../view.ts";
import { type ClaimGroup, claimGroups, labelRange } from "./labels.ts";
import { andList } from "./words.ts";

/** A claim tried against a rubric that has a label of the same words. */
export interface ClaimTest {
  claim: string;
  rubric: ResultRubric;
  /** The lowest label that has the claim's words. */
  label: string;
  /** Whether higher labels hold as well. */
  orHigher: boolean;
  holds: ModelView[];
  fails: ModelView[];
  /** Undecided, or not assessed. */
  open: ModelView[];
}

/**
 * Claims that a rubric has a label for: `open-weights` is tried against a label whose name has the words "open
 * weights". Claims of one word are in too many names to mean one of them.
 */
export function claimTests(view: View): ClaimTest[] {
  return claimGroups(view).flatMap((group) =>
    view.rubrics.filter(hasLabels).flatMap((rubric) => tried(group, rubric) ?? []),
  );
}

function tried({ claim, models }: ClaimGroup, rubric: ResultRubric): ClaimTest | undefined {
  const words = claim.split("-");
  const { labels = [] } = rubric;
  const place = labels.findLastIndex(({ name }) => meets(name, words.join(" ")));
  const label = labels[place];
  if (words.length < 2 || label === undefined) return undefined;
  const test: ClaimTest = {
    claim,
    rubric,
    label: label.name,
    orHigher: place > 0,
    holds: [],
    fails: [],
    open: [],
  };
  for (const model of models) test[outcome(model.results.get(rubric.id), rubric, place)].push(model);
  return test;
}

function meets(name: string, words: string): boolean {
  const text = name.toLowerCase();
  return text.includes(words) && !text.startsWith("not ");
}

/** Below a label of a list of decisions may stand others than its opposite, such as "for review". */
function outcome(
  result: Result | undefined,
  rubric: ResultRubric,
  place: number,
): "holds" | "fails" | "open" {
  if (!result?.assessed || result.label === null) return "open";
  const [best, worst] = labelRange(result, rubric);
  if (worst <= place) return "holds";
  if (best <= place) return "open";
  if (rubric.kind === "classes") return "fails";
  const names = result.label.possible.map((id) => rubric.labels?.find((one) => one.id === id)?.name ?? "");
  return names.every((name) => /^not /i.test(name)) ? "fails" : "open";
}

/** How many claims a summary tells of, and under how many rubrics. */
const MOST_CLAIMS = 1;
const MOST_RUBRICS = 2;

/** What becomes of the most frequent claims. */
export function claimSentences(view: View): string[] {
  const groups = claimGroups(view);
  const tests = claimTests(view);
  const tested = groups.filter(({ claim }) => tests.some((one) => one.claim === claim)).slice(0, MOST_CLAIMS);
  const all = counted(view.models.length, "model");
  if (tested.length > 0) {
    return tested.map(({ claim, models }) => {
      const own = tests.filter((one) => one.claim === claim).slice(0, MOST_RUBRICS);
      return `Vendors call ${models.length} of the ${all} ${claim}. ${own.map(testText).join(" ")}`;
    });
  }
  const claiming = view.models.filter(({ subject }) => (subject?.claims.length ?? 0) > 0).length;
  if (claiming === 0) return [];
  const words = groups.map(({ claim, models }) => `${claim} (${models.length})`);
  return [`Vendors call ${claiming} of the ${all} open in one way or another: ${andList(words)}.`];
}

function testText({ rubric, label, orHigher, holds, fails, open }: ClaimTest): string {
  const what = `${label}${orHigher ? " or higher" : ""}`;
  const parts = [
    holds.length === 0 ? `none surely is ${what}` : `${holds.length} surely ${isAre(holds)} ${what}`,
    ...(fails.length === 0 ? [] : [`${fails.length} surely ${isAre(fails)} not`]),
    ...(open.length === 0 ? [] : [`${open.length} cannot be decided`]),
  ];
  return `Under ${rubric.name}, ${andList(parts)}.`;
}

function isAre(models: readonly ModelView[]): string {
  return models.length === 1 ? "is" : "are";
}
