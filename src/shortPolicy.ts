import { InputError, type Mistake } from "./errors.ts";
import { selectRubrics } from "./loading.ts";
import { licenseLookup } from "./loadPolicy.ts";
import { readPolicy } from "./policy/read.ts";
import { isLadder } from "./policy/rubrics.ts";
import type { RawLicenseRule, RawPolicy, RawRubricRules } from "./policy/schema.ts";
import type { Policy, UnknownMode } from "./policy/types.ts";
import { ARTIFACT_IDS } from "./profile/vocabulary.ts";
import type { Rubric } from "./rubric/types.ts";
import { didYouMean } from "./spelling.ts";

/** A policy in options: what stands before and after the equals sign of each. */
export interface ShortPolicy {
  /** Rubric, then the label to reach; of decisions, those that are accepted, joined by commas. */
  require?: readonly Assignment[] | undefined;
  /** Rubric, then the least score. */
  min?: readonly Assignment[] | undefined;
  /** Artifact, then the licenses and sets of them that are allowed, joined by commas. */
  license?: readonly Assignment[] | undefined;
  /** In days. */
  maxAge?: number | undefined;
  unknown?: UnknownMode | undefined;
}

export interface Assignment {
  name: string;
  value: string;
}

/**
 * Reads a policy that was given in options.
 * @returns undefined if they ask for nothing
 * @throws InputError with every mistake at once
 */
export async function shortPolicy(
  short: ShortPolicy,
): Promise<{ policy: Policy; warnings: Mistake[] } | undefined> {
  const { require = [], min = [], license = [], maxAge, unknown } = short;
  if (maxAge === undefined && [...require, ...min, ...license].length === 0) return undefined;
  const mistakes: Mistake[] = [];
  const report = (message: string) => mistakes.push({ message, severity: "error" });
  const rubrics = new Map<string, Rubric>();
  const warnings: Mistake[] = [];
  for (const { name } of [...require, ...min]) {
    if (rubrics.has(name)) continue;
    try {
      const { rubrics: found, warnings: more } = await selectRubrics([name]);
      const [rubric, other] = found;
      if (rubric !== undefined && other === undefined) rubrics.set(name, rubric);
      else report(`Name one rubric at a time: found ${name}.`);
      warnings.push(...more);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      mistakes.push(...error.mistakes);
    }
  }
  const raw: Omit<RawPolicy, "schema"> = {
    unknown,
    maxAge,
    rubrics: rubricRulesOf(require, min, rubrics, report),
    licenses: license.length === 0 ? undefined : license.flatMap((one) => licenseRuleOf(one, report) ?? []),
  };
  const policy = readPolicy(raw, { rubrics, licenses: licenseLookup() }, (message, path) =>
    report(`${optionOf(path)}: ${message}`),
  );
  if (mistakes.length > 0) throw new InputError(mistakes);
  return { policy, warnings };
}

function rubricRulesOf(
  require: readonly Assignment[],
  min: readonly Assignment[],
  rubrics: ReadonlyMap<string, Rubric>,
  report: (message: string) => void,
): Record<string, RawRubricRules> {
  const rules: Record<string, RawRubricRules> = {};
  for (const { name, value } of require) {
    const rubric = rubrics.get(name);
    const labels = value.split(",").map((label) => label.trim());
    const [label] = labels;
    const ladder = rubric !== undefined && isLadder(rubric) && labels.length === 1;
    rules[name] = { ...rules[name], ...(ladder ? { atLeast: label, label: undefined } : { label: labels }) };
  }
  for (const { name, value } of min) {
    const least = Number(value);
    if (value.trim() === "" || !Number.isFinite(least))
      report(`--min ${name}: expected a score, found ${value}.`);
    else rules[name] = { ...rules[name], min: least };
  }
  return rules;
}

function licenseRuleOf(
  { name, value }: Assignment,
  report: (message: string) => void,
): RawLicenseRule | undefined {
  const artifact = ARTIFACT_IDS.find((id) => id === name);
  if (artifact === undefined) {
    report(`--license: there is no artifact ${name}.${didYouMean(name, ARTIFACT_IDS)}`);
    return undefined;
  }
  return { artifact: [artifact], allow: value.split(",").map((license) => license.trim()) };
}

/** The option that a path of the policy was made from. */
function optionOf([first, name, key]: readonly PropertyKey[]): string {
  if (first === "licenses") return "--license";
  return `${key === "min" ? "--min" : "--require"} ${String(name)}`;
}
