import { idOf } from "../importers/common.ts";
import { contextKey, NO_LICENSE } from "../license/properties.ts";
import { subjectId } from "../profile/subject.ts";
import type { Result } from "../result/schema.ts";
import type { ExportInput } from "./types.ts";

/** A license as other formats name it: an id, an expression of ids, or a text that is neither. */
export type NamedLicense = { id: string } | { expression: string } | { name: string };

/** The license behind a text of a profile; undefined for released without one. */
export function namedLicense(
  text: string,
  { subject, book }: Pick<ExportInput, "subject" | "book">,
): NamedLicense | undefined {
  if (text === NO_LICENSE) return undefined;
  const alternatives = book.expressions[contextKey(text, subjectId(subject))] ?? book.expressions[text];
  const [only, ...others] = alternatives ?? [];
  const [id, ...more] = only ?? [];
  if (id === undefined || !isId(id)) return { name: text };
  if (others.length === 0 && more.length === 0) return { id };
  return (alternatives ?? []).flat().every(isId) ? { expression: text } : { name: text };
}

/** Ids of ambiguous names stand for several licenses, and are ours alone. */
function isId(id: string): boolean {
  return /^[A-Za-z0-9.+-]+$/.test(id);
}

/** The same as one text. */
export function licenseWord(license: NamedLicense): string {
  if ("id" in license) return license.id;
  return "expression" in license ? license.expression : license.name;
}

/** Every link of the evidence, each once. */
export function linksOf({ evidence }: Pick<ExportInput, "evidence">): string[] {
  return [...new Set(Object.values(evidence).flatMap((list) => list.flatMap(({ url }) => url ?? [])))];
}

/** `owner/name` on the Hugging Face Hub, where evidence of the weights or the model card leads to what is called so. */
export function hubNameOf({
  evidence,
  subject,
}: Pick<ExportInput, "evidence" | "subject">): string | undefined {
  const keys = ["weights.final", "doc.model-card", "license:weights", "license:default"];
  const urls = keys.flatMap((key) => (evidence[key] ?? []).flatMap(({ url }) => url ?? []));
  const called = [subject.model.id, idOf(subject.model.name)];
  return urls.flatMap((url) => {
    const [, owner, name] = /^https:\/\/huggingface\.co\/([\w.-]+)\/([\w.-]+)/.exec(url) ?? [];
    return name !== undefined && called.includes(idOf(name)) ? [`${owner}/${name}`] : [];
  })[0];
}

/** What a rubric says of each criterion: `openness:RUBRIC` and `openness:RUBRIC:CRITERION`. */
export function verdictProperties({
  results,
}: Pick<ExportInput, "results">): { name: string; value: string }[] {
  return results
    .filter(({ assessed }) => assessed)
    .flatMap((result) => [
      { name: `openness:${result.rubric}`, value: verdictOf(result) },
      ...(result.changed === undefined
        ? []
        : [{ name: `openness:${result.rubric}:changed`, value: result.changed }]),
      ...result.criteria.map(({ id, level, possible }) => ({
        name: `openness:${result.rubric}:${id}`,
        value: level ?? `unknown: ${possible.join(" or ")}`,
      })),
    ]);
}

function verdictOf({ label, score }: Result): string {
  const name = label === null ? undefined : (label.id ?? `unknown: ${label.possible.join(" or ")}`);
  if (name !== undefined) return name;
  return score === null ? "unknown" : `${round(score.lower)} to ${round(score.upper)} of ${score.max}`;
}

function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}
