// What is tried: for each target, how the input of a run is made, and what must hold of what comes of it.
import { joinVendors, mapOf } from "../src/importers/common.ts";
import { IMPORT_FORMATS } from "../src/importers/formats.ts";
import { mergeProfile } from "../src/importers/merge.ts";
import { licenseLookup, makeBook } from "../src/license/book.ts";
import type { Catalogue } from "../src/license/catalogue.ts";
import { resolveLicense } from "../src/license/resolve.ts";
import { describeLicense } from "../src/licenseInfo.ts";
import { importText, readPlain } from "../src/loadForeign.ts";
import { readRubricDocument } from "../src/loadRubric.ts";
import { type ReadProfile, readDocument } from "../src/profile/read.ts";
import { strictMistakes } from "../src/profile/strict.ts";
import type { Subject } from "../src/profile/subject.ts";
import { ARTIFACT_IDS, FACET_NAMES, FACT_NAMES } from "../src/profile/vocabulary.ts";
import type { Rubric } from "../src/rubric/types.ts";
import { scoreModel } from "../src/score/score.ts";
import { lineScorer } from "../src/scoreLines.ts";
import { shippedCatalogue, shippedIndex, shippedRubric } from "../src/shipped.ts";
import { editYaml, parseYaml, toYaml } from "../src/yaml.ts";
import { checkMistakes, demand, isRejected, mistakesOf, type Outcome } from "./oracle.ts";
import type { Random } from "./random.ts";
import { checkCompiled, checkCompletions, checkQuickReader, linesFor } from "./scoring.ts";
import { type ForeignSeed, type Pool, readSeeds, type Seeds } from "./seeds.ts";
import { mutateBytes, mutateText, wellFormed } from "./texts.ts";
import { exchange, mutateValue, slim } from "./values.ts";

/** What a run is given. */
export interface Input {
  file: string;
  bytes: Uint8Array;
  /** Whatever else a run is told, such as a format. */
  option?: string;
}

/** One thing to try. */
export interface Target {
  input(random: Random): Input;
  /** @throws Violation, or whatever breaks */
  run(input: Input, random: Random): Outcome;
  /** Forgets what runs leave behind, after so many of them. */
  renew?(): void;
}

/** What a profile can do without. */
const SPARE = new Set<string>([
  ...ARTIFACT_IDS,
  ...FACET_NAMES,
  ...FACT_NAMES,
  ...["evidence", "note", "disputed", "claims", "licenseEvidence", "judgements", "additionalTerms", "kept"],
  ...[
    "baseModel",
    "released",
    "modalities",
    "summary",
    "question",
    "why",
    "about",
    "examples",
    "appliesWhen",
  ],
]);

/** A seed's value with mutations: gentle ones, any, or none. */
function mutatedValue(random: Random, { values, donors }: Pool): unknown {
  const seed = slim(random, random.pick(values), SPARE);
  const kind = random.next();
  if (kind < 0.5) return exchange(random, seed, donors);
  return kind < 0.95 ? mutateValue(random, seed, donors) : seed;
}

/** Text of a mutated seed: of its value as JSON or YAML, or of its lines and characters. */
function mutated(random: Random, pool: Pool): string {
  const kind = random.next();
  if (kind < 0.25) return mutateText(random, random.pick(pool.texts), pool.texts);
  const value = mutatedValue(random, pool);
  const text = kind < 0.4 ? toYaml(value) : (JSON.stringify(value) ?? "");
  return kind > 0.95 ? mutateText(random, text, pool.texts) : wellFormed(text);
}

function asInput(file: string, text: string, option?: string): Input {
  return { file, bytes: Buffer.from(text), ...(option === undefined ? {} : { option }) };
}

function textOf({ bytes }: Input): string {
  return Buffer.from(bytes).toString("utf8");
}

/** Shipped rubrics under which lines are scored. */
const LINED = new Set(["openness"]);

