import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Catalogue, CatalogueSources } from "./license/catalogue.ts";
import type { Fingerprints } from "./license/fingerprint.ts";
import type { LicenseBook } from "./license/properties.ts";
import type { License, LicenseSetRule } from "./license/schema.ts";
import type { VerbSpec } from "./manual/verb.ts";
import type { Words } from "./manual/words.ts";
import { type EvidenceIndex, type Judgement, type Subject, subjectId } from "./profile/subject.ts";
import type { ResultDocument } from "./result/schema.ts";
import type { Rubric } from "./rubric/types.ts";

/**
 * The data that comes with the tool, checked and compiled when it was built: read without being parsed as
 * YAML or validated again. The same relative place from src/ and from dist/.
 */
const FOLDER = new URL("../dist/data/", import.meta.url);

/** The rubric of those who name none; the first of `all`. */
export const DEFAULT_RUBRIC = "openness";

/** Synchronous: a few files at start-up, for which promises cost more than the reading. */
function read<Content>(name: string): Content {
  return JSON.parse(readFileSync(new URL(name, FOLDER), "utf8")) as Content;
}

/** Name, then content, of every file of shipped data. */
export interface ShippedIndex {
  rubrics: string[];
  vendors: string[];
  /** Rubrics under which shipped models were judged. */
  judged: string[];
}

export function shippedIndex(): ShippedIndex {
  return read("index.json");
}

/** What was judged under one rubric: an index judges companies as well, so models may share an entry. */
interface ShippedJudgements {
  entries: Record<string, Judgement>[];
  /** Subject id, then the number of its entry. */
  of: Record<string, number>;
}

/**
 * Every model of the shipped profiles, base models resolved, without evidence.
 * @param rubrics whose judgements come along; absent: all
 */
export function shippedSubjects(rubrics?: readonly string[]): Subject[] {
  const judged = shippedIndex().judged.filter((id) => rubrics === undefined || rubrics.includes(id));
  const subjects = read<Subject[]>("facts.json");
  if (judged.length === 0) return subjects;
  const judgements = judged.map((id) => ({ id, ...read<ShippedJudgements>(`judgements/${id}.json`) }));
  return subjects.map((subject) => {
    const found = judgements.flatMap(({ id, entries, of }) => {
      const entry = entries[of[subjectId(subject)] ?? -1];
      return entry === undefined ? [] : [[id, entry] as const];
    });
    return { ...subject, judgements: Object.fromEntries(found) };
  });
}

/** What the shipped profiles' license texts stand for. */
export function shippedBook(): LicenseBook {
  return read("licenses.json");
}

/** Every license that the tool knows. */
export function shippedCatalogue(): Catalogue {
  return read("catalogue.json");
}

/** The evidence of one shipped vendor's models, by subject id. */
export function shippedEvidence(vendor: string): Record<string, EvidenceIndex> {
  return read(`evidence/${vendor}.json`);
}

/** Where the profile of a shipped vendor is, as people wrote it. */
export function shippedProfile(vendor: string): string {
  return fileURLToPath(new URL(`../profiles/${vendor}.yaml`, import.meta.url));
}

/** A shipped rubric. */
export function shippedRubric(id: string): Rubric {
  return read(`rubrics/${id}.json`);
}

/**
 * Every shipped vendor's flagship under the default rubric, ranked, with reasons and without evidence.
 * @param part `rows` leaves the criteria out, which are nine tenths of it
 */
export function shippedVerdicts(part: "whole" | "rows"): ResultDocument {
  return read(part === "rows" ? "verdict-rows.json" : "verdicts.json");
}

/** The license entries in full, with sources, aliases and pitfalls, and the rules of the named sets. */
export function shippedLicenses(): { licenses: License[]; sets: LicenseSetRule[] } {
  return read("license-entries.json");
}

/** The verbs as data, and every name that can be completed. */
export function shippedCompletion(): { program: VerbSpec; words: Words } {
  return read("completion.json");
}

/** Shells that there is a completion script for. */
export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

/** What makes a shell complete our command lines. */
export function shippedScript(shell: Shell): string {
  return readFileSync(new URL(`../completions/openness.${shell}`, FOLDER), "utf8");
}

/** The file that a shipped profile was compiled from, which comes along. */
export function shippedProfileFile(vendor: string): string {
  return fileURLToPath(new URL(`../profiles/${vendor}.yaml`, import.meta.url));
}

/** SPDX's list of licenses, for catalogues that are made anew. */
export function shippedSpdx(): CatalogueSources["spdx"] {
  return read("spdx.json");
}

/** Fingerprints of license texts: SPDX's list, and the AI licenses whose texts were at hand. */
export function shippedFingerprints(): Fingerprints {
  return read("fingerprints.json");
}
