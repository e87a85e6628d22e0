import { defined, definedEntries, own } from "../objects.ts";
import { eachFact, modelEvidence } from "./evidence.ts";
import type { Profile, ProfileModel } from "./schema.ts";
import {
  type BaseModel,
  type Dispute,
  type EvidenceIndex,
  type Judgement,
  type ModelInfo,
  type Subject,
  subjectId,
  type VendorInfo,
} from "./subject.ts";
import type { ArtifactId, FacetName } from "./vocabulary.ts";

/** What a profile comes to: models as plain facts, and their evidence apart. */
export interface CompiledProfile {
  subjects: Subject[];
  /** By subject id. */
  readonly evidence: Map<string, EvidenceIndex>;
}

/**
 * Compiles a validated profile.
 * @param source the file it stands in
 */
export function compileProfile(profile: Profile, source: string): CompiledProfile {
  const subjects = profileSubjects(profile, source);
  let index: CompiledProfile["evidence"] | undefined;
  return {
    subjects,
    // Most verdicts are asked for without it.
    get evidence() {
      index ??= new Map(
        subjects.map((subject, at) => {
          const model = profile.models[at];
          return [subjectId(subject), model === undefined ? {} : modelEvidence(model, profile)];
        }),
      );
      return index;
    },
  };
}

/** The models of a validated profile as plain facts. */
export function profileSubjects(profile: Profile, source: string): Subject[] {
  const vendor = defined<VendorInfo>(profile.vendor);
  return profile.models.map((model) => compileModel(model, profile, vendor, source));
}

function compileModel(model: ProfileModel, profile: Profile, vendor: VendorInfo, source: string): Subject {
  const base = model.baseModel && baseOf(model.baseModel);
  return {
    vendor,
    model: infoOf(model),
    source,
    flagship: model.flagship ?? false,
    artifacts: artifactsOf(model),
    licenses: licensesOf(model),
    terms: bindingTerms(model),
    ...(base === undefined ? {} : { base }),
    facts: factsOf(model),
    ...judgedBy(profile.judgements, model.judgements),
    claims: (model.claims ?? []).map(({ says }) => says),
    ...(model.kept === undefined ? {} : { kept: model.kept }),
    disputes: disputesOf(model),
  };
}

/** Terms that add a condition of their own: not those that the license itself brings in, and not guidance. */
function bindingTerms(model: ProfileModel): string[] {
  return (model.additionalTerms ?? [])
    .filter(({ role }) => role === undefined || role === "binding")
    .map(({ id, url }) => id ?? url);
}

function disputesOf(model: ProfileModel): Dispute[] {
  const disputes: Dispute[] = [];
  eachFact(model, ({ disputed }, locate) => {
    if (disputed !== undefined) disputes.push({ about: locate().key, why: disputed });
  });
  return disputes;
}

function artifactsOf({ artifacts = {} }: ProfileModel): Subject["artifacts"] {
  const subject: Subject["artifacts"] = {};
  for (const id in artifacts) {
    const artifact = artifacts[id as ArtifactId];
    if (artifact !== undefined) subject[id as ArtifactId] = facetsOf(artifact);
  }
  return subject;
}

function facetsOf(
  artifact: NonNullable<NonNullable<ProfileModel["artifacts"]>[ArtifactId]>,
): NonNullable<Subject["artifacts"][ArtifactId]> {
  const facets: NonNullable<Subject["artifacts"][ArtifactId]> = {};
  for (const name in artifact) {
    if (name === "license" || name === "evidence" || name === "disputed" || name === "note") continue;
    const value = artifact[name as FacetName];
    if (value !== undefined) facets[name as FacetName] = value;
  }
  return facets;
}

function licensesOf({ license, licenses, artifacts = {} }: ProfileModel): Subject["licenses"] {
  const stated: Subject["licenses"] = {};
  if (license !== undefined) stated.default = license;
  for (const [kind, text] of definedEntries(licenses)) stated[kind] = text;
  for (const id in artifacts) {
    const own = artifacts[id as ArtifactId]?.license;
    if (own !== undefined) stated[id as ArtifactId] = own;
  }
  return stated;
}

function baseOf(base: NonNullable<ProfileModel["baseModel"]>): BaseModel {
  const { id, relation, license, inherits } = base;
  return defined<BaseModel>({ id, relation, license, inherits });
}

type FactValue = Subject["facts"][string];

function factsOf({ released, modalities, facts: stated }: ProfileModel): Subject["facts"] {
  const facts: Subject["facts"] = {};
  if (released !== undefined) facts.released = released;
  if (modalities !== undefined) facts.modalities = modalities;
  for (const [name, fact] of definedEntries(stated)) {
    for (const [field, value] of definedEntries(fact as Record<string, FactValue>)) {
      if (field === "evidence" || field === "disputed" || field === "note") continue;
      facts[field === "of" ? name : `${name}.${field}`] = value;
    }
  }
  return facts;
}

function infoOf({ id, name, version, released }: ProfileModel): ModelInfo {
  const info: ModelInfo = { id, name };
  if (version !== undefined) info.version = version;
  if (released !== undefined) info.released = released;
  return info;
}

function judgedBy(
  company: Profile["judgements"],
  model: ProfileModel["judgements"],
): Pick<Subject, "judgements" | "judgedAsCompany"> {
  if (company === undefined) return { judgements: judgementsOf(model) };
  const rubrics = Object.keys(company).filter((id) => own(model ?? {}, id) === undefined);
  const judgements = { ...judgementsOf(company), ...judgementsOf(model) };
  return { judgements, ...(rubrics.length > 0 ? { judgedAsCompany: rubrics } : {}) };
}

function judgementsOf(judgements: Profile["judgements"]): Subject["judgements"] {
  if (judgements === undefined) return {};
  const rubrics = Object.entries(judgements).map(([rubric, { by, levels }]) => {
    const judged = Object.entries(levels)
      .filter(([, { level }]) => level !== "unknown")
      .map(([id, item]) => [id, { level: item.level, by: item.by ?? by } satisfies Judgement]);
    return [rubric, Object.fromEntries(judged)];
  });
  return Object.fromEntries(rubrics);
}
