import type { Condition, Label, Requirement, Rubric } from "../rubric/types.ts";
import { conditionWords } from "../rubric/words.ts";
import { every, type Kleene, NO, YES } from "./kleene.ts";

/** Evaluates a condition for the model at hand. */
export type Holds = (condition: Condition) => Kleene;

/** What is reached where no label of a rubric holds and it has none for that. */
const NO_LABEL: Label = { id: "none", name: "None of the labels" };

/** Whether each label's own requirements hold, those of the steps below included. */
export function labelVerdicts(rubric: Rubric, holds: Holds): Map<string, Kleene> {
  const verdicts = new Map<string, Kleene>();
  const byId = new Map(rubric.labels.map((label) => [label.id, label]));
  function verdict(label: Label): Kleene {
    const known = verdicts.get(label.id);
    if (known !== undefined) return known;
    const value = label.when ? holds(label.when) : every(label.requires ?? [], requirement);
    verdicts.set(label.id, value);
    return value;
  }
  function requirement(item: Requirement): Kleene {
    if (item.kind !== "step") return holds(item);
    const step = byId.get(item.label);
    if (step === undefined) throw new Error(`Rubric ${rubric.id} has no label ${item.label}.`);
    return verdict(step);
  }
  // A step asks for steps below it: from the bottom up, each finds them done, however many there are.
  for (const label of [...rubric.labels].reverse()) verdict(label);
  return verdicts;
}

/** The labels that are possible, highest first: first match wins, with the reading of levels. */
export function possibleLabels(rubric: Rubric, verdicts: ReadonlyMap<string, Kleene>): Label[] {
  const possible: Label[] = [];
  for (const label of rubric.labels) {
    const holds = verdicts.get(label.id) ?? NO;
    if (holds !== NO) possible.push(label);
    if (holds === YES) return possible;
  }
  return [...possible, NO_LABEL];
}

/** The first label that surely holds; where unknown counts as absent, that is the verdict. */
export function surestLabel(rubric: Rubric, verdicts: ReadonlyMap<string, Kleene>): Label {
  return rubric.labels.find(({ id }) => verdicts.get(id) === YES) ?? NO_LABEL;
}

/**
 * What a step asks for, flat: each criterion once, whatever levels of it are asked for; an `any` stands for
 * its first alternative that holds, else for its first.
 * @returns what is asked for (a criterion's id, else the condition's text) to whether it holds
 */
export function requirementsOf(label: Label, rubric: Rubric, holds: Holds): Map<string, Kleene> {
  const found = new Map<string, Kleene>();
  const note = (key: string, value: Kleene) =>
    found.set(key, Math.min(found.get(key) ?? YES, value) as Kleene);
  // Several steps may ask for the same one below, which is looked at once.
  const steps = new Set<string>();
  function visit(item: Requirement): void {
    if (item.kind === "any") visit(chosenAlternative(item.of, holds));
    else if (item.kind === "all") item.of.forEach(visit);
    else if (item.kind === "step") visitStep(item.label);
    else note(item.kind === "criterion" ? item.criterion : conditionWords(item), holds(item));
  }
  function visitStep(id: string): void {
    if (steps.has(id)) return;
    steps.add(id);
    rubric.labels.find((step) => step.id === id)?.requires?.forEach(visit);
  }
  label.requires?.forEach(visit);
  return found;
}

function chosenAlternative(alternatives: readonly Condition[], holds: Holds): Condition {
  const [first] = alternatives;
  if (first === undefined) throw new Error("An `any` needs at least one alternative.");
  return alternatives.find((item) => holds(item) === YES) ?? first;
}
