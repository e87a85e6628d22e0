import { resolveBaseModels, type UnknownBase } from "../profile/baseModels.ts";
import type { ReadProfile } from "../profile/read.ts";
import type { Subject } from "../profile/subject.ts";
import { besideFields, evidenceByFact } from "./beside.ts";
import type { ModelSide } from "./steps.ts";

/** A model of a profile. */
export interface ProfiledModel {
  profile: Pick<ReadProfile, "profile">;
  stated: Subject;
  /** Its place in the profile. */
  at: number;
}

/** The models of profiles, in their order. */
export function modelsIn(profiles: readonly ReadProfile[]): ProfiledModel[] {
  return profiles.flatMap((profile) => profile.subjects.map((stated, at) => ({ profile, stated, at })));
}

/**
 * What is known of models on one side.
 * @param known where base models are looked up; later ones win
 */
export function modelSides(
  models: readonly ProfiledModel[],
  known: readonly Subject[],
): { sides: ModelSide[]; missing: UnknownBase[] } {
  const stated = models.map((one) => one.stated);
  const { subjects, missing } = resolveBaseModels(stated, known);
  const sides = models.map(({ profile: { profile }, stated: own, at }, place): ModelSide => {
    const model = profile.models[at];
    return {
      stated: own,
      resolved: subjects[place] ?? own,
      evidence: model === undefined ? {} : evidenceByFact(model, profile),
      beside: model === undefined ? new Map() : besideFields(model, profile),
    };
  });
  return { sides, missing };
}
