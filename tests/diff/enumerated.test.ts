import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { diffProfiles } from "../../src/diff.ts";
import { readRubricText } from "../../src/loadRubric.ts";
import { readProfileText } from "../../src/profile/read.ts";
import type { ModelDiff } from "../../src/result/diffSchema.ts";
import type { Rubric } from "../../src/rubric/types.ts";
import { shippedCatalogue } from "../../src/shipped.ts";
import { parseYaml, toYaml } from "../../src/yaml.ts";
import { FIXTURES } from "../run.ts";
import { type RawProfile, sideOf } from "./sides.ts";

const CATALOGUE = shippedCatalogue();
const CATALOGUES = { old: CATALOGUE, new: CATALOGUE };
const LADDER = rubricOf(readFileSync(`${FIXTURES}/ladder.yaml`, "utf8"));
const ACME = parseYaml(readFileSync(`${FIXTURES}/acme.yaml`, "utf8"), "acme.yaml").documents[0]
  ?.value as RawProfile;

function rubricOf(text: string): Rubric {
  const { rubric, mistakes } = readRubricText(text, "rubric");
  if (rubric === undefined) throw new Error(mistakes[0]?.message);
  return rubric;
}

/** A copy in which a value stands at a path; undefined takes away what stood there. */
function edited(profile: RawProfile, path: readonly (string | number)[], value: unknown): RawProfile {
  const copy = structuredClone(profile);
  const last = path.at(-1) ?? "";
  const holder = path
    .slice(0, -1)
    .reduce((part, key) => part[key] as RawProfile, copy as Record<PropertyKey, unknown>);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return copy;
}

function compare(before: RawProfile[], after: RawProfile[], rubric = LADDER) {
  return diffProfiles(sideOf(...before), sideOf(...after), [{ old: rubric, new: rubric }], CATALOGUES);
}

function only(models: readonly ModelDiff[]): ModelDiff {
  expect(models.length).toBe(1);
  return models[0] as ModelDiff;
}

const MODEL = ["models", 0];

/**
 * One edit of acme-7b, then what differs by its cause, and what it adds to its score under the ladder: three criteria of
 * a point each, weights, training (full 1, in part 0.5) and a report.
 */
const EDITS: [string, (string | number)[], unknown, string[], number | null][] = [
  [
    "training code in full",
    [...MODEL, "artifacts", "code.training", "availability"],
    "full",
    ["facts code.training availability: partial, full"],
    0.5,
  ],
  [
    "no training code",
    [...MODEL, "artifacts", "code.training", "availability"],
    "none",
    ["facts code.training availability: partial, none"],
    -0.5,
  ],
  [
    "weights under another license",
    [...MODEL, "licenses", "weights"],
    "CC-BY-NC-4.0",
    ["facts license:weights license: Apache-2.0, CC-BY-NC-4.0"],
    -1,
  ],
  [
    "weights under a license of their own",
    [...MODEL, "artifacts", "weights.final", "license"],
    "MIT",
    ["facts weights.final license: null, MIT"],
    0,
  ],
  [
    "the report is gone",
    [...MODEL, "artifacts", "doc.technical-report", "availability"],
    "none",
    ["facts doc.technical-report availability: full, none"],
    null,
  ],
  [
    "an account is needed",
    [...MODEL, "artifacts", "weights.final", "access"],
    "account",
    ["facts weights.final access: public, account"],
    0,
  ],
  [
    "other formats",
    [...MODEL, "artifacts", "weights.final", "formats"],
    ["gguf"],
    ["facts weights.final formats: safetensors, gguf"],
    0,
  ],
  [
    "parameters",
    [...MODEL, "facts", "parameters", "total"],
    8e9,
    ["facts fact:parameters total: 7000000000, 8000000000"],
    0,
  ],
  [
    "a list that is a fact",
    [...MODEL, "facts", "monetisation"],
    ["price"],
    ["facts fact:monetisation of: , price"],
    0,
  ],
  [
    "the day of release",
    [...MODEL, "released"],
    "2026-03-02",
    ["facts model released: 2026-03-01, 2026-03-02"],
    0,
  ],
  ["the version, by its text", [...MODEL, "version"], "3.1", ["facts model version: 3.10, 3.1"], 0],
  ["no flagship", [...MODEL, "flagship"], undefined, ["facts model flagship: yes, null"], 0],
  [
    "another claim",
    [...MODEL, "claims", 0, "says"],
    "open-weights",
    ["facts claims says: open-source, open-weights"],
    0,
  ],
  [
    "terms beside the license",
    [...MODEL, "additionalTerms"],
    [{ url: "https://acme.example/use" }],
    ["facts terms binding: null, https://acme.example/use"],
    null,
  ],
  [
    "terms for guidance",
    [...MODEL, "additionalTerms"],
    [{ url: "https://acme.example/use", role: "guidance" }],
    ["evidence terms:https://acme.example/use role: null, guidance"],
    0,
  ],
  [
    "a judgement",
    [...MODEL, "judgements"],
    { osai: { by: "somebody", levels: { code: "open" } } },
    ["judgements judgement:osai code: null, open by somebody"],
    0,
  ],
  [
    "no dispute",
    [...MODEL, "artifacts", "code.training", "disputed"],
    undefined,
    [
      "evidence code.training disputed: Acme says the post-training scripts are complete, https://git.example/acme/issues/1, null",
    ],
    0,
  ],
  [
    "a note",
    [...MODEL, "artifacts", "architecture", "note"],
    "n",
    ["evidence architecture note: null, n"],
    0,
  ],
  ["a note of the model", [...MODEL, "note"], "n", ["evidence model note: null, n"], 0],
  ["the country", ["vendor", "country"], "FR", ["facts vendor country: CH, FR"], 0],
];

