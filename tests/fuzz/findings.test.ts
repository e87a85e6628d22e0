// What fuzzing found, and what reading the code with its eyes did: each once broke, hung or ran out of memory.
import { describe, expect, test } from "vitest";
import { licenseLookup, makeBook } from "../../src/license/book.ts";
import { resolveLicense } from "../../src/license/resolve.ts";
import { importText } from "../../src/loadForeign.ts";
import { readRubricDocument } from "../../src/loadRubric.ts";
import { readDocument } from "../../src/profile/read.ts";
import type { Subject } from "../../src/profile/subject.ts";
import type { ReadRubric } from "../../src/rubric/read.ts";
import { compileRubrics } from "../../src/score/compiled.ts";
import { type ModelResult, scoreModel } from "../../src/score/score.ts";
import { lineScorer } from "../../src/scoreLines.ts";
import { shippedCatalogue, shippedRubric } from "../../src/shipped.ts";
import { TextBuffer } from "../../src/textBuffer.ts";
import { parseYaml } from "../../src/yaml.ts";

const WEIGHTS = { artifact: "weights.final", availability: "full" };
/** No input may take longer; what is tested here took minutes, or all memory. */
const SOON = 2000;

function rubricOf(content: object): ReadRubric {
  const value = { schema: "openness-rubric/1", id: "r", name: "R", version: "1", source: { title: "T" } };
  const [document] = parseYaml(JSON.stringify({ ...value, ...content }), "rubric.yaml").documents;
  if (document === undefined) throw new Error("There is no document.");
  return readRubricDocument(document);
}

function criterion(when: object): object {
  return {
    criteria: [
      {
        id: "c",
        levels: [
          { id: "a", points: 1, when },
          { id: "b", points: 0 },
        ],
      },
    ],
  };
}

function profileOf(model: object, more: object = {}) {
  const value = {
    schema: "openness-profile/1",
    vendor: { id: "v", name: "V" },
    models: [{ id: "m", name: "M", ...model }],
    ...more,
  };
  const [document] = parseYaml(JSON.stringify(value), "profile.yaml").documents;
  if (document === undefined) throw new Error("There is no document.");
  return readDocument(document, "profile.yaml");
}

function subjectOf(model: object, more: object = {}): Subject {
  const [subject] = profileOf(model, more).profiles.flatMap(({ subjects }) => subjects);
  if (subject === undefined) throw new Error("There is no model.");
  return subject;
}

function score(model: object, rubric = shippedRubric("openness")): ModelResult {
  const subject = subjectOf(model);
  return scoreModel(subject, rubric, makeBook([subject], shippedCatalogue()), { because: "text" });
}

const RELEASED = { license: "MIT", artifacts: { "weights.final": { availability: "full" } } };

describe("mistakes stand where they are", () => {
  test.each(["{}a\n{", '- \n"x\ny"a', "''a\n': ", '"x"\'\n:', "a: {} b\n{\r\n  c"])("in %j", (text) => {
    const lines = text.split("\n");
    const { mistakes } = parseYaml(text, "f");
    expect(mistakes.length).toBeGreaterThan(0);
    for (const { place } of mistakes) {
      const { line = 0, column = 0 } = place ?? {};
      expect(line).toBeGreaterThanOrEqual(1);
      expect(line).toBeLessThanOrEqual(lines.length);
      expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
      expect(place?.source).toBe(lines[line - 1]?.replace("\r", ""));
    }
  });

  test("20,000 unknown keys in one map, soon", { timeout: 10 * SOON }, () => {
    const strange = Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`k${at}`, "x"]));
    const { mistakes } = profileOf(strange);
    expect(mistakes).toHaveLength(20_000);
    expect(new Set(mistakes.map(({ place }) => place?.column)).size).toBe(20_000);
  });
});

describe("names that every object has", () => {
  test.each(["constructor", "__proto__", "toString"])("%s is no license beside the license", (id) => {
    const model = { ...RELEASED, additionalTerms: [{ id, url: "https://a.example/" }] };
    const known = score(RELEASED).criteria.find(({ id: one }) => one === "weights-license");
    expect(score(model).criteria).toHaveLength(score(RELEASED).criteria.length);
    expect(known?.possible.length ?? 1).toBe(1);
  });

  test("constructor is no level set", () => {
    const { mistakes } = rubricOf({
      levelSets: { x: [{ id: "a", points: 1 }] },
      criteria: [{ id: "c", artifact: "weights.final", levels: "constructor" }],
    });
    expect(mistakes.map(({ message }) => message)).toContain("There is no level set constructor.");
  });

  test("a company is judged under a rubric that is called constructor", () => {
    const judgements = { constructor: { by: "somebody", levels: { a: "b" } } };
    const model = { judgements: { other: { by: "somebody", levels: {} } } };
    expect(subjectOf(model, { judgements }).judgedAsCompany).toEqual(["constructor"]);
  });
});

