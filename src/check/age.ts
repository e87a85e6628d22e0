import type { AgeRule } from "../policy/types.ts";
import { daysBetween } from "../profile/strict.ts";
import type { Evidence } from "../profile/subject.ts";
import type { UsedFact } from "../result/schema.ts";
import type { CheckedModel } from "./model.ts";
import type { Finding, Verdict } from "./types.ts";

/** A fact, by the key beside which its evidence stands. */
interface Dated {
  key: string;
  facts: UsedFact[];
  evidence: number[];
}

/**
 * Whether the evidence of what decided was read recently. Of a fact's evidence the newest piece counts; a fact without
 * evidence is of unknown age; a file at hand has none.
 * @param read the facts that the other rules read; empty: every fact beside which evidence stands
 * @param today ISO 8601 day
 */
export function ageVerdict(
  rule: AgeRule,
  model: CheckedModel,
  read: readonly UsedFact[],
  today: string,
): Verdict {
  const dated =
    read.length > 0 ? byKey(read) : model.keys().map(([key, evidence]) => ({ key, facts: [], evidence }));
  const findings = [...grouped(dated, rule, model, today), ...undated(dated)];
  const outcome = findings.some((finding) => finding.outcome === "not-met")
    ? "not-met"
    : findings.length > 0
      ? "unknown"
      : "met";
  const days = dated.flatMap(({ evidence }) => newest(evidence, model) ?? []).map(({ accessed }) => accessed);
  const oldest = days.sort()[0];
  return {
    rule,
    outcome,
    found: oldest === undefined ? "no dated evidence" : `the oldest of ${oldest}`,
    findings,
    read: [...read],
  };
}

function byKey(read: readonly UsedFact[]): Dated[] {
  const found = new Map<string, Dated>();
  for (const fact of read) {
    const key = keyOf(fact);
    // What is unknown has no evidence, and needs none.
    if (key === undefined || fact.value === null) continue;
    if (!found.has(key)) found.set(key, { key, facts: [fact], evidence: fact.evidence });
  }
  return [...found.values()];
}

/** What a fact is called in a profile: the same artifact may be asked for several of its facets. */
function keyOf({ artifact, facet, license, from, fact, criterion, by }: UsedFact): string | undefined {
  if (facet !== undefined) return artifact;
  if (license !== undefined) return from === artifact ? artifact : `license ${from}`;
  if (fact !== undefined) return fact;
  return criterion !== undefined && by !== undefined ? `judgement ${criterion}` : undefined;
}

/** The newest piece that has a date. */
function newest(
  evidence: readonly number[],
  model: CheckedModel,
): (Evidence & { accessed: string }) | undefined {
  const pieces = evidence.flatMap((at) => {
    const piece = model.evidence[at];
    return piece?.accessed === undefined ? [] : [{ ...piece, accessed: piece.accessed }];
  });
  return pieces.sort((a, b) => (a.accessed < b.accessed ? 1 : -1))[0];
}

/** One finding for each source that was read too long ago: whoever reads it again settles all that rests on it. */
function grouped(dated: readonly Dated[], { days }: AgeRule, model: CheckedModel, today: string): Finding[] {
  const bySource = new Map<string, { accessed: string; dated: Dated[] }>();
  for (const one of dated) {
    const piece = newest(one.evidence, model);
    if (piece === undefined) continue;
    const age = daysBetween(piece.accessed, today);
    if (age >= 0 && age <= days) continue;
    const source = piece.url ?? piece.path ?? "";
    const group = bySource.get(source) ?? { accessed: piece.accessed, dated: [] };
    group.dated.push(one);
    bySource.set(source, group);
  }
  return [...bySource].map(([source, { accessed, dated: resting }]) => {
    const age = daysBetween(accessed, today);
    const when =
      age < 0
        ? `was read on ${accessed}, which is after ${today}`
        : `was read on ${accessed}, ${age} days ago; asked: at most ${days}`;
    const keys = resting.map(({ key }) => key);
    const facts = resting.flatMap((one) => one.facts);
    return {
      about: source,
      outcome: "not-met",
      message: `${source} ${when}.${facts.length > 0 ? "" : ` On it rests: ${keys.join(", ")}.`}`,
      needs: "read it again, mend the facts, and set `accessed` to the day",
      facts,
    };
  });
}

function undated(dated: readonly Dated[]): Finding[] {
  const bare = dated.filter(({ evidence }) => evidence.length === 0);
  return bare.map(({ key, facts }) => ({
    about: key,
    outcome: "unknown",
    message: `${key}: there is no evidence, so nobody knows how old it is.`,
    needs: "a source, and the day on which it was read",
    facts,
  }));
}
