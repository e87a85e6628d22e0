import type { Mistake } from "../errors.ts";
import { definedEntries, own } from "../objects.ts";
import { didYouMean } from "../spelling.ts";
import type { YamlDocument } from "../yaml.ts";
import { eachFact } from "./evidence.ts";
import type { EvidenceField, Profile } from "./schema.ts";
import { ARTIFACT_IDS } from "./vocabulary.ts";

/** Mistakes that no schema can see: references that lead nowhere, ids that stand twice, contradictions. */
export function checkProfile(profile: Profile, document: YamlDocument): Mistake[] {
  return findingsIn(profile).map(({ message, path }) => ({
    message,
    place: document.locate(path),
    severity: "error",
  }));
}

/** Whether `checkProfile` finds nothing. */
export function isConsistent(profile: Profile): boolean {
  return findingsIn(profile).length === 0;
}

function findingsIn(profile: Profile): Finding[] {
  return [...unknownSources(profile), ...repeatedModels(profile), ...contradictions(profile)];
}

interface Finding {
  message: string;
  path: PropertyKey[];
}

/** A piece of evidence, and a way to say where it stands: paths are only made for what is wrong. */
type VisitEvidence = (evidence: EvidenceField, path: () => PropertyKey[]) => void;

/** Calls back for all evidence of a profile, wherever it stands. */
function eachEvidence(profile: Profile, visit: VisitEvidence): void {
  const { models } = profile;
  for (const [at, model] of models.entries()) {
    eachFact(model, ({ evidence }, locate) => {
      if (evidence === undefined) return;
      visit(evidence, () => {
        const { path } = locate();
        return ["models", at, ...(path[0] === "licenseEvidence" ? path : [...path, "evidence"])];
      });
    });
  }
  judgementEvidence(profile.judgements, [], visit);
  for (const [at, model] of models.entries()) judgementEvidence(model.judgements, ["models", at], visit);
}

function judgementEvidence(
  judgements: Profile["judgements"],
  above: readonly PropertyKey[],
  visit: VisitEvidence,
): void {
  for (const [rubric, { evidence, levels }] of definedEntries(judgements)) {
    const at = [...above, "judgements", rubric];
    if (evidence !== undefined) visit(evidence, () => [...at, "evidence"]);
    for (const [criterion, level] of definedEntries(levels)) {
      if (level.evidence !== undefined) visit(level.evidence, () => [...at, "levels", criterion, "evidence"]);
    }
  }
}

/** All evidence of a profile with its place. */
export function evidenceFields(profile: Profile): { path: PropertyKey[]; evidence: EvidenceField }[] {
  const fields: { path: PropertyKey[]; evidence: EvidenceField }[] = [];
  eachEvidence(profile, (evidence, path) => fields.push({ evidence, path: path() }));
  return fields;
}

function unknownSources(profile: Profile): Finding[] {
  const sources = profile.sources ?? {};
  const findings: Finding[] = [];
  let known: string[] | undefined;
  const refer = (id: string, path: () => PropertyKey[]) => {
    if (own(sources, id) !== undefined) return;
    known ??= Object.keys(sources);
    const guess = didYouMean(id, known);
    const message = `The evidence names a source ${id} that \`sources\` does not list.${guess}`;
    findings.push({ message, path: path() });
  };
  eachEvidence(profile, (evidence, path) => {
    if (Array.isArray(evidence)) return;
    if (typeof evidence === "string") return refer(evidence, path);
    for (const id in evidence) refer(id, () => [...path(), id]);
  });
  return findings;
}

function repeatedModels({ models }: Profile): Finding[] {
  const seen = new Set<string>();
  const findings: Finding[] = [];
  for (const [at, { id }] of models.entries()) {
    if (seen.has(id)) {
      findings.push({
        message: `The model id ${id} stands twice in this profile.`,
        path: ["models", at, "id"],
      });
    }
    seen.add(id);
  }
  const flagships = models.flatMap(({ flagship }, at) => (flagship ? [at] : []));
  return [
    ...findings,
    ...flagships.slice(1).map((at) => ({
      message: "A vendor has one flagship at most, and another model is one already.",
      path: ["models", at, "flagship"],
    })),
  ];
}

function contradictions(profile: Profile): Finding[] {
  const findings: Finding[] = [];
  for (const [at, { artifacts = {} }] of profile.models.entries()) {
    for (const id of ARTIFACT_IDS) {
      const artifact = artifacts[id];
      const regions = artifact?.regionsExcluded;
      if (artifact?.access !== "public" || !Array.isArray(regions) || regions.length === 0) continue;
      const message = "Public access excludes no region; say click-through or account, or drop the regions.";
      findings.push({ message, path: ["models", at, "artifacts", id, "regionsExcluded"] });
    }
  }
  return findings;
}
