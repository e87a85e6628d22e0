import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Lock {
  packages: Record<
    string,
    { dev?: boolean; hasInstallScript?: boolean; integrity?: string; license?: string }
  >;
}

const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as Lock;
const installed = Object.entries(lock.packages).filter(([path]) => path !== "");
const atRunTime = installed.filter(([, { dev }]) => !dev);

test("nothing that users install runs a script when it is installed", () => {
  expect(atRunTime.length).toBeGreaterThan(10);
  expect(atRunTime.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path)).toEqual([]);
});

test("every package is pinned by its hash", () => {
  expect(
    installed.filter(([, { integrity }]) => !integrity?.startsWith("sha512-")).map(([path]) => path),
  ).toEqual([]);
});

test("what users install is few packages under permissive licenses", () => {
  expect(atRunTime.length).toBeLessThan(40);
  // Lists of identifiers rather than programs.
  const data = ["node_modules/spdx-exceptions", "node_modules/spdx-license-ids"];
  const others = atRunTime.filter(
    ([path, { license }]) =>
      !/^(MIT|ISC|BSD-[23]-Clause|Apache-2\.0)$/.test(license ?? "") && !data.includes(path),
  );
  expect(others.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
});

test("each dependency has its reason in CONTRIBUTING.md", () => {
  const { dependencies } = JSON.parse(readFileSync("package.json", "utf8")) as {
    dependencies: Record<string, string>;
  };
  const named =
    /## Why we depend on[\s\S]*?\n\n(\|[\s\S]*?)\n\n/.exec(readFileSync("CONTRIBUTING.md", "utf8"))?.[1] ??
    "";
  const reasons = named.split("\n").map((row) => row.split("|")[1] ?? "");
  const words = reasons.flatMap((names) => names.split(",")).map((name) => name.trim());
  expect(Object.keys(dependencies).filter((name) => !words.includes(name))).toEqual([]);
});

test("the package holds what is needed, and nothing else", () => {
  const { stdout } = spawnSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    encoding: "utf8",
  });
  const [{ files, unpackedSize }] = JSON.parse(stdout) as [
    { files: { path: string }[]; unpackedSize: number },
  ];
  const paths = files.map(({ path }) => path);
  const elsewhere = paths.filter(
    (path) =>
      !/^(bin|dist|rubrics|profiles|licenses)\//.test(path) &&
      !["package.json", "README.md", "LICENSE", "CHANGELOG.md", "SOURCES.md", "SECURITY.md"].includes(path),
  );
  expect(elsewhere).toEqual([]);
  expect(paths).toEqual(
    expect.arrayContaining([
      "bin/openness.js",
      "dist/cli.cjs",
      "dist/at-once.cjs",
      "dist/complete.cjs",
      "dist/completions/openness.bash",
      "dist/completions/openness.fish",
      "dist/completions/openness.zsh",
      "dist/openness.1",
      "dist/score-worker.cjs",
      "dist/read-worker.cjs",
      "dist/index.js",
      "dist/types/index.d.ts",
      "dist/data/rubrics/openness.json",
      "dist/THIRD-PARTY.txt",
    ]),
  );
  expect(paths.filter((path) => /\.map$|test|node_modules/.test(path))).toEqual([]);
  expect(unpackedSize).toBeLessThan(25 * 1024 * 1024);
});
