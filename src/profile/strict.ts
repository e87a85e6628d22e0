import type { Mistake } from "../errors.ts";
import { definedEntries } from "../objects.ts";
import { evidenceFields } from "./check.ts";
import { factsWithEvidence } from "./evidence.ts";
import type { ReadProfile } from "./read.ts";
import type { EvidenceField, Profile, ProfileModel } from "./schema.ts";
import { type Evidence, type EvidenceIndex, type Subject, statedLicense, subjectId } from "./subject.ts";
import { ARTIFACTS, type ArtifactId, OPEN_VALUES } from "./vocabulary.ts";

interface Finding {
  message: string;
  path: PropertyKey[];
}

/**
 * What a profile that people are to cite must not do: state a fact without evidence that says what it shows, rest
 * a fact that decides labels on one source that may change, list sources that nobody uses, contradict itself.
 */
export function strictMistakes(read: ReadProfile): Mistake[] {
  const { profile, document, subjects, evidence } = read;
  const ofModels = profile.models.flatMap((model, at) => {
    const subject = subjects[at];
    const index = (subject && evidence.get(subjectId(subject))) ?? {};
    const found = [
      ...withoutEvidence(model),
      ...(subject ? [...weaklyDecided(subject, index), ...contradictions(subject)] : []),
    ];
    return found.map(({ message, path }) => ({ message, path: ["models", at, ...path] }));
  });
  const atHand = definedEntries(profile.sources).flatMap(([id, { url }]) =>
    url === undefined ? [{ message: AT_HAND, path: ["sources", id] }] : [],
  );
  const findings = [...ofModels, ...atHand, ...judgementsWithoutEvidence(profile), ...unusedSources(profile)];
  return findings.map(({ message, path }) => ({ message, place: document.locate(path), severity: "error" }));
}

const AT_HAND = "Others cannot see this file: cite a link, and the day on which you read it.";

function withoutEvidence(model: ProfileModel): Finding[] {
  const missing = "There is no evidence for this: add a source and what it shows, or leave the fact out.";
  const ofFacts = factsWithEvidence(model).flatMap(({ path, fact: { evidence } }): Finding[] => {
    if (evidence === undefined) return [{ message: missing, path }];
    if (Array.isArray(evidence))
      return evidence.every(({ url }) => url !== undefined) ? [] : [{ message: AT_HAND, path }];
    if (typeof evidence !== "string") return emptyEvidence(evidence).map((message) => ({ message, path }));
    const message = `What ${evidence} shows is not said: write \`evidence: { ${evidence}: ... }\` in your own words.`;
    return [{ message, path }];
  });
  const stated = [
    ...(model.license === undefined ? [] : [{ kind: "default", path: ["license"] }]),
    ...definedEntries(model.licenses).map(([kind]) => ({ kind, path: ["licenses", kind] })),
  ];
  const given = Object.keys(model.licenseEvidence ?? {});
  const ofLicenses = stated.filter(({ kind }) => !given.includes(kind));
  return [
    ...ofFacts,
    ...ofLicenses.map(({ kind, path }) => ({
      message: `There is no evidence for this license: add \`licenseEvidence: { ${kind}: ... }\`, or leave it out.`,
      path,
    })),
  ];
}

/** What a map of evidence lacks: anything at all, or words that say something. */
function emptyEvidence(evidence: Record<string, string>): string[] {
  const shown = Object.entries(evidence);
  if (shown.length === 0)
    return ["There is no evidence for this: name a source and what it shows, or leave the fact out."];
  return shown
    .filter(
      ([, shows]) =>
        !/[\p{L}\p{N}]{2}/u.test(shows) || /^\W*(to ?do|tbd|tba|n\/?a|fixme|xxx|unknown)\W*$/i.test(shows),
    )
    .map(([id]) => `What ${id} shows is not said: write it in your own words.`);
}

/** Artifacts whose release decides labels and classes. */
const DECIDING: readonly ArtifactId[] = [
  "weights.final",
  "code.training",
  "data.pretraining",
  "data.posttraining",
];

function weaklyDecided(subject: Subject, index: EvidenceIndex): Finding[] {
  const released = DECIDING.flatMap((artifact) => {
    const availability = subject.artifacts[artifact]?.availability;
    if (availability === undefined || OPEN_VALUES.some((open) => open === availability)) return [];
    const name = `The release of the ${ARTIFACTS[artifact].name}`;
    return [{ name, key: artifact, path: ["artifacts", artifact] }];
  });
  const from = statedLicense(subject, "weights.final")?.from;
  const place =
    from === "weights.final"
      ? { key: from, path: ["artifacts", from] }
      : { key: `license:${from}`, path: ["licenseEvidence", from ?? ""] };
  const licensed = from === undefined ? [] : [{ name: "The license of the weights", ...place }];
  return [...released, ...licensed].flatMap(({ name, key, path }) => {
    const items = index[key] ?? [];
    // Without any evidence there is a mistake already.
    if (items.length === 0 || isSolid(items)) return [];
    const message = `${name} decides labels, and this rests on one source that may change: pin it to a revision, or add a second, independent one.`;
    return [{ message, path }];
  });
}

