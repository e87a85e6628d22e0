import { defined, definedEntries } from "../objects.ts";
import type { Rubric } from "../rubric/types.ts";
import { didYouMean } from "../spelling.ts";
import { type LicenseLookup, licenseRules } from "./licenses.ts";
import { type Report, rubricRules } from "./rubrics.ts";
import type { RawException, RawPolicy } from "./schema.ts";
import type { Policy, PolicyException, Rule, UnknownMode } from "./types.ts";

/** What a policy's names are looked up in. */
export interface PolicyLibrary {
  /** By the name under which the policy asks for them; those that could not be read are missing, which was said before. */
  rubrics: ReadonlyMap<string, Rubric>;
  licenses: LicenseLookup;
}

/** Without a word on it, what nobody knows does not pass a gate. */
const USUAL_UNKNOWN: UnknownMode = "fail";

/** Reads a policy: every reference is followed, and every mistake reported with its path. */
export function readPolicy(
  raw: Omit<RawPolicy, "schema">,
  { rubrics, licenses }: PolicyLibrary,
  report: Report,
): Policy {
  const unknown = raw.unknown ?? USUAL_UNKNOWN;
  const rules: Rule[] = [
    ...definedEntries(raw.rubrics).flatMap(([key, asked]) => {
      const rubric = rubrics.get(key);
      const below: Report = (message, path, of) => report(message, ["rubrics", key, ...path], of);
      return rubric === undefined ? [] : rubricRules(asked, rubric, asked.unknown ?? unknown, below);
    }),
    ...(raw.frameworks ?? []).flatMap((key): Rule[] => {
      const rubric = rubrics.get(key);
      if (rubric === undefined) return [];
      return [{ kind: "assessed", id: `assessed:${rubric.id}`, rubric, asked: "assessed", unknown }];
    }),
    ...licenseRules(raw.licenses ?? [], licenses, unknown, report),
    ...(raw.maxAge === undefined ? [] : [ageRule(raw.maxAge, unknown)]),
  ];
  if (rules.length === 0 && raw.rubrics === undefined && raw.frameworks === undefined) {
    report("It asks for nothing: add `rubrics`, `frameworks`, `licenses` or `maxAge`.", []);
  }
  for (const [at, exception] of (raw.exceptions ?? []).entries()) {
    checkException(exception, rules, (message, path) => report(message, ["exceptions", at, ...path]));
  }
  return defined<Policy>({
    name: raw.name,
    rules,
    exceptions: (raw.exceptions ?? []).map((exception) => defined<PolicyException>(exception)),
  });
}

function ageRule(days: number, unknown: UnknownMode): Rule {
  return { kind: "age", id: "max-age", days, asked: `read at most ${days} days ago`, unknown };
}

function checkException(exception: RawException, rules: readonly Rule[], report: Report): void {
  const { rule, rubric, criterion, artifact, model } = exception;
  if ([rule, rubric, criterion, artifact, model].every((key) => key === undefined)) {
    report("Say what is excepted: a `rule`, `rubric`, `criterion`, `artifact` or `model`.", []);
  }
  const expect = (key: keyof RawException, name: string | undefined, known: readonly string[]) => {
    if (name === undefined || known.includes(name)) return;
    const few = known.length > 0 && known.length <= 12 ? ` Known here: ${known.join(", ")}.` : "";
    report(`This policy has no ${key} ${name}.${didYouMean(name, known) || few}`, [key]);
  };
  const asked = rules.flatMap((one) => ("rubric" in one ? [one.rubric] : []));
  expect(
    "rule",
    rule,
    rules.map(({ id }) => id),
  );
  expect("rubric", rubric, [...new Set(asked.map(({ id }) => id))]);
  const searched = rubric === undefined ? asked : asked.filter(({ id }) => id === rubric);
  expect("criterion", criterion, [
    ...new Set(searched.flatMap(({ criteria }) => criteria.map(({ id }) => id))),
  ]);
  expect(
    "artifact",
    artifact,
    rules.flatMap((one) => (one.kind === "license" ? [one.artifact] : [])),
  );
}

/** One policy of several: of rules that ask about the same, the later one counts. */
export function joinPolicies(policies: readonly Policy[]): Policy {
  const name = policies.find((policy) => policy.name !== undefined)?.name;
  return {
    ...(name === undefined ? {} : { name }),
    rules: [...new Map(policies.flatMap(({ rules }) => rules.map((rule) => [rule.id, rule]))).values()],
    exceptions: policies.flatMap(({ exceptions }) => exceptions),
  };
}
