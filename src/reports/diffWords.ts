import type {
  Cause,
  Change,
  CriterionDiff,
  DiffDocument,
  DiffSide,
  DiffValue,
  Effect,
  EvidenceChange,
  LicenseChange,
  ModelDiff,
  RubricChange,
  RubricDiff,
  StepDiff,
  Verdict,
  VerdictDiff,
} from "../result/diffSchema.ts";
import { counted } from "../text.ts";
import { boundsText, rounded } from "./cells.ts";
import { levelText } from "./compareTable.ts";
import type { ReportContext } from "./context.ts";
import { changedTexts, labelText } from "./verdict.ts";

type Unicode = Pick<ReportContext, "unicode">;

/** What moved a verdict, in words that begin a line. */
const CAUSE_WORDS: Readonly<Record<Cause, string>> = {
  rubric: "Rubric",
  licenses: "License catalogue",
  base: "Base models",
  judgements: "Judgements",
  facts: "Facts of the model",
  evidence: "Evidence",
  tool: "Version of the tool",
  profile: "What was scored",
  unseparated: "Several things at once",
};

/** Where a side was read: its name, and the commit that this was. */
export function sideWords({ source, commit, kind, tool }: DiffSide): string {
  const of = kind === "results" ? [`results of openness ${tool}`] : [];
  const notes = [...(commit === undefined ? [] : [commit.slice(0, 7)]), ...of];
  return notes.length === 0 ? source : `${source} (${notes.join(", ")})`;
}

/** How many models are the same, and what became of the others. */
export function countsWords({ models, same, only }: DiffDocument): string {
  const having = (status: ModelDiff["status"]) => models.filter((one) => one.status === status).length;
  const parts = [
    [having("moved"), "moved"],
    [having("changed"), "changed without moving"],
    [having("added"), "added"],
    [having("removed"), "removed"],
  ] as const;
  const told = parts.filter(([many]) => many > 0).map(([many, word]) => `${many} ${word}`);
  const rest = only === undefined ? "the same" : "left out, whose verdicts are the same";
  const others = same > 0 || told.length === 0 ? [`${same} ${rest}`] : [];
  return `${counted(models.length + same, "model")}: ${[...told, ...others].join(", ")}.`;
}

/** Label and score; where one is missing, the other. */
export function verdictWords(
  verdict: Verdict | null,
  rubric: RubricDiff["old"] | undefined,
  context: Unicode,
): string {
  if (verdict === null) return "-";
  const label = labelText(verdict, rubric);
  if (verdict.score === null || !verdict.assessed) return label || "-";
  const score = boundsText(verdict.score, context);
  return label === "" ? score : `${label} (${score})`;
}

/** `63–78 to 70–82`. */
export function moveWords(
  { before, after }: { before: Verdict | null; after: Verdict | null },
  rubric: RubricDiff | undefined,
  context: Unicode,
): string {
  const [old, fresh] = [
    verdictWords(before, rubric?.old, context),
    verdictWords(after, rubric?.new, context),
  ];
  if (old !== fresh) return `${old} to ${fresh}`;
  const known = (one: Verdict | null) => `${rounded((one?.coverage ?? 0) * 100, 1)} %`;
  const moved = known(before) === known(after) ? "" : `, known ${known(before)} to ${known(after)}`;
  return `${fresh} as before${moved}`;
}

/** What a step adds to the score: one figure where both bounds move alike. */
function effectWords(effect: Effect, max = 100): string {
  if (effect === null) return "";
  const [lower, upper] = [signed(effect.lower, max), signed(effect.upper, max)];
  return lower === upper ? lower : `${lower} certain, ${upper} possible`;
}

function signed(value: number, max: number): string {
  const text = rounded(Math.abs(value), max <= 1 ? 2 : 1);
  if (Number(text) === 0) return "0";
  return `${value < 0 ? "-" : "+"}${text}`;
}

/** A step, and the verdict before it. */
export interface ToldStep {
  step: StepDiff;
  previous: Verdict | null;
}

/** Steps at which something moved; the others are in the JSON. */
export function telling({ steps, before }: Pick<VerdictDiff, "steps" | "before">): ToldStep[] {
  const told = steps.map((step, at) => ({
    step,
    previous: at === 0 ? before : (steps[at - 1]?.after ?? null),
  }));
  return told.filter(({ step: { after, effect }, previous }) => {
    const moved = JSON.stringify(previous?.label) !== JSON.stringify(after.label);
    const figures = effectWords(effect, after.score?.max);
    return moved || (figures === "" ? JSON.stringify(previous) !== JSON.stringify(after) : figures !== "0");
  });
}

/** `Facts of the model: +7.2 certain, +4.0 possible`; where such figures say nothing, what the verdict is then. */
export function stepWords(
  { step: { cause, effect, after }, previous }: ToldStep,
  rubric: RubricDiff | undefined,
  context: Unicode,
): string {
  const figures = effectWords(effect, after.score?.max);
  const rescaled = previous?.score && after.score && previous.score.max !== after.score.max;
  const verdict = verdictWords(after, rubric?.new, context);
  if (rescaled)
    return `${CAUSE_WORDS[cause]}: ${verdict}, of ${after.score?.max} points instead of ${previous.score?.max}`;
  return `${CAUSE_WORDS[cause]}: ${figures === "" || figures === "0" ? verdict : figures}`;
}

