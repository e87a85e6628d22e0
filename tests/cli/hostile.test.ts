// What input could be made to do harm: each gets a sentence with its place, and nothing else happens.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import fs, {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { readText } from "../../src/files.ts";
import { LIMITS, type LimitName, limitOf } from "../../src/limits.ts";
import { BIN, openness } from "../run.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "openness-hostile-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const STACK = /\n\s+at |bug in openness/;

/** What a command says on standard error; it must have refused, in so many words. */
function refusal(argv: readonly string[], run?: Parameters<typeof openness>[1]): string {
  const { status, stdout, stderr } = openness(argv, run);
  expect({ argv, status, stdout: argv[0] === "validate" ? "" : stdout }).toEqual({
    argv,
    status: argv[0] === "validate" ? 1 : 2,
    stdout: "",
  });
  expect(stderr).not.toMatch(STACK);
  return argv[0] === "validate" ? stdout + stderr : stderr;
}

function profile(lines = "", vendor = "v", model = "m"): string {
  const head = `schema: openness-profile/1\nvendor: { id: ${vendor}, name: V }\n`;
  return `${head}models:\n  - id: ${model}\n    name: M\n${lines}`;
}

function rubric(criteria: string): string {
  return `schema: openness-rubric/1\nid: r\nname: R\nversion: "1"\nsource: { title: T }\ncriteria:\n${criteria}`;
}

function flop(value: string): string {
  return profile(`    facts: { trainingCompute: { flop: ${value} } }\n`);
}

/** Nine of nine of nine. */
const LAUGHS = ["b", "c", "d", "e", "f", "g", "h", "i"].reduce(
  (text, name, at) => `${text}${name}: &${name} [${Array(9).fill(`*${"abcdefgh"[at]}`).join(", ")}]\n`,
  `a: &a [${Array(9).fill("x").join(", ")}]\n`,
);

const NESTED = "[".repeat(100_000);

const PROFILES: [string, string | Buffer, RegExp][] = [
  ["a bomb of aliases", LAUGHS, /:5:\d+: The aliases .* expand to more than 50000 values/],
  ["a cycle of aliases", "a: &a [*a]\n", /:1:8: This alias stands inside what it refers to/],
  ["an alias to nothing", "a: *b\n", /:1:4: This alias refers to nothing/],
  [
    "a bomb of entities",
    '<!DOCTYPE l [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><l>&b;</l>',
    /:1:1: It is no profile/,
  ],
  ["nesting in brackets", `a: ${NESTED}`, /:1:\d+: It is nested too deeply/],
  [
    "nesting by indents",
    Array.from({ length: 2000 }, (_, at) => `${" ".repeat(at)}a:\n`).join(""),
    /:\d+:\d+: It is nested too deeply/,
  ],
  ["nesting in JSON", `${NESTED}${"]".repeat(100_000)}`, /:1:\d+: It is nested too deeply/],
  ["nested maps in JSON", `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`, /:1:\d+: It is nested too/],
  ["a million commas", `a: [${"x,".repeat(600_000)}]`, /:1:\d+: It has more than 1000000 words and marks/],
  ["a NUL", profile('    note: "a\0b"\n'), /:6:13: A NUL character stands here/],
  ["bytes that are not UTF-8", Buffer.from([0x61, 0x3a, 0xff, 0xfe]), /: It is not UTF-8 text/],
  ["UTF-16", Buffer.from(`\ufeff${profile()}`, "utf16le"), /: It is not UTF-8 text/],
  ["half a character", profile('    note: "\\ud800"\n'), /:6:11: Half of a character/],
  ["half a character in JSON", '{"a":"\\udc00"}', /:1:6: Half of a character/],
  ["the line ends of old Macs", profile().replaceAll("\n", "\r"), /:1:27: This line ends with a carriage/],
  ["a key twice", profile("    name: N\n"), /:6:5: This key stands twice/],
  ["a key twice in JSON", '{"schema":"x","schema":"y"}', /:1:15: This key stands twice/],
  ["__proto__", profile("    __proto__: { note: x }\n"), /:6:5: Unknown key __proto__/],
  ["constructor", profile("    constructor: { prototype: x }\n"), /:6:5: Unknown key constructor/],
  ["NaN", flop("NaN"), /:6:39: Expected a number/],
  ["infinity", flop(".inf"), /:6:39: Expected a number/],
  ["a number beyond all doubles", flop("1e999"), /:6:39: Expected a number that fits a double/],
  ["a date that is none", profile("    released: 2026-02-30\n"), /:6:15: Expected a date that exists/],
  ["a tag", profile('    note: !!js/function "x"\n'), /:6:\d+: YAML tags \(!name\) are not used/],
  ["binary data", profile("    note: !!binary aGVsbG8=\n"), /:6:\d+: YAML tags \(!name\) are not used/],
  ["a merge key", profile("    <<: { note: x }\n"), /:6:5: Merge keys \(<<\) are not used/],
  ["a vendor that is a path", profile("", "../../etc/passwd"), /:2:15: Expected an id of lower-case/],
  ["a model that is a path", profile("", "v", '"..\\\\m"'), /:4:9: Expected an id of lower-case/],
  [
    "a link that runs",
    `${profile()}sources: { s: { url: "javascript:alert(1)" } }\n`,
    /:6:22: Expected a link that begins with https/,
  ],
  [
    "a link with an escape",
    `${profile()}sources: { s: { url: "https://a.example/\\e]8;;" } }\n`,
    /:6:22: Expected a link .* without blanks, quotes and unseen characters/,
  ],
];

