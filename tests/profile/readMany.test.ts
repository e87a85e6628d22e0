import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { foreignReader } from "../../src/loadForeign.ts";
import { profileFiles } from "../../src/loading.ts";
import { type ReadProfile, readProfileFiles } from "../../src/profile/read.ts";
import { filesToLines, readMany } from "../../src/readMany.ts";
import { FIXTURES, openness } from "../run.ts";

let folder = "";
/** Enough files for threads. */
const COUNT = 230;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "openness-many-"));
  const acme = readFileSync(`${FIXTURES}/acme.yaml`, "utf8");
  for (let at = 0; at < COUNT; at += 1) {
    writeFileSync(join(folder, `${1000 + at}.yaml`), acme.replace("{ id: acme,", `{ id: acme-${at},`));
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

function plain({ profile, subjects, evidence, file, document, imported }: ReadProfile) {
  const places = [["vendor", "id"], ["models", 1, "artifacts"], ["nowhere"]].map((path) =>
    document.locate(path),
  );
  return { profile, subjects, evidence: [...evidence], file, places, imported: imported ?? false };
}

async function compare(): Promise<{ profiles: number; mistakes: string[] }> {
  const files = await profileFiles([folder]);
  const many = await readMany({ files, from: "auto" });
  const one = await readProfileFiles(files, foreignReader("auto"));
  expect(many.profiles.map(plain)).toEqual(one.profiles.map(plain));
  expect(many.mistakes).toEqual(one.mistakes);
  return { profiles: many.profiles.length, mistakes: many.mistakes.map(({ message }) => message) };
}

test("many files, read by threads, are what they are when read one after the other", async () => {
  expect(await compare()).toEqual({ profiles: COUNT, mistakes: [] });
});

test("and so are the mistakes in them, with their places", async () => {
  const extra = [
    "alias-bomb.yaml",
    "duplicate-key.yaml",
    "references.yaml",
    "tabs.yaml",
    "twice-1.yaml",
    "twice-2.yaml",
  ];
  for (const file of extra) copyFileSync(`${FIXTURES}/bad/${file}`, join(folder, file));
  writeFileSync(join(folder, "zz.yaml"), readFileSync(join(folder, "1003.yaml")));
  const { mistakes } = await compare();
  expect(mistakes.length).toBeGreaterThan(5);
  expect(mistakes).toContainEqual(expect.stringContaining("The vendor acme-3 has a profile already"));
  const { status, stderr } = openness(["export", folder, "--to", "ndjson", "-o", join(folder, "out.ndjson")]);
  expect(status).toBe(2);
  expect(stderr).toContain("duplicate-key.yaml:5:5");
  expect(stderr).toContain("alias-bomb.yaml");
  expect(() => readFileSync(join(folder, "out.ndjson"))).toThrow("ENOENT");
  for (const file of [...extra, "zz.yaml"]) rmSync(join(folder, file));
});

test("a folder of YAML as lines of JSON: the same verdicts", () => {
  const lines = join(folder, "out.ndjson");
  expect(openness(["export", folder, "--to", "ndjson", "-o", lines])).toMatchObject({
    status: 0,
    stderr: "",
  });
  const scored = openness(["score", lines, "-f", "ndjson"]);
  const direct = openness(["score", folder, "--no-shipped", "-f", "json", "--sort", "name"]);
  const verdict = ({
    vendor,
    model,
    score,
  }: {
    vendor: { id: string };
    model: { id: string };
    score: unknown;
  }) => JSON.stringify([vendor.id, model.id, score]);
  const ofLines = scored.stdout
    .trimEnd()
    .split("\n")
    .map((line) => verdict(JSON.parse(line)));
  expect(ofLines).toHaveLength(2 * COUNT);
  expect(ofLines.sort()).toEqual(JSON.parse(direct.stdout).results.map(verdict).sort());
  rmSync(lines);
});

test("one thread gives the same lines", async () => {
  const task = { files: await profileFiles([folder]), from: "auto" };
  const all = async (jobs: number) => {
    const read: unknown[] = [];
    for await (const one of filesToLines(task, jobs)) read.push(one);
    return read;
  };
  expect(await all(1)).toEqual(await all(3));
});