describe("one edit", () => {
  test.each(EDITS)("%s", (_, path, value, expected, effect) => {
    const { models, differs } = compare([ACME], [edited(ACME, path, value)]);
    const found = models.find(({ model }) => model.id === "acme-7b") as ModelDiff;
    const told = found.changes.map(
      ({ cause, key, field, before, after }) => `${cause} ${key} ${field}: ${before}, ${after}`,
    );
    expect(told).toEqual(expected);
    expect(differs).toBe(true);
    const [verdict] = found.verdicts;
    expect(found.status).toBe(effect === 0 ? "changed" : "moved");
    if (effect === 0) expect(verdict).toBeUndefined();
    else if (effect !== null) expect(verdict?.effect?.lower).toBeCloseTo(effect, 12);
  });

  test("of evidence: what happened to it, behind which facts, and that it moves nothing", () => {
    const later = edited(ACME, ["sources", "card", "accessed"], "2026-11-20");
    const model = only(compare([ACME], [later]).models);
    expect(model).toMatchObject({ status: "changed", causes: ["evidence"], changes: [], verdicts: [] });
    expect(model.evidence).toEqual([
      {
        change: "changed",
        url: "https://hub.example/acme/acme-7b",
        keys: ["claim:open-source", "license:weights", "fact:parameters", "weights.final"],
        fields: [{ field: "accessed", before: "2026-11-01", after: "2026-11-20" }],
      },
    ]);
  });

  test("of what evidence shows, of a link, of a source more and of one less", () => {
    const at = [...MODEL, "artifacts", "architecture", "evidence"];
    const events = (value: unknown) =>
      only(compare([ACME], [edited(ACME, at, value)]).models).evidence.map(({ change, url, fields }) => [
        change,
        url,
        ...fields.filter(({ field }) => field === "shows").map(({ before, after }) => `${before}, ${after}`),
      ]);
    const repo = "https://git.example/acme";
    expect(events({ repo: "model.py in full" })).toEqual([["changed", repo, "model.py, model.py in full"]]);
    expect(events({ repo: "model.py", report: "section 2" })).toEqual([
      ["added", "https://acme.example/report", "null, section 2"],
    ]);
    expect(events(undefined)).toEqual([["removed", repo, "model.py, null"]]);
  });
});

describe("what is no difference", () => {
  /** With every map in the opposite order, other names for sources, and comments. */
  function disguised(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(disguised);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, part]) => [key, disguised(part)]),
    );
  }

  test("comments, order, names of sources, and the long way to write the same", async () => {
    const renamed = JSON.parse(
      JSON.stringify(ACME).replaceAll('"card"', '"a-card"').replaceAll('"repo"', '"z-repo"'),
    ) as RawProfile;
    const text = toYaml(disguised(renamed)).replaceAll("\n", " # a comment\n");
    const { profiles, mistakes } = await readProfileText(
      async () => text,
      { file: "x.yaml" },
      () => undefined,
    );
    expect(mistakes).toEqual([]);
    const again = parseYaml(text, "x.yaml").documents[0]?.value as RawProfile;
    expect(profiles.length).toBe(1);
    expect(compare([ACME], [again])).toMatchObject({ differs: false, same: 2, models: [] });
    const models = [...(ACME.models as RawProfile[])].reverse();
    expect(compare([ACME], [{ ...ACME, models }])).toMatchObject({ differs: false, same: 2 });
    const long = edited(ACME, [...MODEL, "facts", "monetisation"], { of: [] });
    expect(compare([ACME], [long])).toMatchObject({ differs: false });
    const inline = edited(
      ACME,
      [...MODEL, "artifacts", "architecture", "evidence"],
      [{ url: "https://git.example/acme", accessed: "2026-11-01", shows: "model.py" }],
    );
    expect(compare([ACME], [inline])).toMatchObject({ differs: false });
  });

  test("the order of what a fact lists, and of licenses that nobody names", () => {
    const list = (formats: string[]) =>
      edited(ACME, [...MODEL, "artifacts", "weights.final", "formats"], formats);
    expect(compare([list(["a", "b"])], [list(["b", "a"])])).toMatchObject({ differs: false });
  });
});

