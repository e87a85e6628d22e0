import type { UsedFact } from "../result/schema.ts";
import type { Condition, Leaf, LicenseLeaf, Requirement, Rubric } from "../rubric/types.ts";
import { leavesOf } from "../rubric/words.ts";
import { evaluate } from "../score/condition.ts";
import { type Kleene, NO, YES } from "../score/kleene.ts";
import { type Assessment, type CheckedModel, distinct } from "./model.ts";

/** A part of a condition that is not as it would have to be, and no smaller part is. */
export interface Blocker {
  condition: Condition;
  /** Whether it would have to hold, or not to hold. */
  wanted: boolean;
  value: Kleene;
}

/**
 * What keeps a condition from having a value for sure.
 * @param wanted whether it is to hold
 */
function blockersOf(item: Requirement, wanted: boolean, assessment: Assessment): Blocker[] {
  if (item.kind === "step") {
    const { requires = [] } = labelOf(item.label, assessment.rubric);
    return requires.flatMap((part) => blockersOf(part, wanted, assessment));
  }
  const value = evaluate(item, assessment.scope);
  if (value === (wanted ? YES : NO)) return [];
  if (item.kind === "not") return blockersOf(item.of, !wanted, assessment);
  // Of these every part is to be as wanted; of others some, and which is for others to choose.
  const every = wanted ? item.kind === "all" : item.kind === "any";
  if (every && "of" in item) return item.of.flatMap((part) => blockersOf(part, wanted, assessment));
  return [{ condition: item, wanted, value }];
}

function labelOf(id: string, { labels }: Rubric): Rubric["labels"][number] {
  const label = labels.find((one) => one.id === id);
  if (label === undefined) throw new Error(`There is no label ${id}.`);
  return label;
}

/** What keeps a model's label from being one that is accepted. */
export function labelBlockers(accepted: readonly string[], assessment: Assessment): Blocker[] {
  const { labels } = assessment.rubric;
  const possible = assessment.result.label?.possible ?? [];
  const isAccepted = ({ id }: Rubric["labels"][number]) => accepted.includes(id);
  return possible.flatMap((id) => {
    if (accepted.includes(id)) return [];
    const at = labels.findIndex((label) => label.id === id);
    const place = at < 0 ? labels.length : at;
    const label = labels[place];
    // Where an accepted label comes after this one, it is enough that this one does not hold.
    const denied = labels.slice(place + 1).some(isAccepted) ? label : undefined;
    const above = labels.slice(0, place).filter(isAccepted);
    const within = above.findLast((one) => possible.includes(one.id));
    // The last of the possible labels surely holds, unless one above does.
    const holds = id === possible.at(-1);
    const reached = denied === undefined || holds ? within : undefined;
    if (reached !== undefined) return fromLabel(reached, true, assessment);
    if (denied !== undefined) return fromLabel(denied, false, assessment);
    const nearest = above.at(-1);
    return nearest === undefined ? [] : fromLabel(nearest, true, assessment);
  });
}

function fromLabel(
  { when, requires }: Rubric["labels"][number],
  wanted: boolean,
  assessment: Assessment,
): Blocker[] {
  if (when !== undefined) return blockersOf(when, wanted, assessment);
  const parts = requires ?? [];
  if (wanted) return parts.flatMap((part) => blockersOf(part, true, assessment));
  // Any one of them would do: the label's own, not those of the steps below.
  return parts.flatMap((part): Blocker[] =>
    part.kind === "step" ? [] : [{ condition: part, wanted: false, value: evaluate(part, assessment.scope) }],
  );
}

/**
 * The facts that keep a criterion from having one of some levels.
 * @param accepted ids of levels
 */
export function criterionFacts(
  id: string,
  accepted: readonly string[],
  model: CheckedModel,
  assessment: Assessment,
): UsedFact[] {
  const { criterion, result } = assessment.criterion(id);
  if (result.by === "judgement") return model.judgement(assessment.rubric, id);
  // The accepted level that takes least.
  const nearest = criterion.levels.findLast(
    (level) => accepted.includes(level.id) && level.when !== undefined,
  );
  const missing = nearest?.when === undefined ? [] : blockersOf(nearest.when, true, assessment);
  const others = criterion.levels.filter(
    (level) => result.possible.includes(level.id) && !accepted.includes(level.id),
  );
  const blockers =
    missing.length > 0
      ? missing
      : others.flatMap(({ when }) => (when === undefined ? [] : blockersOf(when, false, assessment)));
  const facts = blockerFacts(blockers, model, assessment);
  return facts.length > 0 ? facts : (result.because?.facts ?? []);
}

/** The facts behind blockers; what rests on another criterion rests on that one's facts. */
export function blockerFacts(
  blockers: readonly Blocker[],
  model: CheckedModel,
  assessment: Assessment,
): UsedFact[] {
  const facts = blockers.flatMap(({ condition, wanted }) =>
    leavesOf(condition).flatMap((leaf) =>
      leaf.kind === "criterion"
        ? criterionFacts(
            leaf.criterion,
            wanted ? leaf.levels : otherLevels(leaf, assessment),
            model,
            assessment,
          )
        : leafFacts(leaf, wanted, model),
    ),
  );
  return distinct(withoutIdle(facts));
}

/** Of what is not released nothing else matters. */
function withoutIdle(facts: readonly UsedFact[]): UsedFact[] {
  const isAbsent = ({ facet, value }: UsedFact) => facet === "availability" && value === "none";
  const absent = new Set(facts.filter(isAbsent).map(({ artifact }) => artifact));
  return facts.filter((fact) => isAbsent(fact) || fact.artifact === undefined || !absent.has(fact.artifact));
}

/** The levels of a criterion that a condition does not name. */
export function otherLevels(
  { criterion, levels }: Extract<Leaf, { kind: "criterion" }>,
  assessment: Assessment,
): string[] {
  const all = assessment.criterion(criterion).criterion.levels.map(({ id }) => id);
  return all.filter((level) => !levels.includes(level));
}

/** Of a license, the properties that are in the way. */
function leafFacts(leaf: Leaf, wanted: boolean, model: CheckedModel): UsedFact[] {
  const facts = model.facts([leaf]);
  if (leaf.kind !== "license" || !wanted) return facts;
  const bad = facts.filter((fact) => !isAcceptable(fact, leaf));
  return bad.length > 0 ? bad : facts;
}

/** Whether a property of a license is as a condition asks; a license that is not known never is. */
export function isAcceptable({ property, value }: UsedFact, { properties }: LicenseLeaf): boolean {
  if (property === undefined || property === "license") return false;
  const acceptable = (properties as Record<string, string[] | undefined>)[property] ?? ["yes"];
  return typeof value === "string" && acceptable.includes(value);
}
