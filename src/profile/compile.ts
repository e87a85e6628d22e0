import { defined, definedEntries } from "../objects.ts";
import { factsWithEvidence, modelEvidence } from "./evidence.ts";
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

/** What a profile comes to: models as plain facts, and their evidence apart. */
export interface CompiledProfile {
  subjects: Subject[];
  /** By subject id. */
  evidence: Map<string, EvidenceIndex>;
}

/**
 * Compiles a validated profile.
 * @param source the file it stands in
 */
export function compileProfile(profile: Profile, source: string): CompiledProfile {
  const vendor = defined<VendorInfo>(profile.vendor);
  const subjects = profile.models.map((model) => compileModel(model, profile, vendor, source));
  const evidence = profile.models.map((model) => modelEvidence(model, profile));
  return {
    subjects,
    evidence: new Map(subjects.map((subject, i) => [subjectId(subject), evidence[i] ?? {}])),
  };
}

function compileModel(model: ProfileModel, profile: Profile, vendor: VendorInfo, source: string): Subject {
  const { id, name, version, released } = model;
  const base = model.baseModel && baseOf(model.baseModel);
  return {
    vendor,
    model: defined<ModelInfo>({ id, name, version, released }),
    source,
    flagship: model.flagship ?? false,
    artifacts: artifactsOf(model),
    licenses: licensesOf(model),
    terms: bindingTerms(model),
    ...(base === undefined ? {} : { base }),
    facts: factsOf(model),
    judgements: { ...judgementsOf(profile.judgements), ...judgementsOf(model.judgements) },
    ...asCompany(profile.judgements, model.judgements),
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
  return factsWithEvidence(model).flatMap(({ key, fact }) =>
    fact.disputed === undefined ? [] : [{ about: key, why: fact.disputed }],
  );
}

function artifactsOf(model: ProfileModel): Subject["artifacts"] {
  const entries = definedEntries(model.artifacts).map(([id, artifact]) => {
    const { license: _license, evidence: _evidence, disputed: _disputed, note: _note, ...facets } = artifact;
    return [id, defined(facets)];
  });
  return Object.fromEntries(entries);
}

function licensesOf(model: ProfileModel): Subject["licenses"] {
  const own = definedEntries(model.artifacts).map(([id, artifact]) => [id, artifact.license]);
  return defined({ default: model.license, ...model.licenses, ...Object.fromEntries(own) });
}

function baseOf(base: NonNullable<ProfileModel["baseModel"]>): BaseModel {
  const { id, relation, license, inherits } = base;
  return defined<BaseModel>({ id, relation, license, inherits });
}

type FactFields = Record<string, number | string | string[] | undefined>;

function factsOf(model: ProfileModel): Subject["facts"] {
  const facts: FactFields = { released: model.released, modalities: model.modalities };
  for (const [name, fact] of definedEntries(model.facts)) {
    const { evidence: _e, disputed: _d, note: _n, ...fields } = fact as FactFields & { evidence?: unknown };
    for (const [field, value] of Object.entries(fields)) {
      facts[field === "of" ? name : `${name}.${field}`] = value as string;
    }
  }
  return defined<Subject["facts"]>(facts);
}

function asCompany(
  company: Profile["judgements"],
  model: ProfileModel["judgements"],
): Pick<Subject, "judgedAsCompany"> {
  const rubrics = Object.keys(company ?? {}).filter((id) => model?.[id] === undefined);
  return rubrics.length > 0 ? { judgedAsCompany: rubrics } : {};
}

function judgementsOf(judgements: Profile["judgements"]): Subject["judgements"] {
  const rubrics = Object.entries(judgements ?? {}).map(([rubric, { by, levels }]) => {
    const judged = Object.entries(levels)
      .filter(([, { level }]) => level !== "unknown")
      .map(([id, item]) => [id, { level: item.level, by: item.by ?? by } satisfies Judgement]);
    return [rubric, Object.fromEntries(judged)];
  });
  return Object.fromEntries(rubrics);
}