/** Makes all targets. */
export function makeTargets(root: string): Record<string, Target> {
  const catalogue = shippedCatalogue();
  const seeds = readSeeds(root, catalogue);
  const rubrics = shippedIndex().rubrics.map(shippedRubric);
  const small = seeds.rubrics.values.flatMap(
    (value) => readRubricDocument({ value, locate: () => ({ file: "seed" }) }).rubric ?? [],
  );
  return {
    profile: profileTarget(seeds, [...rubrics, ...Array.from({ length: 9 }, () => small).flat()], catalogue),
    rubric: rubricTarget(seeds, catalogue),
    license: licenseTarget(seeds, small, catalogue),
    importers: importersTarget(seeds),
    lines: linesTarget(
      seeds,
      [...rubrics.filter(({ id }) => LINED.has(id)), ...small.slice(0, 2)],
      catalogue,
    ),
  };
}

function profileTarget(seeds: Seeds, rubrics: readonly Rubric[], catalogue: Catalogue): Target {
  return {
    input: (random) => asInput("profile.yaml", mutated(random, seeds.profiles)),
    run: (input, random) => {
      const [text, { file }] = [textOf(input), input];
      const { documents, mistakes } = parseYaml(text, file);
      checkMistakes(mistakes, text, file);
      const read = documents.map((document) => readDocument(document, file));
      for (const one of read) checkMistakes(one.mistakes, text, file);
      for (const { value } of documents) checkQuickReader(value);
      for (const profile of read.flatMap(({ profiles }) => profiles)) {
        checkMistakes(strictMistakes(profile), text, file);
        checkScores(profile, random.pick(rubrics), catalogue, random);
      }
      return read.some(({ profiles }) => profiles.length > 0) ? "accepted" : "rejected";
    },
  };
}

function checkScores({ subjects }: ReadProfile, rubric: Rubric, catalogue: Catalogue, random: Random): void {
  const few = subjects.slice(0, 3);
  const book = makeBook(few, catalogue);
  for (const subject of few) {
    if (random.chance(0.3)) checkCompletions(subject, rubric, book, random);
  }
}

function rubricTarget(seeds: Seeds, catalogue: Catalogue): Target {
  const subjects = seeds.profiles.values.flatMap((value) =>
    readDocument({ value, locate: () => ({ file: "seed" }) }, "seed").profiles.flatMap((one) => one.subjects),
  );
  return {
    input: (random) => asInput("rubric.yaml", mutated(random, seeds.rubrics)),
    run: (input, random) => {
      const [text, { file }] = [textOf(input), input];
      const { documents, mistakes } = parseYaml(text, file);
      checkMistakes(mistakes, text, file);
      let outcome: Outcome = "rejected";
      for (const document of documents) {
        const { rubric, mistakes: found } = readRubricDocument(document);
        checkMistakes(found, text, file);
        demand((rubric === undefined) === isRejected(found), "a rubric with errors, or none without");
        if (rubric === undefined) continue;
        outcome = "accepted";
        const chosen = [random.pick(subjects), random.pick(subjects)];
        checkCompiled(chosen, rubric, catalogue);
        for (const subject of chosen.slice(0, 1 + random.below(2))) {
          checkCompletions(subject, rubric, makeBook([subject], catalogue), random);
        }
      }
      return outcome;
    },
  };
}

/** An expression of known and unknown names, sometimes of very many. */
function expression(random: Random, names: readonly string[], depth = 0): string {
  if (depth > 5 || random.chance(0.35)) {
    const name = random.pick(names);
    return random.chance(0.1)
      ? `${name}+`
      : random.chance(0.1)
        ? `${name} WITH Classpath-exception-2.0`
        : name;
  }
  const count = random.chance(0.002) ? 1000 : random.few(10) + 1;
  const word = random.pick([" OR ", " AND ", " or ", " and "]);
  const parts = Array.from({ length: count }, () => expression(random, names, depth + (count > 20 ? 9 : 1)));
  return random.chance(0.8) ? `(${parts.join(word)})` : parts.join(word);
}

