import type { Evidence, EvidenceIndex, Subject } from "../profile/subject.ts";
import { safeText } from "../text.ts";
import { fitText, painter, rounded, wrap } from "./cells.ts";
import type { ReportContext } from "./context.ts";
import { placeOf } from "./facts.ts";
import { grid } from "./grid.ts";
import { widthOf } from "./width.ts";

/** A model in a list of profiles. */
export interface ProfileLine {
  id: string;
  vendor: string;
  model: string;
  flagship: boolean;
  released: string | null;
  /** Share of the default rubric's weight that is settled, 0 to 1. */
  known: number | null;
  /** How many facts are stated: artifacts, licenses, claims, and facts about the model as a whole. */
  facts: number;
  /** How many pieces of evidence there are, and the days on which the oldest and the newest were read. */
  evidence: number;
  oldest: string | null;
  newest: string | null;
  /** How many facts somebody disputes. */
  disputed: number;
  /** Rubrics under which it was judged. */
  judged: string[];
  source: string;
}

/** What a list says of one model. */
export function profileLine(subject: Subject, evidence: EvidenceIndex, known: number | null): ProfileLine {
  const items = Object.values(evidence).flat();
  const days = items.flatMap(({ accessed }) => accessed ?? []).sort();
  const { artifacts, licenses, claims, facts, terms, base } = subject;
  return {
    id: `${subject.vendor.id}/${subject.model.id}`,
    vendor: subject.vendor.name,
    model: subject.model.name,
    flagship: subject.flagship,
    released: subject.model.released ?? null,
    known,
    facts:
      [artifacts, licenses, claims, facts, terms].flatMap((part) => Object.keys(part)).length +
      (base === undefined ? 0 : 1),
    evidence: items.length,
    oldest: days[0] ?? null,
    newest: days.at(-1) ?? null,
    disputed: subject.disputes.length,
    judged: Object.keys(subject.judgements),
    source: subject.source,
  };
}

/** From this width on, a list has room for what is disputed and judged. */
const WIDE = 120;

interface ListColumn {
  heading: string;
  cell: (line: ProfileLine) => string;
  align?: "right";
}

/** One line per model; a vendor's flagship is marked. */
export function profileList(lines: readonly ProfileLine[], context: ReportContext): string {
  const paint = painter(context);
  const mark = context.unicode ? "★" : "*";
  const width = Math.max(20, context.columns - (context.columns < WIDE ? 55 : 88));
  const ids = new Map(lines.map((line) => [line, fitText(line.id, width, context)]));
  // What the ids leave over is the judges'.
  const judges = 22 + width - Math.max(0, ...[...ids.values()].map(widthOf));
  const columns: ListColumn[] = [
    { heading: "Id", cell: (line) => ids.get(line) ?? "" },
    { heading: "", cell: ({ flagship }) => (flagship ? mark : "") },
    { heading: "Released", cell: ({ released }) => released ?? "-" },
    {
      heading: "Known",
      cell: ({ known }) => (known === null ? "-" : `${rounded(known * 100)}%`),
      align: "right",
    },
    { heading: "Facts", cell: ({ facts }) => String(facts), align: "right" },
    { heading: "Evidence", cell: ({ evidence }) => String(evidence), align: "right" },
    { heading: "Oldest", cell: ({ oldest }) => oldest ?? "-" },
  ];
  if (context.columns >= WIDE) {
    columns.push(
      { heading: "Disputed", cell: ({ disputed }) => String(disputed), align: "right" },
      { heading: "Judged under", cell: ({ judged }) => fitText(judged.join(" "), judges, context) },
    );
  }
  const rows = lines.map((line) => columns.map(({ cell }) => cell(line)));
  const head = columns.map(({ heading }) => paint.bold(heading));
  const align = columns.map((column) => column.align ?? "left");
  const legend = `${mark} flagship. Known: share of the default rubric's weight that is settled.`;
  return `${grid([head, ...rows], align)}\n${wrap(legend, context.columns).join("\n")}\n`;
}

