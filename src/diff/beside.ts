import { factsWithEvidence, modelEvidence } from "../profile/evidence.ts";
import type { Profile, ProfileModel } from "../profile/schema.ts";
import type { Evidence, EvidenceIndex } from "../profile/subject.ts";
import type { EvidenceChange, FieldChange } from "../result/diffSchema.ts";
import { type Fields, state } from "./fields.ts";

/** Disputes and notes, which stand beside facts and move no verdict. */
export function besideFields(model: ProfileModel, profile: Profile): Fields {
  const fields: Fields = new Map();
  state(fields, "vendor", "note", profile.note);
  state(fields, "model", "note", model.note);
  for (const { key, fact } of factsWithEvidence(model)) {
    state(fields, plainKey(key, model), "disputed", fact.disputed);
    state(fields, plainKey(key, model), "note", fact.note);
  }
  for (const { id, url, role } of model.additionalTerms ?? []) {
    // Binding ones are facts.
    if (role !== "binding") state(fields, `terms:${id ?? url}`, "role", role);
  }
  for (const judgements of [profile.judgements, model.judgements]) {
    for (const [rubric, { note, levels }] of Object.entries(judgements ?? {})) {
      state(fields, `judgement:${rubric}`, "note", note);
      for (const [criterion, level] of Object.entries(levels)) {
        state(fields, `judgement:${rubric}/${criterion}`, "disputed", level.disputed);
        state(fields, `judgement:${rubric}/${criterion}`, "note", level.note);
      }
    }
  }
  return fields;
}

/** All evidence of a model by keys that do not depend on the order of lists. */
export function evidenceByFact(model: ProfileModel, profile: Profile): EvidenceIndex {
  const index: EvidenceIndex = {};
  for (const [key, items] of Object.entries(modelEvidence(model, profile))) {
    const plain = plainKey(key, model);
    index[plain] = [...(index[plain] ?? []), ...items];
  }
  return index;
}

/** A claim by what it says, not by where it stands. */
function plainKey(key: string, { claims = [] }: ProfileModel): string {
  const [, at] = /^claim:(\d+)$/.exec(key) ?? [];
  return at === undefined ? key : `claim:${claims[Number(at)]?.says ?? at}`;
}

/** What happened to one piece of evidence. */
type Event = Omit<EvidenceChange, "keys">;

/**
 * What happened to the evidence behind facts. Sources go by their links: another id in the profile, or another order,
 * is no change. What happened alike behind several facts is one event.
 */
export function evidenceChanges(before: EvidenceIndex, after: EvidenceIndex): EvidenceChange[] {
  const events = new Map<string, EvidenceChange>();
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    for (const event of eventsBetween(before[key] ?? [], after[key] ?? [])) {
      const same = JSON.stringify(event);
      const known = events.get(same);
      if (known === undefined) events.set(same, { ...event, keys: key === "" ? [] : [key] });
      else if (!known.keys.includes(key)) known.keys.push(key);
    }
  }
  return [...events.values()];
}

function eventsBetween(before: readonly Evidence[], after: readonly Evidence[]): Event[] {
  const same = pairsBy({ before, after }, textOf);
  const rest = pairsBy(same, placeOf);
  const changed = rest.pairs.map(
    ([a, b]): Event => ({ change: "changed", ...place(b), fields: fieldsBetween(a, b) }),
  );
  const added = rest.after.map(
    (item): Event => ({ change: "added", ...place(item), fields: fieldsBetween({}, item) }),
  );
  const removed = rest.before.map(
    (item): Event => ({ change: "removed", ...place(item), fields: fieldsBetween(item, {}) }),
  );
  return [...changed, ...added, ...removed];
}

interface Lists {
  before: readonly Evidence[];
  after: readonly Evidence[];
}

/** Pairs what is the same by a key, each once; what is left stays in its order. */
function pairsBy(
  { before, after }: Lists,
  keyOf: (item: Evidence) => string,
): Lists & { pairs: [Evidence, Evidence][] } {
  const waiting = new Map<string, Evidence[]>();
  // The last of several comes off first.
  for (const item of [...before].reverse()) {
    const key = keyOf(item);
    const alike = waiting.get(key);
    if (alike === undefined) waiting.set(key, [item]);
    else alike.push(item);
  }
  const pairs: [Evidence, Evidence][] = [];
  const left = after.filter((item) => {
    const found = waiting.get(keyOf(item))?.pop();
    if (found !== undefined) pairs.push([found, item]);
    return found === undefined;
  });
  const taken = new Set(pairs.map(([item]) => item));
  return { pairs, before: before.filter((item) => !taken.has(item)), after: left };
}

function textOf(item: Evidence): string {
  return JSON.stringify(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function placeOf({ url, path }: Evidence): string {
  return JSON.stringify([url ?? null, path ?? null]);
}

function place({ url, path }: Evidence): Pick<Event, "url" | "path"> {
  return { ...(url === undefined ? {} : { url }), ...(path === undefined ? {} : { path }) };
}

const SAID = ["title", "accessed", "revision", "archived", "trust", "shows"] as const;

function fieldsBetween(before: Evidence, after: Evidence): FieldChange[] {
  return SAID.flatMap((field) => {
    const sides = { before: before[field] ?? null, after: after[field] ?? null };
    return sides.before === sides.after ? [] : [{ field, ...sides }];
  });
}
