import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const SRC = join(ROOT, "src");

/**
 * Layers from top to bottom, as DESIGN draws them: a file may import from its own layer's folder and from
 * the layers below. Files directly in src/ that compose layers stand between commands and the pure parts.
 */
const LAYERS: string[][] = [
  ["main.ts", "atOnce.ts", "completeAtOnce.ts", "scoreWorker.ts", "readWorker.ts"],
  ["commands"],
  [
    "index.ts",
    "scoreLines.ts",
    "ranking.ts",
    "check.ts",
    "shortPolicy.ts",
    "compareStates.ts",
    "history.ts",
    "site.ts",
  ],
  ["readSide.ts", "rubricPairs.ts", "licenseLibrary.ts"],
  [
    "diff.ts",
    "diffResults.ts",
    "validateFiles.ts",
    "loading.ts",
    "assess.ts",
    "agree.ts",
    "advise.ts",
    "jsonSchemas.ts",
    "licenseInfo.ts",
    "rubricExamples.ts",
    "settings.ts",
  ],
  ["rankedModels.ts", "rankedPair.ts", "sensitivity.ts"],
  ["readMany.ts", "loadPolicy.ts"],
  ["loadConfig.ts"],
  ["loadForeign.ts", "loadRubric.ts", "loadLicenses.ts", "checkJudgements.ts", "places.ts", "weights.ts"],
  ["readResults.ts", "scan"],
  ["shipped.ts"],
  ["manual"],
  ["reports", "diff", "rank", "score", "advise", "check", "importers", "exporters", "links", "config"],
  ["profile", "rubric", "license", "policy", "result"],
  ["revisions.ts"],
  ["git.ts"],
  ["validation.ts", "quickReader.ts", "schemaParts.ts", "files.ts", "threads.ts", "solver.ts", "net"],
  ["yaml.ts"],
  ["yamlSyntax.ts"],
  ["spelling.ts"],
  ["text.ts", "textBuffer.ts", "objects.ts", "limits.ts", "observe.ts", "version.ts", "exitCodes.ts"],
  ["errors.ts"],
];

/** What one folder may take from another in the same layer. */
const ALLOWED: Record<string, string[]> = {
  rank: ["score"],
  advise: ["score"],
  check: ["score"],
  config: ["advise"],
  diff: ["rank", "score"],
  // Formats that go both ways have one table of names; verdicts read alike everywhere.
  exporters: ["importers", "reports"],
  license: ["profile"],
  rubric: ["profile", "license"],
  policy: ["profile", "rubric", "license"],
  result: ["policy"],
};

interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
}

/** What runs in a reader's browser has no part in the command, which only takes its text along. */
const CLIENT = "reports/html/client/";
const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter(
  (file) => /\.tsx?$/.test(file) && !file.startsWith(CLIENT),
);
const sources = new Map(files.map((file) => [file, readFileSync(join(SRC, file), "utf8")]));

