import { defined, definedEntries } from "../objects.ts";
import type { EvidenceField, Profile, ProfileModel } from "./schema.ts";
import type { Evidence, EvidenceIndex } from "./subject.ts";
import { ARTIFACT_IDS, FACT_NAMES } from "./vocabulary.ts";

/** What may stand beside a fact, whatever the fact is. */
interface Beside {
  evidence?: EvidenceField | undefined;
  disputed?: string | undefined;
  note?: string | undefined;
}

/** A fact of a model, wherever it stands in the profile. */
export interface LocatedFact {
  /** As in EvidenceIndex. */
  key: string;
  /** Below the model. */
  path: PropertyKey[];
  fact: Beside;
}

/** Calls back for every fact of a model beside which evidence may stand: facts and artifacts in the vocabulary's order. */
export function eachFact(
  { claims, additionalTerms, baseModel, facts, artifacts, licenseEvidence }: ProfileModel,
  visit: (fact: Beside, locate: () => Omit<LocatedFact, "fact">) => void,
): void {
  claims?.forEach((fact, at) => {
    visit(fact, () => ({ key: `claim:${at}`, path: ["claims", at] }));
  });
  for (const [kind, evidence] of definedEntries(licenseEvidence)) {
    visit({ evidence }, () => ({ key: `license:${kind}`, path: ["licenseEvidence", kind] }));
  }
  additionalTerms?.forEach((fact, at) => {
    visit(fact, () => ({ key: `terms:${fact.id ?? fact.url}`, path: ["additionalTerms", at] }));
  });
  if (baseModel !== undefined) visit(baseModel, () => ({ key: "base", path: ["baseModel"] }));
  for (const name of FACT_NAMES) {
    const fact = facts?.[name];
    if (fact !== undefined) visit(fact, () => ({ key: `fact:${name}`, path: ["facts", name] }));
  }
  for (const id of ARTIFACT_IDS) {
    const artifact = artifacts?.[id];
    if (artifact !== undefined) visit(artifact, () => ({ key: id, path: ["artifacts", id] }));
  }
}

/** Every fact of a model beside which evidence may stand. */
export function factsWithEvidence(model: ProfileModel): LocatedFact[] {
  const facts: LocatedFact[] = [];
  eachFact(model, (fact, locate) => facts.push({ ...locate(), fact }));
  return facts;
}

/** All evidence of a model, by the key of the fact that it stands beside. */
export function modelEvidence(model: ProfileModel, profile: Profile): EvidenceIndex {
  const index: EvidenceIndex = {};
  const add = (key: string, field: EvidenceField | undefined) => {
    const list = listEvidence(field, profile.sources ?? {});
    if (list.length > 0) index[key] = list;
  };
  for (const { key, fact } of factsWithEvidence(model)) add(key, fact.evidence);
  for (const judgements of [profile.judgements, model.judgements]) {
    for (const [rubric, { evidence, levels }] of Object.entries(judgements ?? {})) {
      add(`judgement:${rubric}`, evidence);
      for (const [criterion, item] of Object.entries(levels)) {
        add(`judgement:${rubric}/${criterion}`, item.evidence);
      }
    }
  }
  return index;
}

/** Evidence in full, whichever of its forms a profile uses. */
function listEvidence(
  field: EvidenceField | undefined,
  sources: NonNullable<Profile["sources"]>,
): Evidence[] {
  if (field === undefined) return [];
  if (Array.isArray(field)) return field.map((item) => defined<Evidence>(item));
  const shown: [string, string | undefined][] =
    typeof field === "string" ? [[field, undefined]] : Object.entries(field);
  return shown.flatMap(([id, shows]) => {
    const source = sources[id];
    if (source === undefined) return [];
    const { publisher: _publisher, license: _license, ...rest } = source;
    return [defined<Evidence>({ ...rest, shows })];
  });
}
