import { dirname, isAbsolute, join } from "node:path";
import { InputError, inputError, type Mistake } from "./errors.ts";
import { readText, STDIN } from "./files.ts";
import { resolveLicense } from "./license/resolve.ts";
import { readRubricFile } from "./loadRubric.ts";
import { definedEntries } from "./objects.ts";
import type { LicenseLookup } from "./policy/licenses.ts";
import { readPolicy } from "./policy/read.ts";
import type { Report } from "./policy/rubrics.ts";
import { type Baseline, baselineSchema, policySchema, type RawPolicy } from "./policy/schema.ts";
import type { Policy, UnknownMode } from "./policy/types.ts";
import type { Rubric } from "./rubric/types.ts";
import { shippedCatalogue, shippedIndex, shippedRubric } from "./shipped.ts";
import { didYouMean } from "./spelling.ts";
import { validate } from "./validation.ts";
import { parseYaml, type YamlDocument } from "./yaml.ts";

/**
 * Reads and checks a policy file, and the rubric files that it names.
 * @param unknown for rules of which the policy does not say it, in place of what it says of all
 * @returns the policy, with warnings about its rubrics
 * @throws InputError with every mistake at once
 */
export async function loadPolicy(
  file: string,
  unknown?: UnknownMode,
): Promise<{ policy: Policy; warnings: Mistake[] }> {
  const document = await onlyDocument(file, "openness-policy/1");
  const { policy, mistakes } = await readPolicyDocument(document, file, unknown);
  if (policy === undefined) throw new InputError(mistakes);
  return { policy, warnings: mistakes };
}

/**
 * Reads a file of known breaches.
 * @throws InputError with every mistake at once
 */
export async function loadBaseline(file: string): Promise<Baseline> {
  const { value, mistakes } = validate(await onlyDocument(file, "openness-baseline/1"), baselineSchema);
  if (value === undefined) throw new InputError(mistakes);
  return value;
}

async function onlyDocument(file: string, schema: string): Promise<YamlDocument> {
  const { documents, mistakes } = parseYaml(await readText(file), file);
  if (mistakes.length > 0) throw new InputError(mistakes);
  const [document, second] = documents;
  if (document === undefined)
    throw inputError(`It is empty: expected \`schema: ${schema}\` and what follows it.`, { file });
  if (second !== undefined) throw inputError("It holds several documents; expected one.", { file });
  return document;
}

/** Reads one document that claims to be a policy; the policy is there if nothing is wrong but warnings. */
export async function readPolicyDocument(
  document: YamlDocument,
  file: string,
  unknown?: UnknownMode,
): Promise<{ policy: Policy | undefined; mistakes: Mistake[] }> {
  const { value: raw, mistakes } = validate(document, policySchema);
  if (raw === undefined) return { policy: undefined, mistakes };
  const found: Mistake[] = [];
  const report: Report = (message, path, key) => {
    found.push({ message, place: document.locate(path, key), severity: "error" });
  };
  const rubrics = new Map<string, Rubric>();
  for (const [key, path] of rubricsNamed(raw)) {
    if (rubrics.has(key)) continue;
    const own = raw.rubrics?.[key]?.file;
    const read = own === undefined ? shippedCalled(key) : await rubricIn(own, key, file);
    for (const message of read.problems) report(message, path, path.at(-1) === key ? "key" : undefined);
    found.push(...read.mistakes);
    if (read.rubric !== undefined) rubrics.set(key, read.rubric);
  }
  const policy = readPolicy(
    { ...raw, unknown: unknown ?? raw.unknown },
    { rubrics, licenses: licenseLookup() },
    report,
  );
  return { policy: found.some(({ severity }) => severity === "error") ? undefined : policy, mistakes: found };
}

/** Every rubric that a policy names, and where. */
function rubricsNamed({ rubrics, frameworks = [] }: RawPolicy): [string, PropertyKey[]][] {
  return [
    ...definedEntries(rubrics).map(([key, { file }]): [string, PropertyKey[]] => [
      key,
      ["rubrics", key, ...(file === undefined ? [] : ["file"])],
    ]),
    ...frameworks.map((key, at): [string, PropertyKey[]] => [key, ["frameworks", at]]),
  ];
}

interface NamedRubric {
  rubric: Rubric | undefined;
  /** Said of the place where the policy names it. */
  problems: string[];
  /** Of its own file. */
  mistakes: Mistake[];
}

function shippedCalled(id: string): NamedRubric {
  const { rubrics } = shippedIndex();
  if (rubrics.includes(id)) return { rubric: shippedRubric(id), problems: [], mistakes: [] };
  const near =
    didYouMean(id, rubrics) || ` Shipped: ${rubrics.join(", ")}. Name the \`file\` of another one.`;
  return { rubric: undefined, problems: [`There is no shipped rubric ${id}.${near}`], mistakes: [] };
}

async function rubricIn(path: string, id: string, policy: string): Promise<NamedRubric> {
  const file = isAbsolute(path) || policy === STDIN ? path : join(dirname(policy), path);
  try {
    const { rubric, mistakes } = await readRubricFile(file);
    const other = rubric !== undefined && rubric.id !== id;
    const problems = other ? [`The rubric in ${path} is called ${rubric.id}: name it so here.`] : [];
    return { rubric: other ? undefined : rubric, problems, mistakes };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { rubric: undefined, problems: [], mistakes: [...error.mistakes] };
  }
}

/** What names of licenses stand for; the catalogue is read when the first one is asked for. */
export function licenseLookup(): LicenseLookup {
  let catalogue: ReturnType<typeof shippedCatalogue> | undefined;
  const read = () => {
    catalogue ??= shippedCatalogue();
    return catalogue;
  };
  return { resolve: (text) => resolveLicense(text, read()), known: () => Object.values(read().names) };
}
