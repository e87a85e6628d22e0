import type { Mistake } from "../errors.ts";
import { NO_LICENSE } from "../license/properties.ts";
import { defined } from "../objects.ts";
import { ARTIFACTS, type ArtifactId } from "../profile/vocabulary.ts";
import { didYouMean } from "../spelling.ts";
import type { YamlDocument } from "../yaml.ts";
import { idOf, type Json, mapOf, textOf } from "./common.ts";
import type { Imported, Importer, PlainProfile } from "./types.ts";

/** The tool's component names, which it matches to the letter, and our artifacts. */
export const COMPONENTS: Readonly<Record<string, ArtifactId>> = {
  Datasets: "data.pretraining",
  "Data preprocessing code": "code.data-processing",
  "Model architecture": "architecture",
  "Model parameters (Final)": "weights.final",
  "Model metadata": "metadata",
  "Model parameters (Intermediate)": "weights.intermediate",
  "Training code": "code.training",
  "Inference code": "code.inference",
  "Evaluation code": "code.evaluation",
  "Evaluation data": "data.evaluation",
  "Evaluation results": "results.evaluation",
  "Supporting libraries and tools": "libraries",
  "Model card": "doc.model-card",
  "Data card": "doc.data-card",
  "Technical report": "doc.technical-report",
  "Research paper": "doc.paper",
  "Sample model outputs": "sample-outputs",
};

/** Model releases of the Model Openness Tool (YAML). */
export const mot: Importer = {
  id: "mot",
  recognises: ({ documents }) => {
    const { framework, release } = mapOf(documents()[0]?.value);
    return framework !== undefined && mapOf(release).components !== undefined;
  },
  read: ({ documents }) => {
    const read = documents().map(readRelease);
    return {
      profiles: read.flatMap(({ profiles }) => profiles),
      mistakes: read.flatMap(({ mistakes }) => mistakes),
    };
  },
};

function readRelease(document: YamlDocument): Imported {
  const release = mapOf(mapOf(document.value).release);
  const components = Array.isArray(release.components) ? release.components.map(mapOf) : [];
  const mistakes: Mistake[] = [];
  const artifacts: Json = {};
  for (const [at, component] of components.entries()) {
    const name = textOf(component.name) ?? "";
    const artifact = Object.hasOwn(COMPONENTS, name) ? COMPONENTS[name] : undefined;
    if (artifact === undefined) mistakes.push(unknownComponent(name, document, at));
    else artifacts[artifact] = readComponent(component, artifact, release);
  }
  const listed = Object.values(COMPONENTS);
  for (const artifact of listed) artifacts[artifact] ??= { availability: "none" };
  return { profiles: [profileOf(mapOf(document.value), artifacts)], mistakes };
}

function unknownComponent(name: string, document: YamlDocument, at: number): Mistake {
  const message = `There is no component called ${name}; the tool itself would take it for Datasets.${didYouMean(name, Object.keys(COMPONENTS))}`;
  return { message, place: document.locate(["release", "components", at, "name"]), severity: "error" };
}

/**
 * The tool's chain: the component's own license, else the one for its type, else the one for all, else none.
 * An empty license and the word `unlicensed` end the chain.
 */
function readComponent(component: Json, artifact: ArtifactId, release: Json): Json {
  const links = [textOf(component.component_path), textOf(component.license_path)].filter(
    (link) => link !== undefined,
  );
  const note = [textOf(component.description), ...links].filter((part) => part !== undefined).join(" ");
  const license = componentLicense(component, artifact, release);
  return defined({ availability: "full", license, note: note === "" ? undefined : note });
}

/** The license that the tool takes for a component. */
export function componentLicense(component: Json, artifact: ArtifactId, release: Json): string {
  return "license" in component && component.license !== null
    ? licenseOf(component.license)
    : inherited(mapOf(release.license), ARTIFACTS[artifact].kind);
}

function licenseOf(value: unknown): string {
  const text = textOf(value);
  return text === undefined || text === "unlicensed" ? NO_LICENSE : text;
}

function inherited(license: Json, kind: string): string {
  const type = kind === "weights" ? "data" : kind;
  const ofType = textOf(mapOf(license[type]).name);
  return licenseOf(ofType ?? mapOf(license.distribution).name);
}

function profileOf(document: Json, artifacts: Json): PlainProfile {
  const release = mapOf(document.release);
  const producer = textOf(release.producer) ?? "Unknown producer";
  const name = textOf(release.name) ?? "Unnamed release";
  const date = textOf(release.date);
  const model = defined({
    id: idOf(name),
    name,
    version: textOf(release.version),
    released: date !== undefined && /^\d{4}(-\d{2}){0,2}$/.test(date) ? date : undefined,
    artifacts,
    note: textOf(release.repository),
    kept: { mot: document },
  });
  return { schema: "openness-profile/1", vendor: { id: idOf(producer), name: producer }, models: [model] };
}
