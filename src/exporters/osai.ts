import { type Json, mapOf, textOf } from "../importers/common.ts";
import { defined } from "../objects.ts";
import { statedLicense } from "../profile/subject.ts";
import type { CriterionResult } from "../result/schema.ts";
import { toQuotedYaml } from "../yaml.ts";
import { hubNameOf } from "./common.ts";
import type { Exported, ExportInput } from "./types.ts";

const RUBRIC = "osai";

/**
 * An entry of the European Open Source AI Index (YAML), to be submitted there: the classes are those of the rubric of
 * that name. What was imported from one is given back as it was, where the class is still the same.
 */
export function exportOsai(input: ExportInput): Exported {
  const { subject, results } = input;
  const before = mapOf(mapOf(subject.kept).osai);
  const criteria = results.find(({ rubric }) => rubric === RUBRIC)?.criteria ?? [];
  const parameters = criteria.map((criterion) => {
    const { id, level } = criterion;
    const old = id in before ? mapOf(before[id]) : undefined;
    const stated = subject.judgements[RUBRIC]?.[id]?.level ?? level ?? undefined;
    const same = old !== undefined && textOf(old.class) === (stated ?? textOf(old.class));
    return [id, same ? before[id] : newParameter(criterion, stated, input)] as const;
  });
  const unknown = parameters
    .filter(([, value]) => textOf(mapOf(value).class) === undefined)
    .map(([id]) => id);
  const entry = { ...newEntry(input, before), ...before, ...Object.fromEntries(parameters) };
  const notes =
    unknown.length === 0
      ? []
      : [`Unknown, and left blank, which the index counts as closed: ${unknown.join(", ")}.`];
  return { text: toQuotedYaml(entry), notes };
}

function newEntry(input: ExportInput, before: Json): Json {
  if (Object.keys(before).length > 0) return {};
  const { subject } = input;
  const hub = hubNameOf(input);
  return {
    system: defined({
      name: subject.model.name,
      link: hub === undefined ? undefined : `https://huggingface.co/${hub}`,
      type: Array.isArray(subject.facts.modalities) ? subject.facts.modalities[0] : undefined,
      basemodelname: subject.base?.id,
      endmodelname: subject.model.name,
      endmodellicense: statedLicense(subject, "weights.final")?.text,
      releasedate: subject.model.released,
    }),
    org: defined({ name: subject.vendor.name, link: subject.vendor.url }),
  };
}

function newParameter(
  { id, because }: CriterionResult,
  level: string | undefined,
  { evidence, proofs }: ExportInput,
): Json {
  const judged = evidence[`judgement:${RUBRIC}/${id}`] ?? [];
  const used = (because?.facts ?? []).flatMap((fact) => fact.evidence.flatMap((at) => proofs[at] ?? []));
  const links = [...new Set([...judged, ...used].flatMap(({ url }) => url ?? []))];
  const shown = judged.flatMap(({ shows }) => shows ?? []).join(" ");
  const notes = level === undefined ? undefined : shown || because?.text;
  return {
    class: level ?? null,
    link: links.length > 1 ? links : (links[0] ?? null),
    notes: notes ?? null,
  };
}
