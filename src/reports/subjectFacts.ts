import type { SubjectResult } from "../result/schema.ts";

/** A fact in words, and the key of its evidence among a subject's proofs. */
export interface SubjectFact {
  text: string;
  key: string;
}

/** Facts that are about the model as a whole stand beside these in a subject. */
const GROUPS = ["artifacts", "licenses", "terms", "base"];

/** All that a profile states of a model, in the order of a profile. */
export function subjectFacts({ claims, facts }: SubjectResult): SubjectFact[] {
  const artifacts = Object.entries((facts.artifacts ?? {}) as Record<string, Record<string, unknown>>);
  const own = new Set(artifacts.map(([id]) => id));
  const others = Object.entries(facts).filter(([path]) => !GROUPS.includes(path));
  return [
    ...claims.map((says, at) => ({ text: `The vendor calls it ${says}`, key: `claim:${at}` })),
    ...licenseFacts(facts, own),
    ...baseFacts(facts),
    ...artifacts.map(([id, facets]) => ({
      text: `${id}: ${Object.entries(facets)
        .map(([facet, value]) => `${facet} ${valueText(value)}`)
        .join(", ")}`,
      key: id,
    })),
    ...others.map(([path, value]) => ({
      text: `${path}: ${valueText(value)}`,
      key: `fact:${path.split(".")[0]}`,
    })),
  ];
}

function licenseFacts(facts: SubjectResult["facts"], artifacts: ReadonlySet<string>): SubjectFact[] {
  const licenses = Object.entries((facts.licenses ?? {}) as Record<string, string>);
  const terms = (facts.terms ?? []) as string[];
  return [
    ...licenses.map(([of, text]) => ({
      text: `License of ${of === "default" ? "all that names none" : of}: ${text}`,
      key: artifacts.has(of) ? of : `license:${of}`,
    })),
    ...terms.map((term) => ({ text: `Also binding: ${term}`, key: `terms:${term}` })),
  ];
}

function baseFacts({ base }: SubjectResult["facts"]): SubjectFact[] {
  if (base === undefined) return [];
  const { id, relation, license } = base as { id: string; relation?: string; license?: string };
  const how = relation ?? "relation not stated";
  return [{ text: `Made from ${id} (${how}), license ${license ?? "unknown"}`, key: "base" }];
}

function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.join(", ");
  return typeof value === "number" ? value.toLocaleString("en-US") : String(value);
}
