import type { Mistake } from "../errors.ts";
import { defined, own } from "../objects.ts";
import { safeText } from "../text.ts";
import { cardFacts, MODALITIES } from "./cardData.ts";
import { idOf, isTrue, type Json, mapOf, textOf, UNKNOWN_VENDOR } from "./common.ts";
import { evidenceOf, leftOut, warning } from "./notes.ts";
import type { ForeignFile, Imported, Importer, PlainProfile } from "./types.ts";
import { weightsIn } from "./weightFiles.ts";

const MARKS = ["siblings", "cardData", "sha", "tags", "gated", "pipeline_tag", "lastModified", "modelId"];

/** What the API of the Hugging Face Hub answers of a model, or of several (JSON). */
export const hubApi: Importer = {
  id: "hf-api",
  kind: "marked",
  recognises: ({ text, documents }) =>
    /^\s*[[{]/.test(text) && answersIn(documents()[0]?.value).some(isAnswer),
  read: (foreign) => {
    const read = answersIn(foreign.documents()[0]?.value).map((answer, at) =>
      readAnswer(answer, at, foreign),
    );
    return {
      profiles: read.flatMap(({ profiles }) => profiles),
      mistakes: read.flatMap(({ mistakes }) => mistakes),
    };
  },
};

function answersIn(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(mapOf) : [mapOf(value)];
}

function isAnswer(answer: Json): boolean {
  const id = textOf(answer.id) ?? textOf(answer.modelId);
  return id !== undefined && MARKS.some((mark) => mark in answer);
}

const HUB_ID = /^[^/\s]+(\/[^/\s]+)?$/;

const READ = [
  "id",
  "_id",
  "modelId",
  "author",
  "sha",
  "private",
  "disabled",
  "gated",
  "cardData",
  "tags",
  "siblings",
  "safetensors",
  "pipeline_tag",
];

function readAnswer(answer: Json, at: number, foreign: ForeignFile): Imported {
  const place = () =>
    foreign.documents()[0]?.locate(Array.isArray(foreign.documents()[0]?.value) ? [at] : []) ?? {
      file: foreign.file,
    };
  const id = textOf(answer.id) ?? textOf(answer.modelId);
  if (id === undefined || !HUB_ID.test(id)) {
    const what = id === undefined ? "It has no id" : `${safeText(id.slice(0, 80))} is no id of a model`;
    return { profiles: [], mistakes: [warning(`${what}: it is left out.`, place())] };
  }
  const revision = textOf(answer.sha);
  const tags = Array.isArray(answer.tags) ? answer.tags.flatMap((tag) => textOf(tag) ?? []) : [];
  const card = { ...fromTags(tags), ...mapOf(answer.cardData) };
  const tag = textOf(answer.pipeline_tag);
  const context = { file: foreign.file, revision, place };
  const facts = cardFacts(
    tag !== undefined && own(MODALITIES, tag) ? { ...card, pipeline_tag: tag } : card,
    context,
  );
  const parts = [facts.weights, gateFacts(answer, foreign, revision), fileFacts(answer, foreign, revision)];
  const artifacts = { ...mapOf(facts.model.artifacts), ...weightsOf(parts) };
  const [owner, name] = id.includes("/")
    ? (id.split("/", 2) as [string, string])
    : [textOf(answer.author) ?? UNKNOWN_VENDOR, id];
  const model = defined({
    id: idOf(name),
    name,
    ...facts.model,
    facts: parameterFacts(answer, foreign, revision),
    artifacts: Object.keys(artifacts).length > 0 ? artifacts : undefined,
  });
  const profile: PlainProfile = {
    schema: "openness-profile/1",
    vendor: { id: idOf(owner), name: owner },
    models: [model],
  };
  const keys = Object.keys(answer).filter((key) => !READ.includes(key));
  return {
    profiles: [profile],
    mistakes: [...shut(answer, place), ...facts.mistakes, ...leftOut(keys, place())],
  };
}

/** What the card, the gate and the file list tell of the weights; later parts know better, evidence adds up. */
function weightsOf(parts: readonly Json[]): Json {
  const evidence = parts.flatMap((part) => (Array.isArray(part.evidence) ? part.evidence : []));
  if (evidence.length === 0) return {};
  const { availability, access, formats, ...others } = Object.assign({}, ...parts) as Json;
  return { "weights.final": defined({ availability, access, formats, ...others, evidence }) };
}

/** Tags repeat the card's metadata; they are all there is where the card's own were not asked for. */
function fromTags(tags: readonly string[]): Json {
  const after = (prefix: string) =>
    tags.filter((tag) => tag.startsWith(prefix)).map((tag) => tag.slice(prefix.length));
  const [license] = after("license:");
  const relation = /^(adapter|merge|quantized|finetune):(.+)$/;
  const bases = after("base_model:").filter((tag) => !relation.test(tag));
  const [, kind] =
    after("base_model:")
      .map((tag) => relation.exec(tag))
      .find((match) => match !== null) ?? [];
  const datasets = after("dataset:");
  return defined({
    license,
    base_model: bases.length > 0 ? bases : undefined,
    base_model_relation: kind,
    datasets: datasets.length > 0 ? datasets : undefined,
  }) as Json;
}

/** Warns of a repository that is no release. */
export function shut(answer: Json, place: () => Mistake["place"]): Mistake[] {
  const states = ["private", "disabled"].filter((key) => isTrue(answer[key]));
  return states.map((state) => ({
    message: `The repository is ${state}: its files are no release.`,
    place: place(),
    severity: "warning",
  }));
}

const GATES: Readonly<Record<string, string>> = {
  false: "public",
  true: "account",
  auto: "account",
  manual: "application",
};

/** Without the key nothing is known of a gate: an absent key is not a no. */
export function gateFacts(
  answer: Json,
  { file }: Pick<ForeignFile, "file">,
  revision: string | undefined,
): Json {
  const gated = textOf(answer.gated)?.toLowerCase();
  const access = gated === undefined ? undefined : own(GATES, gated);
  if (access === undefined || isShut(answer)) return {};
  return { access, evidence: evidenceOf(file, "extracted", `the hub answers gated: ${gated}`, revision) };
}

function isShut(answer: Json): boolean {
  return isTrue(answer.private) || isTrue(answer.disabled);
}

function fileFacts(answer: Json, { file }: ForeignFile, revision: string | undefined): Json {
  if (!Array.isArray(answer.siblings) || isShut(answer)) return {};
  const names = answer.siblings.flatMap((sibling) => textOf(mapOf(sibling).rfilename) ?? []);
  const weights = weightsIn(names);
  if (weights === undefined) return {};
  const { availability, formats, shows } = weights;
  return {
    availability,
    formats,
    evidence: evidenceOf(file, "extracted", `the file list has ${shows}`, revision),
  };
}

/** Types whose stored values are not parameters one by one. */
const PACKED = /^(I|U|F4|F6|E2M1|Q)/i;

function parameterFacts(answer: Json, { file }: ForeignFile, revision: string | undefined): Json | undefined {
  const { total, parameters } = mapOf(answer.safetensors);
  const count = textOf(total);
  const types = Object.keys(mapOf(parameters));
  if (count === undefined || !/^\d{1,15}$/.test(count) || types.some((type) => PACKED.test(type)))
    return undefined;
  const evidence = evidenceOf(
    file,
    "extracted",
    `the hub counts ${safeText(count)} values in the safetensors`,
    revision,
  );
  return { parameters: { total: Number(count), evidence } };
}