/** Pinned to a revision, or from two places. */
function isSolid(evidence: readonly Evidence[]): boolean {
  if (evidence.some(({ revision }) => revision !== undefined && isPin(revision))) return true;
  return new Set(evidence.flatMap(({ url }) => (url === undefined ? [] : originOf(url)))).size > 1;
}

/** A commit, a version or a date: a branch moves on. */
function isPin(revision: string): boolean {
  return (
    /\d/.test(revision) &&
    !/^(refs\/)?(heads\/)?(main|master|head|latest|develop|trunk)\b/i.test(revision.trim())
  );
}

/** Hosts on which the first two parts of a path tell whose page it is. */
const SHARED_HOSTS = [
  "github.com",
  "raw.githubusercontent.com",
  "gitlab.com",
  "huggingface.co",
  "modelscope.cn",
];

function originOf(url: string): string {
  const { hostname: host, pathname } = new URL(url);
  const hostname = host.replace(/^www\./, "");
  if (!SHARED_HOSTS.includes(hostname)) return hostname;
  return [hostname, ...pathname.split("/").slice(1, 3)].join("/");
}

function contradictions({ artifacts, facts, base, vendor, model }: Subject): Finding[] {
  const weights = artifacts["weights.final"]?.availability;
  const hosted = facts.monetisation;
  const [active, total] = [facts["parameters.active"], facts["parameters.total"]];
  return [
    ...(base?.id === `${vendor.id}/${model.id}`
      ? [{ message: "It is its own base model.", path: ["baseModel"] }]
      : []),
    ...definedEntries(artifacts).flatMap(([id, { availability, access, formats }]) =>
      availability === "none" && (access !== undefined || (Array.isArray(formats) && formats.length > 0))
        ? [
            {
              message: "It is not released, and yet access or formats say how to get it.",
              path: ["artifacts", id],
            },
          ]
        : [],
    ),
    ...(Array.isArray(hosted) &&
    hosted.includes("hosted-only") &&
    (weights === "full" || weights === "partial")
      ? [{ message: "It is hosted only, and yet its weights are released.", path: ["facts", "monetisation"] }]
      : []),
    ...(typeof active === "number" && typeof total === "number" && active > total
      ? [{ message: "It has more active parameters than parameters.", path: ["facts", "parameters"] }]
      : []),
  ];
}

function judgementsWithoutEvidence(profile: Profile): Finding[] {
  const holders = [
    { path: [] as PropertyKey[], judgements: profile.judgements },
    ...profile.models.map(({ judgements }, at) => ({ path: ["models", at] as PropertyKey[], judgements })),
  ];
  return holders.flatMap(({ path, judgements }) =>
    definedEntries(judgements).flatMap(([rubric, { evidence, levels }]) => {
      const bare = definedEntries(levels).some(([, level]) => level.evidence === undefined);
      if (evidence !== undefined || !bare) return [];
      const message = "There is no evidence for these judgements: add where they were published.";
      return [{ message, path: [...path, "judgements", rubric] }];
    }),
  );
}

function unusedSources(profile: Profile): Finding[] {
  const fields: (EvidenceField | undefined)[] = [
    ...profile.models.flatMap((model) => factsWithEvidence(model).map(({ fact }) => fact.evidence)),
    ...[profile, ...profile.models].flatMap(({ judgements }) =>
      definedEntries(judgements).flatMap(([, { evidence, levels }]) => [
        evidence,
        ...definedEntries(levels).map(([, level]) => level.evidence),
      ]),
    ),
  ];
  const used = new Set(
    fields.flatMap((field) => {
      if (field === undefined || Array.isArray(field)) return [];
      return typeof field === "string" ? [field] : Object.keys(field);
    }),
  );
  return Object.keys(profile.sources ?? {})
    .filter((id) => !used.has(id))
    .map((id) => ({
      message: `No fact names the source ${id}: use it, or take it out.`,
      path: ["sources", id],
    }));
}

/**
 * Evidence that was read too long ago, or after the day it is looked at.
 * @param today ISO 8601 day
 * @param maxAge in days; absent: evidence may be of any age
 */
export function ageMistakes({ profile, document }: ReadProfile, today: string, maxAge?: number): Mistake[] {
  const read = [
    ...definedEntries(profile.sources).map(([id, { accessed }]) => ({
      accessed,
      path: ["sources", id, "accessed"] as PropertyKey[],
    })),
    ...evidenceFields(profile).flatMap(({ path, evidence }) =>
      Array.isArray(evidence)
        ? evidence.map(({ accessed }, item) => ({ accessed, path: [...path, item, "accessed"] }))
        : [],
    ),
  ];
  return read.flatMap(({ accessed, path }): Mistake[] => {
    if (accessed === undefined) return [];
    const age = daysBetween(accessed, today);
    if (age >= 0 && age <= (maxAge ?? age)) return [];
    const message =
      age < 0
        ? `It was read on ${accessed}, which is after ${today}.`
        : `It was read ${age} days before ${today}; ${maxAge} are allowed. Read it again, and change the day.`;
    return [{ message, place: document.locate(path), severity: "error" }];
  });
}

const DAY = 24 * 60 * 60 * 1000;

/** Days from one ISO 8601 day to another; negative if the other one is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}
