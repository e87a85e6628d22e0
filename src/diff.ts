import { documentOf, versionOf } from "./diff/document.ts";
import { type Couple, couplesOf, type ModelOutcome, modelOutcome } from "./diff/models.ts";
import { rankMoves } from "./diff/ranks.ts";
import { rubricChanges, rubricFields } from "./diff/rubrics.ts";
import type { Catalogues, ModelSide, RubricPair } from "./diff/steps.ts";
import type { Subject } from "./profile/subject.ts";
import type { DiffDocument, DiffSide, RubricDiff } from "./result/diffSchema.ts";

/** One side of a comparison, as profiles. */
export interface ProfileSide {
  source: string;
  commit?: string | undefined;
  models: readonly ModelSide[];
  /** Where its base models are looked up. */
  known: readonly Subject[];
  /** Whether it is one model that was asked for by name. */
  named: boolean;
}

/**
 * What moved between two states of profiles, rubrics and licenses, and why. Causes are let in one after the other: the
 * rubric, the license catalogue, the base models, the judgements, the facts. The verdict after each is worked out, so
 * that the effects are exact and add up; in another order they could be shared out otherwise.
 */
export function diffProfiles(
  old: ProfileSide,
  fresh: ProfileSide,
  rubrics: readonly RubricPair[],
  catalogues: Catalogues,
): DiffDocument {
  const couples: Couple[] = couplesOf(old.models, fresh.models, old.named && fresh.named);
  const outcomes = couples.map((couple) => modelOutcome(couple, rubrics, catalogues, fresh.known));
  const licenses = outcomes.flatMap((one) => one.licenses);
  return documentOf({
    old: profilesSide(old),
    new: profilesSide(fresh),
    notes: [],
    rubrics: rubrics.map((pair, at) => rubricDiff(pair, outcomes, at)),
    licenses: [...new Map(licenses.map((one) => [JSON.stringify(one), one])).values()],
    same: outcomes.filter(({ diff }) => diff === undefined).length,
    models: outcomes.flatMap(({ diff }) => diff ?? []),
  });
}

function profilesSide({ source, commit, models }: ProfileSide): DiffSide {
  return { source, kind: "profiles", ...(commit === undefined ? {} : { commit }), models: models.length };
}

function rubricDiff(
  { old, new: fresh }: RubricPair,
  outcomes: readonly ModelOutcome[],
  at: number,
): RubricDiff {
  const models = outcomes.map(({ id, name, verdicts }) => {
    const { before, after } = verdicts[at] ?? {};
    return { id, name, before, after };
  });
  const labels = { before: old.labels.map(({ id }) => id), after: fresh.labels.map(({ id }) => id) };
  return {
    id: fresh.id,
    old: versionOf(old),
    new: versionOf(fresh),
    changes: rubricChanges(rubricFields(old), rubricFields(fresh), old.hash === fresh.hash),
    ranks: rankMoves(models, labels),
  };
}
