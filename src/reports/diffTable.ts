import type {
  DiffDocument,
  EvidenceChange,
  ModelDiff,
  RubricDiff,
  VerdictDiff,
} from "../result/diffSchema.ts";
import { counted } from "../text.ts";
import { fitText, painter, wrap } from "./cells.ts";
import type { ReportContext } from "./context.ts";
import {
  changedRubrics,
  changeGroups,
  countsWords,
  criterionWords,
  evidenceWords,
  fieldWords,
  firstOf,
  LONGEST,
  licenseWords,
  moveWords,
  ORDER_WORDS,
  rubricChangeWords,
  rubricWords,
  sideWords,
  stepWords,
  telling,
  verdictWords,
} from "./diffWords.ts";

interface DiffOptions {
  /** Long lists whole. */
  detail: boolean;
}

/** Lines of a list, without `detail`: of what moves verdicts, and of what does not. */
const MOST = 8;
const FEW = 4;

/** What moved, and why, for a terminal. */
export function diffTable(document: DiffDocument, context: ReportContext, options: DiffOptions): string {
  const page = new Page(context, options);
  page.line(`Old: ${sideWords(document.old)}`);
  page.line(`New: ${sideWords(document.new)}`);
  page.line(countsWords(document));
  for (const note of [...document.notes, ...document.rubrics.flatMap(changedRubrics)]) page.line(note);
  if (!document.differs) page.line("Nothing differs.");
  for (const rubric of document.rubrics) rubricPart(page, rubric);
  if (document.licenses.length > 0) {
    page.title("License catalogue");
    page.list(document.licenses.map(licenseWords), 1);
  }
  for (const model of document.models) {
    if (model.status === "moved" || model.status === "changed") modelPart(page, model, document.rubrics);
  }
  lonePart(page, document, "added");
  lonePart(page, document, "removed");
  const steps = document.models.flatMap(({ verdicts }) => verdicts.flatMap((verdict) => telling(verdict)));
  if (steps.length > 0 && document.old.kind === "profiles" && document.new.kind === "profiles") {
    page.gap();
    page.line(ORDER_WORDS, 0, true);
  }
  return page.text();
}

/** Lines of text as wide as the terminal. */
class Page {
  readonly context: ReportContext;
  /** Characters of a value to show. */
  readonly longest: number;
  readonly #detail: boolean;
  readonly #lines: string[] = [];

  constructor(context: ReportContext, { detail }: DiffOptions) {
    this.context = context;
    this.longest = detail ? Number.POSITIVE_INFINITY : LONGEST;
    this.#detail = detail;
  }

  gap(): void {
    this.#lines.push("");
  }

  title(words: string): void {
    this.gap();
    this.#lines.push(painter(this.context).bold(fitText(words, this.context.columns, this.context)));
  }

  /** @param depth steps of two columns to the right */
  line(words: string, depth = 0, dim = false): void {
    const { columns } = this.context;
    const harmless = fitText(words, Number.POSITIVE_INFINITY, this.context);
    const lines = wrap(harmless, columns - 2 * depth - 2).map(
      (line, at) => " ".repeat(2 * depth + (at > 0 ? 2 : 0)) + line,
    );
    const paint = painter(this.context);
    this.#lines.push(...(dim ? lines.map((line) => paint.dim(line)) : lines));
  }

  /** The first lines of a list. */
  list(items: readonly string[], depth: number, most = MOST): void {
    const { shown, more } = firstOf(items, this.#detail ? Number.POSITIVE_INFINITY : most);
    for (const item of [...shown, ...more]) this.line(item, depth);
  }

  text(): string {
    return `${this.#lines.join("\n")}\n`;
  }
}

function rubricPart(page: Page, rubric: RubricDiff): void {
  const ranks = rubric.ranks ?? [];
  if (rubric.old.hash === rubric.new.hash && ranks.length === 0) return;
  page.title(`Rubric ${rubricWords(rubric)}`);
  page.list(
    rubric.changes.map((change) => rubricChangeWords(change, page.longest)),
    1,
  );
  if (ranks.length === 0) return;
  page.line(`${counted(ranks.length, "model")} with another rank:`, 1);
  const words = ranks.map(({ name, before, after }) => `${name}: ${before.position} to ${after.position}`);
  page.list(words, 2);
}

function modelPart(page: Page, model: ModelDiff, rubrics: readonly RubricDiff[]): void {
  const id = `${model.vendor.id}/${model.model.id}`;
  const was = model.was === undefined ? "" : `, before: ${model.was}`;
  page.title(`${model.model.name} (${id}${was})`);
  for (const verdict of model.verdicts) {
    verdictPart(
      page,
      verdict,
      rubrics.find((one) => one.id === verdict.rubric),
    );
  }
  if (model.verdicts.length === 0) page.line("The verdict is the same.", 1);
  for (const { title, changes, cause } of changeGroups(model.changes)) {
    page.line(title, 1);
    page.list(
      changes.map((change) => fieldWords(change, page.longest)),
      2,
      cause === "facts" || cause === "base" ? MOST : FEW,
    );
  }
  if (model.evidence.length === 0) return;
  page.line("Evidence", 1);
  page.list(
    model.evidence.map((one) => evidenceLine(one, page)),
    2,
    FEW,
  );
}

/** Models that one side alone has, a line each. */
function lonePart(page: Page, { models, rubrics }: DiffDocument, status: "added" | "removed"): void {
  const lone = models.filter((one) => one.status === status);
  if (lone.length === 0) return;
  page.title(status === "added" ? "Added" : "Removed");
  const lines = lone.map(({ vendor, model, verdicts }) => {
    const told = verdicts.map(({ rubric: id, before, after }) => {
      const rubric = rubrics.find((one) => one.id === id);
      const words = verdictWords(before ?? after, before ? rubric?.old : rubric?.new, page.context);
      return `${rubric?.new.name ?? id} ${words}`;
    });
    return `${model.name} (${vendor.id}/${model.id}): ${told.join("; ")}`;
  });
  page.list(lines, 1);
}

function verdictPart(page: Page, verdict: VerdictDiff, rubric: RubricDiff | undefined): void {
  const { context } = page;
  page.line(`${rubric?.new.name ?? verdict.rubric}: ${moveWords(verdict, rubric, context)}`, 1);
  for (const step of telling(verdict)) page.line(stepWords(step, rubric, context), 2);
  const bullet = context.unicode ? "•" : "-";
  const lines = verdict.criteria.map((criterion) => {
    return `${bullet} ${criterionWords(criterion, context)}`;
  });
  page.list(lines, 2);
}

/** The link stands last: it may be longer than a line. */
function evidenceLine(change: EvidenceChange, { longest }: Page): string {
  const { what, behind } = evidenceWords(change, longest);
  const mark = { added: "+", removed: "-", changed: "~" }[change.change];
  const place = change.url ?? change.path ?? "";
  return `${mark} ${[behind, what, place].filter((word) => word !== "").join(": ")}`;
}
