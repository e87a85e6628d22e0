import { mapOf } from "../importers/common.ts";
import { defined } from "../objects.ts";
import { statedLicense } from "../profile/subject.ts";
import { ARTIFACTS, type ArtifactId } from "../profile/vocabulary.ts";
import { markdown, markdownTable } from "../reports/markdown.ts";
import { rubricTitle, verdictText } from "../reports/verdict.ts";
import { VERSION } from "../version.ts";
import { toYaml } from "../yaml.ts";
import { hubNameOf, licenseWord, namedLicense } from "./common.ts";
import type { Exported, ExportInput } from "./types.ts";

/** License identifiers of the hub, as hub-docs lists them (docs/hub/repositories-licenses.md, 2026-08-22). */
const HUB_LICENSES =
  "apache-2.0 mit openrail bigscience-openrail-m creativeml-openrail-m bigscience-bloom-rail-1.0 bigcode-openrail-m afl-3.0 artistic-2.0 bsl-1.0 bsd bsd-2-clause bsd-3-clause bsd-3-clause-clear c-uda cc cc0-1.0 cc-by-2.0 cc-by-2.5 cc-by-3.0 cc-by-4.0 cc-by-sa-3.0 cc-by-sa-4.0 cc-by-nc-2.0 cc-by-nc-3.0 cc-by-nc-4.0 cc-by-nd-4.0 cc-by-nc-nd-3.0 cc-by-nc-nd-4.0 cc-by-nc-sa-2.0 cc-by-nc-sa-3.0 cc-by-nc-sa-4.0 cdla-sharing-1.0 cdla-permissive-1.0 cdla-permissive-2.0 wtfpl ecl-2.0 epl-1.0 epl-2.0 etalab-2.0 eupl-1.1 eupl-1.2 agpl-3.0 gfdl gpl gpl-2.0 gpl-3.0 lgpl lgpl-2.1 lgpl-3.0 isc h-research intel-research lppl-1.3c ms-pl apple-ascl apple-amlr mpl-2.0 odc-by odbl openmdw-1.0 openmdw-1.1 openrail++ osl-3.0 postgresql ofl-1.1 ncsa unlicense zlib pddl lgpl-lr deepfloyd-if-license fair-noncommercial-research-license llama2 llama3 llama3.1 llama3.2 llama3.3 llama4 grok2-community gemma".split(
    " ",
  );

/** Base-model relations that the hub knows. */
const RELATIONS = ["finetune", "adapter", "merge", "quantized"];

/** A model card of the Hugging Face Hub: front matter, and a section with what is open under which framework. */
export function exportModelCard(input: ExportInput): Exported {
  const { subject } = input;
  const { base } = subject;
  const front = defined({
    ...licenseFields(input),
    base_model: base?.id,
    base_model_relation:
      base?.relation !== undefined && RELATIONS.includes(base.relation) ? base.relation : undefined,
  });
  const matter = Object.keys(front).length === 0 ? "" : toYaml(front);
  const notes =
    base === undefined || hubNameOf(input) === undefined
      ? []
      : [`base_model is ${base.id}, as the profile calls it: the hub wants the name that it has there.`];
  const text = `---\n${matter}---\n\n# ${markdown(subject.model.name)}\n\n## Openness\n\n${released(input)}\n${verdicts(input)}`;
  return { text, notes };
}

function licenseFields(input: ExportInput): Record<string, string> {
  const { subject, licenseNames, evidence } = input;
  const text = statedLicense(subject, "weights.final")?.text;
  const license = text === undefined ? undefined : namedLicense(text, input);
  if (license === undefined) return {};
  const word = licenseWord(license);
  const plain = word.toLowerCase().replace(/-(only|or-later)$/, "");
  const known = HUB_LICENSES.find((id) => id === plain || licenseNames[id] === word);
  if (known !== undefined) return { license: known };
  const [link] = (evidence["license:weights"] ?? evidence["license:default"] ?? []).flatMap(
    ({ url }) => url ?? [],
  );
  return defined({
    license: "other",
    license_name: word
      .replace(/^LicenseRef-/, "")
      .toLowerCase()
      .replace(/[^a-z0-9.]+/g, "-"),
    license_link: link ?? "LICENSE",
  }) as Record<string, string>;
}

/** Artifacts and their licenses. */
function released(input: ExportInput): string {
  const rows = Object.entries(input.subject.artifacts).flatMap(([id, facets]) => {
    const artifact = id as ArtifactId;
    const { availability, disclosure } = mapOf(facets);
    const state = availability ?? disclosure;
    if (typeof state !== "string" || state === "unknown" || state === "not-applicable") return [];
    const text = statedLicense(input.subject, artifact)?.text;
    const license = availability === "none" || text === undefined ? "" : text;
    return [`| ${ARTIFACTS[artifact].name} | ${state} | ${markdown(license)} |`];
  });
  return ["| Artifact | Released | License |", "| --- | --- | --- |", ...rows, ""].join("\n");
}

function verdicts({ results, rubrics, now }: ExportInput): string {
  const rows = results
    .filter(({ assessed }) => assessed)
    .map((result) => {
      const rubric = rubrics.find(({ id }) => id === result.rubric);
      const name = rubric === undefined ? result.rubric : rubricTitle(rubric);
      return [markdown(name), markdown(verdictText(result, rubric, { unicode: true }))];
    });
  const by = `By openness ${VERSION}, ${now.slice(0, 10)}.`;
  return [markdownTable(["Framework", "Verdict"], rows), by, ""].join("\n");
}
