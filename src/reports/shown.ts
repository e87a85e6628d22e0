import type { CriterionResult, ResultDocument } from "../result/schema.ts";

/** What a page shows of a document: neither conditions in their own form, nor criteria of what was not assessed. */
export function shownIn(document: ResultDocument): ResultDocument {
  const results = document.results.map((result) => ({
    ...result,
    criteria: result.assessed ? result.criteria.map(withoutConditions) : [],
  }));
  return { ...document, results };
}

function withoutConditions(criterion: CriterionResult): CriterionResult {
  const { because, ...rest } = criterion;
  if (because === undefined) return rest;
  const { text, unknown } = because;
  return { ...rest, because: { text, unknown } };
}