function importsOf(file: string): Import[] {
  const text = sources.get(file) ?? "";
  const found = text.matchAll(/(?:^import (type )?(?:[^;"]*? from )?|import\()"([^"]+)"/gms);
  return [...found].map(([, type, to = ""]) => ({ from: file, to, typeOnly: type !== undefined }));
}

const all = files.flatMap(importsOf);
const own = all
  .filter(({ to }) => to.startsWith(".") && !to.endsWith("?raw"))
  .map((one) => ({ ...one, to: normalize(join(dirname(one.from), one.to)) }));

/** The folder of a file below src/, or the file itself if it stands there directly. */
function partOf(file: string): string {
  return file.includes("/") ? (file.split("/")[0] ?? "") : file;
}

function layerOf(part: string): number {
  const layer = LAYERS.findIndex((parts) => parts.includes(part));
  if (layer < 0) throw new Error(`${part} is in no layer: say where it belongs.`);
  return layer;
}

describe("borders", () => {
  test("arrows go one way", () => {
    const wrong = own.filter(({ from, to }) => {
      const [a, b] = [partOf(from), partOf(to)];
      return a !== b && layerOf(b) <= layerOf(a) && !ALLOWED[a]?.includes(b);
    });
    expect(own.length).toBeGreaterThan(100);
    expect(wrong.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  test.each([
    ["commander", /^(main\.ts|commands\/)/],
    ["chalk", /^reports\//],
    ["cli-table3", /^reports\//],
    ["fast-string-width", /^reports\//],
    ["csv-parse/sync", /^importers\//],
    ["csv-stringify/sync", /^reports\/csv\.ts$/],
    ["p-limit", /^(links|scan)\//],
    ["p-retry", /^net\//],
    ["@huggingface/hub", /^scan\/hub\.ts$/],
    ["chokidar", /^commands\/watch\.ts$/],
    ["cli-progress", /^commands\//],
    ["env-paths", /^commands\//],
    ["pure-rand/distribution/uniformInt", /^rank\//],
    ["pure-rand/distribution/uniformFloat32", /^rank\//],
    ["pure-rand/distribution/uniformFloat64", /^rank\//],
    ["pure-rand/generator/xoroshiro128plus", /^rank\//],
    ["pure-rand/types/RandomGenerator", /^rank\//],
    ["highs", /^solver\.ts$/],
    ["tinypool", /^threads\.ts$/],
    ["@clack/prompts", /^commands\/ask\.ts$/],
    ["yaml", /^yaml(Syntax)?\.ts$/],
    ["spdx-expression-parse", /^license\//],
    [
      "node:fs",
      /^(files|shipped)\.ts$|^commands\/(output|streams|scoreStream|configFiles|siteFolder)\.ts$|^scan\/(disk|hubCache)\.ts$/,
    ],
    ["node:fs/promises", /^$/],
    ["node:child_process", /^git\.ts$|^commands\/opener\.ts$/],
    [
      "node:crypto",
      /^rubric\/hash\.ts$|^check\.ts$|^links\/look\.ts$|^scan\/hubCache\.ts$|^reports\/html\/(page\.tsx|site\/paths\.ts)$/,
    ],
    ["preact", /^reports\/html\//],
    ["preact-render-to-string", /^reports\/html\//],
    ["@observablehq/plot", /^reports\/html\/chart\//],
    ["linkedom", /^reports\/html\/chart\//],
    ["badge-maker", /^reports\/html\/badge\.ts$/],
    ["fflate", /^reports\/html\/data\.tsx$/],
    ["zod", /(^|\/)(schema|[a-z]+Schema|schemaParts|validation|jsonSchemas|quickReader)\.ts$/],
  ])("%s is used only where it belongs", (name, where) => {
    const users = all.filter(({ to }) => to === name).map(({ from }) => from);
    expect(users.filter((file) => !where.test(file))).toEqual([]);
  });

  test("nobody imports a package that is not declared", () => {
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    const packages = all.map(({ to }) => to).filter((to) => !to.startsWith(".") && !to.startsWith("node:"));
    const names = packages.map((to) => /^(@[^/]+\/)?[^/]+/.exec(to)?.[0] ?? to);
    // Of these the command takes what it needs along in its bundles; who installs it is spared the rest.
    const bundled = [
      "@huggingface/hub",
      "@observablehq/plot",
      "badge-maker",
      "fflate",
      "linkedom",
      "preact",
      "preact-render-to-string",
    ];
    const imported = names.filter((name) => !name.endsWith("?raw"));
    expect([...new Set(imported)].sort()).toEqual([...Object.keys(dependencies), ...bundled].sort());
  });

  test("the scoring core knows no clock, no randomness, no process", () => {
    const pure = files.filter((file) =>
      /^(score|rank|advise|check|diff|policy|rubric|license|profile|manual)\//.test(file),
    );
    const impure = pure.filter((file) =>
      /\b(Date\.now|new Date\(\)|Math\.random|process\.|performance\.|console\.)/.test(
        sources.get(file) ?? "",
      ),
    );
    expect(impure).toEqual([]);
  });

  // Importers read what the frameworks' own publishers publish; `mof-open` and the like are license sets.
  test("no framework is named in the code, but for the formats to import", () => {
    const names = /\b(g7|mof(?!-)|osaid|osai|fmti|eu-gpai|aa-openness|release-gradient)\b/i;
    const elsewhere = files.filter(
      (file) => !/^(importers|exporters)\/|^commands\/(import|export)\.ts$/.test(file),
    );
    const naming = elsewhere.filter((file) => names.test(sources.get(file) ?? ""));
    expect(naming).toEqual([]);
  });

  test("only links and the hub are fetched", () => {
    const users = files.filter((file) =>
      /\bfetch\(|node:(http|https|net|dns|tls)\b/.test(sources.get(file) ?? ""),
    );
    expect(users).toEqual(["links/look.ts", "scan/hubFetch.ts"]);
  });

  test("nothing ends the process by force", () => {
    expect(files.filter((file) => sources.get(file)?.includes("process.exit("))).toEqual([]);
  });
});

test("no import cycles", () => {
  const next = new Map(files.map((file) => [file, own.filter((one) => one.from === file && !one.typeOnly)]));
  const state = new Map<string, "open" | "done">();
  const cycles: string[] = [];
  function visit(file: string, path: string[]): void {
    if (state.get(file) === "done") return;
    if (state.get(file) === "open") {
      cycles.push([...path.slice(path.indexOf(file)), file].join(" -> "));
      return;
    }
    state.set(file, "open");
    for (const { to } of next.get(file) ?? []) visit(to, [...path, file]);
    state.set(file, "done");
  }
  for (const file of files) visit(file, []);
  expect(cycles).toEqual([]);
});

test("every folder below src/ has a layer", () => {
  const parts = new Set(files.map(partOf));
  for (const part of parts) expect(() => layerOf(part)).not.toThrow();
  expect(relative(ROOT, SRC)).toBe("src");
});
