import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ResultDocument } from "../../src/result/schema.ts";
import type { SettingsDocument } from "../../src/result/settingsSchema.ts";
import { FIXTURES, openness } from "../run.ts";

const ACME = join(import.meta.dirname, "../..", FIXTURES, "acme.yaml");
const LADDER = join(import.meta.dirname, "../..", FIXTURES, "ladder.yaml");

/** A repository with a project in it, and the home of somebody. */
let root = "";
let cwd = "";
let home = "";
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "openness-config-")));
  cwd = join(root, "repo/project/deep");
  home = join(root, "home");
  for (const folder of [cwd, join(root, "repo/.git"), join(home, "openness")])
    mkdirSync(folder, { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

function file(path: string, lines: string): string {
  const whole = join(root, path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, lines);
  return whole;
}

function project(lines: string, folder = "repo/project"): string {
  return file(`${folder}/openness.config.yaml`, `schema: openness-config/1\n${lines}`);
}

function user(lines: string): void {
  file("home/openness/config.yaml", `schema: openness-config/1\n${lines}`);
}

function run(argv: string[], env: Record<string, string> = {}, input?: string) {
  const where = { cwd, env: { XDG_CONFIG_HOME: home, ...env } };
  return openness(argv, input === undefined ? where : { ...where, input });
}

function settings(argv: string[] = [], env: Record<string, string> = {}): SettingsDocument {
  const { status, stdout, stderr } = run(["config", "-f", "json", ...argv], env);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return JSON.parse(stdout) as SettingsDocument;
}

function setting(key: string, argv: string[] = [], env: Record<string, string> = {}) {
  const found = settings(argv, env).settings.find((one) => one.key === key);
  return { value: found?.value, from: found?.from };
}

function rubricsOf(argv: string[], env: Record<string, string> = {}): string[] {
  const { stdout, status } = run(["score", "deepseek", "-f", "json", ...argv], env);
  expect(status).toBe(0);
  return (JSON.parse(stdout) as ResultDocument).rubrics.map(({ id }) => id);
}

describe("who says what applies", () => {
  /** Weakest first: each is written down, and wins over all before it. */
  const steps: { wins: string; argv?: string[]; env?: Record<string, string>; write?: () => void }[] = [
    { wins: "openness" },
    { wins: "g7", write: () => user("rubrics: g7\n") },
    { wins: "mof", write: () => void project("rubrics: [mof]\n") },
    { wins: "osaid", env: { OPENNESS_RUBRICS: "osaid" } },
    { wins: "osai", argv: ["-r", "osai"] },
  ];

  const pairs = steps.flatMap((_, weak) => steps.slice(weak + 1).map((__, more) => [weak, weak + 1 + more]));

  test.each(pairs)("of the sources %i and %i the later one wins", (weak, strong) => {
    const given = [steps[weak ?? 0], steps[strong ?? 0]];
    for (const step of given) step?.write?.();
    const argv = given.flatMap((step) => step?.argv ?? []);
    const env = Object.assign({}, ...given.map((step) => step?.env ?? {}));
    expect(rubricsOf(argv, env)).toEqual([given[1]?.wins]);
  });

  test("config shows each key, its value and where it is from", () => {
    user("rubrics: g7\neffort: { data: 20 }\n");
    project("weights:\n  openness:\n    dimensions: { code: 40 }\n");
    const env = { OPENNESS_SHIPPED: "false" };
    expect(setting("rubrics", [], env)).toEqual({
      value: ["g7"],
      from: { kind: "user", name: join(home, "openness/config.yaml"), line: 2, column: 1 },
    });
    expect(setting("weights", [], env)).toEqual({
      value: { openness: { dimensions: { code: 40 } } },
      from: { kind: "project", name: "../openness.config.yaml", line: 2, column: 1 },
    });
    expect(setting("shipped", [], env)).toEqual({
      value: false,
      from: { kind: "environment", name: "OPENNESS_SHIPPED" },
    });
    expect(setting("effort", [], env).value).toMatchObject({ data: 20, license: 1 });
    expect(setting("policy", [], env)).toEqual({ value: null, from: null });
  });

  test("a key comes whole from one place: lists and maps are not joined", () => {
    user("weights: { openness: { dimensions: { code: 40 } } }\nrubrics: [g7, mof]\n");
    project("weights: { openness: { dimensions: { weights: 5 } } }\nrubrics: [osaid]\n");
    expect(setting("weights").value).toEqual({ openness: { dimensions: { weights: 5 } } });
    expect(setting("rubrics").value).toEqual(["osaid"]);
  });

  test("a named file is the only one; no configuration is none at all", () => {
    user("shipped: false\n");
    project("rubrics: mof\n");
    const other = file("other.yaml", "schema: openness-config/1\nrubrics: g7\n");
    const env = { OPENNESS_CONFIG: other };
    for (const [argv, where] of [
      [["--config", other], {}],
      [[], env],
    ] as const) {
      expect(setting("rubrics", [...argv], where).value).toEqual(["g7"]);
      expect(setting("shipped", [...argv], where)).toEqual({ value: true, from: null });
    }
    const all = { ...env, OPENNESS_RUBRICS: "mof" };
    expect(settings(["--no-config"], all)).toMatchObject({ files: [] });
    expect(rubricsOf(["--no-config"], all)).toEqual(["openness"]);
  });

  test("flags of every verb win, also over what is configured not to be there", () => {
    project("shipped: false\nprofiles: mine.yaml\n");
    cpSync(ACME, join(root, "repo/project/mine.yaml"));
    expect(run(["score", "deepseek"]).status).toBe(2);
    expect(run(["score", "deepseek", "--shipped"]).status).toBe(0);
    expect(run(["score", "acme"]).status).toBe(0);
    const other = join(import.meta.dirname, "../..", FIXTURES, "names.yaml");
    expect(run(["score", "acme", "-p", other]).stderr).toMatch(
      /no vendor, model, file or folder called acme/,
    );
  });
});

describe("where files are found", () => {
  test("upward to the root of the repository, and not above it", () => {
    project("rubrics: mof\n", "repo");
    expect(setting("rubrics").from).toMatchObject({ name: "../../openness.config.yaml" });
    rmSync(join(root, "repo/openness.config.yaml"));
    project("rubrics: mof\n", ".");
    expect(setting("rubrics").from).toBeNull();
    expect(settings().searched).toMatchObject({ from: cwd, to: join(root, "repo") });
  });

  test("not above the home folder", () => {
    rmSync(join(root, "repo/.git"), { recursive: true });
    project("rubrics: mof\n", ".");
    expect(setting("rubrics", [], { HOME: join(root, "repo") }).from).toBeNull();
    expect(setting("rubrics", [], { HOME: join(root, "home") }).from).not.toBeNull();
  });

  test("the nearest one applies, whatever lies further up", () => {
    project("rubrics: mof\n", "repo");
    project("rubrics: g7\n");
    expect(setting("rubrics").value).toEqual(["g7"]);
  });

  test("paths lead from the file that names them, or from where the command runs", () => {
    cpSync(ACME, join(root, "repo/project/data/acme.yaml"));
    cpSync(LADDER, join(root, "repo/project/ladder.yaml"));
    project("profiles: [data/]\nrubrics: [ladder.yaml, openness]\n");
    const { results, rubrics } = JSON.parse(run(["score", "acme", "-f", "json"]).stdout) as ResultDocument;
    expect(results[0]?.source).toBe("../data/acme.yaml");
    expect(rubrics.map(({ id }) => id)).toEqual(["ladder", "openness"]);
    const env = { OPENNESS_PROFILES: ["../data/acme.yaml", join(FIXTURES, "names.yaml")].join(delimiter) };
    expect(run(["score", "acme"], env).stderr).toContain(`OPENNESS_PROFILES: There is no file or folder`);
    expect(run(["score", "acme"], { OPENNESS_PROFILES: "../data/acme.yaml" }).status).toBe(0);
  });

  test("a pipe of that name is none", () => {
    execFileSync("mkfifo", [join(cwd, "openness.config.yaml")]);
    expect(setting("rubrics")).toEqual({ value: ["openness"], from: null });
  });

  test("a folder that somebody removed is no failure", () => {
    const bin = join(import.meta.dirname, "../../bin/openness.js");
    const script = `mkdir gone && cd gone && rmdir ../gone && exec "${process.execPath}" "${bin}" score`;
    const stdout = execFileSync("sh", ["-c", script], { cwd, encoding: "utf8" });
    expect(stdout).toContain("Rubric openness 1.0.0.");
  });
});

describe("mistakes", () => {
  test("come all at once, with their places", () => {
    project(
      [
        "rubrics: [openess, nowhere.yaml]",
        "profiles: gone/",
        "weights:",
        "  openness: { dimensions: { cod: 1 }, criteria: { x: 1 } }",
        "  nothing: { criteria: {} }",
        "",
      ].join("\n"),
    );
    user("efort: { data: 1 }\n");
    const { status, stderr, stdout } = run(["score", "deepseek"], { OPENNESS_SHIPPED: "perhaps" });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    const said = stderr.split("\n").filter((line) => /^\S+:/.test(line));
    expect(said.map((line) => line.replace(home, "HOME"))).toEqual([
      "../openness.config.yaml:2:11: There is no shipped rubric openess. Did you mean openness?",
      expect.stringMatching(
        /^\.\.\/openness\.config\.yaml:2:20: There is no file or folder \.\.\/nowhere\.yaml\./,
      ),
      expect.stringMatching(/^\.\.\/openness\.config\.yaml:3:11: There is no file or folder \.\.\/gone\/\./),
      "HOME/openness/config.yaml:2:1: Unknown key efort. Did you mean effort?",
      expect.stringMatching(/^OPENNESS_SHIPPED: .*found perhaps/),
    ]);
  });

  test("weights for what is not there", () => {
    project(
      "weights:\n  openness:\n    dimensions: { cod: 1 }\n    criteria: { x: 0 }\n  opennes: { criteria: {} }\n",
    );
    expect(run(["score"]).stderr).toMatch(/:5:20: Expected a weight above 0\./);
    project("weights:\n  openness:\n    dimensions: { cod: 1 }\n  opennes: { criteria: {} }\n");
    const { stderr } = run(["score"]);
    expect(stderr).toMatch(/:4:19: The rubric openness has no dimension cod\. Did you mean code\?/);
    expect(stderr).toMatch(/:5:3: There is no rubric opennes here\. Did you mean openness\?/);
  });

  test("of effort, in a variable", () => {
    const { stderr, status } = run(["advise", "deepseek", "--min", "80"], {
      OPENNESS_EFFORT: "dta=1,code=0",
    });
    expect(status).toBe(2);
    expect(stderr).toMatch(/OPENNESS_EFFORT: Unknown key dta\. Did you mean data\?/);
    expect(stderr).toMatch(/OPENNESS_EFFORT: Expected an effort from 0\.01 to 1000/);
  });

  test("stop only those verbs that would use it", () => {
    project("nonsense: 1\n");
    for (const argv of [["schema", "config"], ["license", "mit"], ["--version"], ["score", "--help"]]) {
      expect(run(argv).status).toBe(0);
    }
    for (const argv of [["score"], ["config"], ["rubric", "show"], ["profile", "list"]]) {
      expect(run(argv).status).toBe(2);
    }
    expect(run(["score", "--no-config"]).status).toBe(0);
  });

  test("a hostile configuration does not drive the terminal", () => {
    const name = '"\\e[31mred\\u202e.yaml"';
    project(`profiles: [${name}]\n`);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may get through
    expect(run(["config"]).stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e]/);
    file("repo/project/\u001b[31mred\u202e.yaml", "x: 1\n");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may get through
    expect(run(["config"]).stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e]/);
  });
});

