import type { CheckDocument } from "../../result/checkSchema.ts";
import { disarmed, jsonText } from "../../text.ts";
import { changedText } from "../verdict.ts";
import { ownFile, uriOf } from "./uri.ts";
import { alertRule, breachText, exceptionWords, modelId, type Row, rowsOf, ruleWords } from "./words.ts";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** What paths of the shipped profiles are relative to. */
const SHIPPED_BASE = "OPENNESS";

/**
 * SARIF 2.1.0 of OASIS: a rule per criterion, a result per breach at its line. Fingerprints stay the same as long as
 * a breach is about the same.
 */
export function sarif(document: CheckDocument): string {
  const rows = rowsOf(document);
  const ids = [...new Set(rows.map(alertRule))];
  const rules = ids.flatMap((id) => {
    const row = rows.find((one) => alertRule(one) === id);
    return row === undefined ? [] : [ruleObject(id, row, document)];
  });
  const run = {
    tool: {
      driver: {
        name: "openness",
        version: document.tool.version,
        semanticVersion: document.tool.version,
        rules,
      },
    },
    columnKind: "utf16CodeUnits",
    ...(rows.some(({ model }) => model.shipped)
      ? {
          originalUriBaseIds: {
            [SHIPPED_BASE]: { description: { text: "The folder in which openness is installed." } },
          },
        }
      : {}),
    results: rows.map((row) => resultObject(row, ids.indexOf(alertRule(row)), document)),
  };
  return `${jsonText({ $schema: SCHEMA, version: "2.1.0", runs: [run] }, 2)}\n`;
}

function ruleObject(id: string, row: Row, { rubrics }: CheckDocument): object {
  const { rule, breach } = row;
  const rubric = rubrics.find((one) => one.id === rule.rubric);
  const criterion = rubric?.criteria.find((one) => one.id === (breach.criterion ?? rule.criterion));
  const name = criterion === undefined ? ruleWords(rule) : `${rubric?.name}: ${criterion.name}`;
  const about = criterion?.question ?? name;
  const note = rubric?.changed === undefined ? "" : ` ${changedText(rubric)}`;
  return {
    id: clean(id),
    shortDescription: { text: clean(name) },
    fullDescription: { text: clean(about) },
    help: { text: clean(`${about}\n\nAsked by the rule ${rule.id}: ${ruleWords(rule)}.${note}`) },
    defaultConfiguration: { level: "error" },
    properties: { tags: [...new Set(["openness", rule.rubric ?? rule.kind])] },
  };
}

const LEVELS = { failed: "error", warned: "warning", known: "note", excepted: "note" } as const;

function resultObject(row: Row, ruleIndex: number, { baseline }: CheckDocument): object {
  const { model, breach, rule } = row;
  const { status, fingerprint, exception } = breach;
  const justification = exceptionWords(breach);
  return {
    ruleId: clean(alertRule(row)),
    ruleIndex,
    level: LEVELS[status],
    message: { text: clean(breachText(row)) },
    locations: [locationObject(row)],
    partialFingerprints: { "openness/v1": fingerprint },
    ...(baseline === null ? {} : { baselineState: status === "known" ? "unchanged" : "new" }),
    ...(status === "excepted" && justification !== undefined
      ? { suppressions: [{ kind: "external", status: "accepted", justification: clean(justification) }] }
      : {}),
    properties: {
      model: clean(modelId(model)),
      rule: clean(rule.id),
      outcome: breach.outcome,
      status,
      ...(exception?.expired ? { exceptionEnded: exception.until } : {}),
    },
  };
}

function locationObject({ model, breach }: Row): object {
  const { line, column, file } = breach.place;
  const logical = { fullyQualifiedName: clean(modelId(model)), kind: "resource" };
  const own = ownFile(model, breach.place);
  const region = { startLine: line ?? 1, startColumn: column ?? 1 };
  if (own === undefined && !model.shipped) return { logicalLocations: [logical] };
  const artifactLocation =
    own === undefined ? { uri: uriOf(file), uriBaseId: SHIPPED_BASE } : { uri: uriOf(own) };
  return { physicalLocation: { artifactLocation, region }, logicalLocations: [logical] };
}

function clean(text: string): string {
  return disarmed(text);
}
