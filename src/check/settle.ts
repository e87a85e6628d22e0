import type { Baseline } from "../policy/schema.ts";
import type { PolicyException, Rule } from "../policy/types.ts";
import type { Finding, Verdict } from "./types.ts";

/** What becomes of a finding. */
type Status = "failed" | "warned" | "excepted" | "known";

/** A finding, and what becomes of it. */
export interface Settled {
  finding: Finding;
  status: Status;
  exception?: PolicyException;
  /** Whether the exception has ended. */
  expired?: true;
}

/** What findings are held against. */
export interface SettleOptions {
  exceptions: readonly PolicyException[];
  /** ISO 8601 day; absent if there is no exception. */
  today: string | undefined;
  baseline: Baseline | undefined;
}

/** A breach as a baseline knows it: the same as long as it is about the same, whatever was found. */
export function breachKey(model: string, rule: string, about: string | null): string {
  return JSON.stringify([model, rule, about]);
}

/** The breaches that a baseline knows. */
function knownKeys(baseline: Baseline | undefined): Set<string> {
  return new Set(
    (baseline?.breaches ?? []).map(({ model, rule, about }) => breachKey(model, rule, about ?? null)),
  );
}

/** What becomes of the findings of a rule for a model; those that are let pass by what the rule says of unknowns are left out. */
export function settle({ rule, findings }: Verdict, model: string, options: SettleOptions): Settled[] {
  const known = knownKeys(options.baseline);
  return findings.flatMap((finding): Settled[] => {
    if (finding.outcome === "unknown" && rule.unknown === "pass") return [];
    const status = finding.outcome === "unknown" && rule.unknown === "warn" ? "warned" : "failed";
    const matching = options.exceptions.filter((exception) => covers(exception, rule, finding, model));
    const valid = matching.find(({ until }) => until >= (options.today ?? until));
    if (valid !== undefined) return [{ finding, status: "excepted", exception: valid }];
    const [ended] = matching;
    const past = ended === undefined ? {} : { exception: ended, expired: true as const };
    const isKnown = status === "failed" && known.has(breachKey(model, rule.id, finding.about));
    return [{ finding, status: isKnown ? "known" : status, ...past }];
  });
}

/** Whether an exception is about a finding: every key that it has must fit. */
function covers(
  exception: PolicyException,
  rule: Rule,
  { criterion }: Pick<Finding, "criterion">,
  model: string,
): boolean {
  const ofRule = rule.kind === "criterion" ? rule.criterion : criterion;
  return (
    (exception.rule ?? rule.id) === rule.id &&
    (exception.rubric === undefined || ("rubric" in rule && rule.rubric.id === exception.rubric)) &&
    (exception.criterion === undefined || exception.criterion === ofRule) &&
    (exception.artifact === undefined || (rule.kind === "license" && rule.artifact === exception.artifact)) &&
    coversModel(exception, model)
  );
}

/** Whether an exception is for a model, its vendor, or everybody. */
export function coversModel({ model: named }: PolicyException, model: string): boolean {
  return named === undefined || named === model || model.startsWith(`${named}/`);
}
