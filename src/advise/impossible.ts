import type { LicenseBook } from "../license/properties.ts";
import type { Subject } from "../profile/subject.ts";
import { ARTIFACTS } from "../profile/vocabulary.ts";
import type { Condition, CriterionLeaf, Leaf, Rubric } from "../rubric/types.ts";
import { conditionWords } from "../rubric/words.ts";
import { facetValue } from "../score/condition.ts";
import { mostPoints } from "../score/level.ts";
import { Formulas, isNever } from "./formula.ts";
import { type Aim, gainsOf } from "./search.ts";

/** Something that the aim needs and that cannot be had, and why. */
export interface Obstacle {
  needs: string;
  because: string[];
}

/** Why nothing that can be changed reaches an aim, and the score that can be reached. */
export function obstacles(
  subject: Subject,
  rubric: Rubric,
  book: LicenseBook,
  aim: Aim,
): { why: Obstacle[]; most?: number } {
  const formulas = new Formulas(subject, rubric, book);
  const reasons = (condition: Condition) => [
    ...new Set(formulas.blockers(condition).map((leaf) => reasonFor(leaf, subject))),
  ];
  if ("label" in aim) {
    const missing = formulas.requirementsOf(aim.label).filter(({ formula }) => isNever(formula));
    return {
      why: missing.flatMap(({ item }) =>
        item.kind === "step" ? [] : [{ needs: needText(item, rubric), because: reasons(item) }],
      ),
    };
  }
  const gains = gainsOf(subject, rubric, book, formulas);
  const most = gains.reduce((sum, { formula, points }) => sum + (isNever(formula) ? 0 : points), 0);
  const short = rubric.criteria.filter((criterion) =>
    isNever(formulas.reaches(criterion, mostPoints(criterion))),
  );
  return {
    most,
    why: short.map(({ id, name, levels }) => {
      const best = levels.filter(({ points }) => points === Math.max(...levels.map((level) => level.points)));
      const leaf: CriterionLeaf = { kind: "criterion", criterion: id, levels: best.map((level) => level.id) };
      return { needs: name, because: reasons(leaf) };
    }),
  };
}

function needText(condition: Condition, { criteria }: Rubric): string {
  if (condition.kind !== "criterion") return conditionWords(condition);
  return criteria.find(({ id }) => id === condition.criterion)?.name ?? condition.criterion;
}

function reasonFor(leaf: Exclude<Leaf, CriterionLeaf>, subject: Subject): string {
  if (leaf.kind === "license") {
    const { base } = subject;
    const isBound = ARTIFACTS[leaf.artifact].kind === "weights" && base !== undefined;
    return isBound
      ? `the license of the base model ${base.id} (${base.license ?? "unknown"}) binds the ${ARTIFACTS[leaf.artifact].name}`
      : `none of the licenses that are advised meets: ${conditionWords(leaf)}`;
  }
  const now =
    leaf.kind === "facet" ? facetValue(subject, leaf.artifact, leaf.facet) : subject.facts[leaf.fact];
  return `it asks for: ${conditionWords(leaf)}; it is ${Array.isArray(now) ? now.join(", ") : (now ?? "unknown")}, which no release changes`;
}
