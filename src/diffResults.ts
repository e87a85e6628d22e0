import { documentOf, versionOf } from "./diff/document.ts";
import { rankMoves } from "./diff/ranks.ts";
import { isJudged, onlyCause, type ResultRow, rowChanges, rowsOf } from "./diff/results.ts";
import { describedFields, rubricChanges } from "./diff/rubrics.ts";
import { differs, loneVerdict, verdictDiff } from "./diff/verdicts.ts";
import {
  CAUSES,
  type DiffDocument,
  type DiffSide,
  type ModelDiff,
  type RubricDiff,
  type VerdictDiff,
} from "./result/diffSchema.ts";
import type { ResultDocument, ResultRubric } from "./result/schema.ts";

/** One side of a comparison, as results. */
export interface ResultSide {
  source: string;
  commit?: string | undefined;
  /** Whether it was profiles, which were scored for this. */
  scored?: boolean;
  document: ResultDocument;
}

/**
 * What moved between two files of results, as far as they tell: they hold no profiles to score again, so that a move
 * has a cause only where there is but one that it can have.
 */
export function diffResults(old: ResultSide, fresh: ResultSide): DiffDocument {
  const [before, after] = [rowsOf(old.document), rowsOf(fresh.document)];
  const pairs = rubricsInBoth(old.document, fresh.document);
  const tool = old.document.tool.version !== fresh.document.tool.version;
  const ids = [...after.keys(), ...[...before.keys()].filter((id) => !after.has(id))];
  const models = ids.map((id) => rowDiff(before.get(id), after.get(id), pairs, tool));
  return documentOf({
    old: resultsSide(old, before.size),
    new: resultsSide(fresh, after.size),
    notes: notesOn(old.document, fresh.document, pairs),
    rubrics: pairs.map((pair) => describedDiff(pair, ids, before, after)),
    licenses: [],
    same: models.filter((one) => one === undefined).length,
    models: models.flatMap((one) => one ?? []),
  });
}

function resultsSide({ source, commit, scored, document }: ResultSide, models: number): DiffSide {
  const { tool, schemaVersion } = document;
  return {
    source,
    kind: scored ? "profiles" : "results",
    ...(commit === undefined ? {} : { commit }),
    tool: tool.version,
    schemaVersion,
    models,
  };
}

interface DescribedPair {
  old: ResultRubric;
  new: ResultRubric;
}

/** By id; where each has but one, these two are meant. */
function rubricsInBoth(old: ResultDocument, fresh: ResultDocument): DescribedPair[] {
  const [before, after, ...others] = [...old.rubrics, ...fresh.rubrics];
  if (before && after && others.length === 0) return [{ old: before, new: after }];
  return fresh.rubrics.flatMap((rubric) => {
    const same = old.rubrics.find(({ id }) => id === rubric.id);
    return same === undefined ? [] : [{ old: same, new: rubric }];
  });
}

function notesOn(old: ResultDocument, fresh: ResultDocument, pairs: readonly DescribedPair[]): string[] {
  const common = pairs.flatMap((pair) => [pair.old.id, pair.new.id]);
  const lone = [...old.rubrics, ...fresh.rubrics].map(({ id }) => id).filter((id) => !common.includes(id));
  const notes = lone.map((id) => `Only one side has results under ${id}: they are left out.`);
  if (old.tool.version !== fresh.tool.version)
    notes.push(
      `Other versions of the tool wrote them, ${old.tool.version} and ${fresh.tool.version}: what these know of licenses may differ.`,
    );
  if (old.subjects === undefined || fresh.subjects === undefined)
    notes.push("Facts are compared only where both sides were written with --detail.");
  for (const pair of pairs) {
    const told = pair.old.criteria !== undefined && pair.new.criteria !== undefined;
    if (pair.old.hash !== pair.new.hash && !told)
      notes.push(`How ${pair.new.id} changed is told only where both sides were written with --detail.`);
  }
  return notes;
}

function describedDiff(
  { old, new: fresh }: DescribedPair,
  ids: readonly string[],
  before: ReadonlyMap<string, ResultRow>,
  after: ReadonlyMap<string, ResultRow>,
): RubricDiff {
  const models = ids.map((id) => ({
    id,
    name: (after.get(id) ?? before.get(id))?.model.name ?? id,
    before: before.get(id)?.results.get(old.id),
    after: after.get(id)?.results.get(fresh.id),
  }));
  const labels = {
    before: (old.labels ?? []).map(({ id }) => id),
    after: (fresh.labels ?? []).map(({ id }) => id),
  };
  const told = old.criteria !== undefined && fresh.criteria !== undefined;
  return {
    id: fresh.id,
    old: versionOf(old),
    new: versionOf(fresh),
    changes: told ? rubricChanges(describedFields(old), describedFields(fresh), old.hash === fresh.hash) : [],
    ranks: rankMoves(models, labels),
  };
}

/** Undefined if nothing differs. */
function rowDiff(
  before: ResultRow | undefined,
  after: ResultRow | undefined,
  pairs: readonly DescribedPair[],
  tool: boolean,
): ModelDiff | undefined {
  const row = after ?? before;
  if (row === undefined) return undefined;
  const names = {
    vendor: { id: row.vendor.id, name: row.vendor.name },
    model: { id: row.model.id, name: row.model.name },
  };
  if (before === undefined || after === undefined) {
    const side = before === undefined ? "after" : "before";
    const verdicts = pairs.flatMap(({ new: { id } }) => {
      const result = row.results.get(id);
      return result === undefined ? [] : [loneVerdict(id, result, side)];
    });
    const status = before === undefined ? "added" : "removed";
    return { ...names, status, causes: [], changes: [], evidence: [], verdicts };
  }
  const { told, changes, evidence } = rowChanges(before, after);
  const facts = !told || changes.some(({ cause }) => cause === "facts");
  const verdicts = pairs.flatMap((pair) => rowVerdict(before, after, pair, { tool, facts }));
  const causes = new Set([
    ...changes.map(({ cause }) => cause),
    ...(evidence.length > 0 ? ["evidence" as const] : []),
    ...verdicts.flatMap(({ steps }) => steps.map(({ cause }) => cause)),
  ]);
  if (causes.size === 0) return undefined;
  return {
    ...names,
    status: verdicts.some(({ moved }) => moved) ? "moved" : "changed",
    causes: CAUSES.filter((cause) => causes.has(cause)),
    changes,
    evidence,
    verdicts,
  };
}

function rowVerdict(
  before: ResultRow,
  after: ResultRow,
  { old, new: fresh }: DescribedPair,
  { tool, facts }: { tool: boolean; facts: boolean },
): VerdictDiff[] {
  const [start, result] = [before.results.get(old.id), after.results.get(fresh.id)];
  if (start === undefined || result === undefined) return [];
  const suspects = {
    rubric: old.hash !== fresh.hash,
    tool,
    profile: facts || [start, result].some(isJudged),
  };
  const diff = verdictDiff(fresh.id, start, [{ cause: onlyCause(suspects), result }], nameIn(old, fresh));
  return differs(diff) ? [diff] : [];
}

function nameIn(...rubrics: ResultRubric[]): (criterion: string) => string {
  const names = new Map(rubrics.flatMap(({ criteria = [] }) => criteria.map(({ id, name }) => [id, name])));
  return (id) => names.get(id) ?? id.replaceAll("-", " ");
}
