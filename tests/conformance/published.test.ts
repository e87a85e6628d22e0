import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { resolveLicense } from "../../src/license/resolve.ts";
import type { CheckDocument } from "../../src/result/checkSchema.ts";
import type { Result, ResultDocument } from "../../src/result/schema.ts";
import { shippedCatalogue } from "../../src/shipped.ts";
import { openness } from "../run.ts";

const ROOT = "../shared/conformance";
const published = describe.skipIf(!existsSync(ROOT));

/** Nothing where the published judgements are not at hand: the suites are then skipped, and still gone through. */
function expected<Content>(folder: string): Record<string, Content> {
  if (!existsSync(ROOT)) return {};
  return JSON.parse(readFileSync(join(ROOT, folder, "expected.json"), "utf8")) as Record<string, Content>;
}

function score(...argv: string[]): Result[] {
  const { status, stdout, stderr } = openness(["score", ...argv, "--no-shipped", "-q", "-f", "json"]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return (JSON.parse(stdout) as ResultDocument).results;
}

/** Results by the name of the file that they come from. */
function bySource(results: readonly Result[]): Map<string, Result> {
  return new Map(results.map((result) => [basename(result.source), result]));
}

/** The tool's component ids, as its settings number them. */
const COMPONENTS: Record<number, string> = {
  7: "training-code",
  8: "inference-code",
  9: "architecture",
  10: "final-parameters",
  11: "technical-report",
  12: "evaluation-results",
  13: "model-card",
  14: "data-card",
  15: "datasets",
  16: "data-preprocessing-code",
  17: "metadata",
  18: "evaluation-code",
  19: "evaluation-data",
  20: "sample-outputs",
  21: "research-paper",
  22: "libraries",
  24: "intermediate-parameters",
};

interface Mot {
  class: number;
  progress: Record<string, number>;
  components: Record<
    string,
    Record<"included" | "missing" | "invalid" | "unlicensed" | "optional", number[]>
  >;
  licenses: Record<string, string>;
}

const CLASSES: Record<number, string> = { 0: "unclassified", 1: "class-1", 2: "class-2", 3: "class-3" };

/** Whether we resolve a license that the tool, which matches ids to the letter, takes for invalid. */
function resolvesMore(licenses: Record<string, string>): boolean {
  const catalogue = shippedCatalogue();
  return Object.values(licenses).some((text) => {
    const resolution = resolveLicense(text, catalogue);
    return (
      resolution.outcome !== "unresolved" && catalogue.licenses[text] === undefined && text !== "unlicensed"
    );
  });
}

function level(result: Result, id: number): string | null | undefined {
  return result.criteria.find((criterion) => criterion.id === COMPONENTS[id])?.level;
}

/** What the tool lists for Class I, without the places where paper and report stand for each other. */
function checkLists(result: Result, { components }: Mot): void {
  const lists = components[1];
  const pairs: [keyof Mot["components"][string], string][] = [
    ["included", "open"],
    ["optional", "open"],
    ["invalid", "invalid"],
    ["unlicensed", "unlicensed"],
    ["missing", "missing"],
  ];
  for (const [list, wanted] of pairs) {
    for (const id of lists?.[list] ?? []) expect([list, id, level(result, id)]).toEqual([list, id, wanted]);
  }
}

function checkMot(result: Result, one: Mot, exact: boolean): void {
  expect(result.label?.id).toBe(CLASSES[one.class]);
  if (!exact) return;
  for (const step of [1, 2, 3]) {
    const found = result.steps.find(({ id }) => id === `class-${step}`)?.progress ?? Number.NaN;
    expect([step, found * 100]).toEqual([step, expect.closeTo(one.progress[step] ?? Number.NaN, 9)]);
  }
  checkLists(result, one);
}

published("Model Openness Tool (skipped where ../shared/conformance is absent)", () => {
  const all = Object.entries(expected<Mot>("mot"));

  test.each(["models", "test-data"])("class, progress and component lists of every file in %s", (folder) => {
    const results = bySource(score("-r", "mof", "--from", "mot", join(ROOT, "mot", folder)));
    const files = all.filter(([file]) => file.startsWith(`${folder}/`));
    expect(results.size).toBe(files.length);
    let exact = 0;
    for (const [file, one] of files) {
      const result = results.get(basename(file));
      if (result === undefined) throw new Error(`no result for ${file}`);
      const differs = resolvesMore(one.licenses);
      if (!differs) exact += 1;
      checkMot(result, one, !differs);
    }
    // In the others our resolving "Apache 2.0" and the like is the only difference.
    expect(exact / files.length).toBeGreaterThan(folder === "models" ? 0.5 : 0.99);
  });

  test.each([3, 2, 1])("a gate for Class %i lets pass the files that reach it, and no other", (wanted) => {
    const argv = ["check", join(ROOT, "mot", "models"), "--from", "mot", "--no-shipped", "-q", "-f", "json"];
    const { stdout } = openness([...argv, "--require", `mof=class-${wanted}`, "--report-only"]);
    const { models, counts } = JSON.parse(stdout) as CheckDocument;
    const files = all.filter(([file]) => file.startsWith("models/"));
    const reach = files.filter(([, one]) => one.class !== 0 && one.class <= wanted);
    expect(reach.length).toBeGreaterThan(0);
    expect(counts).toMatchObject({ models: files.length, modelsFailed: files.length - reach.length });
    const passed = models.filter(({ status }) => status === "passed").map(({ source }) => basename(source));
    expect(passed.sort()).toEqual(reach.map(([file]) => basename(file)).sort());
  });

  test("what is imported and printed scores the same", () => {
    const folder = mkdtempSync(join(tmpdir(), "openness-import-"));
    for (const [file] of all.slice(0, 12)) {
      const source = join(ROOT, "mot", file);
      const path = join(folder, "imported.yaml");
      expect(openness(["import", "mot", source, "-o", path]).status).toBe(0);
      const [direct, through] = [score("-r", "mof", source), score("-r", "mof", path)].map(([one]) => one);
      expect({ ...through, source: "" }).toEqual({ ...direct, source: "" });
    }
  });

  interface EdgeCase {
    case: string;
    release: object;
    expect: Mot;
  }
  const edges = existsSync(ROOT)
    ? (JSON.parse(readFileSync(join(ROOT, "mot/edge-cases.json"), "utf8")) as EdgeCase[])
    : [];
  /** The tool matches ids to the letter and takes unknown components for Datasets. */
  const DIFFERENT = ["unknown component name", "license lower-case", "SPDX expression"];

  function written(edge: EdgeCase): string {
    const path = join(mkdtempSync(join(tmpdir(), "openness-edge-")), "edge.yml");
    writeFileSync(
      path,
      stringify({ framework: { name: "Model Openness Framework" }, release: edge.release }),
    );
    return path;
  }

  test.each(edges.filter((edge) => !DIFFERENT.includes(edge.case)).map((edge) => [edge.case, edge] as const))(
    "edge case: %s",
    (_, edge) => {
      const [result] = score("-r", "mof", "--from", "mot", written(edge));
      if (result === undefined) throw new Error("no result");
      checkMot(result, edge.expect, true);
    },
  );

  test("the three edge cases that must differ", () => {
    for (const edge of edges.filter((one) => DIFFERENT.includes(one.case))) {
      const path = written(edge);
      if (edge.case === "unknown component name") {
        const { status, stderr } = openness(["score", "-r", "mof", path]);
        expect({ status, stderr }).toEqual({
          status: 2,
          stderr: expect.stringMatching(/edge\.yml:\d+:\d+: There is no component/),
        });
        continue;
      }
      const [result] = score("-r", "mof", path);
      expect(result?.criteria.filter((one) => one.level === "open")).toHaveLength(1);
    }
  });
});

published("European Open Source AI Index (skipped where ../shared/conformance is absent)", () => {
  interface Osai {
    name: string;
    score: number;
    categories: Record<string, number>;
  }

  test("every score and category", () => {
    const results = bySource(score("-r", "osai", join(ROOT, "osai/models")));
    const all = Object.entries(expected<Osai>("osai"));
    expect(results.size).toBe(all.length);
    for (const [file, one] of all) {
      const result = results.get(file);
      expect([file, result?.model.name]).toEqual([file, one.name]);
      // The index publishes four decimals.
      expect([file, result?.score?.value.toFixed(4)]).toEqual([file, one.score.toFixed(4)]);
      for (const [category, value] of Object.entries(one.categories)) {
        const found = result?.dimensions.find(({ id }) => id === category)?.score?.value;
        expect([file, category, found?.toFixed(4)]).toEqual([file, category, value.toFixed(4)]);
      }
    }
  });
});

published("Opening up ChatGPT (skipped where ../shared/conformance is absent)", () => {
  test("every score; files without a project name are left out, and said to be", () => {
    const folder = join(ROOT, "osai-2023/models");
    const results = bySource(score("-r", "osai-2023", folder));
    const all = Object.entries(expected<{ name: string | null; openness: number | null }>("osai-2023"));
    const listed = all.filter(([, { name }]) => name !== null);
    expect(results.size).toBe(listed.length);
    for (const [file, one] of listed) {
      expect([file, results.get(file)?.score?.value]).toEqual([file, one.openness]);
    }
    expect(openness(["score", "-r", "osai-2023", folder]).stderr).toContain("it is left out");
  });
});

published("Foundation Model Transparency Index (skipped where ../shared/conformance is absent)", () => {
  interface Totals {
    total: number;
    domains: Record<string, number>;
    subdomains: Record<string, number>;
  }

  test.each([
    ["May2024", "fmti-2024"],
    ["Dec2025", "fmti-2025"],
  ])("totals, domains and subdomains of every company in %s", (edition, rubric) => {
    const { status, stdout, stderr } = openness([
      "score",
      join(ROOT, `fmti/${edition}_scores.csv`),
      "-r",
      rubric,
      "--no-shipped",
      "-f",
      "json",
    ]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const { results, rubrics } = JSON.parse(stdout) as ResultDocument;
    expect(rubrics[0]?.id).toBe(rubric);
    const companies = expected<Record<string, Totals>>("fmti")[edition] ?? {};
    expect(results.map(({ vendor }) => vendor.name).sort()).toEqual(Object.keys(companies).sort());
    for (const { vendor, score: total, dimensions } of results) {
      const one = companies[vendor.name];
      expect([vendor.name, total?.value]).toEqual([vendor.name, one?.total]);
      const counts = (nested: boolean) =>
        Object.fromEntries(
          dimensions
            .filter(({ id }) => id.includes("/") === nested)
            .map(({ name, score: part }) => [name, part?.value]),
        );
      expect(counts(false)).toEqual(one?.domains);
      expect(counts(true)).toEqual(one?.subdomains);
    }
  });
});
