import pLimit from "p-limit";
import type { Mistake } from "../errors.ts";
import { cardFacts } from "../importers/cardData.ts";
import { idOf, type Json, mapOf, textOf, UNKNOWN_VENDOR } from "../importers/common.ts";
import { readCard } from "../importers/frontMatter.ts";
import { cardDocument } from "../importers/hubCard.ts";
import { evidenceOf, type PlainEvidence, warning } from "../importers/notes.ts";
import type { Imported, PlainProfile } from "../importers/types.ts";
import { weightsIn } from "../importers/weightFiles.ts";
import type { Fingerprints } from "../license/fingerprint.ts";
import { howToRaise, limitOf } from "../limits.ts";
import { defined } from "../objects.ts";
import { safeText } from "../text.ts";
import { readGguf, readSafetensors, safetensorsLength, type WeightsHeader } from "./headers.ts";
import { type LicenseFile, licenseFacts } from "./licenses.ts";
import { isAside, type Role, roleOf } from "./roles.ts";
import type { FoundFile, Listing, Tree } from "./tree.ts";

export interface Scan extends Imported {
  /** What was found, for a reader, one a line. */
  findings: string[];
}

/** Bytes of a text file that are read. */
const MAX_TEXT = 512 * 1024;
/** Bytes of a GGUF file in which its header must end. */
const MOST_GGUF = 48 * 1024 * 1024;
/** Headers that are read of one folder; a release has a few hundred files of weights at most. */
const MAX_HEADERS = 2000;

interface Found extends Tree {
  byRole: ReadonlyMap<Role, FoundFile[]>;
}

/**
 * Looks into a model or code repository. What is found is evidence, with path and revision; what is not found stays
 * unknown.
 * @param fingerprints of the license texts to compare with
 */
export async function scanTree(tree: Tree, fingerprints: Fingerprints): Promise<Scan> {
  const found: Found = { ...tree, byRole: groupByRole(tree.listing.files) };
  const licenses = await licenseFiles(found);
  const card = await cardOf(found);
  const weights = await readWeights(found);
  const code = codeFacts(found);
  const place = { file: tree.name };
  const license = licenseFacts(licenses, {
    fingerprints,
    card: card.model,
    hasWeights: weights.present,
    revision: tree.checkout.revision,
    place,
  });
  const artifacts = defined({
    ...mapOf(card.model.artifacts),
    ...code.artifacts,
    ...weightsArtifact([card.weights, tree.gate, weights.fact], license.disputed),
    "doc.model-card": card.document,
  });
  const { owner, name } = namesOf(found);
  const model = defined({
    id: idOf(name),
    name,
    ...card.model,
    ...license.fields,
    facts: weights.parameters,
    artifacts: Object.keys(artifacts).length > 0 ? artifacts : undefined,
  });
  const profile: PlainProfile = {
    schema: "openness-profile/1",
    vendor: { id: idOf(owner), name: owner },
    models: [model],
  };
  return {
    profiles: [tree.page === undefined ? profile : cited(profile, tree.page)],
    mistakes: [
      ...limits(tree.listing, place),
      ...tree.mistakes,
      ...card.mistakes,
      ...license.mistakes,
      ...weights.mistakes,
    ],
    findings: [...describeCheckout(found), ...license.findings, ...weights.findings, ...code.findings],
  };
}

/** The same value, in which evidence that names a file of the repository links to the page that shows it. */
function cited<Value>(value: Value, page: NonNullable<Tree["page"]>): Value {
  if (Array.isArray(value)) return value.map((item) => cited(item, page)) as Value;
  if (typeof value !== "object" || value === null) return value;
  const { path, ...rest } = value as Json;
  if (typeof path === "string" && "trust" in rest) {
    return { url: page.of(path), accessed: page.accessed, path, ...rest } as Value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cited(item, page)])) as Value;
}

/** How many files of a repository a scan reads, about: a long header is read twice. */
export function toRead({ files }: Listing): number {
  const byRole = groupByRole(files);
  const read = ["license", "card"].flatMap((role) => byRole.get(role as Role)?.slice(0, MAX_LICENSES) ?? []);
  return read.length + files.filter(isWeights).slice(0, MAX_HEADERS).length;
}

function isWeights({ path }: FoundFile): boolean {
  return !isAside(path) && /\.(safetensors|gguf)$/i.test(path);
}

function groupByRole(files: readonly FoundFile[]): Map<Role, FoundFile[]> {
  const groups = new Map<Role, FoundFile[]>();
  for (const file of files) {
    const role = roleOf(file.path);
    if (role === undefined) continue;
    const group = groups.get(role);
    if (group === undefined) groups.set(role, [file]);
    else group.push(file);
  }
  return groups;
}

