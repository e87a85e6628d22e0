import { basename, dirname } from "node:path";
import { versionOf } from "./diff/document.ts";
import { modelOutcome } from "./diff/models.ts";
import { modelSides, modelsIn, type ProfiledModel } from "./diff/sides.ts";
import type { ModelSide } from "./diff/steps.ts";
import { verdictOf } from "./diff/verdicts.ts";
import { InputError, inputError } from "./errors.ts";
import { exists, isFolder, looksLikePath } from "./files.ts";
import { makeBook } from "./license/book.ts";
import type { Catalogue } from "./license/catalogue.ts";
import { foreignReader } from "./loadForeign.ts";

import { timed } from "./observe.ts";
import { readProfileText } from "./profile/read.ts";
import type { Subject } from "./profile/subject.ts";
import { flagshipOf } from "./rank/rollup.ts";
import { readSides, type SideOptions, splitPlace } from "./readSide.ts";
import type { HistoryDocument, HistoryRow } from "./result/historySchema.ts";
import { type FileCommit, fileHistory, revisionPlace, type TrackedFile } from "./revisions.ts";
import type { Rubric } from "./rubric/types.ts";
import { scoreModel } from "./score/score.ts";
import { shippedCatalogue, shippedSubjects } from "./shipped.ts";
import { shortText } from "./text.ts";
import { VERSION } from "./version.ts";

export interface HistoryOptions extends SideOptions {
  /** Held fixed, as are the license catalogue and the profiles of others. */
  rubrics: readonly Rubric[];
  over: "commits" | "releases";
  /** Rows to show. */
  last: number;
}

/**
 * How the verdicts of a vendor moved.
 * @param what a vendor, `vendor/model`, a file of profiles, `FILE#model`; for commits also `REVISION:PATH`
 * @throws InputError if it means nothing, or there is no history to it
 */
export function historyOf(what: string, options: HistoryOptions): Promise<HistoryDocument> {
  return timed("history", () => (options.over === "commits" ? overCommits : overReleases)(what, options));
}