/** Every fact of a model with its evidence. */
export function profileText(subject: Subject, evidence: EvidenceIndex, context: ReportContext): string {
  const paint = painter(context);
  const { vendor, model, base } = subject;
  const title = paint.bold(`${safeText(vendor.name)}: ${safeText(model.name)}`);
  const about = [
    `id ${vendor.id}/${model.id}`,
    ...(model.version === undefined ? [] : [`version ${model.version}`]),
    ...(model.released === undefined ? [] : [`released ${model.released}`]),
    `from ${subject.source}`,
  ];
  const block = (name: string, lines: string[]) =>
    lines.length === 0 ? [] : [paint.bold.underline(name), ...lines, ""];
  const fact = (text: string, key: string) => factLines(text, evidence[key] ?? [], context);
  const claims = subject.claims.flatMap((says, at) => fact(`says: ${says}`, `claim:${at}`));
  const licenses = Object.entries(subject.licenses).flatMap(([of, text]) =>
    fact(
      `${of}: ${text}`,
      ["default", "code", "weights", "data", "document"].includes(of) ? `license:${of}` : of,
    ),
  );
  const terms = subject.terms.flatMap((term) => fact(`also binding: ${term}`, `terms:${term}`));
  const bases = base
    ? fact(
        `made from ${base.id} (${base.relation ?? "relation not stated"}), license ${base.license ?? "unknown"}`,
        "base",
      )
    : [];
  const facts = Object.entries(subject.facts).flatMap(([path, value]) =>
    fact(`${path}: ${valueText(value)}`, `fact:${path.split(".")[0]}`),
  );
  const artifacts = Object.entries(subject.artifacts).flatMap(([id, facets]) => {
    const values = Object.entries(facets).map(([facet, value]) => `${facet} ${valueText(value)}`);
    return fact(`${id}: ${values.join(", ")}`, id);
  });
  const judged = Object.entries(subject.judgements).flatMap(([rubric, levels]) => {
    const judges = [...new Set(Object.values(levels).map(({ by }) => by))].join(", ");
    const count = Object.keys(levels).length;
    return fact(`${rubric}: ${count} criteria, by ${judges}`, `judgement:${rubric}`);
  });
  const disputed = subject.disputes.flatMap(({ about: key, why }) =>
    factLines(`${key}: ${why}`, [], context),
  );
  return [
    title,
    ...wrap(safeText(about.join(", ")), context.columns),
    "",
    ...block("Claims", claims),
    ...block("Licenses", [...licenses, ...terms, ...bases]),
    ...block("Facts", facts),
    ...block("Artifacts", artifacts),
    ...block("Judged elsewhere", judged),
    ...block("Disputed", disputed),
  ].join("\n");
}

function valueText(value: string | number | string[]): string {
  if (!Array.isArray(value))
    return typeof value === "number" && value >= 1e6 ? value.toExponential() : String(value);
  return value.length === 0 ? "none" : value.join(", ");
}

function factLines(text: string, evidence: readonly Evidence[], { columns }: ReportContext): string[] {
  const indent = (line: string, by: number) => `${" ".repeat(by)}${line}`;
  const lines = wrap(safeText(text), columns - 4).map((line, at) => indent(line, at === 0 ? 2 : 4));
  const proof = evidence.flatMap(({ shows, ...item }) => [
    ...(shows === undefined
      ? []
      : wrap(`- ${safeText(shows)}`, columns - 8).map((line, at) => indent(line, at === 0 ? 4 : 6))),
    indent(`${safeText(placeOf(item))} ${safeText(when(item))}`.trimEnd(), 6),
  ]);
  return [...lines, ...proof];
}

/** `(day, revision, grade of trust)`, as far as they are given. */
function when({ accessed, revision, trust }: Omit<Evidence, "shows">): string {
  const parts = [accessed, revision?.slice(0, 12), trust].filter((part) => part !== undefined);
  return parts.length === 0 ? "" : `(${parts.join(", ")})`;
}