describe("weights of one's own", () => {
  beforeEach(() => project("weights: { openness: { dimensions: { code: 40 } } }\n"));

  test("are told by every report, and change what they should", () => {
    const plain = ["score", "deepseek", "meta"];
    const reports: string[][] = [
      ["score"],
      plain,
      [...plain, "--detail"],
      [...plain, "-r", "openness,g7"],
      [...plain, "-f", "csv"],
      [...plain, "-f", "ndjson"],
      [...plain, "-f", "json"],
      ["compare", "deepseek", "meta"],
      ["explain", "deepseek"],
      ["explain", "deepseek", "-r", "openness,g7"],
      ["rubric", "show"],
      ["rubric", "show", "-f", "markdown"],
      ["export", "deepseek", "--to", "cyclonedx"],
      ["export", "deepseek", "--to", "spdx"],
    ];
    for (const argv of reports) {
      const { stdout, status } = run(argv, { COLUMNS: "200" });
      expect({ argv, status }).toEqual({ argv, status: 0 });
      expect({ argv, stdout }).toEqual({
        argv,
        stdout: expect.stringContaining("weights changed by openness.config.yaml"),
      });
    }
    expect(run(["explain", "deepseek", "-r", "openness,g7", "--no-config"]).stdout).not.toContain(
      "weights changed",
    );
    for (const argv of [
      ["advise", "deepseek", "--min", "80", "--sets", "1", "--also", "none"],
      ["agree", "deepseek", ACME.replace("acme", "raters/second"), "deepseek"],
      ["export", "deepseek", "--to", "model-card"],
    ]) {
      expect(run(argv).stdout).toMatch(/Openness \(weights changed\)\s+1\.0\.0\+weights\.[0-9a-f]{8}/);
    }
  });

  test("are told by every verb that compares or judges, in every form", () => {
    const note = "weights changed by openness.config.yaml";
    const reports: string[][] = [
      ...["table", "json"].map((form) => ["rank", "--draws", "1", "-f", form]),
      ["rank", "--draws", "1", "--pair", "deepseek", "meta"],
      ...["table", "json", "github"].map((form) => ["check", "deepseek", "--min", "openness=1", "-f", form]),
      // A rule of an alert is only there where there is an alert.
      ["check", "deepseek", "--min", "openness=99", "-f", "sarif", "--report-only"],
      ...["table", "json", "markdown"].map((form) => ["diff", ACME, ACME, "-f", form]),
      ...["table", "json", "markdown"].map((form) => ["diff", "--history", "deepseek", "-f", form]),
      ...["table", "json"].map((form) => ["agree", ACME, ACME, "-f", form]),
      ...["table", "json"].map((form) => ["advise", "deepseek", "--min", "1", "-f", form]),
      ...["html", "markdown", "csv", "json", "card"].map((form) => ["report", "deepseek", "-f", form]),
    ];
    for (const argv of reports) {
      const { stdout, status } = run(argv, { COLUMNS: "200" });
      expect({ argv, status }).toEqual({ argv, status: 0 });
      expect({ argv, stdout }).toEqual({ argv, stdout: expect.stringContaining(note) });
    }
    const summary = join(root, "summary.md");
    const gate = ["check", "deepseek", "--min", "openness=99", "-f", "github", "--report-only"];
    run(gate, { GITHUB_STEP_SUMMARY: summary });
    expect(readFileSync(summary, "utf8")).toMatch(
      /openness\+: a score of at least 99[\s\S]*weights changed by/,
    );
    for (const form of ["badge", "shields"]) {
      expect(run(["report", "deepseek", "-r", "openness", "-f", form]).stdout).toContain("(weights changed)");
    }
    run(["report", "deepseek", "--site", join(root, "site")]);
    for (const page of ["index.html", "rubrics/openness.html", "rubrics/openness.json"]) {
      expect(readFileSync(join(root, "site", page), "utf8")).toContain(note);
    }
  });

  test("lines of JSON carry the same verdicts and the same note as one by one", () => {
    const lines = run(["export", ACME, "--to", "ndjson"]).stdout;
    const streamed = run(["score", "-", "-f", "ndjson"], {}, lines).stdout.trim().split("\n");
    const whole = JSON.parse(run(["score", ACME, "-f", "json"]).stdout) as ResultDocument;
    const found = streamed.map((line) => JSON.parse(line) as ResultDocument["results"][number]);
    expect(found.map(({ changed, score }) => ({ changed, score }))).toEqual(
      ["acme-7b", "acme-max"].map((id) => {
        const result = whole.results.find(({ model }) => model.id === id);
        return { changed: "weights changed by openness.config.yaml", score: result?.score };
      }),
    );
  });

  test("the user's are told without the user's path", () => {
    rmSync(join(root, "repo/project/openness.config.yaml"));
    user("weights: { openness: { dimensions: { code: 40 } } }\n");
    const { stdout } = run(["score", "-f", "json"]);
    expect(stdout).toContain("weights changed by the user's config.yaml");
    expect(stdout).not.toContain(root);
  });

  test("of a rubric in a file", () => {
    cpSync(LADDER, join(root, "repo/project/ladder.yaml"));
    const criterion = /criteria:\s+- id: (\S+)/.exec(
      execFileSync("cat", [LADDER], { encoding: "utf8" }),
    )?.[1];
    project(`rubrics: ladder.yaml\nweights: { ladder: { criteria: { ${criterion}: 7 } } }\n`);
    const { rubrics } = JSON.parse(run(["score", "deepseek", "-f", "json"]).stdout) as ResultDocument;
    expect(rubrics[0]?.changed).toBe("weights changed by openness.config.yaml");
  });

  test("change nothing in what is known of profiles", () => {
    const list = ["profile", "list", "-f", "json"];
    expect(run(list).stdout).toBe(run([...list, "--no-config"]).stdout);
  });

  test("examples in a rubric are those of the published weights", () => {
    expect(run(["rubric", "check", join(import.meta.dirname, "../../rubrics/g7.yaml")]).status).toBe(0);
  });
});

