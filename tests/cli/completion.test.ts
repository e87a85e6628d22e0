// Real shells complete real lines; where a shell is not installed its tests are left out, and say so.
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BIN, FIXTURES, openness } from "../run.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "openness-completion-"));
  const command = join(folder, "openness");
  writeFileSync(command, `#!/bin/sh\nexec "${process.execPath}" "${BIN}" "$@"\n`);
  chmodSync(command, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What the last of some words may become, and the number at the end. */
function complete(...typed: string[]): { words: string[]; files: boolean } {
  const { stdout, stderr, status } = openness(["complete", "--", ...typed]);
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  const lines = stdout.trimEnd().split("\n");
  const last = lines.pop();
  expect([":0", ":4"]).toContain(last);
  return { words: lines.map((line) => line.split("\t")[0] ?? ""), files: last === ":0" };
}

/** Runs a script in a shell that finds the command. */
function shell(argv: string[], script: string): string {
  const [name = "", ...args] = argv;
  const { PATH = "" } = process.env;
  const env = { PATH: `${folder}:${PATH}`, HOME: folder, LANG: "C.UTF-8", TERM: "dumb" };
  const { stdout, stderr } = spawnSync(name, [...args, script], { encoding: "utf8", env, timeout: 50_000 });
  expect(stderr).toBe("");
  return stdout;
}

const missing = ["bash", "zsh", "fish"].filter((name) => spawnSync(name, ["--version"]).status !== 0);

const PROFILE = "schema: openness-profile/1\nvendor: { id: v, name: V }\nmodels: [{ id: m, name: M }]\n";
const ACME = `${FIXTURES}/acme.yaml`;

describe("what completes a word", () => {
  test("verbs, subcommands, topics", () => {
    expect(complete("sc").words).toEqual(["score", "scan", "schema"]);
    expect(complete("rubric", "").words).toEqual(["list", "show", "check"]);
    expect(complete("help", "ex").words).toEqual(["exit-codes", "explain", "export"]);
    expect(complete("help", "rubric", "s").words).toEqual(["show"]);
    expect(complete("completion", "").words).toEqual(["bash", "zsh", "fish"]);
    expect(complete("nonsense", "").words).toEqual([]);
  });

  test("options, and their values in both ways to write them", () => {
    expect(complete("score", "--so").words).toEqual(["--sort"]);
    expect(complete("score", "-f", "").words).toEqual(["table", "json", "ndjson", "csv"]);
    expect(complete("score", "--format=nd").words).toEqual(["--format=ndjson"]);
    expect(complete("score", "--sort", "re").words).toEqual(["released"]);
    expect(complete("export", "--to", "cy")).toEqual({ words: ["cyclonedx"], files: false });
    expect(complete("score", "--", "--so").words).toEqual([]);
  });

  test("vendors, and models once the vendor is settled", () => {
    expect(complete("score", "m").words).toEqual(["meta", "microsoft", "minimax", "mistral", "moonshot"]);
    expect(complete("score", "snow").words).toEqual(
      expect.arrayContaining(["snowflake", "snowflake/arctic-text2sql-r1-7b"]),
    );
    const { words, files } = complete("compare", "meta", "meta/llama-4");
    expect({ words, files }).toEqual({ words: ["meta/llama-4-maverick"], files: true });
  });

  test("rubrics, criteria and labels; of the rubric that is named, also after a comma", () => {
    expect(complete("score", "-r", "osaid").words).toEqual(["osaid-checklist", "osaid"]);
    expect(complete("score", "-r", "g7,mo").words).toEqual(["g7,mof"]);
    expect(complete("explain", "ai2", "-c", "territory,thr").words).toEqual(["territory,thresholds"]);
    expect(complete("advise", "ai2", "-r", "mof", "--to", "").words).toEqual(
      expect.arrayContaining(["class-1", "class-2", "class-3"]),
    );
    expect(
      complete("explain", "ai2", "-r", `${FIXTURES}/ladder.yaml`, "-c", "").words.length,
    ).toBeGreaterThan(0);
    expect(complete("explain", "ai2", "-r", "__proto__", "-c", "").words).toEqual([]);
  });

  test("licenses in any case", () => {
    expect(complete("license", "apache-2").words).toEqual(["Apache-2.0"]);
    expect(complete("license", "li").words).toEqual(expect.arrayContaining(["list", "LicenseRef-Qwen-2024"]));
  });

  test("files where files are wanted, and nothing where nobody can know", () => {
    expect(complete("validate", "")).toEqual({ words: [], files: true });
    expect(complete("score", "-o", "")).toEqual({ words: [], files: true });
    expect(complete("advise", "ai2", "--min", "")).toEqual({ words: [], files: false });
    expect(complete("schema", "profile", "")).toEqual({ words: [], files: false });
  });

  test("profiles that the line names", () => {
    expect(complete("score", "-p", ACME, "ac").words).toEqual(["acme", "acme/acme-7b", "acme/acme-max"]);
    expect(complete("score", "--no-shipped", `--profiles=${ACME}`, "").words).toContain("acme");
    expect(complete("score", "--no-shipped", "").words).toEqual([]);
    expect(complete("explain", `${ACME}#acme-m`).words).toEqual([`${ACME}#acme-max`]);
    // What has mistakes is silent: a prompt is no place for them.
    expect(complete("score", "-p", `${FIXTURES}/bad/many.yaml`, "deeps").words).toContain("deepseek");
    expect(complete("score", "-p", "nowhere.yaml", "deeps").words).toContain("deepseek");
  });

  test("nothing that a shell would have to quote, and no control characters", () => {
    const file = join(folder, "a$(touch pwned).yaml");
    writeFileSync(file, PROFILE);
    expect(complete("score", `${file}#`).words).toEqual([]);
    const names = join(folder, "names.yaml");
    const name = JSON.stringify("\u001b[31m$(touch pwned)`touch pwned`\t:4");
    writeFileSync(
      names,
      `schema: openness-profile/1\nvendor: { id: v, name: ${name} }\nmodels: [{ id: m, name: ${name} }]\n`,
    );
    const { stdout } = openness(["complete", "--", "score", "--no-shipped", "-p", names, ""]);
    expect(stdout).toBe(
      ["v", "v/m"].map((word) => `${word}\t\\u001b[31m$(touch pwned)\`touch pwned\`\\u0009:4\n`).join("") +
        ":0\n",
    );
  });
});

/** Lines and what their last word may become. */
const LINES: [line: string, becomes: string[]][] = [
  ["openness sc", ["scan", "schema", "score"]],
  ["openness score meta/llama-3", ["meta/llama-3.1-405b", "meta/llama-3.3-70b"]],
  ["openness score -r g7,mo", ["g7,mof"]],
  ["openness schema zz", []],
];

/** What is typed is never run, and neither is what a profile holds. */
const HOSTILE = "openness score $(touch pwned) `touch pwned` met";

describe.skipIf(missing.includes("bash"))("bash, where it is installed", () => {
  /** As bash sets its variables when Tab is pressed: words are parted at : and = as well. */
  function answers(line: string): string[] {
    const words = line.split(/(?<=[\s:=])|(?=[\s:=])/).filter((word) => word.trim() !== "");
    if (/\s$/.test(line)) words.push("");
    const script = `
      source <(openness completion bash)
      COMP_LINE=$1 COMP_POINT=\${#1}; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
      _openness
      printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { PATH = "" } = process.env;
    const env = { PATH: `${folder}:${PATH}`, HOME: folder, LANG: "C.UTF-8" };
    const options = { encoding: "utf8", env, cwd: folder } as const;
    const { stdout, stderr } = spawnSync("bash", ["--norc", "-uc", script, "bash", line, ...words], options);
    expect(stderr).toBe("");
    return stdout
      .split("\n")
      .filter((word) => word !== "")
      .sort();
  }

  test.each(LINES)("%s", (line, becomes) => {
    expect(answers(line)).toEqual(becomes);
  });

  test("only what stands behind the last : or = is put in", () => {
    expect(answers("openness score --format=nd")).toEqual(["ndjson"]);
    expect(answers("openness score --sort=")).toEqual(["name", "rank", "released"]);
    expect(answers("openness score --rubric=g7,mo")).toEqual(["g7,mof"]);
    expect(answers("openness score --format nd")).toEqual(["ndjson"]);
    writeFileSync(join(folder, "a:b.yaml"), PROFILE);
    expect(answers("openness score a:b.yaml#")).toEqual(["b.yaml#m"]);
    expect(answers("openness score --no-shipped -p 'a:b.yaml' ")).toEqual(["v", "v/m"]);
  });

  test("nothing is run", () => {
    expect(answers(HOSTILE)).toContain("meta");
    expect(existsSync(join(folder, "pwned"))).toBe(false);
  });

  test("a command that is not there is no error", () => {
    const script = `
      source completions/openness.bash
      PATH=/nowhere COMP_WORDS=(openness '') COMP_CWORD=1 COMP_LINE='openness ' COMP_POINT=9
      _openness
      echo "\${#COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync("bash", ["--norc", "-c", script], { encoding: "utf8" });
    expect({ stdout, stderr }).toEqual({ stdout: "0\n", stderr: "" });
  });
});

