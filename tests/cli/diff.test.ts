import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DiffDocument } from "../../src/result/diffSchema.ts";
import type { ResultDocument } from "../../src/result/schema.ts";
import { FIXTURES, openness, type Run } from "../run.ts";

const OLD = `${FIXTURES}/diff/old.yaml`;
const NEW = `${FIXTURES}/diff/new.yaml`;
const LADDER = `${FIXTURES}/ladder.yaml`;
const LADDER_2 = `${FIXTURES}/diff/ladder.yaml`;
const PUBLISHED = "../shared/conformance";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "openness-diff-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function diff(argv: readonly string[], run?: Run): DiffDocument {
  const { stdout, stderr, status } = openness(["diff", ...argv, "-q", "-f", "json"], run);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return JSON.parse(stdout) as DiffDocument;
}

/** A file of results of some profiles, changed by a function. */
function results(
  name: string,
  argv: readonly string[],
  change: (document: ResultDocument) => unknown = () => undefined,
): string {
  const { stdout, status } = openness(["score", ...argv, "-f", "json"]);
  expect(status).toBe(0);
  const document = JSON.parse(stdout) as ResultDocument;
  return file(name, JSON.stringify(change(document) ?? document));
}

describe("results", () => {
  const causes = ({ models }: DiffDocument) =>
    models.flatMap(({ verdicts }) => verdicts.flatMap(({ steps }) => steps.map(({ cause }) => cause)));

  test("tell the same moves as the profiles that they were made from", () => {
    const options = ["-r", `${LADDER},g7`];
    const profiles = diff([OLD, NEW, ...options]);
    const detailed = diff([
      results("o.json", [OLD, ...options, "--detail"]),
      results("n.json", [NEW, ...options, "--detail"]),
    ]);
    const plain = diff([results("o1.json", [OLD, ...options]), results("n1.json", [NEW, ...options])]);
    const mixed = diff([join(folder, "o1.json"), NEW, "-r", `${LADDER},g7`]);
    const moves = ({ models }: DiffDocument) =>
      models
        .filter(({ status }) => status !== "changed")
        .map(({ model, status, verdicts }) => [
          model.id,
          status,
          verdicts.map(({ rubric, before, after, effect, criteria }) => [
            rubric,
            before,
            after,
            effect,
            criteria.map(({ id }) => id),
          ]),
        ])
        .sort();
    for (const one of [detailed, plain, mixed]) expect(moves(one)).toEqual(moves(profiles));
    expect(new Set(causes(detailed))).toEqual(new Set(["profile"]));
    const own = (document: DiffDocument) => document.models.find(({ model }) => model.id === "acme-7b");
    const facts = (document: DiffDocument) => own(document)?.changes.filter(({ cause }) => cause === "facts");
    expect(facts(detailed)).toEqual(facts(profiles));
    expect(own(detailed)?.evidence.map(({ keys: _, ...rest }) => rest)).toEqual(
      own(profiles)?.evidence.map(({ keys: _, ...rest }) => rest),
    );
    expect(facts(plain)).toEqual([]);
    expect(plain.notes).toEqual(["Facts are compared only where both sides were written with --detail."]);
    expect(mixed.old).toMatchObject({ kind: "results", tool: "0.1.0" });
    expect(mixed.new).toMatchObject({ kind: "profiles" });
  });

  const same = [`${OLD}#acme-7b`, "--detail"];

  test("one cause is named where there is but one", () => {
    const old = results("old.json", [...same, "-r", LADDER]);
    const rubric = diff([old, results("rubric.json", [...same, "-r", LADDER_2])]);
    // Nothing of it is released, so that twice the weight moves the maximum only.
    expect(rubric.models[0]?.verdicts[0]).toMatchObject({
      before: { score: { max: 3 } },
      after: { score: { max: 4 } },
    });
    expect(causes(rubric)).toEqual(["rubric"]);
    expect(rubric.rubrics[0]?.changes).toContainEqual({
      part: "criterion",
      id: "training",
      field: "weight",
      before: 1,
      after: 2,
    });
    const tool = (document: ResultDocument) => {
      document.tool.version = "0.2.0";
      const [result] = document.results;
      if (result?.score) result.score.upper += 1;
    };
    expect(causes(diff([old, results("tool.json", [...same, "-r", LADDER], tool)]))).toEqual(["tool"]);
    const both = diff([old, results("both.json", [...same, "-r", LADDER_2], tool)]);
    expect(causes(both)).toEqual(["unseparated"]);
    expect(both.notes).toEqual([
      expect.stringMatching(/^Other versions of the tool wrote them, 0\.1\.0 and 0\.2\.0/),
    ]);
  });

  test("under one rubric each are compared, whatever its id", () => {
    const other = file("steps.yaml", readFileSync(LADDER_2, "utf8").replace("id: ladder", "id: steps"));
    const document = diff([
      results("ladder.json", [...same, "-r", LADDER]),
      results("steps.json", [...same, "-r", other]),
    ]);
    expect(document).toMatchObject({ notes: [], rubrics: [{ old: { id: "ladder" }, new: { id: "steps" } }] });
    expect(causes(document)).toEqual(["rubric"]);
    const two = diff([join(folder, "ladder.json"), results("two.json", [...same, "-r", `${other},g7`])]);
    expect(two.notes).toEqual(
      ["ladder", "steps", "g7"].map((id) => `Only one side has results under ${id}: they are left out.`),
    );
  });

  test("of vendors, which one model or another stands for", () => {
    const flagship = (text: string) => text.replace("    flagship: true\n", "");
    const other = file("other.yaml", flagship(readFileSync(OLD, "utf8")));
    const by = ["--no-shipped", "--by", "vendor", "-r", LADDER];
    const document = diff([results("v1.json", ["-p", OLD, ...by]), results("v2.json", ["-p", other, ...by])]);
    expect(document.models).toMatchObject([
      { vendor: { id: "acme" }, model: { id: "acme-chat" }, status: "changed" },
    ]);
    expect(document.models[0]?.changes[0]).toMatchObject({
      key: "model",
      field: "id",
      before: "acme-7b",
      after: "acme-chat",
    });
  });

  test("a newer minor version is read as far as it is known, another major one is not", () => {
    const old = results("v1.0.json", [OLD, "-r", LADDER]);
    const minor = results("v1.1.json", [OLD, "-r", LADDER], (document) => ({
      ...document,
      schemaVersion: "1.1.0",
      news: [1],
      results: document.results.map((one) => ({
        ...one,
        more: { deep: true },
        criteria: one.criteria.map((criterion) => ({ ...criterion, extra: 1 })),
      })),
    }));
    expect(diff([old, minor]).differs).toBe(false);
    const major = results("v2.json", [OLD, "-r", LADDER], (document) => ({
      ...document,
      schemaVersion: "2.0.0",
    }));
    const { status, stderr } = openness(["diff", old, major]);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringMatching(/v2\.json: It holds results of format 2\.0\.0/),
    });
    const broken = results("broken.json", [OLD, "-r", LADDER], (document) => ({
      ...document,
      results: [{}, { vendor: 1 }],
    }));
    expect(openness(["diff", old, broken]).stderr.split("broken.json").length).toBeGreaterThan(5);
  });

  test.each([
    [["--old-rubric", LADDER], /--old-rubric is for profiles: results are not scored again/],
    [["--licenses", "licenses/"], /--licenses is for profiles/],
  ])("%s cannot be had of them", (options, expected) => {
    const old = results("o2.json", [OLD, "-r", LADDER]);
    expect(openness(["diff", old, NEW, ...options]).stderr).toMatch(expected);
  });
});