describe("a profile", () => {
  test.each(PROFILES)("%s", (name, content, sentence) => {
    const path = file(`${name.replaceAll(/\W/g, "-")}.yaml`, content);
    expect(refusal(["score", path])).toMatch(sentence);
  });

  test.each(PROFILES.slice(0, 12))("%s as a foreign file", (name, content) => {
    const path = file(`${name.replaceAll(/\W/g, "-")}.json`, content);
    expect(refusal(["import", "auto", path])).toMatch(/^\S+\.json(:\d+:\d+)?: [A-Z].*\./);
  });

  test("numbers beyond 2^53 are the nearest double, as text of any length", () => {
    for (const text of ["9007199254740993", "1e25", `1${"0".repeat(25)}`, '"3.2e24"']) {
      expect(openness(["score", file("big.yaml", flop(text))]).status).toBe(0);
    }
  });

  test("a byte order mark and mixed line ends are fine", () => {
    const text = `\ufeff${profile().replace("\n", "\r\n")}`;
    expect(openness(["score", file("mixed.yaml", text)]).stderr).toBe("");
  });
});

describe("a rubric", () => {
  const level = (when: string) => `levels: [{ id: yes, points: 1, when: ${when} }, { id: no, points: 0 }]`;
  const cycle = ["a", "b", "c"].map(
    (id, at) =>
      `  - { id: ${id}, question: q, ${level(`{ criterion: ${"bca"[at]}, level: "yes" }`).replace("id: yes", 'id: "yes"')} }\n`,
  );
  const weights = "{ artifact: weights.final, availability: full }";
  const criteria = (count: number) =>
    Array.from({ length: count }, (_, at) => `  - { id: c${at}, ${level(weights)} }\n`).join("");
  const nested = Array.from({ length: 40 }).reduce<string>(
    (inner) => `{ artifact: [weights.final, code.training], all: [${inner}] }`,
    "{ availability: full }",
  );

  test.each([
    [
      "a cycle",
      cycle.join(""),
      /:7:5: The criterion a depends on itself[\s\S]*criterion c depends on itself/,
    ],
    ["3,000 criteria", criteria(3000), /:\d+:\d+: It has more than 2000 criteria/],
    ["100,000 criteria", criteria(100_000), /:\d+:\d+: It has more than 1000000 words and marks/],
    ["conditions that double 40 times", `  - { id: c, ${level(nested)} }\n`, /come to more than 50000/],
  ])("%s", (name, content, sentence) => {
    const path = file(`${name.replaceAll(/\W/g, "-")}.yaml`, rubric(content));
    expect(refusal(["validate", path])).toMatch(sentence);
    expect(refusal(["score", "meta", "-r", path])).toMatch(sentence);
  });

  test("2,000 criteria are scored", () => {
    const { status, stdout } = openness(["score", "meta", "-r", file("many.yaml", rubric(criteria(2000)))]);
    expect(status).toBe(0);
    expect(stdout).toContain("Meta");
  });
});

