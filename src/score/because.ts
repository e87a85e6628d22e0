import type { LicenseBook, LicenseProperty } from "../license/properties.ts";
import { own } from "../objects.ts";
import { type EvidenceIndex, type Subject, statedLicense } from "../profile/subject.ts";
import { ARTIFACTS, type ArtifactId } from "../profile/vocabulary.ts";
import type { CriterionResult, UsedFact } from "../result/schema.ts";
import type { Condition, Criterion, Leaf, LicenseLeaf, Rubric } from "../rubric/types.ts";
import { conditionWords, leavesOf } from "../rubric/words.ts";
import { orList } from "../text.ts";
import { evaluate, facetValue, type Scope } from "./condition.ts";
import { UNKNOWN } from "./kleene.ts";
import { judgementOf, type Outcome } from "./level.ts";
import { bindingLicenses } from "./license.ts";

type Because = NonNullable<CriterionResult["because"]>;

/** A subject's evidence as one list, and where in it each key's evidence stands. */
export interface EvidenceList {
  indexes(key: string): number[];
}

/** Lays out a subject's evidence as one list, and says where in it that of each fact is. */
export function listEvidence(index: EvidenceIndex): {
  list: EvidenceIndex[string];
  positions: ReadonlyMap<string, number[]>;
  lookup: EvidenceList;
} {
  const list: EvidenceIndex[string] = [];
  const positions = new Map<string, number[]>();
  for (const [key, items] of Object.entries(index)) {
    positions.set(
      key,
      items.map((item) => list.push(item) - 1),
    );
  }
  return { list, positions, lookup: { indexes: (key) => positions.get(key) ?? [] } };
}

/** Why a criterion has the level (or the possible levels) it has, with the facts that its conditions read. */
export function explainOutcome(
  outcome: Outcome,
  rubric: Rubric,
  scope: Scope,
  evidence?: EvidenceList,
): Because {
  if (outcome.by === "judgement") return explainJudgement(outcome, rubric, scope.subject, evidence);
  const leaves = leavesRead(outcome);
  const unknown = leaves
    .filter((leaf) => evaluate(leaf, scope) === UNKNOWN)
    .map((leaf) => conditionWords(leaf));
  const because: Because = { text: becauseText(outcome, unknown), unknown };
  if (evidence === undefined) return because;
  const condition = outcome.possible.length === 1 ? outcome.possible[0]?.when : undefined;
  return {
    ...because,
    ...(condition === undefined ? {} : { condition }),
    facts: [
      ...distinctFacts(leaves.flatMap((leaf) => factsOf(leaf, scope, evidence))),
      ...judgementFacts(outcome, rubric, scope.subject, evidence),
    ],
  };
}

const leavesByCriterion = new WeakMap<Criterion, Map<number, Leaf[]>>();

/**
 * The leaves of the conditions that were looked at: of the levels up to the last possible one, and of the
 * applicability. Worked out once for each of those levels.
 */
function leavesRead({ criterion, possible, by }: Outcome): Leaf[] {
  const known = leavesByCriterion.get(criterion) ?? new Map<number, Leaf[]>();
  leavesByCriterion.set(criterion, known);
  const last = by === "not-applicable" ? undefined : possible.at(-1);
  const upTo = last === undefined ? -1 : criterion.levels.indexOf(last);
  const leaves = known.get(upTo) ?? distinctLeaves(conditionsUpTo(criterion, upTo).flatMap(leavesOf));
  known.set(upTo, leaves);
  return leaves;
}

function conditionsUpTo({ appliesWhen, levels }: Criterion, upTo: number): Condition[] {
  const applies = appliesWhen ? [appliesWhen] : [];
  return [...applies, ...levels.slice(0, upTo + 1).flatMap((level) => level.when ?? [])];
}

function becauseText({ criterion, possible, by }: Outcome, unknown: readonly string[]): string {
  if (by === "not-applicable") return "does not apply";
  const [first, ...others] = possible;
  if (others.length > 0) {
    const levels = orList(possible.map(({ id }) => id));
    return unknown.length > 0 ? `${levels}, depending on: ${unknown.join("; ")}` : `${levels}: not judged`;
  }
  if (first?.when !== undefined) return conditionWords(first.when);
  const above = criterion.levels.slice(0, -1).map(({ id }) => id);
  if (above.length === 0) return "it has one level only";
  return above.length === 1 ? `${above[0]} does not hold` : `none of ${above.join(", ")} holds`;
}

