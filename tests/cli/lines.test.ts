import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { Result } from "../../src/result/schema.ts";
import { FIXTURES, openness } from "../run.ts";

const BIN = fileURLToPath(new URL("../../bin/openness.js", import.meta.url));
let folder = "";
/** 4,000 profiles, about 11 MB: several batches. */
let many = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "openness-lines-"));
  many = join(folder, "many.ndjson");
  const { stdout } = spawnSync(process.execPath, ["bench/generate.js", "4000"], {
    maxBuffer: 64 * 1024 * 1024,
  });
  writeFileSync(many, stdout);
});
afterAll(() => rmSync(folder, { recursive: true }));

const ACME = JSON.stringify(parse(readFileSync(`${FIXTURES}/acme.yaml`, "utf8"), { schema: "failsafe" }));
const small = (id: string) =>
  JSON.stringify({
    schema: "openness-profile/1",
    vendor: { id, name: id },
    models: [{ id: "a", name: "A", artifacts: { "weights.final": { availability: "full" } } }],
  });

/** Scores standard input, line by line. */
const lines = (input: string | Buffer, ...more: string[]) =>
  openness(["score", "-", "-f", "ndjson", ...more], { input });

function resultsIn(stdout: string): Result[] {
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Result);
}

describe("lines of JSON", () => {
  test("a result line per model and rubric, in order, ids need not be unique", () => {
    const { status, stdout, stderr } = lines(`${small("x")}\n${ACME}\n${small("x")}\n`, "-r", "openness,g7");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const results = resultsIn(stdout);
    expect(results.map(({ vendor, model, rubric }) => `${vendor.id}/${model.id} ${rubric}`)).toEqual([
      "x/a openness",
      "x/a g7",
      ...["acme-7b", "acme-max"].flatMap((id) => [`acme/${id} openness`, `acme/${id} g7`]),
      "x/a openness",
      "x/a g7",
    ]);
  });

  test("what scoring the profile alone says, without rank and reasons", () => {
    const { stdout } = openness([
      "score",
      `${FIXTURES}/acme.yaml`,
      "-f",
      "ndjson",
      "-r",
      "openness,mof,osai",
    ]);
    const alone = resultsIn(stdout).map((result) => ({
      ...result,
      source: "-",
      rank: null,
      criteria: result.criteria.map(({ because: _, ...rest }) => rest),
    }));
    expect(resultsIn(lines(ACME, "-r", "openness,mof,osai").stdout)).toEqual(alone);
  });

  test("a base model is known if it is shipped or in the same line", () => {
    const derived = parse(readFileSync(`${FIXTURES}/derived.yaml`, "utf8"), { schema: "failsafe" }) as object;
    const { stdout } = openness(["score", `${FIXTURES}/derived.yaml`, "-f", "ndjson"]);
    expect(resultsIn(lines(JSON.stringify(derived)).stdout).map(({ score }) => score)).toEqual(
      resultsIn(stdout).map(({ score }) => score),
    );
  });

  test("a byte order mark, Windows line ends, blank lines, no line end", () => {
    const { status, stdout } = lines(`\ufeff${small("x")}\r\n\r\n\n${small("y")}`);
    expect(status).toBe(0);
    expect(resultsIn(stdout).map(({ vendor }) => vendor.id)).toEqual(["x", "y"]);
    expect(lines("").status).toBe(2);
  });

  test("other input on standard input is read as a whole, as ever", () => {
    expect(resultsIn(lines(readFileSync(`${FIXTURES}/acme.yaml`)).stdout)[0]?.rank).not.toBeNull();
    expect(resultsIn(lines(JSON.stringify(JSON.parse(ACME), null, 2)).stdout)[0]?.rank).not.toBeNull();
  });
});