describe("a file", () => {
  test("of 200 MB, of nothing or of one line", () => {
    const large = file("large.yaml", "schema: openness-profile/1\n");
    truncateSync(large, 200 * 1024 * 1024);
    for (const argv of [
      ["score", large],
      ["import", "auto", large],
      ["score", "meta", "-r", large],
    ]) {
      expect(refusal(argv)).toMatch(/large\.yaml: It is larger than 20 MiB\. Split it/);
    }
  });

  test("of one line of 100 MB", () => {
    const long = file("long.ndjson", Buffer.alloc(100 * 1024 * 1024, "x"));
    expect(refusal(["score", "--format", "ndjson", long])).toMatch(
      /long\.ndjson:1:1: The line is longer than 20 MiB\. Split it\. OPENNESS_MAX_LINE_BYTES/,
    );
  });

  test("that is a folder, whatever its name", () => {
    const path = join(folder, "set", "x.yaml");
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, "v.yaml"), profile());
    for (const what of [join(folder, "set"), path]) expect(openness(["score", what]).status).toBe(0);
    expect(refusal(["score", "meta", "-r", path])).toMatch(/x\.yaml: It is a folder, not a file\./);
  });

  test("that vanished since the folder was listed", () => {
    const path = join(folder, "gone");
    mkdirSync(path);
    writeFileSync(join(path, "v.yaml"), profile());
    symlinkSync(join(path, "nowhere"), join(path, "w.yaml"));
    expect(refusal(["score", path])).toMatch(/w\.yaml: There is no such file/);
  });

  test("that somebody writes into while it is read", async () => {
    const path = file("growing.yaml", profile());
    const { readSync } = fs;
    const spy = vi.spyOn(fs, "readSync").mockImplementationOnce((...args: Parameters<typeof readSync>) => {
      appendFileSync(path, "# more\n");
      return readSync(...args);
    });
    await expect(readText(path)).rejects.toThrow(/It changed while it was read/);
    spy.mockRestore();
  });

  test.skipIf(process.platform === "win32")("that is a pipe is not waited for", () => {
    const path = join(folder, "pipe.yaml");
    execFileSync("mkfifo", [path]);
    for (const argv of [
      ["score", path],
      ["score", "--format", "ndjson", path],
      ["import", "auto", path],
      ["score", "meta", "-r", path],
    ]) {
      expect(refusal(argv)).toMatch(/pipe\.yaml: It is neither a file nor a folder/);
    }
  });

  // The superuser may read everything: then the command runs as somebody else.
  const other = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  const canRun = spawnSync(process.execPath, [BIN, "--version"], other).status === 0;
  test.skipIf(!canRun || process.platform === "win32")("that may not be read", () => {
    const path = file("secret.yaml", profile());
    chmodSync(folder, 0o755);
    chmodSync(path, 0);
    const { status, stderr } = spawnSync(process.execPath, [BIN, "score", path], {
      ...other,
      encoding: "utf8",
    });
    expect(stderr).toMatch(/secret\.yaml: It may not be read\. Check its permissions\./);
    expect(status).toBe(2);
  });
});