function explainJudgement(
  { criterion, possible }: Outcome,
  rubric: Rubric,
  subject: Subject,
  evidence?: EvidenceList,
): Because {
  const by = judgementOf(subject, rubric.id, criterion.id)?.by ?? "";
  const because: Because = { text: `judged ${possible[0]?.id ?? ""} by ${by}`, unknown: [] };
  if (evidence === undefined) return because;
  return { ...because, facts: judgementFacts({ criterion }, rubric, subject, evidence) };
}

/** What somebody published of a criterion: it decides where people judge, and stands beside what is derived elsewhere. */
export function judgementFacts(
  { criterion: { id } }: { criterion: Pick<Criterion, "id"> },
  rubric: Rubric,
  subject: Subject,
  evidence: EvidenceList,
): UsedFact[] {
  const judgement = judgementOf(subject, rubric.id, id);
  if (judgement === undefined) return [];
  const { by, level } = judgement;
  const all = `judgement:${rubric.id}`;
  const own = evidence.indexes(`${all}/${id}`);
  return [{ criterion: id, by, value: level, evidence: own.length > 0 ? own : evidence.indexes(all) }];
}

function distinctLeaves(leaves: readonly Leaf[]): Leaf[] {
  return [...new Map(leaves.map((leaf) => [JSON.stringify(leaf), leaf])).values()];
}

function distinctFacts(facts: readonly UsedFact[]): UsedFact[] {
  return [...new Map(facts.map((fact) => [JSON.stringify(fact), fact])).values()];
}

/** The facts that a leaf of a condition reads. */
export function factsOf(leaf: Leaf, scope: Scope, evidence: EvidenceList): UsedFact[] {
  const { subject } = scope;
  if (leaf.kind === "license") return licenseFacts(leaf, subject, scope.book, evidence);
  if (leaf.kind === "facet") {
    const value = facetValue(subject, leaf.artifact, leaf.facet) ?? null;
    return [{ artifact: leaf.artifact, facet: leaf.facet, value, evidence: evidence.indexes(leaf.artifact) }];
  }
  if (leaf.kind === "fact") {
    const key = `fact:${leaf.fact.split(".")[0]}`;
    return [{ fact: leaf.fact, value: subject.facts[leaf.fact] ?? null, evidence: evidence.indexes(key) }];
  }
  const { possible } = scope.criterion(leaf.criterion);
  return [{ criterion: leaf.criterion, value: [...possible], evidence: [] }];
}

function licenseFacts(
  leaf: LicenseLeaf,
  subject: Subject,
  book: LicenseBook,
  evidence: EvidenceList,
): UsedFact[] {
  const stated = statedLicense(subject, leaf.artifact);
  const base = {
    artifact: leaf.artifact,
    ...(stated ? { license: stated.text, from: stated.from } : {}),
    evidence: licenseEvidence(leaf.artifact, stated?.from, subject, evidence),
  };
  const ids = [...new Set((bindingLicenses(subject, leaf.artifact, book) ?? []).flat(2))];
  if (stated === undefined || ids.length === 0)
    return [{ ...base, property: "license", value: stated?.text ?? null }];
  return ids.flatMap((id) => propertyFacts(id, leaf, book).map((fact) => ({ ...base, by: id, ...fact })));
}

type PropertyFact = Pick<UsedFact, "property" | "value" | "source">;

function propertyFacts(id: string, leaf: LicenseLeaf, book: LicenseBook): PropertyFact[] {
  const facts = own(book.licenses, id);
  const sourced = (property: string, value: string | null, source = facts?.source): PropertyFact => ({
    property,
    value,
    ...(value === null || source === undefined ? {} : { source }),
  });
  const sets = (leaf.in ?? []).map((set) => {
    const member = facts?.sets[set];
    return sourced(set, member === undefined ? null : member ? "yes" : "no");
  });
  const names = Object.keys(leaf.properties) as LicenseProperty[];
  return [
    ...sets,
    ...names.map((name) => sourced(name, facts?.properties[name] ?? null, facts?.propertySources?.[name])),
  ];
}

function licenseEvidence(
  artifact: ArtifactId,
  from: string | undefined,
  subject: Subject,
  evidence: EvidenceList,
): number[] {
  const own = from === undefined ? [] : evidence.indexes(from === artifact ? artifact : `license:${from}`);
  if (ARTIFACTS[artifact].kind !== "weights") return own;
  const terms = subject.terms.flatMap((term) => evidence.indexes(`terms:${term}`));
  return [...own, ...terms, ...(subject.base ? evidence.indexes("base") : [])];
}
