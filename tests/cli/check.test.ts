import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { jsonSchemaOf } from "../../src/jsonSchemas.ts";
import type { CheckDocument } from "../../src/result/checkSchema.ts";
import { FIXTURES, openness, type Run } from "../run.ts";

const folder = mkdtempSync(join(tmpdir(), "openness-check-"));
afterAll(() => rmSync(folder, { recursive: true }));

const ACME = `${FIXTURES}/acme.yaml`;
const text = readFileSync(ACME, "utf8");

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function check(argv: string[], run?: Run) {
  return openness(["check", ...argv], run);
}

function json(argv: string[], run?: Run): CheckDocument {
  const { stdout, stderr } = check([...argv, "-f", "json"], run);
  expect(stderr).toBe("");
  return JSON.parse(stdout) as CheckDocument;
}

describe("exit codes", () => {
  test.each<[number, string, string[]]>([
    [0, "all is met", [`${ACME}#acme-7b`, "--min", "openness=60"]],
    [1, "something is not met", [`${ACME}#acme-7b`, "--min", "openness=95"]],
    [1, "nobody knows", [`${ACME}#acme-7b`, "--min", "openness=80"]],
    [
      0,
      "nobody knows, and that is a warning",
      [`${ACME}#acme-7b`, "--min", "openness=80", "--unknown", "warn"],
    ],
    [0, "nobody knows, and that will do", [`${ACME}#acme-7b`, "--min", "openness=80", "--unknown", "pass"]],
    [
      1,
      "surely not met, whatever unknown means",
      [`${ACME}#acme-7b`, "--min", "openness=95", "--unknown", "pass"],
    ],
    [0, "not met, and only reported", [`${ACME}#acme-7b`, "--min", "openness=95", "--report-only"]],
    [2, "nothing is asked", [ACME]],
    [2, "there is no such label", [ACME, "--require", "g7=closed-weights"]],
    [2, "there is no such file", ["nowhere.yaml", "--min", "openness=1"]],
    [2, "the policy has mistakes", [ACME, "--policy", `${FIXTURES}/policy/bad.yaml`]],
    [2, "the policy is none", [ACME, "--policy", ACME]],
    [2, "the baseline is none", [ACME, "--min", "openness=1", "--baseline", ACME]],
    [2, "an option is misspelt", [ACME, "--requires", "g7=open-weights"]],
  ])("%i if %s", (status, _, argv) => {
    expect(check(argv).status).toBe(status);
  });
});

describe("a baseline", () => {
  const asked = ["--require", "g7=open-source-ai", "--min", "openness=80"];

  test("lets pass what fails now, tells what is new, and shrinks", () => {
    const baseline = join(folder, "baseline.yaml");
    expect(check([ACME, ...asked]).status).toBe(1);
    expect(check([ACME, ...asked, "--write-baseline", baseline]).status).toBe(0);
    expect(openness(["validate", baseline]).status).toBe(0);
    const before = parse(readFileSync(baseline, "utf8")) as { breaches: object[] };
    const known = json([ACME, ...asked, "--baseline", baseline]);
    expect(known).toMatchObject({
      outcome: "passed",
      counts: { failed: 0, known: before.breaches.length },
      baseline: { fixed: [] },
    });

    // Worse in one respect, better in another.
    const changed = file(
      "acme.yaml",
      text
        .replace("access: public", "access: paid")
        .replace(
          "code.training:\n        availability: partial",
          "code.training:\n        availability: full",
        ),
    );
    const now = json([changed, ...asked, "--baseline", baseline]);
    const failed = now.models.flatMap(({ model, checks }) =>
      checks.flatMap(({ rule, breaches }) =>
        breaches.filter(({ status }) => status === "failed").map(({ about }) => [model.id, rule, about]),
      ),
    );
    expect(failed).toEqual([["acme-7b", "label:g7", "weights"]]);
    expect(now.baseline?.fixed).toEqual([
      { model: "acme/acme-7b", rule: "label:g7", about: "training-code" },
    ]);
    expect(check([changed, ...asked, "--baseline", baseline]).status).toBe(1);

    expect(check([changed, ...asked, "--baseline", baseline, "--write-baseline", baseline]).status).toBe(0);
    const after = parse(readFileSync(baseline, "utf8")) as { breaches: { about?: string }[] };
    expect(after.breaches).toHaveLength(before.breaches.length);
    expect(after.breaches).toContainEqual({ model: "acme/acme-7b", rule: "label:g7", about: "weights" });
    expect(after.breaches).not.toContainEqual({
      model: "acme/acme-7b",
      rule: "label:g7",
      about: "training-code",
    });
  });

  test("keeps what it knows of models that are not checked", () => {
    const baseline = file(
      "others.yaml",
      "schema: openness-baseline/1\nbreaches: [{ model: other/one, rule: score:openness }]\n",
    );
    expect(check([ACME, ...asked, "--baseline", baseline, "--write-baseline", baseline]).status).toBe(0);
    expect(readFileSync(baseline, "utf8")).toContain("other/one");
  });

  test("is the same text for the same breaches", () => {
    const [first, second] = ["first.yaml", "second.yaml"].map((name) => join(folder, name));
    check([`${ACME}#acme-7b`, `${ACME}#acme-max`, ...asked, "--write-baseline", first ?? ""]);
    check([`${ACME}#acme-max`, `${ACME}#acme-7b`, ...asked, "--write-baseline", second ?? ""]);
    expect(readFileSync(first ?? "", "utf8")).toBe(readFileSync(second ?? "", "utf8"));
  });
});

