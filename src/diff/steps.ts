import { makeBook } from "../license/book.ts";
import type { Catalogue } from "../license/catalogue.ts";
import type { LicenseBook } from "../license/properties.ts";
import type { EvidenceIndex, Subject } from "../profile/subject.ts";
import type { Cause, LicenseChange } from "../result/diffSchema.ts";
import type { Rubric } from "../rubric/types.ts";
import { scoreModel } from "../score/score.ts";
import { addFacts, type Difference, differences, type Fields, judgedFields, statedFields } from "./fields.ts";
import { licenseDifferences } from "./licenses.ts";
import type { State, Verdictish } from "./verdicts.ts";

/** What one side knows of a model. */
export interface ModelSide {
  /** As its profile states it. */
  stated: Subject;
  /** With what it takes over from its base models. */
  resolved: Subject;
  evidence: EvidenceIndex;
  /** Disputes and notes. */
  beside: Fields;
}

/** A model on both sides. */
export interface ModelPair {
  before: ModelSide;
  after: ModelSide;
  /** What the old side states, with the base models of the new side. */
  rebased: Subject;
}

/** A framework, before and after. */
export interface RubricPair {
  old: Rubric;
  new: Rubric;
}

/** What is known of licenses, before and after. */
export interface Catalogues {
  old: Catalogue;
  new: Catalogue;
}

/** What the rubrics do not decide: what differs, and the models as they are while one cause after the other is let in. */
export interface Stages {
  /** What the catalogue says otherwise of the licenses that the old side names. */
  licenses: LicenseChange[];
  changes: Record<"base" | "judgements" | "facts", Difference[]>;
  start: { subject: Subject; book: LicenseBook };
  /** After the rubric. */
  stages: { cause: Cause; subject: Subject; book: LicenseBook }[];
}

/**
 * Takes a model from its old state to its new one in steps: the license catalogue, the base models, the judgements, the
 * facts. Each step has one cause, so that what moves at it is that cause's effect.
 */
export function stagesOf({ before, after, rebased }: ModelPair, { old, new: fresh }: Catalogues): Stages {
  const { judgements, judgedAsCompany, ...unjudged } = after.stated;
  const { judgedAsCompany: _, ...facts } = rebased;
  const judged: Subject = { ...facts, judgements, ...(judgedAsCompany ? { judgedAsCompany } : {}) };
  const book = (subject: Subject, catalogue: Catalogue) => makeBook([subject], catalogue);
  const start = { subject: before.resolved, book: book(before.resolved, old) };
  const known = old === fresh ? start.book : book(before.resolved, fresh);
  const licenses = old === fresh ? [] : licenseDifferences(start.book, known).map(ofLicense);
  const changes = {
    base: differences(takenOver(before.resolved), takenOver(rebased)),
    judgements: differences(judgedFields(before.stated), judgedFields(after.stated)),
    facts: differences(statedFields(before.stated), statedFields({ ...unjudged, judgements: {} })),
  };
  const stages = [
    { cause: "licenses" as const, differs: licenses.length > 0, subject: before.resolved },
    { cause: "base" as const, differs: changes.base.length > 0, subject: rebased },
    { cause: "judgements" as const, differs: changes.judgements.length > 0, subject: judged },
    { cause: "facts" as const, differs: changes.facts.length > 0, subject: after.resolved },
  ];
  return {
    licenses,
    changes,
    start,
    stages: stages
      .filter(({ differs }) => differs)
      .map(({ cause, subject }) => ({
        cause,
        subject,
        book: subject === before.resolved ? known : book(subject, fresh),
      })),
  };
}

function ofLicense({ key, ...rest }: Difference): LicenseChange {
  return { license: key, ...rest };
}

/** What depends on base models; the rest is stated. */
function takenOver({ artifacts, base }: Subject): Fields {
  const fields: Fields = new Map();
  addFacts(fields, { artifacts, base });
  return fields;
}

/**
 * The verdicts under a rubric from the old one to the new one: first the rubric changes, then the model stage by stage.
 * A cause that differs nowhere is left out.
 */
export function statesOf(
  { start, stages, changes }: Stages,
  { old, new: fresh }: RubricPair,
): { start: Verdictish; states: State[] } {
  const score = (subject: Subject, rubric: Rubric, book: LicenseBook) =>
    scoreModel(subject, rubric, book, { because: {} });
  const sameRubric = old.hash === fresh.hash;
  const first = score(start.subject, old, start.book);
  const judged = changes.judgements.some(({ key }) => key === `judgement:${fresh.id}`);
  const states = stages
    .filter(({ cause }) => cause !== "judgements" || judged)
    .map(({ cause, subject, book }): State => ({ cause, result: score(subject, fresh, book) }));
  if (sameRubric) return { start: first, states };
  return {
    start: first,
    states: [{ cause: "rubric", result: score(start.subject, fresh, start.book) }, ...states],
  };
}
