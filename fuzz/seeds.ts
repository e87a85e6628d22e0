// What runs begin from: real profiles, rubrics, foreign files and license texts, cut small so that many can be tried.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Catalogue } from "../src/license/catalogue.ts";
import { parseYaml, toYaml } from "../src/yaml.ts";
import { type Donors, donorsOf } from "./values.ts";

/** Files of foreign formats beyond this size are left out: one run should take a millisecond or so. */
const MAX_FOREIGN = 12_000;
const MAX_TEXT = 3000;

/** Seeds of one kind: values to mutate as such, and texts to mutate by lines and characters. */
export interface Pool {
  values: unknown[];
  texts: string[];
  donors: Donors;
}

/** A file of a foreign format. */
export interface ForeignSeed {
  name: string;
  text: string;
  /** What it says, where it is JSON or YAML. */
  values: unknown[];
}

export interface Seeds {
  profiles: Pool;
  rubrics: Pool;
  foreign: ForeignSeed[];
  foreignDonors: Donors;
  licenses: string[];
}

type Map_ = Record<string, unknown>;

function isMap(value: unknown): value is Map_ {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): Map_[] {
  return Array.isArray(value) ? value.filter(isMap) : [];
}

function filesIn(folder: string, ending: RegExp): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => ending.test(file))
    .sort()
    .map((file) => join(folder, file));
}

function documentsIn(text: string, file: string): unknown[] {
  return parseYaml(text, file).documents.map(({ value }) => value);
}

/** One profile per model of a profile, with the sources that it names. */
function singleModels(profile: Map_): Map_[] {
  const sources = Object.entries(isMap(profile.sources) ? profile.sources : {});
  return listOf(profile.models).map((model) => {
    const text = JSON.stringify([model, profile.judgements]);
    const used = sources.filter(([id]) => text.includes(`"${id}"`));
    return { ...profile, sources: Object.fromEntries(used), models: [model] };
  });
}

function referred(part: unknown): string[] {
  const text = JSON.stringify(part) ?? "";
  return [...text.matchAll(/"criterion":(?:"([^"]+)"|\[([^\]]*)\])/g)].flatMap(
    ([, one, many]) => one ?? many?.split(",").map((id) => id.replaceAll('"', "")) ?? [],
  );
}

/** A rubric cut down to some criteria, those that they ask about, and what these stand in. */
function cutRubric(rubric: Map_, ids: readonly string[], labels: readonly Map_[]): Map_ {
  const criteria = listOf(rubric.criteria);
  const wanted = new Set(ids);
  for (const id of wanted) {
    for (const other of referred(criteria.find((one) => one.id === id))) wanted.add(other);
  }
  const kept = criteria.filter(({ id }) => wanted.has(String(id)));
  const paths = kept.flatMap(({ dimension }) =>
    String(dimension ?? "")
      .split("/")
      .map((_, at, parts) => parts.slice(0, at + 1).join("/")),
  );
  const sets = isMap(rubric.levelSets) ? Object.entries(rubric.levelSets) : [];
  const { examples: _, levelSets: __, ...rest } = rubric;
  return {
    ...rest,
    dimensions: listOf(rubric.dimensions).filter(({ id }) => paths.includes(String(id))),
    levelSets: Object.fromEntries(sets.filter(([name]) => kept.some(({ levels }) => levels === name))),
    criteria: kept,
    labels: [...labels],
  };
}

/** Pairs of criteria that stand beside each other, and each label by itself. */
function cutRubrics(rubric: Map_): Map_[] {
  const ids = listOf(rubric.criteria).map(({ id }) => String(id));
  const pairs = ids.flatMap((_, at) => (at % 2 === 0 ? [ids.slice(at, at + 2)] : []));
  const steps = new Set(listOf(rubric.labels).map(({ id }) => id));
  const labels = listOf(rubric.labels).map((label) => {
    const requires = Array.isArray(label.requires)
      ? label.requires.filter((item) => !steps.has(item))
      : undefined;
    return requires === undefined ? label : { ...label, requires };
  });
  return [
    ...pairs.map((pair) => cutRubric(rubric, pair, [])),
    ...labels.map((label) => cutRubric(rubric, referred(label), [label])),
  ];
}