test.each([
  ["schema", { schema: { toString: "x" } }],
  ["an enumerated value", { artifacts: { "weights.final": { availability: { toString: "x" } } } }],
])("a map with a toString of its own as %s is a mistake", (_, part) => {
  const more = "schema" in part ? part : {};
  const { profiles, mistakes } = profileOf("schema" in part ? {} : part, more);
  expect(profiles).toEqual([]);
  expect(mistakes.map(({ place }) => place?.line)).toEqual([1]);
});

test("a link that no browser can open is a mistake", () => {
  const additionalTerms = [{ url: "https://[a.example/" }, { url: "https://a.example:99999/" }];
  const { mistakes } = profileOf({ additionalTerms });
  const message = "Expected a link that a browser can open.";
  expect(mistakes).toMatchObject([{ message }, { message }]);
});

describe("rubrics that multiply", () => {
  test("lists of artifacts within lists of artifacts are refused", () => {
    let condition: object = { availability: "full" };
    for (let depth = 0; depth < 40; depth += 1) {
      condition = { artifact: ["weights.final", "code.training"], all: [condition] };
    }
    const { rubric, mistakes } = rubricOf(criterion(condition));
    expect(rubric).toBeUndefined();
    expect(mistakes[0]).toMatchObject({
      message: expect.stringMatching(
        /^The conditions up to here come to more than 50000, .* sets the limit\.$/,
      ),
      place: { file: "rubric.yaml", line: 1 },
    });
  });

  test("a few lists within lists are not", () => {
    const inner = { artifact: ["weights.base", "weights.final"], any: [{ availability: "full" }] };
    const { mistakes } = rubricOf(criterion({ artifact: ["code.training", "architecture"], all: [inner] }));
    expect(mistakes).toEqual([]);
  });

  test("every property of a license at once leaves levels unchecked at worst, soon", {
    timeout: SOON,
  }, () => {
    const license = {
      in: ["osi-approved", "fsf-libre", "open-definition", "open-source"],
      commercialUse: ["yes"],
      modification: ["yes"],
      redistribution: ["yes"],
      fieldOfUse: ["none"],
      threshold: ["none"],
      territorialExclusion: ["none"],
      outputTraining: ["none"],
      attribution: ["none"],
      shareAlike: ["none"],
      patentGrant: ["express"],
      termination: ["none"],
      revocable: ["no"],
      termsMayChange: ["no"],
    };
    expect(rubricOf(criterion({ artifact: "weights.final", license })).mistakes).toEqual([]);
    const never = { artifact: "weights.final", all: [{ license }, { not: { license } }] };
    expect(rubricOf(criterion(never)).mistakes).toMatchObject([
      { severity: "warning", message: expect.stringContaining("was not checked: too many combinations") },
    ]);
  });

  test("thousands of levels and millions of values, soon", { timeout: 5 * SOON }, () => {
    const levels = Array.from({ length: 3000 }, (_, at) => ({
      id: `l${at}`,
      points: 1,
      when: { fact: "parameters.total", gt: at },
    }));
    const { mistakes } = rubricOf({ criteria: [{ id: "c", levels: [...levels, { id: "z", points: 0 }] }] });
    expect(mistakes.length).toBeGreaterThan(0);
  });

  test("more levels than a function takes arguments are refused", { timeout: 20 * SOON }, () => {
    const levels = Array.from({ length: 130_000 }, (_, at) => ({ id: `l${at}`, points: 1 }));
    const value = { schema: "openness-rubric/1", id: "r", name: "R", version: "1", source: { title: "T" } };
    const whole = { ...value, criteria: [{ id: "c", judged: "true", levels }] };
    const { rubric } = readRubricDocument({ value: whole, locate: () => ({ file: "f" }) });
    expect(rubric).toBeUndefined();
  });

  test("steps that share the steps below them are each looked at once", { timeout: SOON }, () => {
    const facets = ["availability", "access", "documentation", "disclosure", "extent", "pipeline"] as const;
    const values = ["full", "public", "partial", "partial", "some", "frameworks"];
    const artifacts = ["weights.final", "weights.base", "code.training", "data.pretraining", "architecture"];
    const asked = artifacts.flatMap((artifact) =>
      facets.map((facet, at) => ({ artifact, [facet]: values[at] })),
    );
    const labels = asked.map((condition, at) => ({
      id: `l${at}`,
      name: "L",
      requires: [
        ...[1, 2, 3].flatMap((below) => (at + below < asked.length ? [`l${at + below}`] : [])),
        condition,
      ],
    }));
    const { rubric } = rubricOf({ labels });
    if (rubric === undefined) throw new Error("There is no rubric.");
    const { steps } = score(RELEASED, rubric);
    expect(steps[0]?.missing).toHaveLength(asked.length - 1);
  });

  test("the longest chain of criteria, and of steps, is scored", { timeout: 10 * SOON }, () => {
    const ids = Array.from({ length: 400 }, (_, at) => at);
    const criteria = ids.map((at) => ({
      id: `c${at}`,
      levels: [
        { id: "a", points: 1, when: at < 399 ? { criterion: `c${at + 1}`, level: "a" } : WEIGHTS },
        { id: "b", points: 0 },
      ],
    }));
    const { rubric, mistakes } = rubricOf({ criteria });
    expect(mistakes).toEqual([]);
    if (rubric === undefined) throw new Error("There is no rubric.");
    expect(score(RELEASED, rubric).score?.value).toBe(400);
    const subject = subjectOf(RELEASED);
    const output = new TextBuffer(new Uint8Array(100));
    compileRubrics([rubric], licenseLookup(shippedCatalogue()))(subject, output);
    expect(output.bytes.toString()).toContain('"value":400');
    const top = {
      id: "d",
      levels: [
        { id: "a", points: 1, when: { criterion: "c0", level: "a" } },
        { id: "b", points: 0 },
      ],
    };
    expect(rubricOf({ criteria: [...criteria, top] }).mistakes[0]?.message).toBe(
      "The criterion d asks for a criterion that asks for another, more than 400 in a row. OPENNESS_MAX_DEPTH (now 400) sets the limit.",
    );
  });
});

