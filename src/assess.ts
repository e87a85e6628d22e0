import type { LicenseBook } from "./license/properties.ts";
import { type Counter, counting, timed } from "./observe.ts";
import { type EvidenceIndex, type Subject, subjectId } from "./profile/subject.ts";
import { flagshipOf, orderValue, pickResult, type Rollup } from "./rank/rollup.ts";
import { standings } from "./rank/ties.ts";
import type { Result, ResultDocument, ResultRubric, SubjectResult } from "./result/schema.ts";
import { rubricHead } from "./rubric/head.ts";
import type { Rubric } from "./rubric/types.ts";
import { conditionWords } from "./rubric/words.ts";
import { listEvidence } from "./score/because.ts";
import { type ModelResult, rubricWeights, scoreModel } from "./score/score.ts";
import { VERSION } from "./version.ts";

export interface AssessOptions {
  /** One row per model (the default) or per vendor. */
  by?: "vendor" | "model";
  /** How a vendor's row is chosen; `flagship` if absent. */
  rollup?: Rollup;
  /** `asked` keeps the order of the subjects; `rank` is the default. */
  order?: "asked" | "rank" | "name" | "released";
  /** Adds reasons to the criteria. */
  reasons?: boolean;
  /** Adds subjects, rubric texts and the facts behind every criterion. */
  evidence?: ReadonlyMap<string, EvidenceIndex>;
  /** An ISO 8601 time to stamp the result with; without one the result has no clock in it. */
  generatedAt?: string;
}

type Row = Result & { order: number };

/**
 * Scores subjects under rubrics and puts the results in order: the whole of what `openness score` prints.
 * @param subjects the models, base models already resolved
 * @param rubrics the first one decides the order
 * @param book the facts of every license that the subjects name
 */
export function assess(
  subjects: readonly Subject[],
  rubrics: readonly Rubric[],
  book: LicenseBook,
  options: AssessOptions = {},
): ResultDocument {
  return timed("score", () => assessed(subjects, rubrics, book, options));
}

function assessed(
  subjects: readonly Subject[],
  rubrics: readonly Rubric[],
  book: LicenseBook,
  options: AssessOptions,
): ResultDocument {
  const counter = counting("verdicts", subjects.length * rubrics.length);
  const tables = rubrics.map((rubric) => ranked(rowsOf(subjects, rubric, book, options, counter), rubric));
  counter.stop();
  const order = rowOrder(tables[0] ?? [], options.order ?? "rank");
  const results = order.flatMap((place) => tables.flatMap((rows) => rows[place] ?? []));
  return {
    schemaVersion: "1.0.0",
    tool: { name: "openness", version: VERSION },
    ...(options.generatedAt === undefined ? {} : { generatedAt: options.generatedAt }),
    rubrics: rubrics.map((rubric) => describeRubric(rubric, options.evidence !== undefined)),
    ...(options.evidence === undefined
      ? {}
      : { subjects: describeSubjects(subjects, results, options.evidence) }),
    results: results.map(({ order: _, ...result }) => result),
  };
}

function rowsOf(
  subjects: readonly Subject[],
  rubric: Rubric,
  book: LicenseBook,
  options: AssessOptions,
  counter: Counter,
): Omit<Row, "rank" | "order">[] {
  const score = (subject: Subject) => scoreModel(subject, rubric, book, becauseFor(subject, options));
  if (options.by !== "vendor") {
    return subjects.map((subject) => {
      counter.add();
      return score(subject);
    });
  }
  const rollup = options.rollup ?? "flagship";
  return byVendor(subjects).flatMap((models) => {
    counter.add(models.length);
    const chosen = vendorResult(models, rubric, rollup, score);
    return chosen ? [{ ...chosen, rollup: { by: rollup, of: models.map(({ model }) => model.id) } }] : [];
  });
}

/** The models of each vendor, vendors in the order of their first model. */
function byVendor(subjects: readonly Subject[]): Subject[][] {
  const vendors = new Map<string, Subject[]>();
  for (const subject of subjects) {
    const models = vendors.get(subject.vendor.id);
    if (models === undefined) vendors.set(subject.vendor.id, [subject]);
    else models.push(subject);
  }
  return [...vendors.values()];
}

function becauseFor(subject: Subject, { evidence, reasons }: AssessOptions) {
  if (evidence !== undefined) return { because: evidence.get(subjectId(subject)) ?? {} };
  return reasons ? { because: "text" as const } : {};
}

function vendorResult(
  models: readonly Subject[],
  rubric: Rubric,
  rollup: Rollup,
  score: (subject: Subject) => ModelResult,
): ModelResult | undefined {
  if (rollup !== "flagship") return pickResult(models.map(score), rollup, labelIds(rubric));
  const flagship = flagshipOf(models);
  return flagship && score(flagship);
}

function labelIds(rubric: Rubric): string[] {
  return rubric.labels.map(({ id }) => id);
}

