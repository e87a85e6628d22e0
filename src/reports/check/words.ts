import type { Breach, CheckDocument, CheckedModelResult, CheckResult } from "../../result/checkSchema.ts";
import { counted } from "../../text.ts";
import { factText, placeOf } from "../facts.ts";
import { changedTexts, markedRubric } from "../verdict.ts";

/** A rule, and what its user changed in its rubric. */
type Rule = CheckDocument["policy"]["rules"][number] & Pick<CheckDocument["rubrics"][number], "changed">;

/** A breach with all that it stands in. */
export interface Row {
  model: CheckedModelResult;
  check: CheckResult;
  rule: Rule;
  breach: Breach;
}

/** Worst first: what surely is not met before what is unknown, and what counts before what does not. */
const ORDER = ["failed", "warned", "known", "excepted"] as const;

/** Every breach, worst first, else in the order of models and rules. */
export function rowsOf(document: CheckDocument): Row[] {
  const rows = document.models.flatMap((model) =>
    model.checks.flatMap((check) => {
      const rule = ruleOf(document, check);
      return check.breaches.map((breach) => ({ model, check, rule, breach }));
    }),
  );
  const rank = ({ breach }: Row) => 2 * ORDER.indexOf(breach.status) + (breach.outcome === "unknown" ? 1 : 0);
  return rows.sort((a, b) => rank(a) - rank(b));
}

/** The rule that a check is of. */
export function ruleOf({ policy, rubrics }: CheckDocument, { rule: id }: CheckResult): Rule {
  const rule = policy.rules.find((one) => one.id === id);
  if (rule === undefined) throw new Error(`There is no rule ${id}.`);
  const changed = rubrics.find((one) => one.id === rule.rubric)?.changed;
  return changed === undefined ? rule : { ...rule, changed };
}

/** `vendor/model`. */
export function modelId({ vendor, model }: CheckedModelResult): string {
  return `${vendor.id}/${model.id}`;
}

/** What a rule is about and what it asks, such as `RUBRIC: at least LABEL`; `RUBRIC+` is not as published. */
export function ruleWords({ kind, rubric = "", artifact, asked, changed }: Rule): string {
  if (kind === "age") return `evidence: ${asked}`;
  return kind === "license"
    ? `license of ${artifact}: ${asked}`
    : `${markedRubric(rubric, { changed })}: ${asked}`;
}

/** What reports of alerts call a rule: a criterion is one of its own, whichever rule it stands in the way of. */
export function alertRule({ rule, breach }: Row): string {
  const criterion = breach.criterion ?? rule.criterion;
  return rule.rubric !== undefined && criterion !== undefined ? `${rule.rubric}/${criterion}` : rule.id;
}

/** Where a breach is: `file:line:column`. */
export function placeWords({ file, line, column }: Breach["place"]): string {
  return line === null ? file : `${file}:${line}:${column ?? 1}`;
}

/** What is said of an exception that is about a breach. */
export function exceptionWords({ exception }: Breach): string | undefined {
  if (exception === undefined) return undefined;
  const { reason, until, expired } = exception;
  return expired ? `The exception ended on ${until} (${reason}).` : `Excepted until ${until}: ${reason}`;
}

/** A fact with the newest evidence for it. */
export function factLine(fact: Breach["facts"][number], { evidence }: Breach): string {
  const pieces = fact.evidence.flatMap((at) => evidence[at] ?? []);
  const [newest] = pieces.sort((a, b) => ((a.accessed ?? "") < (b.accessed ?? "") ? 1 : -1));
  if (newest === undefined) return `${factText(fact)}${fact.value === null ? "" : " (no evidence)"}`;
  const read = newest.accessed === undefined ? "" : `, read ${newest.accessed}`;
  return `${factText(fact)} (${placeOf(newest)}${read})`;
}

/** How many facts are named where there is one text for all. */
const MOST_FACTS = 4;

/** A breach in a sentence or three, for formats that have one text for it. */
export function breachText(row: Row): string {
  const { breach, model } = row;
  const parts = [
    `${modelId(model)}: ${breach.message}`,
    ...(breach.needs === undefined ? [] : [`Needed: ${breach.needs}.`]),
    ...(breach.facts.length === 0 ? [] : [`Decided by: ${factsWords(breach)}.`]),
    ...[exceptionWords(breach) ?? []].flat(),
  ];
  return parts.join(" ");
}

/** The facts that decided, with their evidence. */
export function factsWords(breach: Breach): string {
  const shown = breach.facts.slice(0, MOST_FACTS).map((fact) => factLine(fact, breach));
  const rest = breach.facts.length - shown.length;
  return [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join("; ");
}

/** The whole in a sentence. */
export function summaryWords({ counts, policy, outcome }: CheckDocument): string {
  const { models, modelsFailed, failed, warned, excepted, known } = counts;
  const rules = counted(policy.rules.length, "rule");
  const verdict =
    outcome === "passed"
      ? `Passed: ${counted(models, "model")}, ${rules}`
      : `Failed: ${modelsFailed} of ${counted(models, "model")}, ${rules}, ${counted(failed, "breach", "breaches")}`;
  const rest = [
    ...(warned > 0 ? [counted(warned, "warning")] : []),
    ...(excepted > 0 ? [`${excepted} excepted`] : []),
    ...(known > 0 ? [`${known} known`] : []),
  ];
  return `${[verdict, ...rest].join(", ")}.`;
}

/** What is to be known besides: rubrics that are not as published, and what is to be tidied up. */
export function remarks(document: CheckDocument): string[] {
  return [...changedTexts(document.rubrics), ...leftovers(document)];
}

/** Exceptions that nothing needs, and breaches of the baseline that are none any more. */
function leftovers({ unusedExceptions, baseline }: CheckDocument): string[] {
  const exceptions = unusedExceptions.map(({ reason, until, ...keys }) => {
    const about = Object.entries(keys).map(([key, value]) => `${key} ${value}`);
    return `No breach needs the exception for ${about.join(", ")} (until ${until}): take it out.`;
  });
  const fixed = baseline?.fixed.length ?? 0;
  if (fixed === 0) return exceptions;
  return [
    ...exceptions,
    `${counted(fixed, "breach", "breaches")} of the baseline ${fixed === 1 ? "is" : "are"} mended: write it anew with --write-baseline.`,
  ];
}