function licenseTarget({ licenses }: Seeds, rubrics: readonly Rubric[], catalogue: Catalogue): Target {
  const library = { catalogue, entries: new Map<string, never>(), rubrics: rubrics.slice(0, 2) };
  return {
    input: (random) => {
      const kind = random.next();
      const seed = kind < 0.5 ? expression(random, licenses) : random.pick(licenses);
      return asInput("license.txt", kind > 0.3 ? mutateText(random, seed, licenses) : wellFormed(seed));
    },
    run: (input, random) => {
      const text = textOf(input);
      if (text === "") return "rejected";
      const resolution = resolveLicense(text, catalogue);
      const { outcome } = resolution;
      if (resolution.outcome === "resolved") {
        const ids = resolution.alternatives.flat();
        const lost = ids.find((id) => !id.startsWith("?") && !Object.hasOwn(catalogue.licenses, id));
        demand(lost === undefined, `it stands for ${lost}, which is not in the catalogue`);
      }
      const context = random.chance(0.5) ? { vendor: ["meta", "Meta"] } : {};
      if (random.chance(0.001)) describeLicense(text, context, library);
      if (random.chance(outcome === "resolved" ? 0.5 : 0.05)) checkLicense(text, random, rubrics, catalogue);
      return outcome === "resolved" ? "accepted" : "rejected";
    },
  };
}

function checkLicense(text: string, random: Random, rubrics: readonly Rubric[], catalogue: Catalogue): void {
  const subject: Subject = {
    vendor: { id: "meta", name: "Meta" },
    model: { id: "m", name: "M" },
    source: "license.txt",
    flagship: false,
    artifacts: { "weights.final": { availability: "full" }, "code.training": { availability: "full" } },
    licenses: { default: text },
    terms: random.chance(0.2) ? [text.slice(0, 30)] : [],
    ...(random.chance(0.5) ? { base: { id: "o/b", license: text } } : {}),
    facts: {},
    judgements: {},
    claims: [],
    disputes: [],
  };
  licenseLookup(catalogue).meaningOf(text, subject);
  const rubric = random.pick(rubrics);
  const book = makeBook([subject], catalogue);
  scoreModel(subject, rubric, book, { because: "text" });
  if (random.chance(0.02)) checkCompletions(subject, rubric, book, random);
}

function foreignText(random: Random, seed: ForeignSeed, { foreign, foreignDonors }: Seeds): string {
  const others = foreign.map(({ text }) => text);
  if (seed.values.length === 0 || random.chance(0.3)) return mutateText(random, seed.text, others);
  const value = mutateValue(random, random.pick(seed.values), foreignDonors);
  return wellFormed(seed.name.endsWith(".json") ? (JSON.stringify(value) ?? "") : toYaml(value));
}

const INTO = `schema: openness-profile/1
vendor: { id: acme, name: Acme }
sources: { card: { url: "https://a.example/x", accessed: 2026-01-01 } }
models:
  - id: x
    name: X
    licenses: { weights: MIT }
    artifacts: { weights.final: { availability: partial, evidence: { card: seen } } }
`;

function importersTarget(seeds: Seeds): Target {
  return {
    input: (random) => {
      const seed = random.pick(seeds.foreign);
      const option = random.chance(0.7) ? "auto" : random.pick(IMPORT_FORMATS);
      return asInput(seed.name, foreignText(random, seed, seeds), option);
    },
    run: (input, random) => {
      const [text, { file, option = "auto" }] = [textOf(input), input];
      let outcome: Outcome = "rejected";
      const name = random.chance(0.4) ? "acme/x" : undefined;
      const refused = mistakesOf(() => {
        const imported = importText(text, file, option, name);
        if (imported === undefined) return;
        checkMistakes(imported.mistakes, undefined, file);
        const read = imported.profiles.map((profile) => readPlain(profile, file));
        for (const one of read) checkMistakes(one.mistakes, undefined, file);
        if (isRejected([...imported.mistakes, ...read.flatMap(({ mistakes }) => mistakes)])) return;
        outcome = "accepted";
        const profiles = joinVendors(imported.profiles);
        for (const profile of profiles) checkWritten(profile, file, random);
        if (name !== undefined) checkMerged(profiles, file);
      });
      if (refused !== undefined) checkMistakes(refused, undefined, file);
      return outcome;
    },
  };
}