function poolOf(values: unknown[], extra: readonly string[]): Pool {
  const written = values.map(toYaml);
  return {
    values,
    texts: [...written, ...extra].filter(({ length }) => length <= MAX_TEXT),
    donors: donorsOf(values),
  };
}

function foreignSeed(path: string): ForeignSeed[] {
  const text = readFileSync(path, "utf8");
  const values = /\.(json|ya?ml)$/.test(path) ? documentsIn(text, path) : [];
  // An answer of the hub lists all files of a repository: a few will do.
  const short = values.map((value) => JSON.parse(JSON.stringify(value), shorten) as unknown);
  const small = text.length > MAX_FOREIGN ? short.map((value) => JSON.stringify(value)).join("\n") : text;
  const body = small.length > MAX_FOREIGN ? small.slice(0, MAX_FOREIGN) : small;
  return [{ name: basename(path), text: body, values: short }];
}

function shorten(_: string, value: unknown): unknown {
  return Array.isArray(value) ? value.slice(0, 6) : value;
}

/**
 * Reads all seeds.
 * @param root the project's folder; beside it may stand samples of what others publish
 */
export function readSeeds(root: string, catalogue: Catalogue): Seeds {
  const ours = [...filesIn(join(root, "profiles"), /\.yaml$/), ...filesIn(join(root, "rubrics"), /\.yaml$/)];
  const fixtures = filesIn(join(root, "tests/fixtures"), /\.yaml$/).filter(
    (file) => !file.includes("foreign"),
  );
  const texts = [...ours, ...fixtures].map((file) => readFileSync(file, "utf8"));
  const documents = texts.flatMap((text) => documentsIn(text, "seed")).filter(isMap);
  const profiles = documents
    .filter(({ schema }) => schema === "openness-profile/1")
    .flatMap((one) => [...singleModels(one), ...(JSON.stringify(one).length < MAX_TEXT ? [one] : [])]);
  const rubrics = documents
    .filter(({ schema }) => schema === "openness-rubric/1")
    .flatMap((one) => [...cutRubrics(one), ...(JSON.stringify(one).length < MAX_TEXT ? [one] : [])]);
  const small = texts.filter(({ length }) => length <= MAX_TEXT);
  const foreign = [
    ...["tests/fixtures/foreign", "tests/fixtures/hub", "../shared/samples"].flatMap((folder) =>
      filesIn(join(root, folder), /\.(md|json|ya?ml|csv)$/),
    ),
  ].flatMap(foreignSeed);
  return {
    profiles: poolOf(profiles, small),
    rubrics: poolOf(rubrics, small),
    foreign,
    foreignDonors: donorsOf(foreign.flatMap(({ values }) => values)),
    licenses: licenseTexts(root, profiles, catalogue),
  };
}

function licenseTexts(root: string, profiles: readonly Map_[], catalogue: Catalogue): string[] {
  const strings = join(root, "tests/license/strings.txt");
  const listed = existsSync(strings) ? readFileSync(strings, "utf8").split("\n") : [];
  const stated = [...JSON.stringify(profiles).matchAll(/"license":"([^"]+)"/g)].map(([, text = ""]) => text);
  const files = filesIn(join(root, "licenses"), /\.yaml$/).map((file) => readFileSync(file, "utf8"));
  const aliases = files.flatMap((text) =>
    [...text.matchAll(/^ +- (?:id: )?([^\n:]{3,60})$/gm)].map(([, one = ""]) => one),
  );
  const known = [
    ...Object.keys(catalogue.licenses),
    ...Object.keys(catalogue.names),
    ...Object.keys(catalogue.ambiguous),
    ...catalogue.unlicensed,
    ...Object.keys(catalogue.unresolved),
  ];
  return [...new Set([...listed, ...stated, ...aliases, ...known])].filter((text) => text !== "");
}
