import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { FIXTURES, openness } from "../run.ts";

const ROOT = join(import.meta.dirname, "../..");

interface Action {
  inputs: Record<string, { description: string; required?: boolean; default?: string }>;
  outputs: Record<string, { description: string; value: string }>;
  runs: {
    using: string;
    steps: { id?: string; shell?: string; run: string; env?: Record<string, string> }[];
  };
}

const action = parse(readFileSync(join(ROOT, "action.yml"), "utf8")) as Action;
const step = action.runs.steps.find(({ id }) => id === "check");

const folder = mkdtempSync(join(tmpdir(), "openness-action-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the step as GitHub does: `bash -e -o pipefail` on the script, with inputs in the environment. */
function run(inputs: Record<string, string>) {
  const script = join(folder, "script.sh");
  writeFileSync(script, step?.run ?? "");
  const files = ["output", "summary"].map((name) => join(folder, name));
  for (const file of files) writeFileSync(file, "");
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(step?.env ?? {})) {
    const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value)?.[1];
    env[name] = input === undefined ? ROOT : (inputs[input] ?? action.inputs[input]?.default ?? "");
  }
  const [GITHUB_OUTPUT = "", GITHUB_STEP_SUMMARY = ""] = files;
  const { PATH = "" } = process.env;
  const { status, stdout, stderr } = spawnSync(
    "bash",
    ["--noprofile", "--norc", "-e", "-o", "pipefail", script],
    {
      cwd: ROOT,
      encoding: "utf8",
      env: { ...env, PATH, GITHUB_OUTPUT, GITHUB_STEP_SUMMARY, RUNNER_TEMP: folder, LANG: "C.UTF-8" },
    },
  );
  const [output = "", summary = ""] = files.map((file) => readFileSync(file, "utf8"));
  return { status, stdout, stderr, output, summary };
}

describe("the GitHub action", () => {
  const help = openness(["check", "--help"]).stdout;

  test("hands on every input, and every option that it uses is there", () => {
    expect(action.runs.using).toBe("composite");
    const used = Object.values(step?.env ?? {}).flatMap((value) => /inputs\.([\w-]+)/.exec(value)?.[1] ?? []);
    expect(used.sort()).toEqual(Object.keys(action.inputs).sort());
    const options = [...(step?.run ?? "").matchAll(/--([a-z-]+)/g)].map(([option]) => option);
    expect(new Set(options).size).toBe(12);
    for (const option of options) expect(help).toMatch(new RegExp(`${option}[ ,]`));
    for (const { description } of Object.values(action.inputs)) expect(description).toMatch(/\.$/);
    // An expression in a script would run what a name holds.
    for (const { run: script } of action.runs.steps) expect(script).not.toContain("${{");
    for (const [name, { value }] of Object.entries(action.outputs)) {
      expect(value).toBe(`\${{ steps.check.outputs.${name} }}`);
    }
  });

  test("annotates, sums up and fails", () => {
    const sarif = join(folder, "out.sarif");
    const found = run({
      what: `${FIXTURES}/acme.yaml\n`,
      min: "openness=99\nopenness=98\n\n",
      require: "g7=open-weights",
      sarif,
    });
    expect({ status: found.status, stderr: found.stderr }).toEqual({ status: 1, stderr: "" });
    expect(found.stdout).toMatch(
      /^::error file=tests\/fixtures\/acme\.yaml,line=\d+,col=\d+,title=acme\/acme-/,
    );
    expect(found.summary).toMatch(/^## openness check\n\n\*\*Failed: 2 of 2 models/);
    expect(found.output).toBe(`outcome=failed\njson=${join(folder, "openness-check.json")}\n`);
    expect(JSON.parse(readFileSync(sarif, "utf8"))).toHaveProperty("version", "2.1.0");
  });

  test("passes what is met, and whatever is found with report-only", () => {
    expect(run({ what: `${FIXTURES}/acme.yaml#acme-7b`, min: "openness=1" })).toMatchObject({
      status: 0,
      output: expect.stringContaining("outcome=passed"),
    });
    expect(run({ what: `${FIXTURES}/acme.yaml`, min: "openness=99", "report-only": "true" })).toMatchObject({
      status: 0,
      output: expect.stringContaining("outcome=failed"),
    });
  });

  test("says so if it cannot run", () => {
    const found = run({ what: "nowhere.yaml", min: "openness=1" });
    expect(found).toMatchObject({ status: 2, output: expect.stringContaining("outcome=error"), summary: "" });
    expect(found.stderr).toContain("nowhere.yaml");
  });

  test("nothing of what it is given is run, or taken for an option", () => {
    const mark = join(folder, "mark");
    for (const nasty of [
      `$(touch ${mark})`,
      `"; touch ${mark}; "`,
      `\`touch ${mark}\``,
      "--report-only",
      "-o/tmp/x",
    ]) {
      const found = run({ what: nasty, policy: nasty, min: "openness=99" });
      expect([nasty, found.status]).toEqual([nasty, 2]);
    }
    expect(existsSync(mark)).toBe(false);
  });
});

describe("the pre-commit hooks", () => {
  interface Hook {
    id: string;
    name: string;
    entry: string;
    language: string;
    files: string;
    types: string[];
  }
  const hooks = parse(readFileSync(join(ROOT, ".pre-commit-hooks.yaml"), "utf8")) as Hook[];

  test("name verbs that there are, of the command that the package installs", () => {
    const { bin } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      bin: Record<string, string>;
    };
    expect(hooks.map(({ id }) => id)).toEqual(["openness-validate", "openness-check"]);
    for (const { entry, language, types } of hooks) {
      const [command = "", verb = ""] = entry.split(" ");
      expect([language, types]).toEqual(["node", ["yaml"]]);
      expect(bin).toHaveProperty(command);
      expect(openness([verb, "--help"]).stdout).toMatch(new RegExp(`^Usage: openness ${verb} `));
    }
  });

  test("take the files that pre-commit adds behind the arguments", () => {
    const [, check] = hooks;
    const [, ...verb] = check?.entry.split(" ") ?? [];
    expect("profiles/deepseek.yaml").toMatch(new RegExp(check?.files ?? "^$"));
    const policy = ["--policy", `${FIXTURES}/policy/policy.yaml`, "--today", "2026-11-23"];
    const { status, stdout } = openness([
      ...verb,
      ...policy,
      `${FIXTURES}/acme.yaml`,
      `${FIXTURES}/names.yaml`,
    ]);
    expect([status, /^long-names\/emoji /m.test(stdout)]).toEqual([1, true]);
  });
});