function limits({ links, stopped, tooDeep }: Listing, place: { file: string }): Mistake[] {
  return [
    ...(stopped
      ? [
          warning(
            `It holds more than ${limitOf("scanFiles")} files; the rest was not looked at. ${howToRaise("scanFiles")}`,
            place,
          ),
        ]
      : []),
    ...(tooDeep
      ? [
          warning(
            `Folders are nested more than ${limitOf("scanDepth")} deep; what is further in was not looked at. ${howToRaise("scanDepth")}`,
            place,
          ),
        ]
      : []),
    ...(links.length > 0 ? [warning(`Links were not followed: ${some(links)}.`, place)] : []),
  ];
}

/** A few names, and how many there are. */
function some(names: readonly string[]): string {
  const shown = names.slice(0, 4).map(safeText).join(", ");
  return names.length > 4 ? `${shown} and ${names.length - 4} more` : shown;
}

function namesOf({ name: folder, checkout }: Found): { owner: string; name: string } {
  const [owner, name] = checkout.origin?.split("/") ?? [];
  const last = folder
    .replaceAll("\\", "/")
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .at(-1);
  return { owner: owner ?? UNKNOWN_VENDOR, name: name ?? last ?? "model" };
}

function evidence(found: Found, path: string, trust: PlainEvidence["trust"], shows: string): PlainEvidence[] {
  return evidenceOf(path, trust, shows, found.checkout.revision);
}

function describeCheckout({ listing, checkout }: Found): string[] {
  const of = checkout.origin === undefined ? "" : ` of ${checkout.origin}`;
  const at = checkout.revision === undefined ? "" : ` at ${checkout.revision.slice(0, 12)}`;
  return [`${listing.files.length} files${of}${at}`];
}

/** License files that are compared: of the folder itself, and of folders inside, which may be of something else. */
const MAX_LICENSES = 40;

async function licenseFiles(found: Found): Promise<LicenseFile[]> {
  const files = (found.byRole.get("license") ?? []).slice(0, MAX_LICENSES);
  const limit = pLimit(found.atOnce);
  const read = await limit.map(files, async ({ path, size }) => ({
    path,
    text: (await found.readStart(path, Math.min(size, MAX_TEXT)))?.toString("utf8"),
  }));
  return read.flatMap(({ path, text }) => (text === undefined ? [] : [{ path, text }]));
}

interface CardReading {
  model: Json;
  weights: Json;
  document: Json | undefined;
  mistakes: Mistake[];
}

async function cardOf(found: Found): Promise<CardReading> {
  const [file] = found.byRole.get("card") ?? [];
  const bytes = file && (await found.readStart(file.path, Math.min(file.size, MAX_TEXT)));
  const text = bytes?.toString("utf8");
  if (file === undefined || text === undefined)
    return { model: {}, weights: {}, document: undefined, mistakes: [] };
  const { front, body, value, place, mistakes } = readCard(text, file.path);
  // A README without metadata is the repository's, not a model card.
  if (front.trim() === "") return { model: {}, weights: {}, document: undefined, mistakes: [] };
  const facts = cardFacts(mapOf(value), { file: file.path, revision: found.checkout.revision, place });
  const document = cardDocument(body, (shows) => evidence(found, file.path, "extracted", shows));
  return { model: facts.model, weights: facts.weights, document, mistakes: [...mistakes, ...facts.mistakes] };
}

interface Weights {
  present: boolean;
  fact: Json;
  parameters: Json | undefined;
  findings: string[];
  mistakes: Mistake[];
}

async function readWeights(found: Found): Promise<Weights> {
  const none: Weights = { present: false, fact: {}, parameters: undefined, findings: [], mistakes: [] };
  const names = found.listing.files
    .map(({ path }) => path)
    .filter((path) => roleOf(path) !== "optimizer" && !isAside(path));
  const files = weightsIn(names);
  if (files === undefined) return none;
  const { values, broken, read } = await readHeaders(found);
  const types = Object.entries(values).map(([type, count]) => `${count} ${type}`);
  const headers = read === 0 ? "" : `; headers of ${read}: ${types.join(", ")}`;
  const floats = Object.keys(values).every((type) => /^(BF16|F16|F32|F64)$/.test(type));
  const total = Object.values(values).reduce((sum, count) => sum + count, 0);
  const [first] = names.filter((name) => /\.(safetensors|gguf|bin|pth?|ckpt)$/i.test(name));
  const proof = evidence(found, first ?? ".", "extracted", `${files.shows}${headers}`);
  const whole = files.availability === "full" && floats && total > 0 && files.formats.length === 1;
  return {
    present: true,
    fact: { availability: files.availability, formats: files.formats, evidence: proof },
    parameters: whole
      ? {
          parameters: {
            total,
            evidence: evidence(found, first ?? ".", "extracted", `${total} values in the headers`),
          },
        }
      : undefined,
    findings: [`weights: ${files.shows}${headers}`],
    mistakes:
      broken.length === 0
        ? []
        : [
            warning(`The headers of these files are broken or too long: ${some(broken)}.`, {
              file: found.name,
            }),
          ],
  };
}

