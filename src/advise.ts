import type { Efforts } from "./advise/efforts.ts";
import { obstacles } from "./advise/impossible.ts";
import { type Aim, findSets, isReached } from "./advise/search.ts";
import { ADVISED_LICENSES, type Choices, changed, effortOf, type Variable } from "./advise/variables.ts";
import { makeBook } from "./license/book.ts";
import type { Catalogue } from "./license/catalogue.ts";
import type { LicenseBook } from "./license/properties.ts";
import type { Subject } from "./profile/subject.ts";
import type {
  AdviceDocument,
  AdviceGain,
  AdviceSet,
  AdviceStep,
  AdviceVerdict,
} from "./result/adviceSchema.ts";
import { rubricHead } from "./rubric/head.ts";
import type { Rubric } from "./rubric/types.ts";
import { type ModelResult, scoreModel } from "./score/score.ts";
import type { Solve } from "./solver.ts";
import { VERSION } from "./version.ts";

export interface AdviseOptions {
  efforts: Efforts;
  /** How many sets of steps to look for. */
  sets: number;
  /** Frameworks under which to tell what each step gains. */
  others: readonly Rubric[];
  catalogue: Catalogue;
  solve: Solve;
}

/**
 * The shortest way up: the sets of releases and license changes with the least effort after which a model surely
 * reaches an aim under a rubric.
 * @param subject the model, its base model already resolved
 * @param asked by default the next label up, of a rubric that has labels
 */
export function adviseOn(
  subject: Subject,
  rubric: Rubric,
  asked: Aim | undefined,
  { efforts, sets, others, catalogue, solve }: AdviseOptions,
): AdviceDocument {
  // What is advised is known as well as what is stated.
  const advised = ADVISED_LICENSES.map((text) => ({ ...subject, licenses: { default: text } }));
  const book = makeBook([subject, ...advised], catalogue);
  const now = scoreModel(subject, rubric, book);
  const aim = asked ?? nextLabel(now, rubric);
  const head = {
    schemaVersion: "1.0.0" as const,
    tool: { name: "openness" as const, version: VERSION },
    vendor: { id: subject.vendor.id, name: subject.vendor.name },
    model: { id: subject.model.id, name: subject.model.name },
    rubric: rubricHead(rubric),
    aim: "score" in aim ? aim : { label: aim.label, name: nameOf(aim.label, rubric) },
    now: verdictOf(now, rubric),
    efforts: { ...efforts },
  };
  if (isReached(now, rubric, aim)) return { ...head, outcome: "reached", exact: true, sets: [], why: [] };
  const found = findSets(subject, rubric, book, aim, { efforts, sets, solve });
  if (found.sets.length === 0) {
    const { why, most } = obstacles(subject, rubric, book, aim);
    const reachable = most === undefined ? {} : { most };
    return { ...head, outcome: "impossible", exact: found.exact, sets: [], why, ...reachable };
  }
  const describe = new Description(subject, rubric, book, aim, efforts, others);
  return {
    ...head,
    outcome: "possible",
    exact: found.exact,
    sets: found.sets.map(({ choices, effort }) => describe.set(choices, effort)),
    why: [],
  };
}

/** The label above the lowest one that is possible now; the highest one where there is none above. */
function nextLabel({ label }: ModelResult, { labels }: Rubric): Aim {
  const lowest = labels.findIndex(({ id }) => id === label?.possible.at(-1));
  const below = lowest < 0 ? labels.length : lowest;
  const above = labels
    .slice(0, below)
    .findLast(({ when, requires }) => when !== undefined || requires?.length);
  return { label: (above ?? labels[0])?.id ?? "" };
}

function nameOf(label: string, { labels }: Rubric): string {
  return labels.find(({ id }) => id === label)?.name ?? label;
}

function verdictOf({ score, label }: ModelResult, rubric: Rubric): AdviceVerdict {
  return {
    score: score && { lower: score.lower, upper: score.upper, max: score.max },
    label: label && {
      id: label.id,
      name: label.name,
      possible: label.possible.map((id) => ({ id, name: nameOf(id, rubric) })),
    },
  };
}

/**
 * Steps about one thing stand together, its release before its terms; what takes less effort altogether comes first.
 * @param steps in the order in which the rubric asks for them
 */
