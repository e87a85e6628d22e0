import { resolveBaseModels, type UnknownBase } from "../profile/baseModels.ts";
import type { ReadProfile } from "../profile/read.ts";
import type { Evidence, EvidenceIndex, Subject } from "../profile/subject.ts";
import { besideFields, evidenceByFact } from "./beside.ts";
import type { ModelSide } from "./steps.ts";

/** A model of a profile. */
export interface ProfiledModel {
  profile: ReadProfile;
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
  const sides = models.map(({ profile: read, stated: own, at }, place): ModelSide => {
    const model = read.profile.models[at];
    return {
      stated: own,
      resolved: subjects[place] ?? own,
      evidence: model === undefined ? {} : withoutItself(evidenceByFact(model, read.profile), read),
      beside: model === undefined ? new Map() : besideFields(model, read.profile),
    };
  });
  return { sides, missing };
}

/** What was imported has the file itself for evidence, which may be another file on each side. */
function withoutItself(evidence: EvidenceIndex, { imported, file }: ReadProfile): EvidenceIndex {
  if (!imported) return evidence;
  const entries = Object.entries(evidence).map(([key, items]): [string, Evidence[]] => [
    key,
    items.map((item) => (item.path === file ? { ...item, path: "the file itself" } : item)),
  ]);
  return Object.fromEntries(entries);
}