describe("what is written", () => {
  test("keeps permissions and goes through links", () => {
    const path = file("out.json", "before");
    chmodSync(path, 0o600);
    const link = join(folder, "link.json");
    symlinkSync(path, link);
    expect(openness(["score", "meta", "-o", link]).status).toBe(0);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, "utf8")).toMatch(/^\{/);
  });

  test("does not follow a link that somebody put where the temporary file goes", async () => {
    const target = file("victim", "precious");
    const out = join(folder, "aim.ndjson");
    const child = spawn("sh", [
      "-c",
      'ln -s "$0" "$(dirname "$1")/.aim.ndjson.$$.tmp"; exec "$2" "$3" score meta -f ndjson -o "$1"',
      target,
      out,
      process.execPath,
      BIN,
    ]);
    expect(await once(child, "exit")).toEqual([0, null]);
    expect(readFileSync(target, "utf8")).toBe("precious");
    expect(readFileSync(out, "utf8")).toMatch(/^\{/);
  });

  test.skipIf(!existsSync("/dev/full"))("to a full disk is said", () => {
    for (const format of ["json", "ndjson", "csv"]) {
      expect(refusal(["score", "-f", format, "-o", "/dev/full"])).toMatch(/ENOSPC/);
    }
  });

  test.skipIf(process.platform === "win32")("to a device is written in place", () => {
    expect(openness(["score", "-f", "json", "-o", "/dev/null"])).toEqual({
      status: 0,
      stdout: "",
      stderr: "",
    });
    expect(statSync("/dev/null").isFile()).toBe(false);
  });

  test.skipIf(process.platform === "win32").each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "is whole or not there after %s",
    async (signal) => {
      const out = file("results.ndjson", "before");
      const child = spawn(process.execPath, [BIN, "score", "--format", "ndjson", "-o", out, "-"]);
      const ended = once(child, "exit");
      const begun = () => readdirSync(folder).some((name) => name.startsWith(".results.ndjson."));
      child.stdin.on("error", () => undefined);
      while (!begun()) {
        child.stdin.write(
          `${JSON.stringify({ schema: "openness-profile/1", vendor: { id: "v", name: "V" }, models: [{ id: "m", name: "M" }] })}\n`,
        );
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      child.kill(signal);
      expect(await ended).toEqual([null, signal]);
      expect(begun()).toBe(false);
      expect(readFileSync(out, "utf8")).toBe("before");
    },
  );
});

describe("limits", () => {
  const names = Object.keys(LIMITS) as LimitName[];

  test.each([
    ["FILE_BYTES", "10", ["score", "x.yaml"], /x\.yaml: It is larger than 10 bytes\. Split it/],
    ["TOKENS", "5", ["score", "x.yaml"], /x\.yaml:\d+:\d+: It has more than 5 words and marks/],
    ["DEPTH", "2", ["score", "x.yaml"], /x\.yaml:\d+:\d+: It is nested too deeply/],
    [
      "LINE_BYTES",
      "100",
      ["score", "-f", "ndjson", "x.ndjson"],
      /x\.ndjson:1:1: The line is longer than 100/,
    ],
    ["MISTAKES", "1", ["validate", "bad.yaml"], /There are \d+ more\. OPENNESS_MAX_MISTAKES \(now 1\)/],
    ["CRITERIA", "3", ["validate", "r.yaml"], /r\.yaml:\d+:\d+: It has more than 3 criteria/],
    ["CONDITIONS", "3", ["validate", "r.yaml"], /r\.yaml:\d+:\d+: The conditions .* more than 3,/],
    ["ALIASED", "3", ["score", "aliases.yaml"], /aliases\.yaml:\d+:\d+: The aliases .* more than 3 values/],
    ["LICENSE_TEXT", "5", ["license", "MIT OR Apache-2.0"], /It is longer than 5 characters/],
    ["LICENSE_ALTERNATIVES", "1", ["license", "MIT OR Apache-2.0"], /It has more than 1 alternatives/],
  ])("%s is one that the environment sets", (name, value, argv, sentence) => {
    const bare = "{ id: l, points: 0 }";
    const line = `{"schema":"openness-profile/1","vendor":{"id":"v","name":"${"V".repeat(100)}"},"models":[]}\n`;
    file("x.yaml", profile());
    file("x.ndjson", line);
    file("bad.yaml", profile("    a: 1\n    b: 2\n"));
    file(
      "r.yaml",
      rubric(
        ["a", "b", "c", "d"]
          .map(
            (id) =>
              `  - { id: ${id}, levels: [{ id: h, points: 1, when: { artifact: weights.final, availability: full } }, ${bare}] }\n`,
          )
          .join(""),
      ),
    );
    file("aliases.yaml", "a: &a [x, y]\nb: [*a, *a]\n");
    const { status, stdout, stderr } = openness(argv, {
      cwd: folder,
      env: { [`OPENNESS_MAX_${name}`]: value },
    });
    expect(stdout + stderr).toMatch(sentence);
    expect(stdout + stderr).toMatch(new RegExp(`OPENNESS_MAX_${name} \\(now ${value}\\)`));
    expect(status).toBe(argv[0] === "validate" ? 1 : argv[0] === "license" ? status : 2);
  });

  test("a limit that is no number, or too large, is refused", () => {
    const env = { OPENNESS_MAX_DEPTH: "100000", OPENNESS_MAX_TOKENS: "many" };
    const { status, stderr } = openness(["score", "meta"], { env });
    expect(status).toBe(2);
    expect(stderr).toContain("OPENNESS_MAX_DEPTH wants a whole number from 1 to 800; it got 100000.");
    expect(stderr).toContain("OPENNESS_MAX_TOKENS wants a whole number from 1 to");
  });

  test("the reference names each with what it is without a variable", () => {
    const readme = readFileSync(join(import.meta.dirname, "../../docs/reference.md"), "utf8");
    const rows = [...readme.matchAll(/^\| `(OPENNESS_MAX_\w+)` \| ([\d,]+)( MiB)? \|/gm)];
    const told = rows.map(([, name, value = "", unit]) => [
      name,
      Number(value.replaceAll(",", "")) * (unit === undefined ? 1 : 1024 * 1024),
    ]);
    expect(told).toEqual(names.map((name) => [LIMITS[name].variable, limitOf(name)]));
  });
});

