import { checkJudgements } from "./checkJudgements.ts";
import { InputError, type Mistake, type Place } from "./errors.ts";
import { dataFilesIn, isFolder, readText, STDIN } from "./files.ts";
import { contextOf } from "./license/book.ts";
import type { Catalogue } from "./license/catalogue.ts";
import { lighterThan } from "./license/compare.ts";
import { NO_LICENSE } from "./license/properties.ts";
import { type LicenseContext, resolveLicense } from "./license/resolve.ts";
import { licenseFileSchema, licenseNamesSchema, licenseSetsSchema } from "./license/schema.ts";
import { similarLicenses } from "./license/similar.ts";
import { readConfig } from "./loadConfig.ts";
import { readPolicyDocument } from "./loadPolicy.ts";
import { readRubricDocument } from "./loadRubric.ts";
import { definedEntries } from "./objects.ts";
import { counting, timed, used } from "./observe.ts";
import { baselineSchema } from "./policy/schema.ts";
import { resolveBaseModels } from "./profile/baseModels.ts";
import { factsWithEvidence } from "./profile/evidence.ts";
import { type ReadProfile, readDocument, repeatedVendors, schemaOf } from "./profile/read.ts";
import { ageMistakes, strictMistakes } from "./profile/strict.ts";
import { type Subject, statedLicense, subjectId } from "./profile/subject.ts";
import { shippedCatalogue, shippedIndex, shippedRubric, shippedSubjects } from "./shipped.ts";
import { didYouMean } from "./spelling.ts";
import { orList, shortText } from "./text.ts";
import { validate } from "./validation.ts";
import { parseYaml, type YamlDocument } from "./yaml.ts";

export interface Validation {
  /** How many files were read as which format. */
  files: {
    profiles: number;
    rubrics: number;
    configurations: number;
    policies: number;
    licenses: number;
    skipped: string[];
  };
  mistakes: Mistake[];
  /** Facts that a profile itself calls disputed: no mistakes, but to be seen. */
  disputes: Mistake[];
  /** Every link of every document. */
  links: StatedLink[];
}

/** A link and where it stands. */
export interface StatedLink {
  url: string;
  /** The day on which it was read, where that stands beside it. */
  accessed: string | undefined;
  place(): Place;
}

interface FileValidation {
  kind: "profile" | "rubric" | "configuration" | "licenses" | "policy" | "skipped" | "broken";
  profiles: ReadProfile[];
  mistakes: Mistake[];
  links?: StatedLink[];
}

type Check = (document: YamlDocument, file: string) => FileValidation | Promise<FileValidation>;

/** How a document is checked, by its `schema:` line. */
const CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ["openness-profile/1", (document, file) => ({ kind: "profile", ...readDocument(document, file) })],
  [
    "openness-rubric/1",
    (document) => ({ kind: "rubric", profiles: [], mistakes: readRubricDocument(document).mistakes }),
  ],
  ["openness-policy/1", checkPolicy],
  ["openness-baseline/1", (document) => ({ kind: "policy", profiles: [], ...checkBaseline(document) })],
  ["openness-config/1", checkConfig],
  ["openness-licenses/1", (document) => checkLicenses(document, licenseFileSchema)],
  ["openness-license-sets/1", (document) => checkLicenses(document, licenseSetsSchema)],
  ["openness-license-names/1", (document) => checkLicenses(document, licenseNamesSchema)],
]);

async function checkPolicy(document: YamlDocument, file: string): Promise<FileValidation> {
  const { mistakes } = await readPolicyDocument(document, file);
  return { kind: "policy", profiles: [], mistakes };
}

function checkBaseline(document: YamlDocument): Pick<FileValidation, "mistakes"> {
  return { mistakes: validate(document, baselineSchema).mistakes };
}

async function checkConfig(document: YamlDocument, file: string): Promise<FileValidation> {
  return { kind: "configuration", profiles: [], mistakes: (await readConfig(document, file)).mistakes };
}

function checkLicenses(
  document: YamlDocument,
  schema: typeof licenseFileSchema | typeof licenseSetsSchema | typeof licenseNamesSchema,
): FileValidation {
  return { kind: "licenses", profiles: [], mistakes: validate(document, schema).mistakes };
}

