import { type ChildProcess, spawn } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { BIN, environment, FIXTURES, openness } from "../run.ts";

const ACME = readFileSync(`${FIXTURES}/acme.yaml`, "utf8");
const NAMES = readFileSync(`${FIXTURES}/names.yaml`, "utf8");

let cwd = "";
let running: ChildProcess | undefined;
beforeEach(() => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), "openness-watch-")));
  mkdirSync(join(cwd, ".git"));
});
afterEach(() => {
  running?.kill("SIGKILL");
  rmSync(cwd, { recursive: true });
});

/** A run that goes on; what it prints is read up to what is waited for, however long that takes. */
function watch(...argv: string[]) {
  const child = spawn(process.execPath, [BIN, ...argv, "--watch"], { cwd, env: environment() });
  running = child;
  let [out, read] = ["", 0];
  let wake = () => {};
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      out += text;
      wake();
    });
  }
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) =>
    child.on("close", (code, signal) => {
      resolve({ code, signal });
      wake();
    }),
  );
  /** Whatever is printed up to something, from where the last wait ended. */
  const until = async (what: RegExp): Promise<string> => {
    for (;;) {
      const found = what.exec(out.slice(read));
      if (found !== null) {
        const text = out.slice(read, read + found.index + found[0].length);
        read += text.length;
        return text;
      }
      if (child.exitCode !== null) throw new Error(`It ended before ${what}: ${out}`);
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return { child, ended, until, all: () => out };
}

const IDLE = /Watching .*Ctrl-C ends it\.\n/;
const TIMEOUT = 120_000;

function write(name: string, text: string): void {
  writeFileSync(join(cwd, name), text);
}

describe("validate --watch", () => {
  test("shows mistakes and goes on, however a file is saved", { timeout: TIMEOUT }, async () => {
    write("acme.yaml", ACME);
    const { until, child, ended, all } = watch("validate", "acme.yaml");
    expect(await until(IDLE)).toMatch(/0 mistakes\..*\nWatching acme\.yaml\. /);
    write("acme.yaml", `${ACME}nonsense: 1\n`);
    expect(await until(/1 mistake\./)).toContain("acme.yaml:46:1: Unknown key nonsense.");
    await until(IDLE);
    // As editors do it that write a new file and give it the old one's name.
    write("acme.yaml.new", ACME);
    renameSync(join(cwd, "acme.yaml.new"), join(cwd, "acme.yaml"));
    await until(/: 0 mistakes\./);
    await until(IDLE);
    rmSync(join(cwd, "acme.yaml"));
    await until(/acme\.yaml: There is no such file or folder\./);
    await until(IDLE);
    write("acme.yaml", ACME);
    await until(/Read 1 profile file, 0 rubrics: 0 mistakes\./);
    await until(IDLE);
    child.kill("SIGINT");
    expect(await ended).toEqual({ code: 0, signal: null });
    // Nothing that drives a terminal goes into a pipe.
    expect(all()).not.toContain("\u001b");
  });

  test("sees new files in a folder, and what is configured", { timeout: TIMEOUT }, async () => {
    mkdirSync(join(cwd, "profiles"));
    write("profiles/acme.yaml", ACME);
    write("openness.config.yaml", "schema: openness-config/1\nprofiles: profiles/\n");
    const { until, child, ended } = watch("validate");
    await until(/Read 1 profile file, 0 rubrics, 1 configuration: 0 mistakes\./);
    await until(IDLE);
    write("profiles/names.yaml", NAMES);
    await until(/Read 2 profile files, /);
    await until(IDLE);
    mkdirSync(join(cwd, "more"));
    write("more/names.yaml", NAMES);
    write("openness.config.yaml", "schema: openness-config/1\nprofiles: more/\n");
    await until(/Read 1 profile file, /);
    await until(IDLE);
    write("more/names.yaml", `${NAMES}nonsense: 1\n`);
    await until(/Unknown key nonsense/);
    await until(IDLE);
    write("openness.config.yaml", "schema: openness-config/1\nprofile: more/\n");
    await until(/openness\.config\.yaml:2:1: Unknown key profile\. Did you mean profiles\?/);
    await until(IDLE);
    child.kill("SIGTERM");
    expect(await ended).toEqual({ code: 0, signal: null });
  });
});

describe("score --watch", () => {
  test("scores again when profile or rubric change", { timeout: TIMEOUT }, async () => {
    write("acme.yaml", ACME);
    cpSync(`${FIXTURES}/ladder.yaml`, join(cwd, "ladder.yaml"));
    const { until, child, ended } = watch("score", "acme.yaml#acme-7b", "-r", "ladder.yaml", "-f", "json");
    const first = await until(IDLE);
    expect(first).toContain('"id": "acme-7b"');
    write("acme.yaml", ACME.replace("id: acme-7b", "id: acme-8b"));
    await until(/There is no model acme-7b in it\. Did you mean acme-8b\?/);
    await until(IDLE);
    write("acme.yaml", ACME);
    await until(/"id": "acme-7b"/);
    await until(IDLE);
    const ladder = readFileSync(join(cwd, "ladder.yaml"), "utf8");
    write("ladder.yaml", ladder.replace(/^version: .*$/m, "version: 9.9.9"));
    await until(/"version": "9\.9\.9"/);
    await until(IDLE);
    child.kill("SIGINT");
    expect((await ended).code).toBe(0);
  });

  test("does not take its own output for a change", { timeout: TIMEOUT }, async () => {
    mkdirSync(join(cwd, "profiles"));
    write("profiles/acme.yaml", ACME);
    const { until, child, ended, all } = watch("score", "profiles/", "-o", "profiles/result.json");
    await until(IDLE);
    // If it did, it would run again within a tenth of this; a slow machine lets that pass, and never fails.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(all().split("Watching").length - 1).toBe(1);
    write("profiles/names.yaml", NAMES);
    await until(IDLE);
    const found = JSON.parse(readFileSync(join(cwd, "profiles/result.json"), "utf8")) as {
      results: unknown[];
    };
    expect(found.results.length).toBe(3);
    child.kill("SIGINT");
    await ended;
  });
});

test("what cannot be watched is said", () => {
  const run = (...argv: string[]) => openness([...argv, "--watch"], { cwd, input: ACME });
  expect(run("validate", "-")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("Standard input cannot be watched"),
  });
  expect(run("score", "-")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("Standard input cannot be watched"),
  });
  expect(run("score", "deepseek").stderr).toContain("Nothing that is named here is a file");
  expect(run("validate", "x.yaml", "--links").stderr).toContain("cannot be used with");
});
