import type { LicenseBook } from "../license/properties.ts";
import type { Evidence, EvidenceIndex, Subject } from "../profile/subject.ts";
import type { CriterionResult, UsedFact } from "../result/schema.ts";
import type { Criterion, Leaf, Rubric } from "../rubric/types.ts";
import { type EvidenceList, factsOf, judgementFacts, listEvidence } from "../score/because.ts";
import type { Scope } from "../score/condition.ts";
import { NO } from "../score/kleene.ts";
import { outcomesOf } from "../score/level.ts";
import { type ModelResult, scoreModel } from "../score/score.ts";

/** A model under one rubric. */
export interface Assessment {
  rubric: Rubric;
  result: ModelResult;
  scope: Scope;
  /** A criterion and what it comes to. */
  criterion(id: string): { criterion: Criterion; result: CriterionResult };
}

/** A model that is checked: scored once under every rubric that rules ask for. */
export class CheckedModel {
  readonly subject: Subject;
  readonly book: LicenseBook;
  /** All its evidence; facts name their own by position. */
  readonly evidence: readonly Evidence[];
  readonly #index: EvidenceIndex;
  readonly #lookup: EvidenceList;
  readonly #assessments = new Map<string, Assessment>();

  constructor(subject: Subject, book: LicenseBook, index: EvidenceIndex) {
    this.subject = subject;
    this.book = book;
    this.#index = index;
    const { list, lookup } = listEvidence(index);
    this.evidence = list;
    this.#lookup = lookup;
  }

  under(rubric: Rubric): Assessment {
    const known = this.#assessments.get(rubric.hash);
    if (known !== undefined) return known;
    const result = scoreModel(this.subject, rubric, this.book, { because: this.#index });
    const { scope } = outcomesOf(rubric, this.subject, this.book);
    const places = new Map(rubric.criteria.map(({ id }, at) => [id, at]));
    const assessment: Assessment = {
      rubric,
      result,
      scope,
      criterion: (id) => {
        const at = places.get(id) ?? -1;
        const [criterion, found] = [rubric.criteria[at], result.criteria[at]];
        if (criterion === undefined || found === undefined)
          throw new Error(`${rubric.id} has no criterion ${id}.`);
        return { criterion, result: found };
      },
    };
    this.#assessments.set(rubric.hash, assessment);
    return assessment;
  }

  /** The facts that conditions read, each once. Nothing of criteria is in them. */
  facts(leaves: readonly Leaf[]): UsedFact[] {
    return distinct(leaves.flatMap((leaf) => factsOf(leaf, this.#scope(), this.#lookup)));
  }

  /** What somebody judged of a criterion. */
  judgement(rubric: Rubric, criterion: string): UsedFact[] {
    return judgementFacts({ criterion: { id: criterion } }, rubric, this.subject, this.#lookup);
  }

  /** The keys of facts beside which evidence stands, with its positions. */
  keys(): [string, number[]][] {
    return Object.keys(this.#index).map((key) => [key, this.#lookup.indexes(key)]);
  }

  /** For conditions on facts and licenses alone. */
  #scope(): Scope {
    return { subject: this.subject, book: this.book, criterion: () => ({ possible: [], applies: NO }) };
  }
}

/** Each fact once, in their order. */
export function distinct(facts: readonly UsedFact[]): UsedFact[] {
  return [...new Map(facts.map((fact) => [JSON.stringify(fact), fact])).values()];
}
