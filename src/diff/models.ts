import { resolveBaseModels } from "../profile/baseModels.ts";
import { type Subject, subjectId } from "../profile/subject.ts";
import { CAUSES, type Cause, type LicenseChange, type ModelDiff } from "../result/diffSchema.ts";
import type { Criterion } from "../rubric/types.ts";
import { evidenceChanges } from "./beside.ts";
import { differences } from "./fields.ts";
import { type Catalogues, type ModelSide, type RubricPair, stagesOf, statesOf } from "./steps.ts";
import { differs, loneVerdict, type Verdictish, verdictDiff } from "./verdicts.ts";

/** A model on one side or on both. */
export interface Couple {
  before?: ModelSide;
  after?: ModelSide;
}

/** What became of a model. */
export interface ModelOutcome {
  id: string;
  name: string;
  /** Undefined if nothing differs. */
  diff: ModelDiff | undefined;
  licenses: LicenseChange[];
  /** Under each rubric, in their order. */
  verdicts: { before: Verdictish | undefined; after: Verdictish | undefined }[];
}

/**
 * Couples the models of two sides by `vendor/model`: those of the new side in its order, then those that are gone.
 * @param named whether each side is one model that was asked for by name, so that these two are meant
 */
export function couplesOf(
  before: readonly ModelSide[],
  after: readonly ModelSide[],
  named: boolean,
): Couple[] {
  const [old, fresh] = [before[0], after[0]];
  if (named && old && fresh) return [{ before: old, after: fresh }];
  const waiting = new Map<string, ModelSide[]>();
  for (const side of before) {
    const id = subjectId(side.stated);
    waiting.set(id, [...(waiting.get(id) ?? []), side]);
  }
  const couples = after.map((side): Couple => {
    const found = waiting.get(subjectId(side.stated))?.shift();
    return found === undefined ? { after: side } : { before: found, after: side };
  });
  return [...couples, ...[...waiting.values()].flat().map((side): Couple => ({ before: side }))];
}

/**
 * What moved a model, and why.
 * @param known where the base models of the new side are looked up
 */
export function modelOutcome(
  { before, after }: Couple,
  rubrics: readonly RubricPair[],
  catalogues: Catalogues,
  known: readonly Subject[],
): ModelOutcome {
  if (before && after) return changed(before, after, rubrics, catalogues, known);
  const lone = before ?? after;
  if (lone === undefined) throw new Error("A couple has one model at least.");
  return alone(lone, before ? "before" : "after", rubrics, catalogues);
}

/** A model that one side alone has: its verdict there. */
function alone(
  side: ModelSide,
  at: "before" | "after",
  rubrics: readonly RubricPair[],
  catalogues: Catalogues,
): ModelOutcome {
  const catalogue = at === "before" ? catalogues.old : catalogues.new;
  const unchanged = { before: side, after: side, rebased: side.resolved };
  const stages = stagesOf(unchanged, { old: catalogue, new: catalogue });
  const results = rubrics.map((pair) => {
    const rubric = at === "before" ? pair.old : pair.new;
    return statesOf(stages, { old: rubric, new: rubric }).start;
  });
  const verdicts = results.map((result, place) => loneVerdict(rubrics[place]?.new.id ?? "", result, at));
  return {
    ...headOf(side),
    diff: {
      ...namesOf(side),
      status: at === "before" ? "removed" : "added",
      causes: [],
      changes: [],
      evidence: [],
      verdicts,
    },
    licenses: [],
    verdicts: results.map((result) => ({
      before: at === "before" ? result : undefined,
      after: at === "after" ? result : undefined,
    })),
  };
}

function changed(
  before: ModelSide,
  after: ModelSide,
  rubrics: readonly RubricPair[],
  catalogues: Catalogues,
  known: readonly Subject[],
): ModelOutcome {
  const { subjects } = resolveBaseModels([before.stated], known);
  const rebased = subjects[0] ?? before.resolved;
  const stages = stagesOf({ before, after, rebased }, catalogues);
  const verdicts = rubrics.map((pair) => {
    const { start, states } = statesOf(stages, pair);
    const names = namesIn([...pair.old.criteria, ...pair.new.criteria]);
    const diff = verdictDiff(pair.new.id, start, states, (id) => names.get(id) ?? id);
    return { diff, before: start, after: states.at(-1)?.result ?? start };
  });
  const { changes, licenses } = stages;
  const evidence = evidenceChanges(before.evidence, after.evidence);
  const all = [
    ...(["base", "judgements", "facts"] as const).flatMap((cause) => withCause(cause, changes[cause])),
    ...withCause("evidence", differences(before.beside, after.beside)),
  ];
  const causes = new Set<Cause>([
    ...verdicts.flatMap(({ diff }) =>
      diff.steps.filter(({ cause }) => cause === "rubric").map(() => "rubric" as const),
    ),
    ...(licenses.length > 0 ? ["licenses" as const] : []),
    ...all.map(({ cause }) => cause),
    ...(evidence.length > 0 ? ["evidence" as const] : []),
  ]);
  return {
    ...headOf(after),
    diff: modelDiff({
      before,
      after,
      causes,
      changes: all,
      evidence,
      verdicts: verdicts.map(({ diff }) => diff),
    }),
    licenses,
    verdicts: verdicts.map(({ before: old, after: fresh }) => ({ before: old, after: fresh })),
  };
}

interface Found extends Pick<ModelDiff, "changes" | "evidence" | "verdicts"> {
  before: ModelSide;
  after: ModelSide;
  causes: ReadonlySet<Cause>;
}

/** Undefined if nothing differs. That a rubric is another one is told once, of the rubric, where it moves nothing. */
function modelDiff({ before, after, causes, verdicts, ...rest }: Found): ModelDiff | undefined {
  const shown = verdicts.filter(differs);
  const own = [...causes].filter((cause) => cause !== "rubric" && cause !== "licenses");
  if (own.length === 0 && shown.length === 0) return undefined;
  const [was, is] = [subjectId(before.stated), subjectId(after.stated)];
  return {
    ...namesOf(after),
    ...(was === is ? {} : { was }),
    status: verdicts.some(({ moved }) => moved) ? "moved" : "changed",
    causes: CAUSES.filter((cause) => causes.has(cause)),
    ...rest,
    verdicts: shown,
  };
}

function withCause<One>(cause: Cause, found: readonly One[]): (One & { cause: Cause })[] {
  return found.map((one) => ({ cause, ...one }));
}

function namesIn(criteria: readonly Criterion[]): Map<string, string> {
  return new Map(criteria.map(({ id, name }) => [id, name]));
}

function headOf({ stated }: ModelSide): Pick<ModelOutcome, "id" | "name"> {
  return { id: subjectId(stated), name: stated.model.name };
}

function namesOf({ stated: { vendor, model } }: ModelSide): Pick<ModelDiff, "vendor" | "model"> {
  return { vendor: { id: vendor.id, name: vendor.name }, model: { id: model.id, name: model.name } };
}