export interface ValidateOptions {
  /** Holds profiles to what people are to cite: see strictMistakes; warnings about facts become mistakes. */
  strict?: boolean | undefined;
  /** In days: how old evidence may be. */
  maxAge?: number | undefined;
  /** ISO 8601: the day to count from. */
  today?: string | undefined;
}

/** Checks files and folders of anything that has a `schema:` line; every mistake comes back at once. */
export function validateFiles(paths: readonly string[], options: ValidateOptions = {}): Promise<Validation> {
  return timed("validate", () => validated(paths, options));
}

async function validated(
  paths: readonly string[],
  { strict = false, maxAge, today }: ValidateOptions,
): Promise<Validation> {
  const listed = await Promise.all(paths.map(filesAt));
  const all = listed.flatMap(({ files, named }) => files.map((file) => ({ file, named })));
  const counter = counting("files", all.length);
  const checked = await Promise.all(
    all.map(async ({ file, named }) => {
      used("files", file);
      const validation = await validateFile(file, named);
      counter.add();
      return validation;
    }),
  ).finally(counter.stop);
  const profiles = checked.flatMap((one) => one.profiles);
  const mistakes = [
    ...listed.flatMap((one) => one.mistakes),
    ...checked.flatMap((one) => one.mistakes),
    ...repeatedVendors(profiles),
    ...(await crossCheck(profiles, strict)),
    ...(strict ? profiles.flatMap(strictMistakes) : []),
    ...(today === undefined ? [] : profiles.flatMap((profile) => ageMistakes(profile, today, maxAge))),
  ];
  const count = (kind: FileValidation["kind"]) => checked.filter((one) => one.kind === kind).length;
  const files = listed.flatMap((one) => one.files);
  const skipped = files.filter((_, at) => checked[at]?.kind === "skipped");
  return {
    files: {
      profiles: count("profile"),
      rubrics: count("rubric"),
      configurations: count("configuration"),
      policies: count("policy"),
      licenses: count("licenses"),
      skipped,
    },
    mistakes,
    disputes: profiles.flatMap(disputesIn),
    links: checked.flatMap(({ kind, links }) => (kind === "skipped" ? [] : (links ?? []))),
  };
}

function disputesIn({ profile, document }: ReadProfile): Mistake[] {
  return profile.models.flatMap((model, at) =>
    factsWithEvidence(model).flatMap(({ path, fact }): Mistake[] => {
      if (fact.disputed === undefined) return [];
      const place = document.locate(["models", at, ...path, "disputed"]);
      return [{ message: `Disputed: ${fact.disputed}`, place, severity: "warning" }];
    }),
  );
}

/** What stands under `url` or `archived` anywhere in a document. */
function linksIn(document: YamlDocument): StatedLink[] {
  const links: StatedLink[] = [];
  const visit = (value: object, path: PropertyKey[]) => {
    const { accessed } = value as { accessed?: unknown };
    const day = typeof accessed === "string" ? accessed : undefined;
    for (const [key, item] of Object.entries(value)) {
      const here = [...path, Array.isArray(value) ? Number(key) : key];
      if (isLink(key, item)) links.push({ url: item, accessed: day, place: () => document.locate(here) });
      else if (typeof item === "object" && item !== null) visit(item, here);
    }
  };
  if (typeof document.value === "object" && document.value !== null) visit(document.value, []);
  return links;
}

function isLink(key: string, item: unknown): item is string {
  return (key === "url" || key === "archived") && typeof item === "string" && URL.canParse(item);
}

interface Listing {
  files: string[];
  /** Whether the user named the file, rather than a folder around it. */
  named: boolean;
  mistakes: Mistake[];
}

async function filesAt(path: string): Promise<Listing> {
  try {
    if (path === STDIN || !(await isFolder(path))) return { files: [path], named: true, mistakes: [] };
    const files = await dataFilesIn(path);
    if (files.length > 0) return { files, named: false, mistakes: [] };
    const message = "There are no YAML or JSON files in this folder.";
    return { files, named: false, mistakes: [{ message, place: { file: path }, severity: "error" }] };
  } catch (error) {
    if (error instanceof InputError) return { files: [], named: true, mistakes: [...error.mistakes] };
    throw error;
  }
}