describe("the license catalogue", () => {
  test("what it says otherwise is told once, and what that moves in each model", () => {
    const other = join(folder, "licenses");
    cpSync("licenses", other, { recursive: true });
    const changed = readdirSync(other).filter((name) => {
      const text = readFileSync(join(other, name), "utf8");
      const again = text.replace(/(id: Apache-2\.0\n[\s\S]*?commercialUse: )yes/, "$1no");
      writeFileSync(join(other, name), again);
      return again !== text;
    });
    expect(changed.length).toBe(1);
    const [same, moved] = [
      ["--licenses", "licenses/"],
      ["--licenses", other, "--old-licenses", "licenses"],
    ].map((options) => diff([OLD, OLD, ...options]));
    expect(same).toMatchObject({ differs: false, licenses: [] });
    expect(moved?.licenses).toContainEqual({
      license: "Apache-2.0",
      field: "commercialUse",
      before: "yes",
      after: "no",
    });
    const mini = moved?.models.find(({ model }) => model.id === "acme-mini");
    expect(mini).toMatchObject({ status: "moved", causes: ["licenses"], changes: [], evidence: [] });
    expect(mini?.verdicts[0]?.steps.map(({ cause }) => cause)).toEqual(["licenses"]);
    expect(mini?.verdicts[0]?.criteria.find(({ id }) => id === "commercial-use")).toMatchObject({
      before: { level: "allowed" },
      after: { level: "not-allowed" },
      causes: ["licenses"],
      facts: [{ key: "weights.final", field: "commercialUse", before: "yes", after: "no" }],
    });
  });
});