describe("a bad line", () => {
  const BAD: [string, string | Buffer, RegExp][] = [
    ["no JSON", "{ schema", /<stdin>|standard input|-:2:/],
    ["another format", '{"a":1}', /It is no profile/],
    ["a wrong value", small("y").replace("full", "all"), /-:2:\d+: Expected one of full, partial, none/],
    ["two profiles", `${small("y")} ${small("z")}`, /-:2:/],
    ["a number", "5", /-:2:/],
    ["__proto__", `{"__proto__":{"schema":"x"},${small("y").slice(1)}`, /__proto__/],
    [
      "no UTF-8",
      Buffer.from([0x22, 0xff, 0x22]),
      /-:2: It is not valid UTF-8\.|-:2:1: It is not valid UTF-8/,
    ],
    ["deep", "[".repeat(100_000), /-:2:/],
  ];
  const input = (bad: string | Buffer) =>
    Buffer.concat([Buffer.from(`${small("x")}\n`), Buffer.from(bad), Buffer.from(`\n${small("z")}\n`)]);

  test.each(BAD)("%s ends the work with its place", (_, bad, sentence) => {
    const { status, stdout, stderr } = lines(input(bad));
    expect(status).toBe(2);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/bug in openness/);
    expect(resultsIn(stdout).map(({ vendor }) => vendor.id)).toEqual(["x"]);
  });

  test.each(BAD)("%s is an error record with --keep-going", (_, bad) => {
    const { status, stdout } = lines(input(bad), "--keep-going");
    expect(status).toBe(0);
    const [first, second, third] = stdout
      .split("\n")
      .map((line) => (line === "" ? {} : (JSON.parse(line) as object)));
    expect([first, third]).toMatchObject([{ vendor: { id: "x" } }, { vendor: { id: "z" } }]);
    expect(second).toMatchObject({
      error: { mistakes: [{ message: expect.stringMatching(/\w/) as string }] },
    });
  });

  test("a line that is too long to be held", () => {
    const long = Buffer.alloc(45 * 1024 * 1024, "x");
    const { status, stderr } = lines(input(long));
    expect(status).toBe(2);
    expect(stderr).toMatch(/-:2: The line is longer than 20 MiB\. Split it\.|-:2:1: The line is longer/);
    const { stdout } = lines(input(long), "--keep-going");
    expect(stdout.split("\n").map((line) => line.slice(0, 12))).toEqual([
      '{"vendor":{"',
      '{"error":{"m',
      '{"vendor":{"',
      "",
    ]);
  });

  test("may be the first", () => {
    const { status, stdout } = lines(`nonsense\n${small("x")}\n`, "--keep-going");
    expect(status).toBe(0);
    expect(stdout.split("\n").map((line) => line.slice(0, 10))).toEqual(['{"error":{', '{"vendor":', ""]);
  });

  test("leaves no half file behind", () => {
    const out = join(folder, "out.ndjson");
    writeFileSync(out, "before");
    expect(lines(input("{"), "-o", out).status).toBe(2);
    expect(readFileSync(out, "utf8")).toBe("before");
    expect(lines(input("{"), "-o", out, "--keep-going").status).toBe(0);
    expect(readFileSync(out, "utf8").split("\n")).toHaveLength(4);
    expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
});

describe("many lines", () => {
  test("any number of processors gives the same", () => {
    const [one, three] = [1, 3].map((jobs) => openness(["score", many, "-f", "ndjson", "--jobs", `${jobs}`]));
    expect(one?.status).toBe(0);
    expect(one?.stdout.split("\n")).toHaveLength(4001);
    expect(three?.stdout === one?.stdout).toBe(true);
  });

  test("a bad line far in is found where it stands", () => {
    const late = join(folder, "late.ndjson");
    const all = readFileSync(many, "utf8").split("\n");
    all.splice(3000, 0, "{}");
    writeFileSync(late, all.join("\n"));
    const { status, stdout, stderr } = openness(["score", late, "-f", "ndjson", "--jobs", "2"]);
    expect(status).toBe(2);
    expect(stderr).toContain("late.ndjson:3001:");
    expect(stdout.split("\n")).toHaveLength(3001);
  });

  test("a reader that stops early ends the work", () => {
    const shell = `"${process.execPath}" "${BIN}" score "${many}" -f ndjson; echo "exit $?" >&2`;
    const { stdout, stderr } = spawnSync("sh", ["-c", `{ ${shell}; } | head -1`], { encoding: "utf8" });
    expect(stdout.split("\n")).toHaveLength(2);
    expect(stderr).toBe("exit 0\n");
  });

  const PARALLEL = spawnSync("parallel", ["--version"], { encoding: "utf8" }).stdout?.includes(
    "GNU parallel",
  );

  test.skipIf(!PARALLEL)("in parts, with GNU parallel, byte for byte the same", () => {
    const broken = join(folder, "broken.ndjson");
    const all = readFileSync(many, "utf8").split("\n");
    all.splice(1000, 0, "not a profile");
    writeFileSync(broken, all.join("\n"));
    const command = `"${process.execPath}" "${BIN}" score - -f ndjson --keep-going --jobs 1`;
    const whole = spawnSync("sh", ["-c", `${command} < "${broken}"`], { maxBuffer: 256 * 1024 * 1024 });
    const parts = spawnSync(
      "sh",
      ["-c", `parallel --pipe --keep-order --block 2M '${command}' < "${broken}"`],
      {
        maxBuffer: 256 * 1024 * 1024,
      },
    );
    expect(String(parts.stderr)).toBe("");
    expect(whole.stdout.toString().split("\n")).toHaveLength(4002);
    expect(parts.stdout.equals(whole.stdout)).toBe(true);
  });
});