/** `Training code: closed to open; code.training availability: none to full`. */
export function criterionWords({ name, before, after, facts }: CriterionDiff, context: Unicode): string {
  const [old, fresh] = [before, after].map((one) => levelWords(one, context));
  const words = old === fresh ? `${fresh} in the end, as before` : `${old} to ${fresh}`;
  const told = facts.slice(0, MOST_FACTS).map((fact) => fieldWords(fact));
  const rest = facts.length - told.length;
  return [`${name}: ${words}`, ...told, ...(rest > 0 ? [`and ${rest} more`] : [])].join("; ");
}

function levelWords(one: CriterionDiff["before"], context: Unicode): string {
  if (one === null) return "not asked";
  const level = levelText({ id: "", ...one }, context);
  // Where a blank counts as the worst there is a level, and still a better one may be true.
  return one.level !== null && one.possible.length > 1 ? `${level}, possibly ${one.possible[0]}` : level;
}

/** Facts that a criterion's line names; all of them are in the JSON. */
const MOST_FACTS = 3;

interface Field {
  key: string;
  field: string;
  before: DiffValue;
  after: DiffValue;
}

/** `code.training availability: none to full`. */
export function fieldWords({ key, field, before, after }: Field, longest = LONGEST): string {
  const name = plainKey(key);
  // The name of such a fact says all.
  const plain = field === "of" || (field === "license" && key.startsWith("license:"));
  return `${plain ? name : `${name} ${field}`}: ${sidesWords({ before, after }, longest)}`;
}

/** Characters of a value that are shown without `--detail`. */
export const LONGEST = 60;

function sidesWords({ before, after }: Pick<Field, "before" | "after">, longest = LONGEST): string {
  const [old, fresh] = [before, after].map((value) => valueWords(value, longest));
  if (before === null) return `${fresh} (not stated before)`;
  if (after === null) return `not stated any more (was ${old})`;
  return old === fresh ? `reworded (${fresh})` : `${old} to ${fresh}`;
}

/** A fact's key as it reads: the prefix of what needs none is dropped. */
function plainKey(key: string): string {
  return key
    .replace(/^fact:/, "")
    .replace(/^license:(.*)$/, "$1 license")
    .replace(/^(judgement|terms|claim|criterion):/, "$1 ");
}

function valueWords(value: DiffValue, longest = LONGEST): string {
  if (value === null) return "not stated";
  const text = Array.isArray(value) ? value.join(", ") || "none" : String(value);
  return text.length > longest ? `${text.slice(0, longest - 3).trimEnd()}...` : text;
}

const GROUPS = [
  ["base", "Taken over from base models"],
  ["judgements", "Judgements"],
  ["facts", "Facts"],
  ["evidence", "Notes and disputes"],
] as const;

/** Changes by what kind of thing they are of, those that can move a verdict first. */
export function changeGroups(
  changes: readonly Change[],
): { title: string; cause: Cause; changes: Change[] }[] {
  return GROUPS.flatMap(([cause, title]) => {
    const found = changes.filter((one) => one.cause === cause);
    return found.length === 0 ? [] : [{ title, cause, changes: found }];
  });
}

/** What happened to a piece of evidence, apart from its place. */
export function evidenceWords(
  { change, fields, keys }: EvidenceChange,
  longest = LONGEST,
): { what: string; behind: string } {
  const [first = "", second = "", ...rest] = keys.map(plainKey);
  const others = rest.length > 0 ? ` and ${rest.length} more` : "";
  const behind =
    second === "" ? first : rest.length > 0 ? `${first}, ${second}${others}` : `${first} and ${second}`;
  if (change === "changed") {
    return {
      what: fields.map(({ field, ...sides }) => `${field} ${sidesWords(sides, longest)}`).join("; "),
      behind,
    };
  }
  const shows = fields.find(({ field }) => field === "shows");
  const said = shows?.[change === "added" ? "after" : "before"] ?? null;
  return { what: said === null ? "" : valueWords(said, longest), behind };
}

/** `criterion training-code weight: 2 to 3`. */
export function rubricChangeWords(
  { part, id, field, before, after }: RubricChange,
  longest = LONGEST,
): string {
  const what = [part, id].filter((word) => word !== "").join(" ");
  if (field !== "whole") return `${what} ${field}: ${sidesWords({ before, after }, longest)}`;
  return before === null ? `${what} is new: ${valueWords(after)}` : `${what} is gone: ${valueWords(before)}`;
}

/** `openness 1.0.0 to 1.1.0`. */
export function rubricWords({ old, new: fresh }: RubricDiff): string {
  const [before, after] = [`${old.id} ${old.version}`, `${fresh.id} ${fresh.version}`];
  if (old.hash === fresh.hash) return after;
  return before === after ? `${after}, changed under the same version` : `${before} to ${after}`;
}

/** Which side is under a rubric that is not as published, and what was changed in it. */
export function changedRubrics({ old, new: fresh }: RubricDiff): string[] {
  if (old.hash === fresh.hash) return changedTexts([fresh]);
  return [
    ...changedTexts([old]).map((text) => `Old: ${text}`),
    ...changedTexts([fresh]).map((text) => `New: ${text}`),
  ];
}

/** `MIT patentGrant: general to express`. */
export function licenseWords({ license, field, ...sides }: LicenseChange): string {
  return `${license} ${field}: ${sidesWords(sides)}`;
}

/** The first of a long list, and how many are left out. */
export function firstOf<Item>(
  items: readonly Item[],
  most: number,
): { shown: readonly Item[]; more: string[] } {
  const rest = items.length - most;
  // One more line says as much as the line that it would replace.
  if (rest <= 1) return { shown: items, more: [] };
  return { shown: items.slice(0, most), more: [`and ${rest} more: --detail shows all`] };
}

/** What the effects mean. */
export const ORDER_WORDS =
  "Effects are exact and add up in this order: rubric, license catalogue, base models, judgements, facts.";