function ranked(rows: Omit<Row, "rank" | "order">[], rubric: Rubric): Row[] {
  const values = rows.map((row) => orderValue(row, labelIds(rubric)));
  const ranks = standings(values);
  return rows.map((row, place) => {
    const { vendor, model, source, rubric: id, changed, ...rest } = row;
    const order = values[place] ?? Number.NEGATIVE_INFINITY;
    const note = changed === undefined ? {} : { changed };
    return { vendor, model, source, rubric: id, ...note, rank: ranks[place] ?? null, ...rest, order };
  });
}

/** The places of the rows in the order to show them; ties by vendor and model name. */
function rowOrder(rows: readonly Row[], order: NonNullable<AssessOptions["order"]>): number[] {
  const places = rows.map((_, place) => place);
  if (order === "asked") return places;
  const compare = { rank: byRank, name: byName, released: byRelease }[order];
  return places.sort((a, b) => {
    const [left, right] = [rows[a], rows[b]];
    return left && right ? compare(left, right) || byName(left, right) || a - b : 0;
  });
}

function byRank(a: Row, b: Row): number {
  const last = Number.MAX_SAFE_INTEGER;
  return (a.rank?.position ?? last) - (b.rank?.position ?? last);
}

function byName(a: Row, b: Row): number {
  return compareText(a.vendor.name, b.vendor.name) || compareText(a.model.name, b.model.name);
}

function byRelease(a: Row, b: Row): number {
  return compareText(b.model.released ?? "", a.model.released ?? "");
}

/** By lower-cased code points, so that the order is the same on every machine. */
function compareText(a: string, b: string): number {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/**
 * What a result says of a rubric.
 * @param detail adds the texts and effective weights of all criteria
 */
export function describeRubric(rubric: Rubric, detail: boolean): ResultRubric {
  const { source, summary, reading } = rubric;
  const labels = rubric.labels.map((label) => ({
    id: label.id,
    name: label.name,
    ...(label.about === undefined ? {} : { about: label.about }),
    ...(detail ? labelNeeds(label) : {}),
  }));
  const head = {
    ...rubricHead(rubric),
    source: { ...source },
    ...(reading === undefined ? {} : { reading }),
    ...(labels.length > 0 ? { labels } : {}),
  };
  if (!detail) return head;
  const weights = rubricWeights(rubric);
  return {
    ...head,
    ...(summary === undefined ? {} : { summary }),
    kind: kindOf(rubric),
    dimensions: rubric.dimensions.map((dimension) => ({
      id: dimension.id,
      name: dimension.name,
      weight: weights.dimensions.get(dimension.id) ?? 0,
    })),
    criteria: rubric.criteria.map((criterion) => describeCriterion(criterion, weights.criteria)),
  };
}

/** What a label asks for, in words. */
function labelNeeds({ requires, when }: Rubric["labels"][number]): { needs?: string[] } {
  const needs = requires ?? (when === undefined ? undefined : [when]);
  return needs === undefined ? {} : { needs: needs.map((need) => conditionWords(need)) };
}

/** How a rubric comes to its verdict. */
function kindOf({ criteria, labels }: Rubric): NonNullable<ResultRubric["kind"]> {
  if (labels.some(({ requires }) => requires !== undefined)) return "classes";
  if (labels.length > 0) return "decision";
  return criteria.some(({ judged }) => judged) ? "judgement" : "score";
}

function describeCriterion(
  criterion: Rubric["criteria"][number],
  weights: ReadonlyMap<string, number>,
): NonNullable<ResultRubric["criteria"]>[number] {
  const { id, name, dimension, question, why, source, reading, weight } = criterion;
  return {
    id,
    name,
    ...(dimension === undefined ? {} : { dimension }),
    ...(question === undefined ? {} : { question }),
    ...(why === undefined ? {} : { why }),
    ...(source === undefined ? {} : { source }),
    ...(reading === undefined ? {} : { reading }),
    weight,
    effectiveWeight: weights.get(id) ?? 0,
    levels: criterion.levels.map((level) => ({
      id: level.id,
      ...(level.name === undefined ? {} : { name: level.name }),
      points: level.points,
      ...(level.when === undefined ? {} : { when: conditionWords(level.when) }),
    })),
  };
}

function describeSubjects(
  subjects: readonly Subject[],
  results: readonly Row[],
  evidence: ReadonlyMap<string, EvidenceIndex>,
): Record<string, SubjectResult> {
  const shown = new Set(results.map(subjectId));
  const entries = subjects
    .filter((subject) => shown.has(subjectId(subject)))
    .map((subject) => [subjectId(subject), describeSubject(subject, evidence.get(subjectId(subject)) ?? {})]);
  return Object.fromEntries(entries) as Record<string, SubjectResult>;
}

function describeSubject(subject: Subject, evidence: EvidenceIndex): SubjectResult {
  const { artifacts, licenses, terms, base, facts } = subject;
  const { list, positions } = listEvidence(evidence);
  return {
    claims: subject.claims,
    facts: { artifacts, licenses, terms, ...(base ? { base } : {}), ...facts },
    evidence: list,
    proofs: Object.fromEntries(positions),
  };
}
