import type { LicenseBook } from "./license/properties.ts";
import { type Subject, subjectId } from "./profile/subject.ts";
import { type Agreement, agreementOf, draw, percentiles, type Ratings } from "./rank/agreement.ts";
import type { AgreementDocument, Figure, RubricAgreement, Split } from "./result/agreementSchema.ts";
import { rubricHead } from "./rubric/head.ts";
import type { Rubric } from "./rubric/types.ts";
import { scoreModel } from "./score/score.ts";
import { VERSION } from "./version.ts";

/** Somebody who describes models: what they state, with the licenses that they name. */
export interface Rater {
  name: string;
  /** Where it was read. */
  source: string;
  subjects: readonly Subject[];
  book: LicenseBook;
}

export interface AgreeOptions {
  /** Bootstrap draws behind each interval. */
  draws: number;
  /** The same seed gives the same draws. */
  seed: number;
}

/** How far raters agree on the levels of the models that they have in common. */
export function agreeOn(
  raters: readonly Rater[],
  rubrics: readonly Rubric[],
  options: AgreeOptions,
): AgreementDocument {
  const counts = new Map<string, number>();
  for (const id of raters.flatMap(({ subjects }) => subjects.map(subjectId))) {
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const ids = [...counts.keys()].sort();
  const models = ids.filter((id) => (counts.get(id) ?? 0) > 1);
  return {
    schemaVersion: "1.0.0",
    tool: { name: "openness", version: VERSION },
    raters: raters.map(({ name, source }) => ({ name, source })),
    models,
    left: ids.filter((id) => counts.get(id) === 1),
    ...options,
    rubrics: rubrics.map((rubric) => agreeUnder(rubric, raters, models, options)),
  };
}

function agreeUnder(
  rubric: Rubric,
  raters: readonly Rater[],
  models: readonly string[],
  options: AgreeOptions,
): RubricAgreement {
  const byRater = raters.map((rater) => levelsOf(rater, rubric));
  const tables = rubric.criteria.map(
    (criterion): Ratings => ({
      levels: criterion.levels.length,
      given: models.map((model) => byRater.map((levels) => levels.get(model)?.get(criterion.id) ?? null)),
    }),
  );
  return {
    ...rubricHead(rubric),
    overall: figuresOf(tables, options),
    criteria: rubric.criteria.map(({ id, name, levels }, at) => {
      const given = (tables[at]?.given ?? []).filter(
        (one) => one.filter((level) => level !== null).length > 1,
      );
      return { id, name, models: given.length, ...figuresOf([{ levels: levels.length, given }], options) };
    }),
    splits: splitsOf(rubric, raters, models, tables),
  };
}

/** Model, then criterion, then the position of its level, where it is certain. */
function levelsOf({ subjects, book }: Rater, rubric: Rubric): Map<string, Map<string, number>> {
  return new Map(
    subjects.map((subject) => {
      const { criteria } = scoreModel(subject, rubric, book);
      const positions = criteria.flatMap(({ id, level }, at): [string, number][] => {
        const position = rubric.criteria[at]?.levels.findIndex((one) => one.id === level) ?? -1;
        return position < 0 ? [] : [[id, position]];
      });
      return [subjectId(subject), new Map(positions)];
    }),
  );
}

function figuresOf(tables: readonly Ratings[], { draws, seed }: AgreeOptions): RubricAgreement["overall"] {
  const things = tables[0]?.given.length ?? 0;
  const all = agreementOf(tables, [...Array(things).keys()]);
  // One thing, drawn again and again, says nothing of how much others would differ.
  const drawn = things < 2 ? [] : draw(things, draws, seed).map((which) => agreementOf(tables, which));
  const figure = (pick: (of: Agreement) => number | null): Figure => {
    const value = pick(all);
    const interval = value === null ? null : percentiles(drawn.map(pick));
    return { value, lower: interval?.lower ?? null, upper: interval?.upper ?? null };
  };
  return {
    agreement: figure(({ alike }) => alike),
    kappa: {
      none: figure(({ kappa }) => kappa.none),
      linear: figure(({ kappa }) => kappa.linear),
      quadratic: figure(({ kappa }) => kappa.quadratic),
    },
    alpha: {
      nominal: figure(({ alpha }) => alpha.nominal),
      ordinal: figure(({ alpha }) => alpha.ordinal),
    },
  };
}

/** Ratings that differ, those first whose levels lie farthest apart on their criterion's scale. */
function splitsOf(
  rubric: Rubric,
  raters: readonly Rater[],
  models: readonly string[],
  tables: readonly Ratings[],
): Split[] {
  const found = rubric.criteria.flatMap((criterion, at) =>
    models.flatMap((id, model) => {
      const ratings = tables[at]?.given[model] ?? [];
      const known = ratings.filter((level) => level !== null);
      const width = (Math.max(...known) - Math.min(...known)) / Math.max(1, criterion.levels.length - 1);
      if (known.length < 2 || width === 0) return [];
      const [vendor = "", name = ""] = id.split("/", 2);
      const levels = raters.map((rater, who) => {
        const position = ratings[who] ?? null;
        return {
          rater: rater.name,
          level: position === null ? null : (criterion.levels[position]?.id ?? null),
        };
      });
      return [{ width, split: { vendor, model: name, criterion: criterion.id, levels } }];
    }),
  );
  return found.sort((a, b) => b.width - a.width).map(({ split }) => split);
}
