import type { AgreementDocument, Figure, RubricAgreement, Split } from "../result/agreementSchema.ts";
import { counted } from "../text.ts";
import { fitText, painter, rounded, wrap } from "./cells.ts";
import type { ReportContext } from "./context.ts";
import { grid } from "./grid.ts";
import { changedText, rubricTitle } from "./verdict.ts";

/** How far raters agree, criterion by criterion, and where they do not. */
export function agreementTable(
  document: AgreementDocument,
  context: ReportContext,
  { splits }: { splits: number },
): string {
  return document.rubrics.map((rubric) => rubricPart(rubric, document, context, splits)).join("\n");
}

function rubricPart(
  rubric: RubricAgreement,
  { raters, models, left }: AgreementDocument,
  context: ReportContext,
  most: number,
): string {
  const paint = painter(context);
  const clean = (text: string, columns = context.columns) => fitText(text, columns, context);
  const names = raters.map(({ name }) => name).join(", ");
  const heading = paint.bold(clean(`${rubricTitle(rubric)}: ${names}`));
  const common = `${counted(models.length, "model")} in common${left.length > 0 ? `, ${left.length} that one rater alone describes` : ""}`;
  const wide = context.columns >= 100;
  const row = (name: string, figures: RubricAgreement["overall"], of: number) => [
    clean(name, wide ? 36 : 24),
    String(of),
    percent(figures.agreement),
    ...(wide ? [figureText(figures.kappa.none, context)] : []),
    figureText(figures.kappa.quadratic, context),
    ...(wide ? [figureText(figures.alpha.nominal, context)] : []),
    figureText(figures.alpha.ordinal, context),
  ];
  const head = [
    "Criterion",
    "Models",
    "Agree",
    ...(wide ? ["Kappa", "Kappa, squared", "Alpha", "Alpha, ordinal"] : ["Kappa, squared", "Alpha, ordinal"]),
  ].map((text) => paint.dim(text));
  const rows = [
    head,
    ...rubric.criteria.map(({ name, models: of, ...figures }) => row(name, figures, of)),
    row("Overall", rubric.overall, models.length).map((text) => paint.bold(text)),
  ];
  const table = grid(
    rows,
    head.map((_, at) => (at === 0 ? "left" : "right")),
  );
  const changed = rubric.changed === undefined ? [] : wrap(changedText(rubric), context.columns);
  return `${[heading, clean(common), ...changed].join("\n")}\n\n${table}${splitsPart(rubric.splits, context, most)}`;
}

function splitsPart(all: readonly Split[], context: ReportContext, most: number): string {
  if (all.length === 0) return "\nNo ratings differ.\n";
  const shown = all.slice(0, most);
  const paint = painter(context);
  const lines = shown.map(({ vendor, model, criterion, levels }) => {
    const said = levels.map(({ rater, level }) => `${rater}: ${level ?? "unknown"}`).join(", ");
    return `  ${fitText(`${vendor}/${model} ${criterion}: ${said}`, context.columns - 2, context)}`;
  });
  const rest = all.length - shown.length;
  const more = rest > 0 ? [`  and ${rest} more: --splits ${all.length} shows all`] : [];
  return [
    ``,
    paint.bold(`${counted(all.length, "rating")} ${all.length === 1 ? "differs" : "differ"}`),
    ...lines,
    ...more,
    "",
  ].join("\n");
}

function percent({ value }: Figure): string {
  return value === null ? "-" : `${rounded(value * 100)} %`;
}

/** `0.74 (0.52 to 0.91)`. */
function figureText({ value, lower, upper }: Figure, context: ReportContext): string {
  if (value === null) return "-";
  if (lower === null || upper === null) return signed(value);
  return `${signed(value)} ${painter(context).dim(`(${signed(lower)} to ${signed(upper)})`)}`;
}

function signed(value: number): string {
  return value < 0 ? `-${rounded(-value, 2)}` : rounded(value, 2);
}