async function overReleases(what: string, options: HistoryOptions): Promise<HistoryDocument> {
  const [side] = await readSides([what], options);
  if (side?.kind !== "profiles") throw inputError("A history is of profiles, not of results.");
  const vendor = side.models[0]?.stated.vendor;
  const own = side.models.filter(({ stated }) => stated.vendor.id === vendor?.id);
  const released = (one: ModelSide) => one.stated.model.released ?? "";
  // Those without a date have no place in the order: they come last.
  const sorted = [...own].sort((a, b) => compare(released(a) || "~", released(b) || "~"));
  const catalogue = shippedCatalogue();
  const rows = sorted.map(
    (one): HistoryRow => ({
      date: one.stated.model.released ?? null,
      ...modelRow(one, options.rubrics, catalogue),
      causes: [],
    }),
  );
  const shown = rows.slice(-options.last);
  return { ...headOf(what, options), vendor: nameOf(vendor), left: rows.length - shown.length, rows: shown };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function headOf(
  source: string,
  { rubrics, over }: HistoryOptions,
): Pick<HistoryDocument, "schemaVersion" | "tool" | "over" | "source" | "rubrics"> {
  return {
    schemaVersion: "1.0.0",
    tool: { name: "openness", version: VERSION },
    over,
    source,
    rubrics: rubrics.map(versionOf),
  };
}

function nameOf(vendor: Subject["vendor"] | undefined): HistoryDocument["vendor"] {
  return vendor === undefined ? null : { id: vendor.id, name: vendor.name };
}

function modelRow(
  { resolved }: ModelSide,
  rubrics: readonly Rubric[],
  catalogue: Catalogue,
): Pick<HistoryRow, "model" | "verdicts"> {
  const { model } = resolved;
  const book = makeBook([resolved], catalogue);
  const verdicts = rubrics.map((rubric) => ({
    rubric: rubric.id,
    ...verdictOf(scoreModel(resolved, rubric, book)),
  }));
  return { model: { id: model.id, name: model.name }, verdicts };
}

async function overCommits(what: string, options: HistoryOptions): Promise<HistoryDocument> {
  const { file, model } = await trackedFile(what);
  const commits = await fileHistory(file, options.last + 1);
  if (commits.length === 0) {
    throw inputError(
      `No commit up to ${file.revision} has changed ${shortText(file.item)}: is it tracked there?`,
    );
  }
  const shown = commits.slice(0, options.last).reverse();
  const shipped = options.shipped ? shippedSubjects([]) : [];
  const catalogue = shippedCatalogue();
  const states = await Promise.all(shown.map((commit) => stateAt(commit, model, shipped, options.from)));
  const rows = states.map((state, at) => commitRow(state, states[at - 1], options.rubrics, catalogue));
  const vendor = states.findLast(({ side }) => side !== undefined)?.side?.stated.vendor;
  return { ...headOf(what, options), vendor: nameOf(vendor), left: commits.length - shown.length, rows };
}

async function trackedFile(what: string): Promise<{ file: TrackedFile; model: string | undefined }> {
  const [path = what, model] = splitPlace(what);
  if (await exists(path)) {
    if (await isFolder(path))
      throw inputError("It is a folder: name the file of one vendor.", { file: path });
    const file = { item: what, folder: dirname(path), revision: "HEAD", path: `:(literal)${basename(path)}` };
    return { file, model };
  }
  const place = revisionPlace(path);
  if (place !== undefined) {
    const magic = place.path.startsWith(".") ? "literal" : "top,literal";
    const revision = place.revision || "HEAD";
    return { file: { item: what, folder: ".", revision, path: `:(${magic})${place.path}` }, model };
  }
  const [vendor = "", id] = what.split("/", 2);
  const own = `profiles/${vendor}.yaml`;
  if (looksLikePath(what) || !(await exists(own))) {
    throw inputError(
      `Commits are of a file, and ${looksLikePath(what) ? shortText(path) : own} is not here: name the profile's file, or leave --over commits out.`,
    );
  }
  return {
    file: { item: own, folder: dirname(own), revision: "HEAD", path: `:(literal)${basename(own)}` },
    model: id,
  };
}

interface CommitState {
  commit: FileCommit;
  side: ModelSide | undefined;
  problem: string | undefined;
  known: readonly Subject[];
}

async function stateAt(
  commit: FileCommit,
  model: string | undefined,
  shipped: readonly Subject[],
  from: string,
): Promise<CommitState> {
  const { text, path, id } = commit;
  const none = (problem: string): CommitState => ({ commit, side: undefined, problem, known: [] });
  if (text === undefined) return none("The file was removed.");
  if (text instanceof InputError) return none(text.message);
  const file = { file: `${id.slice(0, 7)}:${path}` };
  const { profiles, mistakes } = await readProfileText(async () => text, file, foreignReader(from));
  const [first, ...others] = mistakes.filter(({ severity }) => severity === "error");
  if (first !== undefined) {
    const { line } = first.place ?? {};
    const where = line === undefined ? "" : `line ${line}: `;
    return none(`${where}${first.message}${others.length > 0 ? ` And ${others.length} more.` : ""}`);
  }
  const known = [...shipped, ...profiles.flatMap(({ subjects }) => subjects)];
  const meant = chosen(modelsIn(profiles), model);
  if (meant === undefined) return none(`It holds no ${model === undefined ? "model" : `model ${model}`}.`);
  const [side] = modelSides([meant], known).sides;
  return { commit, side, problem: undefined, known };
}

/** The model that is asked for, else the flagship of the first vendor. */
function chosen(models: readonly ProfiledModel[], model: string | undefined): ProfiledModel | undefined {
  if (model !== undefined) return models.find(({ stated }) => stated.model.id === model);
  const vendor = models[0]?.stated.vendor.id;
  const own = models.map(({ stated }) => stated).filter((stated) => stated.vendor.id === vendor);
  const flagship = flagshipOf(own);
  return models.find(({ stated }) => stated === flagship);
}

function commitRow(
  { commit, side, problem, known }: CommitState,
  before: CommitState | undefined,
  rubrics: readonly Rubric[],
  catalogue: Catalogue,
): HistoryRow {
  const { id, date, subject, path } = commit;
  const head = { date, commit: id, subject, path };
  if (side === undefined) return { ...head, model: null, problem: problem ?? "", causes: [], verdicts: [] };
  const pairs = rubrics.map((rubric) => ({ old: rubric, new: rubric }));
  const couple = before?.side && { before: before.side, after: side };
  const causes =
    couple && modelOutcome(couple, pairs, { old: catalogue, new: catalogue }, known).diff?.causes;
  return { ...head, ...modelRow(side, rubrics, catalogue), causes: causes ?? [] };
}
