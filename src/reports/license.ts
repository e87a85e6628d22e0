import type { AlternativeInfo, LicenseEntry, LicenseInfo, PropertyInfo } from "../license/info.ts";
import {
  LICENSE_PROPERTY_NAMES,
  LICENSE_SETS,
  type LicenseProperty,
  PROPERTY_TEXTS,
} from "../license/properties.ts";
import { orList, safeText } from "../text.ts";
import { fitText, painter, rounded, wrap } from "./cells.ts";
import type { ReportContext } from "./context.ts";
import { grid } from "./grid.ts";
import { markdown } from "./markdown.ts";

const OUTCOMES = {
  resolved: "",
  ambiguous: "may stand for several licenses.",
  unresolved: "cannot be resolved.",
  unlicensed: "stands for: no license was given. Nothing is permitted beyond what the law allows anyway.",
} as const satisfies Record<LicenseInfo["outcome"], string>;

/** A license for somebody who decides whether to use a model. */
export function licenseText(info: LicenseInfo, context: ReportContext): string {
  const paint = painter(context);
  if (info.outcome !== "resolved") return unsettled(info, context);
  const blocks = info.alternatives.map((alternative, at) => {
    const title = alternative.licenses.map(({ name }) => safeText(name)).join(" and ");
    const choice = info.alternatives.length > 1 ? `Choice ${at + 1}: ` : "";
    return [paint.bold(`${choice}${title}`), ...alternativeLines(alternative, context)].join("\n");
  });
  const intro =
    info.alternatives.length > 1
      ? [`${safeText(info.query)}: whoever takes it chooses one of ${info.alternatives.length}.`, ""]
      : [];
  return `${[...intro, blocks.join("\n\n"), "", ...frameworkLines(info, context)].join("\n")}\n`;
}

function unsettled({ query, outcome, why, candidates }: LicenseInfo, context: ReportContext): string {
  const paint = painter(context);
  const head = wrap(
    `${safeText(query)} ${OUTCOMES[outcome]} ${safeText(why ?? "")}`.trimEnd(),
    context.columns,
  );
  const heading = outcome === "ambiguous" ? "It may be" : "Similar names, to choose from with your own eyes";
  const rows = candidates.map(({ id, name }) => [`  ${id}`, safeText(name)]);
  const list = rows.length > 0 ? grid(rows, ["left", "left"]).trimEnd().split("\n") : [];
  const advice =
    outcome === "ambiguous"
      ? wrap(
          "Say whose it is with --vendor and --model, or name one of these. Until then only what they have in common counts.",
          context.columns,
        )
      : [];
  return `${[paint.bold(head[0] ?? ""), ...head.slice(1), ...(list.length > 0 ? ["", `${heading}:`, ...list, ""] : []), ...advice].join("\n")}\n`;
}

function alternativeLines(alternative: AlternativeInfo, context: ReportContext): string[] {
  const paint = painter(context);
  const rows = LICENSE_PROPERTY_NAMES.map((name) => [
    `  ${PROPERTY_TEXTS[name].about}`,
    valueCell(name, alternative.properties[name], context),
  ]);
  const table = grid(rows, ["left", "left"]).trimEnd();
  const inSets = LICENSE_SETS.filter((set) => alternative.sets[set] === true);
  const outside = LICENSE_SETS.filter((set) => alternative.sets[set] === false);
  const open = LICENSE_SETS.filter((set) => alternative.sets[set] === null);
  const list = (word: string, sets: readonly string[]) =>
    sets.length === 0 ? [] : hanging(`${word} ${sets.join(", ")}`, 2, context);
  return [
    ...alternative.licenses.flatMap((entry) => identityLines(entry, context)),
    "",
    paint.underline("What it lets you do"),
    table,
    ...alternative.licenses.flatMap((entry) => limitLines(entry, context)),
    "",
    paint.underline("Sets"),
    ...list("in:", inSets),
    ...list("not in:", outside),
    ...list("unknown:", open),
    ...alternative.licenses.flatMap((entry) => detailLines(entry, alternative.licenses.length > 1, context)),
  ];
}

function identityLines({ id, version, date, url }: LicenseEntry, context: ReportContext): string[] {
  const facts = [id, ...(version ? [`version ${version}`] : []), ...(date ? [`of ${date}`] : [])];
  return [...hanging(facts.join(", "), 2, context), ...(url ? [`  ${safeText(url)}`] : [])];
}

function limitLines({ thresholds, regions }: LicenseEntry, context: ReportContext): string[] {
  const limits = (thresholds ?? []).map(({ metric, above, effect, frozen, when }) => {
    const figure =
      above === undefined ? metric : `more than ${rounded(above).replace(/\B(?=(\d{3})+$)/g, " ")} ${metric}`;
    const counted =
      frozen === undefined ? "" : frozen === "yes" ? ", counted once at release" : ", counted all the time";
    return `${figure.replaceAll("-", " ")}: ${effect.replaceAll("-", " ")}${counted}${when ? ` (${when})` : ""}`;
  });
  const left = regions === undefined ? [] : [`left out: ${regions.join(", ")}`];
  return [...limits, ...left].flatMap((line) => hanging(`- ${line}`, 4, context));
}

function detailLines(
  { id, policies, pitfalls, aliases, sources }: LicenseEntry,
  named: boolean,
  context: ReportContext,
): string[] {
  const paint = painter(context);
  const block = (title: string, lines: string[]) =>
    lines.length === 0 ? [] : ["", paint.underline(named ? `${title} (${id})` : title), ...lines];
  const read = Object.entries(sources ?? {}).flatMap(([key, { url, accessed, evidence }]) => [
    `  ${key}: ${safeText(url)}`,
    `    ${EVIDENCE[evidence]}, ${accessed}`,
  ]);
  return [
    ...block(
      "Brings in",
      (policies ?? []).map((id) => `  ${id}`),
    ),
    ...block(
      "Mind",
      (pitfalls ?? []).flatMap((text) => hanging(`- ${text}`, 2, context)),
    ),
    ...block("Also called", aliases === undefined ? [] : hanging(aliases.join("; "), 2, context)),
    ...block("Read at", read),
  ];
}