async function validateFile(file: string, named: boolean): Promise<FileValidation> {
  try {
    const { documents, mistakes } = parseYaml(await readText(file), file);
    if (mistakes.length > 0) return { kind: "broken", profiles: [], mistakes };
    if (documents.length === 0)
      return broken("It is empty: expected a `schema:` line and what follows it.", file);
    const checked = await Promise.all(documents.map((document) => validateDocument(document, file, named)));
    return {
      kind: checked[0]?.kind ?? "broken",
      profiles: checked.flatMap(({ profiles }) => profiles),
      mistakes: checked.flatMap((one) => one.mistakes),
      links: documents.flatMap((document) => linksIn(document)),
    };
  } catch (error) {
    if (error instanceof InputError) return { kind: "broken", profiles: [], mistakes: [...error.mistakes] };
    throw error;
  }
}

function broken(message: string, file: string): FileValidation {
  return { kind: "broken", profiles: [], mistakes: [{ message, place: { file }, severity: "error" }] };
}

async function validateDocument(
  document: YamlDocument,
  file: string,
  named: boolean,
): Promise<FileValidation> {
  const schema = schemaOf(document);
  const check = schema === undefined ? undefined : CHECKS.get(schema);
  if (check !== undefined) return check(document, file);
  // A folder may hold other files; one that is named, or that claims to be ours, may not be another's.
  if (!named && (schema === undefined || !schema.startsWith("openness"))) {
    return { kind: "skipped", profiles: [], mistakes: [] };
  }
  const kinds = [...CHECKS.keys()];
  const wanted = `expected a line \`schema:\` with ${orList(kinds)}`;
  const message =
    schema === undefined
      ? `It does not say what it is: ${wanted}.`
      : `There is no format ${shortText(schema)}: ${wanted}.${didYouMean(schema, kinds)}`;
  return {
    kind: "broken",
    profiles: [],
    mistakes: [{ message, place: document.locate(["schema"]), severity: "error" }],
  };
}

/** What needs more than one file to see: base models, and licenses that nobody can resolve. */
async function crossCheck(profiles: readonly ReadProfile[], strict: boolean): Promise<Mistake[]> {
  if (profiles.length === 0) return [];
  const subjects = profiles.flatMap((profile) => profile.subjects);
  const known = [...shippedSubjects(), ...subjects];
  const { subjects: resolved, missing } = resolveBaseModels(subjects, known);
  const catalogue = shippedCatalogue();
  const doubts = [
    ...profiles.flatMap((profile) => unresolvedLicenses(profile, catalogue)),
    ...resolved.flatMap((subject) => relabelling(subject, profiles, catalogue)),
  ];
  return [
    ...missing.map(({ subject, base }) => unknownBase(subject, base, profiles)),
    ...(strict ? doubts.map((doubt): Mistake => ({ ...doubt, severity: "error" })) : doubts),
    ...(strict ? subjects.flatMap((subject) => beforeItsBase(subject, known, profiles)) : []),
    ...judgementMistakes(profiles),
  ];
}

/** A model that is older than what it was made from. */
function beforeItsBase(
  subject: Subject,
  known: readonly Subject[],
  profiles: readonly ReadProfile[],
): Mistake[] {
  const base = known.findLast((one) => subjectId(one) === subject.base?.id)?.model.released;
  const released = subject.model.released;
  if (base === undefined || released === undefined) return [];
  // Dates may be without day or month: what both tell is compared.
  const digits = Math.min(base.length, released.length);
  if (released.slice(0, digits) >= base.slice(0, digits)) return [];
  const message = `It was released on ${released}, before its base model ${subject.base?.id} (${base}).`;
  return [{ message, place: placeInModel(subject, profiles, "released"), severity: "error" }];
}