function inOrder(steps: readonly AdviceStep[]): AdviceStep[] {
  const thingOf = (step: AdviceStep) => step.artifact ?? step.fact ?? step.criterion ?? step.kind;
  const efforts = new Map<string, number>();
  for (const step of steps) {
    efforts.set(thingOf(step), (efforts.get(thingOf(step)) ?? 0) + step.effort);
  }
  const things = [...efforts.keys()];
  const isRelease = ({ facet }: AdviceStep) => Number(facet === "availability");
  return steps.toSorted((a, b) => {
    const [one, other] = [thingOf(a), thingOf(b)];
    if (one === other) return isRelease(b) - isRelease(a);
    return (efforts.get(one) ?? 0) - (efforts.get(other) ?? 0) || things.indexOf(one) - things.indexOf(other);
  });
}

/** Tells what sets of changes are made of and what they lead to. */
class Description {
  readonly #subject: Subject;
  readonly #rubric: Rubric;
  readonly #book: LicenseBook;
  readonly #aim: Aim;
  readonly #efforts: Efforts;
  readonly #others: readonly { rubric: Rubric; before: ModelResult }[];

  constructor(
    subject: Subject,
    rubric: Rubric,
    book: LicenseBook,
    aim: Aim,
    efforts: Efforts,
    others: readonly Rubric[],
  ) {
    this.#subject = subject;
    this.#rubric = rubric;
    this.#book = book;
    this.#aim = aim;
    this.#efforts = efforts;
    this.#others = others.map((other) => ({ rubric: other, before: scoreModel(subject, other, book) }));
  }

  set(choices: Choices, effort: number): AdviceSet {
    const after = this.#after(choices);
    return {
      effort,
      after: verdictOf(scoreModel(after, this.#rubric, this.#book), this.#rubric),
      gains: this.#gains(after),
      steps: inOrder([...choices].map(([variable, at]) => this.#step(variable, at, choices))),
    };
  }

  #after(choices: Choices): Subject {
    return changed(this.#subject, this.#rubric.id, choices);
  }

  #step(variable: Variable, at: number, choices: Choices): AdviceStep {
    const { topic, values, unknown } = variable;
    const alone = this.#after(new Map([[variable, at]]));
    const instead = values.filter((_, other) => {
      if (other === at || other === 0) return false;
      const result = scoreModel(
        this.#after(new Map([...choices, [variable, other]])),
        this.#rubric,
        this.#book,
      );
      return isReached(result, this.#rubric, this.#aim);
    });
    return {
      kind: topic.kind,
      ...("artifact" in topic ? { artifact: topic.artifact } : {}),
      ...("facet" in topic ? { facet: topic.facet } : {}),
      ...("path" in topic ? { fact: topic.path } : {}),
      ...("criterion" in topic ? { criterion: topic.criterion } : {}),
      from: values[0] ?? null,
      to: values[at] ?? null,
      instead: instead.map((value) => value ?? null),
      unknown,
      effort: effortOf(variable, this.#efforts),
      criteria: this.#criteria(variable, choices),
      gains: this.#gains(alone),
    };
  }

  /** The criteria that would fall back if a set of changes were made without this one. */
  #criteria(variable: Variable, choices: Choices): AdviceStep["criteria"] {
    const others = new Map([...choices].filter(([other]) => other !== variable));
    const levels = (subject: Subject) => scoreModel(subject, this.#rubric, this.#book).criteria;
    const [without, within] = [levels(this.#after(others)), levels(this.#after(choices))];
    return this.#rubric.criteria.flatMap(({ id, name, question }, at) => {
      const [before, after] = [without[at]?.possible ?? [], within[at]?.possible ?? []];
      if (before.join(" ") === after.join(" ")) return [];
      const certain = (possible: string[]) => (possible.length === 1 ? (possible[0] ?? null) : null);
      return [
        {
          id,
          name,
          ...(question === undefined ? {} : { question }),
          from: certain(before),
          to: certain(after),
        },
      ];
    });
  }

  #gains(after: Subject): AdviceGain[] {
    return this.#others.flatMap(({ rubric, before }) => {
      const old = verdictOf(before, rubric);
      const fresh = verdictOf(scoreModel(after, rubric, this.#book), rubric);
      if (JSON.stringify(old) === JSON.stringify(fresh)) return [];
      return [{ rubric: rubric.id, name: rubric.name, before: old, after: fresh }];
    });
  }
}