const EVIDENCE = {
  primary: "the publisher's text",
  copy: "an archived copy of the text",
  secondary: "as others quote it",
  named: "named there; the text was not read",
} as const;

function frameworkLines({ frameworks }: LicenseInfo, context: ReportContext): string[] {
  const paint = painter(context);
  const asking = frameworks.filter(({ criteria }) => criteria.length > 0);
  if (asking.length === 0) return [];
  return [
    paint.underline("What it comes to, if everything is public under it"),
    ...asking.flatMap(({ rubric, version, criteria }) => [
      `  ${rubric} ${version}`,
      ...byLevels(criteria).flatMap(([levels, ids]) => hanging(`${levels}: ${ids.join(", ")}`, 4, context)),
    ]),
  ];
}

/** Criteria that come to the same levels, together. */
function byLevels(criteria: LicenseInfo["frameworks"][number]["criteria"]): [string, string[]][] {
  const groups = new Map<string, string[]>();
  for (const { id, levels } of criteria) {
    const key = orList(levels);
    groups.set(key, [...(groups.get(key) ?? []), id]);
  }
  return [...groups];
}

function hanging(text: string, indent: number, { columns }: ReportContext): string[] {
  return wrap(safeText(text), columns - indent - 2).map(
    (line, at) => `${" ".repeat(at === 0 ? indent : indent + 2)}${line}`,
  );
}

function valueCell(name: LicenseProperty, { value, of }: PropertyInfo, context: ReportContext): string {
  const paint = painter(context);
  if (value === null) return paint.dim("unknown");
  return `${PROPERTY_TEXTS[name].values[value] ?? value}${of === undefined ? "" : paint.dim(` (${of})`)}`;
}

/** Two or more licenses, property by property; rows that differ are marked. */
export function licenseComparison(infos: readonly LicenseInfo[], context: ReportContext): string {
  const paint = painter(context);
  const width = Math.max(12, Math.floor((context.columns - 26) / infos.length) - 2);
  const head = ["", "", ...infos.map(({ id, query }) => paint.bold(fitText(id ?? query, width, context)))];
  const rows = LICENSE_PROPERTY_NAMES.map((name) =>
    row(
      name,
      infos.map(({ properties }) => properties?.[name].value ?? null),
    ),
  );
  const sets = LICENSE_SETS.map((set) =>
    row(
      `in ${set}`,
      infos.map(({ sets: of }) => (typeof of?.[set] === "boolean" ? yesNo(of[set]) : null)),
    ),
  );
  const cells = [...rows, ...sets].map(({ name, values, differs }) => [
    differs ? "*" : "",
    fitText(name, 22, context),
    ...values.map((value) => (value === null ? paint.dim("unknown") : fitText(value, width, context))),
  ]);
  return `${grid(
    [head, ...cells],
    head.map(() => "left" as const),
  )}\n* differs\n`;
}

function row(
  name: string,
  values: (string | null)[],
): { name: string; values: (string | null)[]; differs: boolean } {
  return { name, values, differs: new Set(values).size > 1 };
}

const yesNo = (value: boolean) => (value ? "yes" : "no");

/** One line per license. */
export function licenseList(infos: readonly LicenseInfo[], context: ReportContext): string {
  const paint = painter(context);
  const head = ["Id", "OSI", "Open source", "Commercial", "Field of use", "Threshold"];
  const width = Math.max(20, context.columns - 62);
  const mark = (value: boolean | null | undefined) => (typeof value === "boolean" ? yesNo(value) : "?");
  const rows = infos.map(({ id, sets, properties }) => [
    fitText(id ?? "", width, context),
    mark(sets?.["osi-approved"]),
    mark(sets?.["open-source"]),
    properties?.commercialUse.value ?? "?",
    properties?.fieldOfUse.value ?? "?",
    properties?.threshold.value ?? "?",
  ]);
  return grid(
    [head.map((cell) => paint.bold(cell)), ...rows],
    head.map(() => "left" as const),
  );
}

/** A license as GitHub Markdown. */
export function licenseMarkdown(info: LicenseInfo): string {
  if (info.outcome !== "resolved") {
    const list = info.candidates.map(({ id, name }) => `- \`${id}\` ${markdown(name)}\n`).join("");
    return `# ${markdown(info.query)}\n\n**${info.outcome}.** ${markdown(info.why ?? "")}\n\n${list}`;
  }
  return info.alternatives
    .map(({ licenses, properties, sets }) => {
      const title = licenses.map(({ name }) => markdown(name)).join(" and ");
      const rows = LICENSE_PROPERTY_NAMES.map((name) => {
        const { value, source } = properties[name];
        return `| ${PROPERTY_TEXTS[name].about} | ${value === null ? "unknown" : PROPERTY_TEXTS[name].values[value]} | ${source === null ? "" : `<${source}>`} |\n`;
      });
      const inSets = LICENSE_SETS.filter((set) => sets[set]).map((set) => `\`${set}\``);
      const pitfalls = licenses
        .flatMap((entry) => entry.pitfalls ?? [])
        .map((text) => `- ${markdown(text)}\n`);
      return `# ${title}\n\n| | | source |\n| --- | --- | --- |\n${rows.join("")}\nIn: ${inSets.join(", ") || "none"}.\n${pitfalls.length > 0 ? `\n${pitfalls.join("")}` : ""}`;
    })
    .join("\n");
}