describe("models that come and go", () => {
  const [seven, max] = ACME.models as RawProfile[];

  test("have a verdict on one side", () => {
    const { models, rubrics, same } = compare([{ ...ACME, models: [seven] }], [{ ...ACME, models: [max] }]);
    expect(
      models.map(({ model, status, verdicts }) => [
        model.id,
        status,
        verdicts[0]?.before === null,
        verdicts[0]?.after === null,
      ]),
    ).toEqual([
      ["acme-max", "added", true, false],
      ["acme-7b", "removed", false, true],
    ]);
    expect({ ranks: rubrics[0]?.ranks, same }).toEqual({ ranks: null, same: 0 });
  });

  test("ranks are told where both sides have the same models", () => {
    const closed = edited(ACME, [...MODEL, "artifacts"], {
      "weights.final": { availability: "none" },
      "code.training": { availability: "none" },
      "doc.technical-report": { availability: "none" },
      "doc.paper": { availability: "none" },
    });
    const open = edited(closed, ["models", 1, "artifacts", "code.training"], { availability: "full" });
    const { rubrics } = compare([ACME], [open]);
    expect(rubrics[0]?.ranks).toEqual([
      {
        id: "acme/acme-7b",
        name: "Acme 7B",
        before: { position: 1, tied: 1 },
        after: { position: 2, tied: 1 },
      },
      {
        id: "acme/acme-max",
        name: "Acme Max",
        before: { position: 2, tied: 1 },
        after: { position: 1, tied: 1 },
      },
    ]);
  });
});

describe("what hides from a list of facts", () => {
  const report = { "doc.technical-report": { availability: "full" } };
  const base: RawProfile = {
    schema: "openness-profile/1",
    vendor: { id: "beta", name: "Beta" },
    models: [{ id: "b", name: "B", artifacts: { "code.training": { availability: "full" } } }],
  };
  const own = (more: RawProfile, vendor = "V"): RawProfile => ({
    schema: "openness-profile/1",
    vendor: { id: "v", name: vendor },
    models: [{ id: "m", name: "M", baseModel: { id: "beta/b", inherits: ["code.training"] }, ...more }],
  });

  test("an artifact of which nothing is said keeps out what the base model says of it", () => {
    const { models } = compare(
      [base, own({ artifacts: report })],
      [base, own({ artifacts: { ...report, "code.training": { note: "x" } } })],
    );
    const { causes, verdicts, changes } = only(models);
    expect(causes).toEqual(["facts", "evidence"]);
    expect(changes[0]).toEqual({
      cause: "facts",
      key: "code.training",
      field: "listed",
      before: null,
      after: "yes",
    });
    expect(verdicts[0]?.steps).toMatchObject([{ cause: "facts", effect: { lower: -1, upper: 0 } }]);
  });

  test("a base model that changes is told as such, with what comes from it", () => {
    const changed = edited(base, ["models", 0, "artifacts", "code.training", "availability"], "partial");
    const { models } = compare([base, own({})], [changed, own({})]);
    const derived = models.find(({ model }) => model.id === "m");
    expect(derived).toMatchObject({
      causes: ["base"],
      changes: [
        { cause: "base", key: "code.training", field: "availability", before: "full", after: "partial" },
      ],
      verdicts: [{ steps: [{ cause: "base", effect: { lower: -0.5, upper: -0.5 } }] }],
    });
  });

  test("a first judgement that settles nothing: blanks count as the worst from then on", () => {
    const rubric = rubricOf(`schema: openness-rubric/1
id: r
name: R
version: "1"
unknown: absent
source: { title: A rubric for tests }
criteria:
  - { id: training, judged: true, artifact: code.training, levels: [{ id: open, points: 1, when: { availability: full } }, { id: closed, points: 0 }] }
  - { id: weights, judged: true, artifact: weights.final, levels: [{ id: open, points: 1, when: { availability: full } }, { id: closed, points: 0 }] }
`);
    const judged = { judgements: { r: { by: "somebody", levels: {} } } };
    const { models } = compare([base, own({})], [base, own(judged)], rubric);
    expect(only(models)).toMatchObject({
      causes: ["judgements"],
      changes: [{ key: "judgement:r", field: "listed", after: "yes" }],
      verdicts: [
        {
          criteria: [
            { id: "weights", before: { level: null }, after: { level: "closed" }, causes: ["judgements"] },
          ],
        },
      ],
    });
  });

  test("a vendor's name that settles what a license is", () => {
    const odd = {
      ...CATALOGUE,
      ambiguous: {
        odd: { candidates: ["MIT", "CC-BY-NC-4.0"], rules: [{ vendors: ["v one"], is: "MIT" }], why: "" },
      },
    };
    const artifacts = { ...report, "weights.final": { availability: "full" } };
    const model = { license: "odd", artifacts, baseModel: undefined };
    const sides = ["V One", "V Two"].map((vendor) => sideOf(base, own(model, vendor)));
    const [before, after] = sides;
    if (!before || !after) throw new Error("Two sides were made.");
    const { models } = diffProfiles(before, after, [{ old: LADDER, new: LADDER }], { old: odd, new: odd });
    expect(only(models).verdicts[0]?.steps).toMatchObject([
      { cause: "facts", effect: { lower: -1, upper: 0 } },
    ]);
  });
});
