import { defined } from "../objects.ts";
import type { PolicyException, Rule } from "../policy/types.ts";
import type { Breach, CheckDocument, CheckedModelResult } from "../result/checkSchema.ts";
import { rubricHead } from "../rubric/head.ts";
import type { Rubric } from "../rubric/types.ts";
import { coversModel, type Settled } from "./settle.ts";

/** Whether anything fails, and how many breaches there are of which kind. */
export function outcomeOf(models: readonly CheckedModelResult[]): Pick<CheckDocument, "outcome" | "counts"> {
  const breaches = models.flatMap(({ checks }) => checks.flatMap((check) => check.breaches));
  const count = (status: Breach["status"]) => breaches.filter((breach) => breach.status === status).length;
  const failed = count("failed");
  return {
    outcome: failed > 0 ? "failed" : "passed",
    counts: {
      models: models.length,
      modelsFailed: models.filter(({ status }) => status === "failed").length,
      failed,
      warned: count("warned"),
      excepted: count("excepted"),
      known: count("known"),
    },
  };
}

/** What a document says of a rule. */
export function describeRule(rule: Rule): CheckDocument["policy"]["rules"][number] {
  const { id, kind, asked, unknown } = rule;
  return {
    id,
    kind,
    ...("rubric" in rule ? { rubric: rule.rubric.id } : {}),
    ...(rule.kind === "criterion" ? { criterion: rule.criterion } : {}),
    ...(rule.kind === "license" ? { artifact: rule.artifact } : {}),
    asked,
    unknown,
  };
}

/** The rubrics that rules ask under, each once. */
export function rubricsOf(rules: readonly Rule[]): Rubric[] {
  const all = rules.flatMap((rule) => ("rubric" in rule ? [rule.rubric] : []));
  return [...new Map(all.map((rubric) => [rubric.id, rubric])).values()];
}

/** What a document says of a rubric, with the criteria that breaches are about. */
export function describeRubric(
  rubric: Rubric,
  settled: readonly Settled[],
): CheckDocument["rubrics"][number] {
  const named = new Set(settled.flatMap(({ finding }) => finding.criterion ?? []));
  const shown = rubric.criteria.filter((criterion) => named.has(criterion.id));
  type Shown = CheckDocument["rubrics"][number]["criteria"][number];
  return {
    ...rubricHead(rubric),
    criteria: shown.map((criterion) =>
      defined<Shown>({ id: criterion.id, name: criterion.name, question: criterion.question }),
    ),
  };
}

/** Exceptions that could have been needed here, and were not. */
export function unusedExceptions(
  exceptions: readonly PolicyException[],
  tried: readonly Settled[],
  models: readonly string[],
): PolicyException[] {
  const used = new Set(tried.map(({ exception }) => exception));
  return exceptions.filter(
    (exception) => !used.has(exception) && models.some((model) => coversModel(exception, model)),
  );
}