describe("the day", () => {
  const policy = ["--policy", `${FIXTURES}/policy/policy.yaml`];

  test("is told in the result only where a policy depends on it", () => {
    expect(json([ACME, "--min", "openness=1"])).not.toHaveProperty("today");
    expect(json([ACME, ...policy, "--today", "2026-11-23"])).toHaveProperty("today", "2026-11-23");
    const env = { SOURCE_DATE_EPOCH: String(Date.parse("2026-11-23T12:00:00Z") / 1000) };
    expect(json([ACME, ...policy], { env })).toEqual(json([ACME, ...policy, "--today", "2026-11-23"]));
  });

  test("ends exceptions", () => {
    const excepted = (today: string) => json([ACME, ...policy, "--today", today]).counts.excepted;
    expect([
      excepted("2026-11-01"),
      excepted("2026-11-02"),
      excepted("2026-12-31"),
      excepted("2027-01-01"),
    ]).toEqual([2, 1, 1, 0]);
  });
});

describe("where it goes", () => {
  const asked = [ACME, "--min", "openness=99"];

  test("several formats of one run, by their names or the endings of files", () => {
    const [sarif, junit, out] = ["a.sarif", "a.junit", "a.xml"].map((name) => join(folder, name));
    const { stdout } = check([
      ...asked,
      "--report",
      `sarif=${sarif}`,
      "--report",
      `junit=${junit}`,
      "-o",
      out ?? "",
    ]);
    expect(stdout).toBe("");
    expect(readFileSync(sarif ?? "", "utf8")).toBe(check([...asked, "-f", "sarif"]).stdout);
    expect(readFileSync(junit ?? "", "utf8")).toBe(check([...asked, "-f", "junit"]).stdout);
    expect(readFileSync(out ?? "", "utf8")).toBe(readFileSync(junit ?? "", "utf8"));
  });

  test("the summary of a job is added to, and only with -f github", () => {
    const summary = file("summary.md", "what another step wrote\n");
    const env = { GITHUB_STEP_SUMMARY: summary };
    check(asked, { env });
    expect(readFileSync(summary, "utf8")).toBe("what another step wrote\n");
    expect(check([...asked, "-f", "github"], { env }).status).toBe(1);
    expect(readFileSync(summary, "utf8")).toMatch(/^what another step wrote\n## openness check\n/);
    expect(check([...asked, "-f", "github"], { env: { GITHUB_STEP_SUMMARY: "" } }).status).toBe(1);
    const broken = check([...asked, "-f", "github"], {
      env: { GITHUB_STEP_SUMMARY: join(folder, "no/where") },
    });
    expect([broken.status, broken.stderr]).toEqual([
      1,
      expect.stringContaining("warning: It cannot be written (ENOENT)"),
    ]);
  });

  test("no line is wider than the terminal, but for what has no blanks", () => {
    for (const columns of [60, 80, 200]) {
      const { stdout } = check(
        [...asked, "--policy", `${FIXTURES}/policy/policy.yaml`, "--today", "2026-11-23"],
        { env: { COLUMNS: String(columns) } },
      );
      const wide = stdout.split("\n").filter((line) => line.length > columns && line.trim().includes(" "));
      expect([columns, wide]).toEqual([columns, []]);
    }
  });

  test("shipped and other models, standard input, and one of a file", () => {
    const document = json(["deepseek", "-", `${ACME}#acme-max`, "--min", "openness=1"], {
      input: readFileSync(`${FIXTURES}/names.yaml`, "utf8"),
    });
    expect(document.models.map(({ vendor, shipped }) => [vendor.id, shipped])).toEqual([
      ["deepseek", true],
      ["long-names", false],
      ["acme", false],
    ]);
  });
});

describe("the formats", () => {
  test.each(["policy", "baseline"] as const)(
    "the JSON Schema of a %s takes what the tool takes, and not what it does not",
    (name) => {
      const validate = new Ajv({ strict: false, allowUnionTypes: true }).compile(jsonSchemaOf(name));
      const value = parse(readFileSync(`${FIXTURES}/policy/${name}.yaml`, "utf8")) as Record<string, unknown>;
      validate(value);
      expect(validate.errors).toBeNull();
      expect(validate({ ...value, unknwon: "fail" })).toBe(false);
    },
  );

  test("every key of a policy is described", () => {
    const undescribed: string[] = [];
    JSON.stringify(jsonSchemaOf("policy"), (key, value: unknown) => {
      if (key !== "properties") return value;
      for (const [name, property] of Object.entries(value as Record<string, object>)) {
        if (!("description" in property) && name !== "schema") undescribed.push(name);
      }
      return value;
    });
    expect(undescribed).toEqual([]);
  });

  test("options come on top of a policy, and in place of the same rule", () => {
    const policy = ["--policy", `${FIXTURES}/policy/policy.yaml`, "--today", "2026-11-23"];
    const { policy: joined } = json([
      ACME,
      ...policy,
      "--min",
      "openness=12",
      "--require",
      "g7=weights-available",
      "--max-age",
      "9d",
    ]);
    expect(joined.rules.filter(({ kind }) => kind === "score").map(({ id, asked }) => [id, asked])).toEqual([
      ["score:ladder", "a score of at least 2.5"],
      ["score:openness", "a score of at least 12"],
    ]);
    expect(joined.rules.map(({ id }) => id)).toEqual(expect.arrayContaining(["label:g7", "max-age"]));
    expect(joined.rules.find(({ id }) => id === "max-age")?.asked).toBe("read at most 9 days ago");
  });

  test("--unknown stands in for what a policy says of all rules, not for what it says of one", () => {
    const policy = [
      "--policy",
      `${FIXTURES}/policy/policy.yaml`,
      "--today",
      "2026-11-23",
      "--unknown",
      "pass",
    ];
    const modes = json([ACME, ...policy]).policy.rules.map(({ id, unknown }) => `${id} ${unknown}`);
    expect(modes).toEqual(
      expect.arrayContaining(["label:ladder warn", "score:openness pass", "max-age pass"]),
    );
  });

  test("of decisions those that are accepted are listed", () => {
    const { policy } = json(["ai2", "--require", "eu-gpai=exempt,review"]);
    expect(policy.rules.map(({ asked }) => asked)).toEqual(["Conditions met or For review"]);
  });

  test("a policy finds its rubrics from its own folder on", () => {
    expect(existsSync("ladder.yaml")).toBe(false);
    expect(
      json([ACME, "--policy", `${FIXTURES}/policy/policy.yaml`, "--today", "2026-11-23"]).rubrics.map(
        ({ id }) => id,
      ),
    ).toEqual(["ladder", "openness"]);
  });
});

describe("the README", () => {
  const readme = readFileSync("README.md", "utf8");

  test("shows inputs and hooks that there are", () => {
    const [, steps = ""] = /```yaml\n(- uses: \.\/openness\n.*?)```/s.exec(readme) ?? [];
    const [step] = parse(steps) as { with: Record<string, string> }[];
    const { inputs } = parse(readFileSync("action.yml", "utf8")) as { inputs: object };
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(step?.with ?? { none: "" })));
    const hooks = parse(readFileSync(".pre-commit-hooks.yaml", "utf8")) as { id: string }[];
    for (const { id } of hooks) expect(readme).toContain(id);
  });
});