describe("exit codes", () => {
  const note = readFileSync(OLD, "utf8").replace("name: Acme Mini\n", "name: Acme Mini\n    note: x\n");

  test.each([
    ["nothing differs", [OLD, OLD], 0, 0],
    ["a verdict moved", [OLD, NEW], 1, 1],
    ["a model is new", [`${OLD}#acme-7b`, OLD], 1, 1],
    ["a note differs", [OLD, "note"], 1, 0],
    ["the rubric has other words", [OLD, OLD, "-r", LADDER, "--old-rubric", "words"], 1, 0],
    ["the rubric weighs otherwise", [OLD, OLD, "-r", LADDER, "--old-rubric", LADDER_2], 1, 1],
  ])("%s", (_, argv, any, verdicts) => {
    const words = readFileSync(LADDER, "utf8").replace("name: Ladder", "name: Steps");
    const made: Record<string, string> = { note: file("note.yaml", note), words: file("words.yaml", words) };
    const named = argv.map((word) => made[word] ?? word);
    for (const format of ["table", "json", "markdown"]) {
      const status = (...options: string[]) => openness(["diff", ...named, "-f", format, ...options]).status;
      expect([status(), status("--exit-code"), status("--exit-code", "--verdicts")]).toEqual([
        0,
        any,
        verdicts,
      ]);
    }
  });
});

