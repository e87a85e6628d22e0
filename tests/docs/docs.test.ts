import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { BIN, openness } from "../run.ts";
import { type Block, blocksOf, isShown, type Step, stepsOf } from "./blocks.ts";

const ROOT = join(import.meta.dirname, "../..");
const DOCS = join(ROOT, "docs");
const PAGES = [
  "README.md",
  ...readdirSync(DOCS)
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

/** Programs that a page may use and that a machine may lack; without one of them the command is left out. */
const OTHERS = ["jq", "git", "parallel"].map((name) => ({
  name,
  there: spawnSync("sh", ["-c", `command -v ${name}`]).status === 0,
}));

/** What such a block holds needs a network, or programs that few have. Its verbs and flags are looked up. */
const ELSEWHERE = "elsewhere";

/** What .ci/run runs in a fresh clone. */
const INSTALLS = /^npm /;

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A checkout with the data alone, committed to main, where `openness` and `npx openness` stand on the path. */
function workplace() {
  const folder = mkdtempSync(join(tmpdir(), "openness-docs-"));
  folders.push(folder);
  const bin = join(folder, "bin");
  const cwd = join(folder, "work");
  for (const path of [bin, cwd]) mkdirSync(path);
  const script = (name: string, skip: string) => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${skip}exec "${process.execPath}" "${BIN}" "$@"\n`);
    chmodSync(join(bin, name), 0o755);
  };
  script("openness", "");
  script("npx", "shift\n");
  const env = {
    PATH: `${bin}:${process.env.PATH ?? ""}`,
    HOME: folder,
    LANG: "C.UTF-8",
    COLUMNS: "80",
    GIT_CONFIG_NOSYSTEM: "1",
    // Exceptions of policies end on a day.
    SOURCE_DATE_EPOCH: "1796000000",
    GIT_AUTHOR_NAME: "openness",
    GIT_AUTHOR_EMAIL: "openness@example.org",
    GIT_COMMITTER_NAME: "openness",
    GIT_COMMITTER_EMAIL: "openness@example.org",
  };
  for (const part of ["profiles", "rubrics"]) cpSync(join(ROOT, part), join(cwd, part), { recursive: true });
  const commands = [
    "init -q -b main",
    "add .",
    "commit -qm data",
    "update-ref refs/remotes/origin/main main",
  ];
  for (const command of commands) spawnSync("git", command.split(" "), { cwd, env });
  return { cwd, env };
}

function run({ command }: Step, where: ReturnType<typeof workplace>) {
  return spawnSync("bash", ["-c", `set -o pipefail\n${command}`], { ...where, encoding: "utf8", input: "" });
}

/** Writes the file that a block holds, or runs its commands. */
function differences(block: Block, where: ReturnType<typeof workplace>): object[] {
  if (!["sh", "console"].includes(block.language)) {
    if (block.note !== "") writeFileOf(block, where.cwd);
    return [];
  }
  if (block.note === ELSEWHERE) return [];
  const steps = stepsOf(block).filter(
    ({ command }) =>
      !INSTALLS.test(command) &&
      !OTHERS.some(({ name, there }) => !there && new RegExp(`\\b${name}\\b`).test(command)),
  );
  return steps.flatMap((step) => {
    const { status, stdout, stderr } = run(step, where);
    const fits = step.shown === undefined || isShown(step.shown, stdout + stderr);
    return status === step.exits && fits ? [] : [{ ...step, status, stdout, stderr }];
  });
}

function writeFileOf({ note, lines }: Block, cwd: string): void {
  const path = join(cwd, note);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${lines.join("\n")}\n`);
}

/** The verbs and flags of every `openness` in a command. */
function usesOf(command: string): { verb: string; flags: string[] }[] {
  const calls = command.replace(/\\\n/g, " ").matchAll(/\bopenness ([a-z]+)([^|&;<>)]*)/g);
  return [...calls].map(([, verb = "", rest = ""]) => ({
    verb,
    flags: [...rest.matchAll(/(?<=\s)--?[a-z][a-z-]*/g)].map(([flag]) => flag),
  }));
}

describe.each(PAGES)("%s", (page) => {
  const blocks = blocksOf(readFileSync(join(ROOT, page), "utf8"));

  test("what it shows is what happens", { timeout: 300_000 }, () => {
    const where = workplace();
    expect(blocks.flatMap((block) => differences(block, where))).toEqual([]);
    const commands = blocks.filter(({ language }) => language === "console").flatMap(stepsOf);
    expect(commands.length).toBeGreaterThan(page === "docs/README.md" ? -1 : 1);
  });

  test("what is not run names verbs and flags that exist", () => {
    const uses = blocks
      .filter(({ language, note }) => language === "sh" && note === ELSEWHERE)
      .flatMap((block) => stepsOf(block).flatMap(({ command }) => usesOf(command)));
    const unknown = uses.flatMap(({ verb, flags }) => {
      const { status, stdout } = openness([verb, "--help"]);
      if (status !== 0) return [verb];
      return flags
        .filter((flag) => !new RegExp(`(^|[ ,])${flag}\\b`, "m").test(stdout))
        .map((flag) => `${verb} ${flag}`);
    });
    expect(unknown).toEqual([]);
  });

  test("its links within the project lead somewhere", () => {
    const text = readFileSync(join(ROOT, page), "utf8");
    const links = [...text.matchAll(/\]\(<?([^)\s>#]+)[^)]*\)/g)].map(([, to = ""]) => to);
    const dead = links.filter((to) => !/^[a-z]+:/.test(to) && !existsSync(join(ROOT, dirname(page), to)));
    expect(dead).toEqual([]);
  });
});

describe("pages of the rubrics", () => {
  const rubrics = JSON.parse(openness(["rubric", "list", "-f", "json"]).stdout) as { id: string }[];

  test.each(rubrics.map(({ id }) => id))("%s is as `npm run docs` writes it", (id) => {
    const page = readFileSync(join(DOCS, "rubrics", `${id}.md`), "utf8");
    expect(page).toBe(openness(["rubric", "show", id, "-f", "markdown"]).stdout);
  });

  test("all are listed, and nothing else is there", () => {
    const names = rubrics.map(({ id }) => `${id}.md`);
    expect(readdirSync(join(DOCS, "rubrics")).sort()).toEqual([...names, "README.md"].sort());
    const index = readFileSync(join(DOCS, "rubrics/README.md"), "utf8");
    expect(names.filter((name) => !index.includes(`](${name})`))).toEqual([]);
  });
});
