import type { Mistake } from "../errors.ts";
import { definedEntries } from "../objects.ts";
import { didYouMean } from "../spelling.ts";
import type { YamlDocument } from "../yaml.ts";
import { factsWithEvidence } from "./evidence.ts";
import type { EvidenceField, Profile } from "./schema.ts";

/** Mistakes that no schema can see: references that lead nowhere, ids that stand twice, contradictions. */
export function checkProfile(profile: Profile, document: YamlDocument): Mistake[] {
  const report = (
    message: string,
    path: PropertyKey[],
    severity: Mistake["severity"] = "error",
  ): Mistake => ({
    message,
    place: document.locate(path),
    severity,
  });
  return [
    ...unknownSources(profile).map(({ message, path }) => report(message, path)),
    ...repeatedModels(profile).map(({ message, path }) => report(message, path)),
    ...contradictions(profile).map(({ message, path }) => report(message, path)),
  ];
}

interface Finding {
  message: string;
  path: PropertyKey[];
}

/** Every place of a profile at which evidence may stand. */
export function evidenceFields(
  profile: Profile,
): { path: PropertyKey[]; evidence: EvidenceField | undefined }[] {
  const ofFacts = profile.models.flatMap((model, at) =>
    factsWithEvidence(model).map(({ path, fact }) => {
      const where = path[0] === "licenseEvidence" ? path : [...path, "evidence"];
      return { path: ["models", at, ...where], evidence: fact.evidence };
    }),
  );
  const holders = [
    { path: [] as PropertyKey[], judgements: profile.judgements },
    ...profile.models.map(({ judgements }, at) => ({ path: ["models", at] as PropertyKey[], judgements })),
  ];
  const ofJudgements = holders.flatMap(({ path, judgements }) =>
    definedEntries(judgements).flatMap(([rubric, { evidence, levels }]) => {
      const at = [...path, "judgements", rubric];
      const ofLevels = definedEntries(levels).map(([criterion, level]) => ({
        path: [...at, "levels", criterion, "evidence"],
        evidence: level.evidence,
      }));
      return [{ path: [...at, "evidence"], evidence }, ...ofLevels];
    }),
  );
  return [...ofFacts, ...ofJudgements];
}

function unknownSources(profile: Profile): Finding[] {
  const known = Object.keys(profile.sources ?? {});
  return evidenceFields(profile).flatMap(({ path, evidence }) => {
    if (evidence === undefined || Array.isArray(evidence)) return [];
    const used = typeof evidence === "string" ? [evidence] : Object.keys(evidence);
    return used
      .filter((id) => !known.includes(id))
      .map((id) => ({
        message: `The evidence names a source ${id} that \`sources\` does not list.${didYouMean(id, known)}`,
        path: typeof evidence === "string" ? path : [...path, id],
      }));
  });
}

function repeatedModels(profile: Profile): Finding[] {
  const ids = profile.models.map(({ id }) => id);
  const repeated = ids.flatMap((id, at) =>
    ids.indexOf(id) < at
      ? [{ message: `The model id ${id} stands twice in this profile.`, path: ["models", at, "id"] }]
      : [],
  );
  const flagships = profile.models.flatMap(({ flagship }, at) => (flagship ? [at] : []));
  return [
    ...repeated,
    ...flagships.slice(1).map((at) => ({
      message: "A vendor has one flagship at most, and another model is one already.",
      path: ["models", at, "flagship"],
    })),
  ];
}

function contradictions(profile: Profile): Finding[] {
  return profile.models.flatMap((model, at) =>
    definedEntries(model.artifacts).flatMap(([id, artifact]) => {
      const regions = artifact.regionsExcluded;
      const excluded = Array.isArray(regions) && regions.length > 0;
      if (artifact.access !== "public" || !excluded) return [];
      const path = ["models", at, "artifacts", id, "regionsExcluded"];
      return [
        {
          message: "Public access excludes no region; say click-through or account, or drop the regions.",
          path,
        },
      ];
    }),
  );
}
