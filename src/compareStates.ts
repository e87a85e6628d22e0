import { assess } from "./assess.ts";
import { checkJudgements } from "./checkJudgements.ts";
import { verdictsOnly } from "./diff/document.ts";
import type { RubricPair } from "./diff/steps.ts";
import { diffProfiles } from "./diff.ts";
import { diffResults, type ResultSide } from "./diffResults.ts";
import { InputError, inputError, type Mistake } from "./errors.ts";
import { exists } from "./files.ts";
import { makeBook } from "./license/book.ts";
import { timed } from "./observe.ts";
import { subjectId } from "./profile/subject.ts";
import {
  type ReadProfileSide,
  type ReadResultSide,
  readSides,
  type SideOptions,
  splitPlace,
} from "./readSide.ts";
import type { DiffDocument } from "./result/diffSchema.ts";
import { onDisk, revisionPlace } from "./revisions.ts";
import { catalogueAt, rubricPairs, rubricsAnywhere } from "./rubricPairs.ts";
import { DEFAULT_RUBRIC, shippedCatalogue, shippedIndex } from "./shipped.ts";

export interface CompareOptions extends SideOptions {
  /** As given; several may stand in one, joined by commas. */
  rubrics: readonly string[] | undefined;
  /** Those that differ from the new ones. */
  oldRubrics: readonly string[] | undefined;
  /** Folders of license files; the shipped catalogue if absent. */
  licenses: string | undefined;
  oldLicenses: string | undefined;
  /** Leaves out models whose verdict is the same. */
  verdictsOnly: boolean;
}

/**
 * Compares two states of profiles or results.
 * @param fresh the new one; undefined: the files of an old one at a revision as they are now
 * @throws InputError with every mistake of what is read
 */
export async function compareStates(
  old: string,
  fresh: string | undefined,
  options: CompareOptions,
): Promise<{ document: DiffDocument; warnings: Mistake[] }> {
  const sides = await timed("profiles", async () =>
    readSides([old, fresh ?? (await asItIsNow(old))], options),
  );
  const [before, after] = sides;
  if (before === undefined || after === undefined) throw new Error("Two sides were asked for.");
  const { document, warnings } =
    before.kind === "profiles" && after.kind === "profiles"
      ? await compareProfiles(before, after, options)
      : await compareResults(before, after, options);
  return { document: options.verdictsOnly ? verdictsOnly(document) : document, warnings: distinct(warnings) };
}

async function asItIsNow(old: string): Promise<string> {
  const [path = old, model] = splitPlace(old);
  const place = (await exists(path)) ? undefined : revisionPlace(path);
  if (place === undefined)
    throw inputError("Name the new state as well: what is to be compared with the old one.");
  const now = await onDisk(place);
  return model === undefined ? now : `${now}#${model}`;
}

async function compareProfiles(
  before: ReadProfileSide,
  after: ReadProfileSide,
  { rubrics: asked = [DEFAULT_RUBRIC], oldRubrics, licenses, oldLicenses }: CompareOptions,
): Promise<{ document: DiffDocument; warnings: Mistake[] }> {
  const fresh = await rubricsAnywhere(asked);
  const old = oldRubrics === undefined ? { rubrics: [], warnings: [] } : await rubricsAnywhere(oldRubrics);
  const pairs = rubricPairs(old.rubrics, fresh.rubrics);
  const catalogue = await catalogueAt(licenses);
  const catalogues = {
    old: oldLicenses === undefined ? catalogue : await catalogueAt(oldLicenses),
    new: catalogue,
  };
  refuseMisjudged(before, pairs, "old");
  refuseMisjudged(after, pairs, "new");
  return {
    document: timed("compare", () => diffProfiles(before, after, pairs, catalogues)),
    warnings: [...old.warnings, ...fresh.warnings, ...before.warnings, ...after.warnings],
  };
}

function refuseMisjudged(
  { profiles }: ReadProfileSide,
  pairs: readonly RubricPair[],
  side: "old" | "new",
): void {
  const rubrics = pairs.map((pair) => pair[side]);
  const mistakes = profiles.flatMap((read) => checkJudgements(read, rubrics));
  if (mistakes.length > 0) throw new InputError(mistakes);
}

/** Profiles beside results are scored first. */
async function compareResults(
  before: ReadProfileSide | ReadResultSide,
  after: ReadProfileSide | ReadResultSide,
  options: CompareOptions,
): Promise<{ document: DiffDocument; warnings: Mistake[] }> {
  for (const [option, value] of Object.entries({
    "--old-rubric": options.oldRubrics,
    "--licenses": options.licenses,
    "--old-licenses": options.oldLicenses,
  })) {
    if (value !== undefined) throw inputError(`${option} is for profiles: results are not scored again.`);
  }
  const known = before.kind === "results" ? before : after.kind === "results" ? after : undefined;
  const ids = known?.document.rubrics.map(({ id }) => id) ?? [];
  const names = options.rubrics ?? ids.filter((id) => shippedIndex().rubrics.includes(id));
  const { rubrics, warnings } = await rubricsAnywhere(names);
  const scored = (side: ReadProfileSide | ReadResultSide): ResultSide => {
    if (side.kind === "profiles") return { ...side, scored: true, document: scoredSide(side, rubrics) };
    if (options.rubrics === undefined) return side;
    const wanted = rubrics.map(({ id }) => id);
    const { document } = side;
    return {
      ...side,
      document: { ...document, rubrics: document.rubrics.filter(({ id }) => wanted.includes(id)) },
    };
  };
  const own = [before, after].flatMap((side) => (side.kind === "profiles" ? side.warnings : []));
  return {
    document: timed("compare", () => diffResults(scored(before), scored(after))),
    warnings: [...warnings, ...own],
  };
}

function scoredSide({ models }: ReadProfileSide, rubrics: RubricPair["new"][]): ResultSide["document"] {
  const subjects = models.map(({ resolved }) => resolved);
  const evidence = new Map(models.map((side) => [subjectId(side.stated), side.evidence]));
  const book = makeBook(subjects, shippedCatalogue());
  return assess(subjects, rubrics, book, { order: "asked", evidence });
}

function distinct(mistakes: readonly Mistake[]): Mistake[] {
  return [...new Map(mistakes.map((one) => [JSON.stringify(one), one])).values()];
}