describe("formats", () => {
  const ajv = new Ajv({ strict: false });
  const accepts = (name: string) => ajv.compile(JSON.parse(openness(["schema", name]).stdout) as object);

  test("the published schemas accept what is printed", () => {
    const check = accepts("diff");
    for (const argv of [
      [OLD, NEW, "-r", "all"],
      [OLD, NEW, "-r", LADDER_2, "--old-rubric", LADDER, "--verdicts"],
      [`${FIXTURES}/acme.yaml`, `${FIXTURES}/hostile.yaml`],
      [results("s1.json", [OLD, "--detail"]), results("s2.json", [NEW])],
      ["meta", "meta/llama-4-maverick", "-r", "g7,mof"],
    ]) {
      check(diff(argv));
      expect(check.errors).toBeNull();
    }
    const history = accepts("history");
    for (const argv of [
      ["--history", "deepseek", "-r", "all"],
      ["--history", OLD, "--last", "2"],
    ]) {
      history(JSON.parse(openness(["diff", ...argv, "-f", "json"]).stdout));
      expect(history.errors).toBeNull();
    }
  });

  test("the output's name tells the format, and the same input gives the same bytes", () => {
    for (const [name, begins] of [
      ["x.md", "### What moved"],
      ["x.json", "{\n"],
      ["x.txt", "Old: "],
    ] as const) {
      const path = join(folder, name);
      expect(openness(["diff", OLD, NEW, "-o", path]).stdout).toBe("");
      const text = readFileSync(path, "utf8");
      expect(text.startsWith(begins)).toBe(true);
      openness(["diff", OLD, NEW, "-o", path]);
      expect(readFileSync(path, "utf8")).toBe(text);
    }
  });

  test("no line is wider than the terminal, but for links and names that cannot be broken", () => {
    for (const columns of [40, 80, 200]) {
      const env = { COLUMNS: String(columns) };
      const { stdout } = openness(["diff", OLD, NEW, "-r", "all"], { env });
      const wide = stdout.split("\n").filter((line) => line.length > columns);
      expect(wide.filter((line) => line.trim().includes(" "))).toEqual([]);
      const history = openness(["diff", "--history", "deepseek", "-r", "all"], { env }).stdout;
      expect(history.split("\n").filter((line) => line.length > columns)).toEqual([]);
    }
  });

  test("one side may be standard input", () => {
    const input = readFileSync(NEW, "utf8");
    expect(diff([OLD, "-"], { input }).models).toEqual(diff([OLD, NEW]).models);
    expect(openness(["diff", "-", "-"]).stderr).toContain("Only one side can be standard input");
  });

  test("a copy of a file of another format is the same, whatever it is called", () => {
    const copy = join(folder, "copy.json");
    cpSync(`${FIXTURES}/hub/bom.json`, copy);
    expect(diff([`${FIXTURES}/hub/bom.json`, copy])).toMatchObject({ differs: false, same: 3 });
  });

  test("hostile names and notes are text in Markdown, and in a table nothing that a terminal obeys", () => {
    const hostile = "</summary><script>x</script> @team #1 | [a](javascript:b) `c` \\u001b[31m \\u202e";
    const name = JSON.stringify(hostile).replaceAll("\\\\u", "\\u");
    const changed = readFileSync(OLD, "utf8").replace("name: Acme 7B", `name: ${name}\n    note: ${name}`);
    const path = file("hostile.yaml", changed);
    const page = openness(["diff", OLD, path, "-f", "markdown"]).stdout;
    const tags = page.match(/<[^>]*>/g) ?? [];
    expect([...new Set(tags)].sort()).toEqual([
      "<!-- -->",
      "</details>",
      "</sub>",
      "</summary>",
      "<details>",
      "<sub>",
      "<summary>",
    ]);
    expect(page).not.toMatch(/@team|#1/);
    // What GitHub reads as HTML has no links and no code in Markdown's way.
    const read = page.replace(/<summary>.*<\/summary>/g, "");
    expect(read).not.toMatch(/(?<!\\)\[a\]|(?<!\\)`c/);
    const table = openness(["diff", OLD, path], { env: { FORCE_COLOR: "0" } }).stdout;
    for (const obeyed of ["\u001b", "\u202e"]) expect([page, table].join("").includes(obeyed)).toBe(false);
  });
});

describe.skipIf(!existsSync(PUBLISHED))(
  "published figures (skipped where ../shared/conformance is absent)",
  () => {
    test("Transparency Index, May 2024 to December 2025: both totals of every company", () => {
      const totals = JSON.parse(readFileSync(join(PUBLISHED, "fmti/expected.json"), "utf8")) as Record<
        string,
        Record<string, { total: number }>
      >;
      const editions = ["May2024", "Dec2025"].map((edition) => join(PUBLISHED, `fmti/${edition}_scores.csv`));
      const { models } = diff([...editions, "-r", "fmti-2025", "--old-rubric", "fmti-2024", "--no-shipped"]);
      const told = models.map(({ vendor, verdicts: [verdict] }) => [
        vendor.name,
        verdict?.before?.score?.value,
        verdict?.after?.score?.value,
        verdict?.effect?.lower,
      ]);
      const names = new Set([...Object.keys(totals.May2024 ?? {}), ...Object.keys(totals.Dec2025 ?? {})]);
      const expected = [...names].map((name) => {
        const [before, after] = [totals.May2024?.[name]?.total, totals.Dec2025?.[name]?.total];
        return [
          name,
          before,
          after,
          before === undefined || after === undefined ? undefined : after - before,
        ];
      });
      expect(told.sort()).toEqual(expected.sort());
      expect(told.filter(([, , , effect]) => effect !== undefined).length).toBeGreaterThan(5);
    });

    test("Model Openness Tool: the classes of any two of its files", () => {
      const CLASSES = ["unclassified", "class-1", "class-2", "class-3"];
      const all = JSON.parse(readFileSync(join(PUBLISHED, "mot/expected.json"), "utf8")) as Record<
        string,
        { class: number }
      >;
      const files = Object.entries(all).filter(([name]) => name.startsWith("models/"));
      // Spread over the list, so that classes differ.
      for (let at = 0; at + 40 < files.length; at += 17) {
        const [before, after] = [files[at], files[at + 40]];
        const pair = [before, after].map((one) => join(PUBLISHED, "mot", one?.[0] ?? ""));
        const [model] = diff([...pair, "-r", "mof", "--from", "mot"]).models;
        const labels = model?.verdicts.map((one) => [one.before?.label?.id, one.after?.label?.id]) ?? [];
        const published = [before, after].map((one) => CLASSES[one?.[1].class ?? 0]);
        // Where no verdict is listed, there was nothing to move.
        if (labels.length > 0) expect([pair, labels[0]]).toEqual([pair, published]);
        else expect(published[0]).toBe(published[1]);
      }
    });
  },
);
