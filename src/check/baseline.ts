import type { Baseline } from "../policy/schema.ts";
import type { Policy } from "../policy/types.ts";
import { subjectId } from "../profile/subject.ts";
import type { Breach, CheckDocument, CheckedModelResult } from "../result/checkSchema.ts";
import { breachKey } from "./settle.ts";

/** What a baseline knows of these models and rules, and is no breach any more. */
export function fixedOf(
  { breaches }: Baseline,
  { rules }: Policy,
  models: readonly CheckedModelResult[],
): NonNullable<CheckDocument["baseline"]>["fixed"] {
  const checked = new Set(models.map(subjectId));
  const asked = new Set(rules.map(({ id }) => id));
  const now = new Set(
    breachesOf(models, () => true).map(({ model, rule, about }) => breachKey(model, rule, about)),
  );
  return breaches
    .map(({ model, rule, about }) => ({ model, rule, about: about ?? null }))
    .filter(
      ({ model, rule, about }) =>
        checked.has(model) && asked.has(rule) && !now.has(breachKey(model, rule, about)),
    );
}

function breachesOf(
  models: readonly CheckedModelResult[],
  which: (breach: Breach) => boolean,
): { model: string; rule: string; about: string | null }[] {
  return models.flatMap((one) =>
    one.checks.flatMap(({ rule, breaches }) =>
      breaches.filter(which).map(({ about }) => ({ model: subjectId(one), rule, about })),
    ),
  );
}

/**
 * The baseline of what fails now. What an earlier one knows of models that were not checked stays in it.
 * @returns in one order, so that changes are seen
 */
export function baselineOf({ models }: CheckDocument, before?: Baseline): Baseline {
  const checked = new Set(models.map(subjectId));
  const others = (before?.breaches ?? []).filter(({ model }) => !checked.has(model));
  const failing = breachesOf(models, ({ status }) => status === "failed" || status === "known");
  const breaches = [
    ...others,
    ...failing.map(({ model, rule, about }) => (about === null ? { model, rule } : { model, rule, about })),
  ];
  const keyed = breaches.map((one) => [breachKey(one.model, one.rule, one.about ?? null), one] as const);
  const sorted = [...new Map(keyed)].sort(([a], [b]) => (a < b ? -1 : 1));
  return { schema: "openness-baseline/1", breaches: sorted.map(([, one]) => one) };
}