describe("licenses", () => {
  test.each([
    ["thousands of terms", Array(6000).fill("MIT").join(" AND ")],
    ["thousands of brackets", `${"(".repeat(20_000)}MIT${")".repeat(20_000)}`],
  ])("%s stay unresolved", (_, text) => {
    expect(resolveLicense(text, shippedCatalogue())).toEqual({
      outcome: "unresolved",
      why: "It is longer than 4000 characters. OPENNESS_MAX_LICENSE_TEXT (now 4000) sets the limit.",
    });
    expect(score({ ...RELEASED, license: text }).criteria.length).toBeGreaterThan(0);
  });

  test("two licenses with all the alternatives that there may be bind together, soon", {
    timeout: SOON,
  }, () => {
    const license = `${Array(8).fill("(MIT OR Apache-2.0)").join(" AND ")} AND ${Array(400).fill("MIT").join(" AND ")}`;
    const model = { ...RELEASED, license, baseModel: { id: "o/b", license } };
    const framework = rubricOf(criterion({ artifact: "weights.final", license: { in: "osi-approved" } }));
    if (framework.rubric === undefined) throw new Error("There is no rubric.");
    expect(score(model, framework.rubric).score?.value).toBe(1);
  });

  test("a base model that was released without a license permits nothing", () => {
    const framework = rubricOf(criterion({ artifact: "weights.final", license: { commercialUse: "yes" } }));
    if (framework.rubric === undefined) throw new Error("There is no rubric.");
    const result = score({ ...RELEASED, baseModel: { id: "o/b", license: "NONE" } }, framework.rubric);
    expect(result.criteria[0]?.possible).toEqual(["b"]);
  });
});

test("long texts in a stream of lines are not kept", { timeout: 20 * SOON }, () => {
  const write = compileRubrics([shippedRubric("openness")], licenseLookup(shippedCatalogue()));
  const output = new TextBuffer(new Uint8Array(100_000));
  const before = process.memoryUsage().heapUsed;
  const subject = subjectOf(RELEASED);
  for (let at = 0; at < 4900; at += 1) {
    output.cut(0);
    write({ ...subject, licenses: { default: `${at} ${"x".repeat(50_000)}` } }, output);
  }
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(150e6);
});

test("tables larger than any edition of an index are refused, soon", { timeout: 10 * SOON }, () => {
  const table = `Indicator,Acme\nx,1\n${"x,7\n".repeat(150_000)}`;
  const imported = importText(table, "t.csv", "fmti");
  expect(imported?.mistakes.map(({ message }) => message)).toEqual([
    "It has more than 1000 rows or columns: no edition of the index is that large.",
  ]);
});

test.each([
  ["an id that JSON takes for a truth value", '"id":false,"name":"N"', "false"],
  ["a number that JSON takes for infinite", '"id":"m","name":1e400', "1e400"],
])("%s is a text in a line as in a file", (_, model, text) => {
  const line = `{"schema":"openness-profile/1","vendor":{"id":"v","name":"V"},"models":[{${model}}]}`;
  const score = lineScorer({ rubrics: [shippedRubric("openness")], file: "-", keepGoing: true });
  const output = Buffer.from(score(Buffer.from(line), new Uint8Array(10)).output).toString();
  expect(Object.values((JSON.parse(output) as { model: object }).model)).toContain(text);
});

test("a card whose front matter is broken takes no facts from the key __proto__", () => {
  const card = "---\n__proto__: { license: mit }\nbroken: [\nlibrary_name: x\n---\n";
  const imported = importText(card, "README.md", "hf-card");
  expect(JSON.stringify(imported?.profiles)).not.toContain("mit");
});