describe("verbs", () => {
  test("score without more is not what the build worked out, where anything is configured", () => {
    expect(run(["score"]).stdout).toContain("Rubric openness 1.0.0.");
    project("rubrics: g7\n");
    expect(run(["score"]).stdout).toContain("Rubric g7");
    rmSync(join(root, "repo/project/openness.config.yaml"));
    user("rubrics: g7\n");
    expect(run(["score"]).stdout).toContain("Rubric g7");
    expect(run(["score"], { OPENNESS_RUBRICS: "mof" }).stdout).toContain("Rubric mof");
  });

  test("validate without arguments takes what is configured", () => {
    cpSync(ACME, join(root, "repo/project/data/acme.yaml"));
    cpSync(LADDER, join(root, "repo/project/ladder.yaml"));
    expect(run(["validate"])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("nothing is configured"),
    });
    project("profiles: [data/]\nrubrics: [ladder.yaml]\n");
    const { stdout, status } = run(["validate"]);
    expect(status).toBe(0);
    expect(stdout).toContain("Read 1 profile file, 1 rubric, 1 configuration: 0 mistakes.");
    // Mistakes in a configuration are found as in any other file, and keep nobody from checking others.
    project("profiles: [data/]\nrubrik: x\n");
    const broken = run(["validate"]);
    expect(broken.stdout).toMatch(
      /openness\.config\.yaml:3:1: Unknown key rubrik\.[\s\S]* 1 configuration: 1 mistake\./,
    );
    expect([broken.status, run(["validate", "../openness.config.yaml"]).status]).toEqual([1, 1]);
    expect(run(["validate", ACME]).status).toBe(0);
  });

  test("advise takes the first of several configured rubrics, and the configured efforts", () => {
    project("rubrics: [openness, g7]\neffort: { license: 7 }\n");
    const { stdout } = run([
      "advise",
      "deepseek",
      "--min",
      "70",
      "--sets",
      "1",
      "--also",
      "none",
      "-f",
      "json",
    ]);
    expect(JSON.parse(stdout)).toMatchObject({
      rubric: { id: "openness" },
      efforts: { license: 7, data: 5 },
    });
    const flag = run([
      "advise",
      "deepseek",
      "--min",
      "70",
      "--sets",
      "1",
      "-f",
      "json",
      "--effort",
      "data=9",
    ]);
    expect(JSON.parse(flag.stdout)).toMatchObject({ efforts: { license: 1, data: 9 } });
  });

  test("--verbose says on standard error what was used and how long it took, and nothing else changes", () => {
    project("rubrics: g7\n");
    const plain = run(["score", "deepseek"]);
    const { stdout, stderr, status } = run(["score", "deepseek", "--verbose"]);
    expect({ stdout, status }).toEqual({ stdout: plain.stdout, status: 0 });
    expect(stderr).toMatch(
      /^openness \S+, Node \S+\nconfiguration: \.\.\/openness\.config\.yaml; rubrics by/,
    );
    expect(stderr).toMatch(/^rubrics: g7 /m);
    expect(stderr).toMatch(
      /^time: start [\d.]+ ms, .*profiles .*score .*render .*write .*; together [\d.]+ ms$/m,
    );
    expect(run(["score", "nobody", "--verbose"])).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^time: /m),
    });
    expect(run(["score", "-q", "--verbose"]).stderr).toContain("cannot be used with");
  });

  test("every verb takes -q and --verbose", () => {
    const verbs = [...run(["--help"]).stdout.matchAll(/^ {2}([a-z]+) +[A-Z]/gm)].map(([, verb = ""]) => verb);
    expect(verbs.length).toBeGreaterThan(12);
    const leaves = verbs.flatMap((verb) => {
      const subs = [...run([verb, "--help"]).stdout.matchAll(/^ {2}(list|show|check) +[A-Z]/gm)];
      return subs.length > 0 ? subs.map(([, sub = ""]) => [verb, sub]) : [[verb]];
    });
    for (const leaf of leaves.filter(([verb]) => verb !== "help")) {
      const { stdout } = run([...leaf, "--help"]);
      expect({ leaf, quiet: stdout.includes("-q, --quiet"), verbose: stdout.includes("--verbose") }).toEqual({
        leaf,
        quiet: true,
        verbose: true,
      });
    }
  });
});