describe.skipIf(missing.includes("zsh"))("zsh, where it is installed", () => {
  /** What a line is after Tab was pressed in a terminal of zsh's own. */
  function afterTab(line: string): string {
    const script = `
      zmodload zsh/zpty
      cd "$HOME"
      zpty tty zsh -f -i
      zpty -w tty 'show() { zle -I; print -r -- "BEG""IN$BUFFER""END"; BUFFER=; }; zle -N show; bindkey "^X" show'
      zpty -w tty 'autoload -U compinit; compinit -u -D; source <(openness completion zsh); print rea""dy'
      zpty -r tty shown '*ready*'
      zpty -w -n tty "$1"$'\\t\\C-x'
      zpty -r tty shown '*BEGIN*END*'
      print -r -- "\${\${shown##*BEGIN}%%END*}"`;
    const { PATH = "" } = process.env;
    const env = { PATH: `${folder}:${PATH}`, HOME: folder, LANG: "C.UTF-8", TERM: "dumb" };
    const { stdout } = spawnSync("zsh", ["-fc", script, "zsh", line], {
      encoding: "utf8",
      env,
      timeout: 50_000,
    });
    return stdout.trim();
  }

  test.each([
    ["openness sco", "openness score"],
    ["openness score meta/llama-4", "openness score meta/llama-4-maverick"],
    ["openness score -r g7,mo", "openness score -r g7,mof"],
    ["openness score --format=nd", "openness score --format=ndjson"],
    ["openness license apache-2", "openness license Apache-2.0"],
    [HOSTILE.replace(/met$/, "meta/llama-4"), HOSTILE.replace(/met$/, "meta/llama-4-maverick")],
  ])("%s", (line, becomes) => {
    expect(afterTab(line)).toBe(becomes);
    expect(existsSync(join(folder, "pwned"))).toBe(false);
  });
});

describe.skipIf(missing.includes("fish"))("fish, where it is installed", () => {
  function answers(line: string): string[] {
    const script = `cd "$HOME"; openness completion fish | source; complete -C ${JSON.stringify(line).replace(/\$/g, "\\$")}`;
    const lines = shell(["fish", "--no-config", "-c"], script).trimEnd().split("\n");
    return lines
      .map((one) => one.split("\t")[0] ?? "")
      .filter((word) => word !== "")
      .sort();
  }

  test.each(LINES)("%s", (line, becomes) => {
    expect(answers(line)).toEqual(becomes);
  });

  test("values behind =", () => {
    expect(answers("openness score --format=nd")).toEqual(["--format=ndjson"]);
  });

  test("nothing is run", () => {
    expect(answers(HOSTILE)).toContain("meta");
    expect(existsSync(join(folder, "pwned"))).toBe(false);
  });
});