describe("names, notes and links", () => {
  const hostile = "tests/fixtures/hostile.yaml";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may get through
  const OBEYED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

  test.each([
    ...["table", "json", "ndjson", "csv"].map((format) => ["score", hostile, "--detail", "-f", format]),
    ...["table", "json"].map((format) => ["compare", hostile, "meta", "--detail", "-f", format]),
    ["explain", hostile],
    ["validate", hostile],
    ["validate", hostile, "-f", "json"],
    ["agree", hostile, "tests/fixtures/acme.yaml"],
    ...["table", "json", "markdown"].map((format) => [
      "diff",
      "tests/fixtures/acme.yaml",
      hostile,
      "-f",
      format,
    ]),
    ...["table", "json", "markdown"].map((format) => ["diff", "--history", hostile, "-f", format]),
    ["diff", "\u001b[31m\u202e:profiles/", hostile],
    ["diff", "HEAD:\u001b[31m\u202e", hostile],
    ["rank", hostile, "tests/fixtures/acme.yaml", "--draws", "10"],
    ["rank", hostile, "tests/fixtures/acme.yaml", "--draws", "10", "-f", "json"],
    ["profile", "facts", hostile],
    ["profile", "list", "-p", hostile, "--no-shipped"],
    ...["mot", "osai", "cyclonedx", "spdx", "model-card", "ndjson"].map((format) => [
      "export",
      hostile,
      "--to",
      format,
    ]),
    ["score", "\u001b[31m\u202e.yaml"],
    ["score", "-r", "\u001b[31m\u202e"],
    ["import", "\u001b[2J", hostile],
  ])("%s %s %s %s %s do not drive a terminal", (...argv) => {
    const { stdout, stderr } = openness(argv);
    expect(stdout.replaceAll("\r\n", "\n") + stderr).not.toMatch(OBEYED);
    expect(stderr).not.toMatch(STACK);
    expect(stdout + stderr).not.toBe("");
  });

  test("lines of JSON do not either", () => {
    const { stdout: line } = openness(["export", hostile, "--to", "ndjson"]);
    const raw = line.replaceAll("\\u001b", "\u009b").replaceAll("\\r", "\u202e");
    const { status, stdout } = openness(["score", "-f", "ndjson", "-"], { input: raw });
    expect(status).toBe(0);
    expect(stdout).not.toMatch(OBEYED);
    expect(stdout).toContain("\\u202e");
  });

  test("no cell of CSV begins as a formula, or holds a quote or a line end outside quotes", () => {
    const names = ["=1+1", "+1", "-1", "@SUM(1)", "\\t=1", "\\r=1", 'a"b', "a,b", "a\\nb", "＝1"];
    for (const name of names) {
      const text = profile().replace("name: M", `name: "${name.replaceAll('"', '\\"')}"`);
      const { stdout } = openness(["score", "-f", "csv", file("cells.yaml", text)]);
      const [, row = "", ...rest] = stdout.trimEnd().split(/\r?\n/);
      expect(rest).toEqual([]);
      const cells = row.match(/("([^"]|"")*"|[^",]*)(,|$)/g) ?? [];
      expect(cells.join("")).toBe(row);
      for (const cell of cells) expect(cell.replace(/^"/, "")).not.toMatch(/^[=+@\t\r＝＋－＠]|^-(?!\d)/);
    }
  });
});