/** What is written must read as what was imported. */
function checkWritten(profile: Record<string, unknown>, file: string, random: Random): void {
  const direct = readPlain(profile, file);
  if (isRejected(direct.mistakes)) return;
  const text = random.chance(0.5) ? toYaml(profile) : JSON.stringify(profile);
  const { documents, mistakes } = parseYaml(text, file);
  const [document] = documents;
  demand(document !== undefined, `what was written is no YAML: ${mistakes[0]?.message}`);
  const again = readDocument(document, file);
  demand(!isRejected(again.mistakes), `what was written is refused: ${again.mistakes[0]?.message}`);
  const subjects = (read: typeof direct) => JSON.stringify(read.profiles.flatMap((one) => one.subjects));
  const withoutKept = (one: string) => one.replace(/"kept":.*?,"disputes"/g, "");
  demand(withoutKept(subjects(again)) === withoutKept(subjects(direct)), "what was written reads otherwise");
}

function checkMerged(profiles: readonly Record<string, unknown>[], file: string): void {
  const [from] = profiles;
  if (from === undefined) return;
  const refused = mistakesOf(() => {
    const { edits } = mergeProfile(mapOf(parseYaml(INTO, file).documents[0]?.value), from);
    const merged = edits.length === 0 ? INTO : editYaml(INTO, edits, file);
    const { documents, mistakes } = parseYaml(merged, file);
    demand(mistakes.length === 0, `what was merged is no YAML: ${mistakes[0]?.message}`);
    for (const document of documents) checkMistakes(readDocument(document, file).mistakes, undefined, file);
  });
  if (refused !== undefined) checkMistakes(refused, undefined, file);
}

function linesTarget(seeds: Seeds, rubrics: readonly Rubric[], catalogue: Catalogue): Target {
  const file = "lines.jsonl";
  const make = () => lineScorer({ rubrics, file, keepGoing: true });
  const room = new Uint8Array(1 << 20);
  let score = make();
  return {
    renew: () => {
      score = make();
    },
    input: (random) => {
      const text = JSON.stringify(mutatedValue(random, seeds.profiles)) ?? "";
      const kind = random.next();
      const line = Buffer.from(kind < 0.1 ? mutateText(random, text, [text]) : text);
      return { file, bytes: kind > 0.95 ? mutateBytes(random, line) : line };
    },
    run: ({ bytes }) => {
      const text = Buffer.from(score(bytes, room).output).toString("utf8");
      const line = Buffer.from(bytes).toString("utf8");
      const value = jsonOf(line, bytes);
      if (value === undefined) return checkRecords(text);
      checkQuickReader(value);
      const expected = linesFor(value, line, file, rubrics, catalogue);
      if ("mistakes" in expected) {
        checkMistakes(expected.mistakes, undefined, file);
        demand(expected.mistakes.length > 0, "refused without a mistake");
        return checkRecords(text);
      }
      demand(text === expected.text, "the line gives other results than scoring one by one");
      return "accepted";
    },
  };
}

/** Undefined for what is not one line of JSON in UTF-8. */
function jsonOf(line: string, bytes: Uint8Array): unknown {
  if (line.includes("\n") || !Buffer.from(line).equals(Buffer.from(bytes))) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** What is wrong with a line stands in its place. */
function checkRecords(text: string): Outcome {
  for (const record of text.split("\n").filter((line) => line !== "")) {
    const { error, vendor } = JSON.parse(record) as { error?: { mistakes: unknown[] }; vendor?: unknown };
    demand(vendor !== undefined || (error?.mistakes.length ?? 0) > 0, "a record that says nothing");
  }
  return "rejected";
}