/** Stored values by type over all headers that can be read. */
async function readHeaders(
  found: Found,
): Promise<{ values: Record<string, number>; broken: string[]; read: number }> {
  const files = found.listing.files.filter(isWeights).slice(0, MAX_HEADERS);
  const headers = await pLimit(found.atOnce).map(files, (file) => readHeader(found, file));
  const values: Record<string, number> = {};
  for (const header of headers) {
    if (typeof header !== "object") continue;
    for (const [type, count] of Object.entries(header.values)) values[type] = (values[type] ?? 0) + count;
  }
  return {
    values,
    broken: files.filter((_, at) => headers[at] === "broken").map(({ path }) => path),
    read: headers.filter((header) => typeof header === "object").length,
  };
}

/** Bytes that are read of a file of weights at first: the headers of most shards end in them. */
const FIRST_BYTES = 64 * 1024;

async function readHeader(tree: Tree, file: FoundFile): Promise<WeightsHeader | "broken" | "unread"> {
  const read = /\.gguf$/i.test(file.path) ? readGgufHeader : readSafetensorsHeader;
  const header = await read(tree, file);
  return header === null ? "unread" : (header ?? "broken");
}

/** @returns undefined if it is broken, null if the file cannot be read */
async function readSafetensorsHeader(
  tree: Tree,
  { path, size }: FoundFile,
): Promise<WeightsHeader | undefined | null> {
  const start = await tree.readStart(path, Math.min(size, FIRST_BYTES));
  if (start === undefined) return null;
  const length = safetensorsLength(start);
  if (length === undefined || length > size) return undefined;
  const whole = length <= start.length ? start : await tree.readStart(path, length);
  return whole === undefined ? null : readSafetensors(whole);
}

/** A GGUF file does not say how long its header is: more is read until it is all there. */
async function readGgufHeader(
  tree: Tree,
  { path, size }: FoundFile,
): Promise<WeightsHeader | undefined | null> {
  for (let bytes = FIRST_BYTES; ; bytes *= 16) {
    const wanted = Math.min(size, bytes, MOST_GGUF, limitOf("headerBytes"));
    const start = await tree.readStart(path, wanted);
    if (start === undefined) return null;
    const header = readGguf(start);
    if (header !== undefined || wanted < bytes || !start.toString("latin1", 0, 4).startsWith("GGUF"))
      return header;
  }
}

/** The card's gate, the hub's and the files' weights in one artifact; later ones know better. */
function weightsArtifact(parts: readonly Json[], disputed: string | undefined): Json {
  const proofs = parts.flatMap(({ evidence: proof }) => (Array.isArray(proof) ? proof : []));
  if (proofs.length === 0) return {};
  const whole: Json = Object.assign({}, ...parts);
  const disputes = [textOf(whole.disputed), disputed].filter((one) => one !== undefined).join(" ");
  const { availability, formats, access, regionsExcluded } = whole;
  return {
    "weights.final": defined({
      availability,
      formats,
      access,
      regionsExcluded,
      evidence: proofs,
      disputed: disputes === "" ? undefined : disputes,
    }),
  };
}

/** Roles that are evidence of an artifact; what is found may not be all. */
const CODE: readonly [Role, string, string][] = [
  ["architecture", "architecture", "model definitions"],
  ["inference", "code.inference", "entry points for inference"],
  ["pretraining", "code.training", "entry points for training"],
  ["dataProcessing", "code.data-processing", "scripts for data"],
  ["evaluation", "code.evaluation", "evaluation code"],
  ["checkpoint", "weights.intermediate", "checkpoints"],
  ["optimizer", "weights.optimizer-state", "optimizer states"],
];

function codeFacts(found: Found): { artifacts: Json; findings: string[] } {
  const artifacts: Json = {};
  const findings: string[] = [];
  for (const [role, artifact, what] of CODE) {
    const paths = (found.byRole.get(role) ?? []).map(({ path }) => path);
    const [first] = paths;
    if (first === undefined) continue;
    artifacts[artifact] = {
      availability: "partial",
      evidence: evidence(
        found,
        first,
        "inferred",
        `${what}: ${some(paths)}; whether this is all is not to be seen`,
      ),
    };
    findings.push(`${artifact}: ${what}, ${some(paths)}`);
  }
  const others: [Role, string][] = [
    ["finetuning", "fine-tuning code, which is no training code of the model itself"],
    ["report", "a report or paper"],
    ["citation", "a citation"],
    ["config", "configuration"],
    ["tokenizer", "tokenizer"],
    ["requirements", "requirements"],
  ];
  for (const [role, what] of others) {
    const paths = (found.byRole.get(role) ?? []).map(({ path }) => path);
    if (paths.length > 0) findings.push(`${what}: ${some(paths)}`);
  }
  return { artifacts, findings };
}
