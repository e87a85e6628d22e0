import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { openness } from "../run.ts";

const root = mkdtempSync(join(tmpdir(), "openness-init-"));
const BIN = fileURLToPath(new URL("../../bin/openness.js", import.meta.url));
let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(root, "case-"));
});
afterAll(() => rmSync(root, { recursive: true }));

const init = (...argv: string[]) => openness(["init", ...argv], { cwd });
const read = (file: string) => readFileSync(join(cwd, file), "utf8");

describe("from nothing", () => {
  test("a profile with every field explained, valid as it is", async () => {
    const { status, stderr } = init("--vendor", "Acme AI", "--model", "Acme 7B");
    expect(status).toBe(0);
    expect(
      stderr,
    ).toBe(`Wrote acme-ai.yaml, and openness-profile.schema.json for editors. Next: fill it in, then
  openness validate acme-ai.yaml
  openness score acme-ai.yaml
`);
    await expect(read("acme-ai.yaml")).toMatchFileSnapshot("goldens/init.yaml");
    expect(openness(["validate", "acme-ai.yaml"], { cwd }).stdout).toMatch(/0 mistakes/);
    expect(openness(["score", "acme-ai.yaml"], { cwd }).status).toBe(0);
  });

  test("and with every example taken over", () => {
    init("--vendor", "Acme AI", "--model", "Acme 7B");
    const text = read("acme-ai.yaml");
    const whole = text.replace(/^(\s*)# ( *)(?=- \{|(?!yaml-language)[\w.-]+:( |$))/gm, "$1$2");
    expect(whole.match(/^ *#/gm)?.length).toBeLessThan(30);
    writeFileSync(join(cwd, "whole.yaml"), whole);
    const { stdout, status } = openness(["validate", "whole.yaml", "-f", "json"], { cwd });
    const { mistakes } = JSON.parse(stdout) as { mistakes: { severity: string }[] };
    expect(mistakes.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(status).toBe(0);
  });

  test("the schema beside it accepts it", () => {
    init("--vendor", "Acme", "--model", '7B: the "true" one #1');
    const schema = JSON.parse(read("openness-profile.schema.json")) as object;
    const check = new Ajv({ strict: false, validateFormats: false }).compile(schema);
    const profile = parse(read("acme.yaml")) as { models: { name: string }[] };
    expect(profile.models[0]?.name).toBe('7B: the "true" one #1');
    expect(check(profile)).toBe(true);
  });

  test("to standard output, without a schema", () => {
    const { stdout } = init("-", "--vendor", "Acme", "--model", "A");
    expect(stdout).toMatch(/^# A profile: facts/);
    expect(readdirSync(cwd)).toEqual([]);
    init("x.yaml", "--vendor", "Acme", "--model", "A", "--no-schema");
    expect(readdirSync(cwd)).toEqual(["x.yaml"]);
    expect(read("x.yaml")).not.toContain("yaml-language-server");
  });

  test("what is there stays there", () => {
    writeFileSync(join(cwd, "acme.yaml"), "mine");
    const { status, stderr } = init("--vendor", "Acme", "--model", "A");
    expect(status).toBe(2);
    expect(stderr).toContain("acme.yaml: It is there already. Name another file, or add --force.");
    expect(read("acme.yaml")).toBe("mine");
    expect(init("--vendor", "Acme", "--model", "A", "--force").status).toBe(0);
    expect(read("acme.yaml")).toContain("openness-profile/1");
  });

  test("nobody is asked without a terminal", () => {
    const { status, stderr } = init("--vendor", "Acme");
    expect(status).toBe(2);
    expect(stderr).toContain("Name --vendor and --model, or --from: without a terminal nobody can be asked.");
  });
});

describe("from what exists", () => {
  const CARD = `---\nlicense: mit\n---\n# Acme 7B\n${"It says what a card says. ".repeat(10)}`;

  test("a card", () => {
    writeFileSync(join(cwd, "README.md"), CARD);
    expect(init("--from", "README.md", "--vendor", "Acme", "--model", "Acme 7B").status).toBe(0);
    const text = read("acme.yaml");
    expect(text).toMatch(
      /^# yaml-language-server: \$schema=openness-profile\.schema\.json\nschema: openness-profile\/1\n# Who makes it/,
    );
    expect(text).toContain("name: Acme 7B");
    expect(text).toContain("    # Where that is stated.\n    licenseEvidence:\n");
    expect(openness(["validate", "acme.yaml"], { cwd }).stdout).toMatch(/0 mistakes/);
  });

  test("a folder", () => {
    writeFileSync(join(cwd, "README.md"), CARD);
    const { status, stderr } = init("--from", ".", "--vendor", "Acme", "--model", "Acme 7B", "--no-schema");
    expect(status).toBe(0);
    expect(stderr).toContain("1 files");
    expect(parse(read("acme.yaml"))).toMatchObject({ vendor: { id: "acme" }, models: [{ id: "acme-7b" }] });
  });

  test("nothing that anybody knows", () => {
    writeFileSync(join(cwd, "x.txt"), "hello");
    expect(init("--from", "x.txt")).toMatchObject({ status: 2 });
    expect(init("--from", "nowhere").stderr).toContain("There is no such file");
    expect(readdirSync(cwd)).toEqual(["x.txt"]);
  });
});

/** `script` runs a command in a terminal of its own; util-linux and Debian's bsdutils have it. */
const SCRIPT = spawnSync("script", ["--version"], { encoding: "utf8" }).stdout?.includes("util-linux");

describe.skipIf(!SCRIPT)("by asking", () => {
  /** Types each answer when its question is there. */
  function answer(
    steps: readonly (readonly [string, string])[],
  ): Promise<{ code: number | null; shown: string }> {
    return new Promise((resolve) => {
      // Such a terminal has no width until it is given one.
      const command = `stty cols 100 rows 40; "${process.execPath}" "${BIN}" init`;
      const child = spawn("script", ["-qefc", command, "/dev/null"], {
        cwd,
        env: { ...process.env, TERM: "xterm" },
      });
      const left = [...steps];
      let shown = "";
      let unseen = "";
      child.stdout.on("data", (chunk: Buffer) => {
        shown += chunk;
        unseen += chunk;
        const [next] = left;
        if (next === undefined || !unseen.includes(next[0])) return;
        left.shift();
        unseen = "";
        child.stdin.write(next[1]);
      });
      child.on("close", (code) => resolve({ code, shown }));
    });
  }

  test("a few questions, blanks allowed", async () => {
    const { code } = await answer([
      ["Whose models", "Acme\r"],
      ["first model called", "Acme 7B\r"],
      ["to start from", "\r"],
      ["released?", "2026-05\r"],
      ["Under which license", "MIT\r"],
      ["final weights", "\u001b[B\r"],
      ["inference code", "\r"],
      ["training code", "\r"],
      ["pre-training data", "\r"],
      ["technical report", "\r"],
    ]);
    expect(code).toBe(0);
    expect(parse(read("acme.yaml"))).toEqual({
      schema: "openness-profile/1",
      vendor: { id: "acme", name: "Acme" },
      models: [
        {
          id: "acme-7b",
          name: "Acme 7B",
          released: "2026-05",
          licenses: { weights: "MIT" },
          artifacts: { "weights.final": { availability: "full" } },
        },
      ],
    });
  });

  test("broken off, nothing is written", async () => {
    const { code, shown } = await answer([["Whose models", "\u0003"]]);
    expect(code).toBe(2);
    expect(shown).toContain("Nothing was written.");
    expect(existsSync(join(cwd, "acme.yaml"))).toBe(false);
  });
});
