import { subjectId } from "../profile/subject.ts";
import type { Cause, ModelDiff } from "../result/diffSchema.ts";
import type { Result, ResultDocument, SubjectResult } from "../result/schema.ts";
import { evidenceChanges } from "./beside.ts";
import { addFacts, differences, type Fields, state } from "./fields.ts";

/** A row of a results file: one model, or a vendor for which one of its models stands, under every rubric. */
export interface ResultRow {
  vendor: Result["vendor"];
  model: Result["model"];
  results: Map<string, Result>;
  subject: SubjectResult | undefined;
}

/** The rows of a results file, by `vendor/model`, or by vendor where models are rolled up. */
export function rowsOf({ results, subjects = {} }: ResultDocument): Map<string, ResultRow> {
  const rows = new Map<string, ResultRow>();
  for (const result of results) {
    const id = result.rollup === undefined ? subjectId(result) : result.vendor.id;
    const subject = Object.hasOwn(subjects, subjectId(result)) ? subjects[subjectId(result)] : undefined;
    const { vendor, model } = result;
    const row = rows.get(id) ?? { vendor, model, results: new Map<string, Result>(), subject };
    row.results.set(result.rubric, result);
    rows.set(id, row);
  }
  return rows;
}

/** What two rows say differently of the same model, as far as the files tell. */
export function rowChanges(
  before: ResultRow,
  after: ResultRow,
): Pick<ModelDiff, "changes" | "evidence"> & { told: boolean } {
  const told = before.subject !== undefined && after.subject !== undefined;
  const facts = differences(rowFields(before, told), rowFields(after, told));
  const disputes = differences(disputedFields(before), disputedFields(after));
  return {
    changes: [
      ...facts.map((one) => ({ cause: "facts" as const, ...one })),
      ...disputes.map((one) => ({ cause: "evidence" as const, ...one })),
    ],
    evidence: told
      ? evidenceChanges({ "": evidenceIn(before.subject) }, { "": evidenceIn(after.subject) })
      : [],
    told,
  };
}

function rowFields({ vendor, model, subject }: ResultRow, told: boolean): Fields {
  const fields: Fields = new Map();
  for (const [field, value] of Object.entries(vendor)) state(fields, "vendor", field, value);
  for (const [field, value] of Object.entries(model)) state(fields, "model", field, value);
  if (!told || subject === undefined) return fields;
  if (subject.claims.length > 0) state(fields, "claims", "says", subject.claims);
  addFacts(fields, subject.facts);
  return fields;
}

function disputedFields({ results }: ResultRow): Fields {
  const fields: Fields = new Map();
  for (const { disputes = [] } of results.values()) {
    for (const { about, why } of disputes) state(fields, about, "disputed", why);
  }
  return fields;
}

/** Without what zod leaves undefined. */
function evidenceIn(subject: SubjectResult | undefined) {
  return (subject?.evidence ?? []).map((item) => JSON.parse(JSON.stringify(item)) as Record<string, string>);
}

/** What may have moved a verdict, as far as two files tell. */
export interface Suspects {
  /** The rubric is another, by its hash. */
  rubric: boolean;
  /** Another version of the tool wrote them, which has a license catalogue of its own. */
  tool: boolean;
  /** What they were made from differs, or the files do not tell. */
  profile: boolean;
}

/** The cause of a move, if there is only one that it can be. */
export function onlyCause({ rubric, tool, profile }: Suspects): Cause {
  const suspects = [rubric && "rubric", tool && "tool", profile && "profile"] as const;
  const [first, ...others] = suspects.filter((one) => one !== false);
  if (others.length > 0) return "unseparated";
  return first ?? "profile";
}

/** Whether people judged any of it: of judgements a file tells no more than where they led. */
export function isJudged({ criteria }: Result): boolean {
  return criteria.some(({ by }) => by === "judgement");
}