/** What was judged under shipped rubrics; a rubric that is not shipped may be a file of the user's. */
function judgementMistakes(profiles: readonly ReadProfile[]): Mistake[] {
  const { rubrics: ids } = shippedIndex();
  const named = new Set(profiles.flatMap(({ profile }) => rubricsJudged(profile).map(({ id }) => id)));
  const rubrics = ids.filter((id) => named.has(id)).map(shippedRubric);
  return profiles.flatMap((read) => [
    ...checkJudgements(read, rubrics),
    ...rubricsJudged(read.profile).flatMap(({ id, path }): Mistake[] => {
      if (ids.includes(id)) return [];
      const message = `There is no shipped rubric ${id}: what is judged under it counts only with -r and its file.${didYouMean(id, ids)}`;
      return [{ message, place: read.document.locate(path), severity: "warning" }];
    }),
  ]);
}

function rubricsJudged(profile: ReadProfile["profile"]): { id: string; path: PropertyKey[] }[] {
  return [
    ...Object.keys(profile.judgements ?? {}).map((id) => ({ id, path: ["judgements", id] })),
    ...profile.models.flatMap(({ judgements }, at) =>
      Object.keys(judgements ?? {}).map((id) => ({ id, path: ["models", at, "judgements", id] })),
    ),
  ];
}

function unknownBase(subject: Subject, base: string, profiles: readonly ReadProfile[]): Mistake {
  const message = `The base model ${base} of ${subjectId(subject)} is in no loaded profile: what depends on it counts as unknown.`;
  return { message, place: placeInModel(subject, profiles, "baseModel"), severity: "warning" };
}

/** A label that promises more than the base model's license allows; `disputed` beside the base settles it. */
function relabelling(subject: Subject, profiles: readonly ReadProfile[], catalogue: Catalogue): Mistake[] {
  if (subject.disputes.some(({ about }) => about === "base")) return [];
  const own = statedLicense(subject, "weights.final")?.text;
  const base = subject.base?.license;
  if (own === undefined || base === undefined) return [];
  const lighter = lighterThan(own, base, catalogue, contextOf(subject));
  if (lighter.length === 0) return [];
  const message = `The weights are labelled ${own}, but ${base} of the base model ${subject.base?.id} binds them as well: ${lighter.join(", ")}. If that is so, say it with \`disputed\` beside the base model.`;
  return [{ message, place: placeInModel(subject, profiles, "baseModel"), severity: "warning" }];
}

function placeInModel(subject: Subject, profiles: readonly ReadProfile[], key: string): Place | undefined {
  const owner = profiles.find(({ subjects }) =>
    subjects.some((one) => subjectId(one) === subjectId(subject)),
  );
  const position = owner?.subjects.findIndex((one) => subjectId(one) === subjectId(subject)) ?? 0;
  return owner?.document.locate(["models", position, key]);
}

function unresolvedLicenses({ profile, document, subjects }: ReadProfile, catalogue: Catalogue): Mistake[] {
  return profile.models.flatMap((model, at) => {
    const stated: [PropertyKey[], string | undefined][] = [
      [["license"], model.license],
      ...definedEntries(model.licenses).map(([kind, text]): [PropertyKey[], string] => [
        ["licenses", kind],
        text,
      ]),
      ...definedEntries(model.artifacts).map(([id, { license }]): [PropertyKey[], string | undefined] => [
        ["artifacts", id, "license"],
        license,
      ]),
      [["baseModel", "license"], model.baseModel?.license],
    ];
    const subject = subjects[at];
    return stated.flatMap(([path, text]) => {
      const known = text === undefined || text === NO_LICENSE || subject === undefined;
      const problem = known ? undefined : licenseProblem(text, catalogue, contextOf(subject));
      if (problem === undefined) return [];
      return [
        { message: problem, place: document.locate(["models", at, ...path]), severity: "warning" as const },
      ];
    });
  });
}

function licenseProblem(text: string, catalogue: Catalogue, context: LicenseContext): string | undefined {
  const resolution = resolveLicense(text, catalogue, context);
  if (resolution.outcome === "ambiguous") {
    const { candidates, why } = resolution;
    return `The license ${text} may be ${orList(candidates)}: ${why} Only what these have in common counts.`;
  }
  if (resolution.outcome !== "unresolved") return undefined;
  const similar = similarLicenses(text, catalogue).slice(0, 3);
  const hint = similar.length > 0 ? ` Did you mean ${orList(similar)}?` : "";
  return `The license ${text} cannot be resolved. ${resolution.why}${hint} What it permits counts as unknown.`;
}
