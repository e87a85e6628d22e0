import { type Json, mapOf, textOf } from "../importers/common.ts";
import { COMPONENTS, componentLicense } from "../importers/mot.ts";
import { NO_LICENSE } from "../license/properties.ts";
import { defined } from "../objects.ts";
import { type Subject, statedLicense } from "../profile/subject.ts";
import { ARTIFACTS, type ArtifactId } from "../profile/vocabulary.ts";
import { toQuotedYaml } from "../yaml.ts";
import { hubNameOf, licenseWord, namedLicense } from "./common.ts";
import type { Exported, ExportInput } from "./types.ts";

const FRAMEWORK = { name: "Model Openness Framework", version: "1.0", date: "2024-12-15" };

/** The tool's word for a component that comes without a license. */
const UNLICENSED = "unlicensed";

/**
 * A model release of the Model Openness Tool (YAML), to be submitted there. What was imported from one is given back
 * as it was, where the profile still says the same.
 */
export function exportMot(input: ExportInput): Exported {
  const { subject } = input;
  const kept = mapOf(mapOf(subject.kept).mot);
  const before = mapOf(kept.release);
  const notes: string[] = [];
  const release = {
    ...newRelease(input, before),
    ...before,
    ...changed(subject, before),
    components: componentsOf(input, before, notes),
  };
  return { text: toQuotedYaml({ framework: kept.framework ?? FRAMEWORK, release }), notes };
}

/** What a release needs and one that was not imported does not have. */
function newRelease(input: ExportInput, before: Json): Json {
  if (Object.keys(before).length > 0) return {};
  const { subject } = input;
  const hub = hubNameOf(input);
  return defined({
    name: subject.model.name,
    version: subject.model.version ?? "",
    date: /^\d{4}-\d{2}-\d{2}$/.test(subject.model.released ?? "") ? subject.model.released : undefined,
    license: {},
    type: typeOf(subject),
    architecture: "",
    origin: subject.base?.id ?? "",
    producer: subject.vendor.name,
    contact: "",
    huggingface: hub === undefined ? undefined : `https://huggingface.co/${hub}`,
  });
}

/** What the profile says otherwise than the release that it was imported from. */
function changed({ vendor, model }: Subject, before: Json): Json {
  const said: [string, string | undefined][] = [
    ["name", model.name],
    ["producer", vendor.name],
    ["version", model.version],
  ];
  const others = said.filter(
    ([key, value]) => key in before && textOf(before[key]) !== undefined && value !== textOf(before[key]),
  );
  return Object.fromEntries(others);
}

function typeOf({ facts: { modalities } }: Subject): string {
  const kinds: readonly string[] = Array.isArray(modalities) ? modalities : [];
  const [only] = kinds;
  if (kinds.length > 1) return kinds.every((kind) => /^(text|code)$/.test(kind)) ? "language" : "multimodal";
  return only === undefined ? "" : only === "text" ? "language" : only;
}

function componentsOf(input: ExportInput, before: Json, notes: string[]): Json[] {
  const { subject } = input;
  const listed = Array.isArray(before.components) ? before.components.map(mapOf) : [];
  const names = [...new Set([...listed.map(({ name }) => textOf(name) ?? ""), ...Object.keys(COMPONENTS)])];
  return names.flatMap((name) => {
    const artifact = Object.hasOwn(COMPONENTS, name) ? COMPONENTS[name] : undefined;
    if (artifact === undefined) return [];
    const availability = subject.artifacts[artifact]?.availability;
    if (availability === "partial") {
      notes.push(`${name} is released in part, for which the tool has no word: it is left out.`);
    }
    if (availability !== "full") return [];
    const old = listed.find((one) => textOf(one.name) === name);
    const license = statedLicense(subject, artifact)?.text;
    if (old !== undefined && componentLicense(old, artifact, before) === license) return [old];
    return [newComponent(name, artifact, license, input, notes)];
  });
}

function newComponent(
  name: string,
  artifact: ArtifactId,
  text: string | undefined,
  input: ExportInput,
  notes: string[],
): Json {
  const license = text === undefined ? undefined : namedLicense(text, input);
  if (text === undefined) {
    notes.push(
      `The license of the ${ARTIFACTS[artifact].name} is unknown; the tool counts it as ${UNLICENSED}.`,
    );
  }
  const [link] = (input.evidence[artifact] ?? []).flatMap(({ url }) => url ?? []);
  const [terms] = (input.evidence[`license:${ARTIFACTS[artifact].kind}`] ?? []).flatMap(
    ({ url }) => url ?? [],
  );
  return defined({
    name,
    license: license === undefined || text === NO_LICENSE ? UNLICENSED : licenseWord(license),
    license_path: license === undefined ? undefined : terms,
    component_path: link,
  });
}
