import { execFileSync, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { Ajv } from "ajv";
import stringWidth from "fast-string-width";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { CONFIG_VARIABLE, VARIABLES } from "../../src/config/settings.ts";
import type { ResultDocument } from "../../src/result/schema.ts";
import { FIXTURES, openness, opennessMeanwhile } from "../run.ts";

const BIN = join(import.meta.dirname, "../../bin/openness.js");
const VENDORS = readdirSync(join(import.meta.dirname, "../../profiles")).map((file) =>
  basename(file, ".yaml"),
);
const acme = readFileSync(`${FIXTURES}/acme.yaml`, "utf8");

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "openness-test-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function json(argv: string[], run?: Parameters<typeof openness>[1]): ResultDocument {
  const { stdout, stderr, status } = openness([...argv, "-f", "json"], run);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return JSON.parse(stdout) as ResultDocument;
}

describe("the shipped profiles", () => {
  test("score prints every vendor, in order of rank", () => {
    const { results } = json(["score"]);
    expect(results.map(({ vendor }) => vendor.id).sort()).toEqual([...VENDORS].sort());
    const positions = results.map(({ rank }) => rank?.position ?? 99);
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    expect(results[0]?.score).toMatchObject({
      value: expect.any(Number),
      lower: expect.any(Number),
      max: 100,
    });
  });

  test("are as people may cite them: no mistake, no warning", () => {
    const strict = ["--strict", "--max-age", "365d", "--today", "2026-11-23"];
    const paths = ["profiles/", "rubrics/", "licenses/"];
    const { status, stdout } = openness(["validate", ...paths, ...strict, "-f", "json"]);
    const { files, mistakes } = JSON.parse(stdout) as { files: object; mistakes: unknown[] };
    expect({ mistakes, status }).toEqual({ mistakes: [], status: 0 });
    expect(files).toMatchObject({ profiles: VENDORS.length, skipped: [] });
    expect(VENDORS.length).toBeGreaterThanOrEqual(25);
  });

  test("no model that is gated or restricted is open to the G7", () => {
    const { results } = json(["score", "--by", "model", "-r", "g7", "--detail"]);
    expect(results.length).toBeGreaterThanOrEqual(60);
    const open = results.filter(({ label }) => label?.possible.some((id) => /^open-/.test(id)));
    const weights = open.map(({ criteria }) => criteria.find(({ id }) => id === "weights"));
    const facts = weights.flatMap((criterion) => criterion?.because?.facts ?? []);
    const gates = facts.filter(
      ({ facet, value }) => facet === "access" && value !== null && value !== "public",
    );
    expect(open.length).toBeGreaterThan(20);
    expect(gates).toEqual([]);
  });

  test("a derivative names its base, and the base's terms bind it", () => {
    const { results } = json(["score", "--by", "model", "-r", "g7"]);
    const label = (id: string) =>
      results.find(({ vendor, model }) => `${vendor.id}/${model.id}` === id)?.label?.possible;
    expect(label("deepseek/deepseek-r1-distill-llama-70b")).not.toContain("open-weights-ai");
    expect(label("nous/hermes-4-70b")).not.toContain("open-weights-ai");
    expect(label("snowflake/arctic-text2sql-r1-7b")).toEqual(["open-weights-ai"]);
  });

  test("every fact has evidence, and every fact of a model can be shown", () => {
    const { stdout } = openness(["profile", "show", ...VENDORS]);
    for (const vendor of VENDORS) expect(stdout).toContain(`id ${vendor}/`);
    expect(stdout).not.toMatch(/undefined|\[object/);
  });

  test("a model that may be used by nobody or in part is not fully open", () => {
    const { results } = json(["score", "--by", "model"]);
    const level = (model: string, criterion: string) =>
      results.find((result) => result.model.id === model)?.criteria.find(({ id }) => id === criterion)?.level;
    expect(level("llama-3.3-70b", "thresholds")).toBe("loss");
    expect(level("llama-4-maverick", "territory")).toBe("partly");
    expect(level("mistral-large-2", "commercial-use")).toBe("not-allowed");
    expect(level("deepseek-v3", "field-of-use")).toBe("use-policy");
    expect(level("gemma-3-27b", "weights-access")).toBe("gated");
    expect(level("gpt-4o", "final-weights")).toBe("closed");
    // Weights distilled from Llama carry Llama's terms, whatever their card says.
    expect(level("deepseek-r1-distill-llama-70b", "osi-approved")).toBe("restricted");
    expect(level("tulu-3-70b", "thresholds")).toBe("loss");
  });
});

describe("schemas", () => {
  const ajv = new Ajv({ strict: false });
  const schema = (name: string) => JSON.parse(openness(["schema", name]).stdout) as object;

  test("results validate, with and without detail", () => {
    const check = ajv.compile(schema("result"));
    const runs = [
      ["score"],
      ["score", "--by", "model", "--detail"],
      ["score", "--timestamp"],
      ["explain", "deepseek", "-r", `openness,${FIXTURES}/ladder.yaml`],
      ["compare", "meta", "openai", "--detail"],
    ];
    for (const argv of runs) {
      check(json(argv));
      expect(check.errors).toBeNull();
    }
  });

  test.each(["profile", "rubric", "result"])("%s is draft-07 and accepts what we ship", async (name) => {
    const made = schema(name) as { $schema: string };
    expect(made.$schema).toBe("http://json-schema.org/draft-07/schema#");
    if (name === "result") return;
    const { parse } = await import("yaml");
    const check = ajv.compile(made);
    for (const shipped of readdirSync(`${name}s`)) {
      check(parse(readFileSync(join(`${name}s`, shipped), "utf8")));
      expect({ shipped, errors: check.errors }).toEqual({ shipped, errors: null });
    }
  });
});

describe("what can be named", () => {
  test("standard input", () => {
    const { results } = json(["score", "-", "--no-shipped"], { input: acme });
    expect(results.map(({ model }) => model.id)).toEqual(["acme-7b", "acme-max"]);
  });

  test("several documents in one file, and JSON", () => {
    const two = acme.replace("id: acme,", "id: acme2,");
    const both = file("two.yaml", `${acme}---\n${two}`);
    expect(json(["score", both]).results).toHaveLength(4);
    const asJson = file(
      "one.json",
      JSON.stringify({
        schema: "openness-profile/1",
        vendor: { id: "j", name: "J" },
        models: [{ id: "m", name: "M", version: 3 }],
      }),
    );
    expect(json(["score", asJson]).results[0]?.model.version).toBe("3");
  });

  test("numbers keep their text", () => {
    const [first] = json(["score", `${FIXTURES}/acme.yaml`]).results;
    expect(first?.model.version).toBe("3.10");
    const { subjects } = json(["explain", `${FIXTURES}/acme.yaml#acme-7b`]);
    expect(subjects?.["acme/acme-7b"]?.evidence[0]?.revision).toBe("8e12345");
  });

  test("a vendor's id wins over a folder of that name; a slash means the folder", () => {
    mkdirSync(join(folder, "meta"));
    const named = json(["compare", "deepseek", "meta", "openai", "--detail"], { cwd: folder });
    expect(named.results.map(({ vendor }) => vendor.id)).toEqual(["deepseek", "meta", "openai"]);
    expect(openness(["score", "meta/"], { cwd: folder })).toMatchObject({ status: 2, stdout: "" });
  });

  test("the order of files, models and keys does not matter to a ranking", () => {
    const one = json([
      "score",
      "--by",
      "model",
      "-p",
      `${FIXTURES}/acme.yaml`,
      "-p",
      `${FIXTURES}/names.yaml`,
    ]);
    const other = json([
      "score",
      "--by",
      "model",
      "-p",
      `${FIXTURES}/names.yaml`,
      "-p",
      `${FIXTURES}/acme.yaml`,
    ]);
    expect(other).toEqual(one);
    const twice = openness(["score", "-f", "json"]).stdout;
    expect(openness(["score", "-f", "json"]).stdout).toBe(twice);
  });
});

describe("output", () => {
  test.each([60, 72, 80, 100, 140, 200])("a table fits into %i columns", (columns) => {
    const env = { COLUMNS: String(columns) };
    const runs = [
      ["score"],
      ["score", "--by", "model"],
      ["compare", "deepseek", "meta", "openai", "ai2", "--detail"],
      ["score", `${FIXTURES}/names.yaml`, `${FIXTURES}/hostile.yaml`],
    ];
    for (const argv of runs) {
      const { stdout } = openness(argv, { env });
      const widest = Math.max(...stdout.split("\n").map((line) => stringWidth(line)));
      expect({ argv, widest }).toEqual({ argv, widest: Math.min(widest, columns) });
    }
  });

  test("no escape codes into a pipe, colours only where they are asked for", () => {
    const code = "\u001b";
    for (const argv of [["score"], ["explain", "meta"], ["compare", "meta", "openai"], ["rubric", "show"]]) {
      expect(openness(argv).stdout).not.toContain(code);
      expect(openness(argv, { env: { NO_COLOR: "1" } }).stdout).not.toContain(code);
      expect(openness(argv, { env: { FORCE_COLOR: "1" } }).stdout).toContain(code);
      expect(openness([...argv, "--no-color"], { env: { FORCE_COLOR: "1" } }).stdout).not.toContain(code);
    }
    const hostile = openness(["explain", `${FIXTURES}/hostile.yaml`]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may get through
    expect(hostile.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  });

  test("without Unicode only ASCII is printed", () => {
    const { stdout } = openness(["score", "-p", `${FIXTURES}/names.yaml`], { env: { LANG: "C" } });
    expect(stdout).toMatch(/^[\n -~]*$/);
  });

  test("a reader that stops early is no failure", () => {
    const command = `"${process.execPath}" "${BIN}" score -f json --by model --detail; echo "exit $?" >&2`;
    const { stdout, stderr } = spawnSync("sh", ["-c", `{ ${command}; } | head -1`], { encoding: "utf8" });
    expect(stdout).toBe("{\n");
    expect(stderr).toBe("exit 0\n");
  });

  test.skipIf(!existsSync("/dev/full"))("a full disk is said, and fails", () => {
    for (const command of ["score", "score -f json --by model"]) {
      const shell = `"${process.execPath}" "${BIN}" ${command} > /dev/full`;
      const { status, stderr } = spawnSync("sh", ["-c", shell], { encoding: "utf8" });
      expect(stderr).toMatch(/^The output is not all there: it could not be written \(ENOSPC\)/);
      expect(status).toBe(2);
    }
  });

  test("-o writes whole files and takes the format from the name", () => {
    const path = join(folder, "out.json");
    expect(openness(["score", "-o", path])).toEqual({ status: 0, stdout: "", stderr: "" });
    expect((JSON.parse(readFileSync(path, "utf8")) as ResultDocument).results).toHaveLength(VENDORS.length);
    const before = readFileSync(path, "utf8");
    expect(openness(["score", `${FIXTURES}/bad/many.yaml`, "-o", path]).status).toBe(2);
    expect(readFileSync(path, "utf8")).toBe(before);
    expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  test("the time is in the result only if it is asked for", () => {
    expect(json(["score"])).not.toHaveProperty("generatedAt");
    const env = { SOURCE_DATE_EPOCH: "1767225600" };
    expect(json(["score"], { env }).generatedAt).toBe("2026-01-01T00:00:00.000Z");
  });
});

describe("the README", () => {
  const readme = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");

  test("has pictures of what is printed now", () => {
    const drawn = execFileSync(process.execPath, [join(import.meta.dirname, "../../scripts/terminal.js")], {
      encoding: "utf8",
    });
    // After a change of the data: node scripts/terminal.js > docs/terminal.svg.
    expect(readFileSync(join(import.meta.dirname, "../../docs/terminal.svg"), "utf8")).toBe(drawn);
    for (const [, picture = ""] of readme.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)) {
      expect(statSync(join(import.meta.dirname, "../..", picture)).size).toBeLessThan(300_000);
    }
  });

  test("has every verb in its table, or in a part of its own", () => {
    const verbs = [...openness(["help"]).stdout.matchAll(/^ {2}([a-z]+) +[A-Z]/gm)].map(
      ([, verb = ""]) => verb,
    );
    expect(verbs.length).toBeGreaterThan(14);
    expect(verbs.filter((verb) => !readme.includes(`openness ${verb}`))).toEqual([]);
  });

  test("and the reference name every variable that sets something", () => {
    const reference = readFileSync(join(import.meta.dirname, "../../docs/reference.md"), "utf8");
    for (const name of [CONFIG_VARIABLE, ...Object.values(VARIABLES)])
      expect(reference).toContain(`| \`${name}\` |`);
  });

  test("counts vendors and models", () => {
    const { results } = json(["score", "--by", "model"]);
    expect(readme).toContain(`all ${results.length} models`);
    expect(readme).toContain(`${VENDORS.length} vendors, each with its flagship`);
  });
});

describe("validate --links", () => {
  test("says which are dead, moved or changed, and remembers", async () => {
    let text = "first";
    const server = createServer((request, response) => {
      if (request.url === "/moved") response.writeHead(301, { location: "/text" }).end();
      else if (request.url === "/text") response.end(text);
      else response.writeHead(request.url === "/forbidden" ? 403 : 404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const sources = ["text", "moved", "gone", "forbidden"].map(
        (name) => `  ${name}: { url: ${base}/${name}, accessed: 2026-01-01 }`,
      );
      const lines = ["schema: openness-profile/1", "vendor: { id: v, name: V }", "sources:", ...sources];
      const profile = file("links.yaml", [...lines, "models: [{ id: m, name: M }]", ""].join("\n"));
      const run = (today: string) => {
        const cache = join(folder, "links.json");
        return opennessMeanwhile(["validate", profile, "--links", "--cache", cache, "--today", today]);
      };
      const first = await run("2026-02-01");
      expect(first.status).toBe(1);
      expect(first.stdout.replaceAll(base, "BASE")).toMatch(/6:16: The link BASE\/gone is dead: HTTP 404\./);
      expect(first.stdout).toMatch(/5:17: warning: The link \S+\/moved has moved for good, to \S+\/text\./);
      expect(first.stdout).toMatch(/7:21: warning: The link \S+\/forbidden could not be seen: HTTP 403\./);
      expect(first.stdout).toMatch(/1 mistake, 2 warnings\.$/m);
      text = "second";
      const second = await run("2026-03-01");
      expect(second.stdout).toMatch(/4:16: warning: What is at \S+\/text has changed since 2026-02-01/);
      expect((await run("2026-03-01")).stdout).toContain("has changed since 2026-02-01");
      writeFileSync(profile, readFileSync(profile, "utf8").replaceAll("2026-01-01", "2026-03-02"));
      expect((await run("2026-03-03")).stdout).not.toContain("has changed");
    } finally {
      server.close();
    }
  });

  test("a file that remembers no links is not overwritten", () => {
    const cache = file("not-links.json", "{}");
    const { status, stderr } = openness(["validate", `${FIXTURES}/acme.yaml`, "--links", "--cache", cache]);
    expect({ status, stderr }).toMatchObject({ status: 2 });
    expect(stderr).toMatch(/not-links\.json: It is no file of remembered links\./);
    expect(readFileSync(cache, "utf8")).toBe("{}");
  });
});

describe("frameworks", () => {
  test("the index of Artificial Analysis gives its published 16 of 18 to the OLMo 3 family", () => {
    const [result] = json(["score", "ai2/olmo-3.1-32b-think", "-r", "aa-openness"]).results;
    expect(result?.score?.value).toBeCloseTo((16 / 18) * 100, 9);
  });

  test("every shipped model has a verdict under every shipped rubric, or is not assessed", () => {
    const { results, rubrics } = json(["score", "--by", "model", "-r", "all"]);
    const models = json(["score", "--by", "model"]).results.length;
    expect(rubrics.length).toBe(13);
    expect(results.length).toBe(13 * models);
    const zero = results.filter(
      ({ assessed, score, label }) => !assessed && (score !== null || label !== null),
    );
    expect(zero).toEqual([]);
  });

  test("each framework is one file", () => {
    const { results } = json(["score", `${FIXTURES}/acme.yaml`, "-r", `${FIXTURES}/european.yaml`]);
    expect(results.map(({ label }) => label?.id)).toEqual(["other", "other"]);
  });
});

describe("input that cannot be read", () => {
  const refused = (argv: string[], message: RegExp, run?: Parameters<typeof openness>[1]) => {
    const { status, stdout, stderr } = openness(argv, run);
    expect({ argv, status, stdout }).toEqual({ argv, status: 2, stdout: "" });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\bat .*\.(js|cjs|ts):\d+/);
  };

  test("nothing, or nothing that is a profile", () => {
    refused(["score", "nowhere.yaml"], /no file or folder called nowhere\.yaml/);
    refused(["score", `${FIXTURES}/bad/empty.yaml`], /empty\.yaml: It is empty: expected a profile/);
    refused(["score", "-"], /standard input|-: It is empty/);
    mkdirSync(join(folder, "empty"));
    refused(["score", join(folder, "empty")], /no YAML or JSON files in this folder/);
  });

  test("not text", () => {
    const bytes = Buffer.concat([Buffer.from("schema: "), Buffer.from([0xff, 0xfe, 0x80])]);
    refused(["score", file("latin.yaml", bytes)], /latin\.yaml: It is not UTF-8 text\. Save it as UTF-8\./);
  });

  test("too large", () => {
    const path = file("large.yaml", "schema: openness-profile/1\n");
    truncateSync(path, 50 * 1024 * 1024);
    refused(["score", path], /large\.yaml: It is larger than 20 MiB\. Split it/);
  });

  test("too deep, or aliases without end", () => {
    refused(["score", file("deep.yaml", `a: ${"[".repeat(100_000)}`)], /nested too deeply|not valid YAML/);
    refused(["score", `${FIXTURES}/bad/alias-bomb.yaml`], /aliases/);
  });

  test("a FIFO is neither file nor folder", () => {
    const path = join(folder, "pipe.yaml");
    execFileSync("mkfifo", [path]);
    refused(["score", path], /neither a file nor a folder/);
  });

  test("two files of one vendor: both places are named", () => {
    const pair = [`${FIXTURES}/bad/twice-1.yaml`, `${FIXTURES}/bad/twice-2.yaml`];
    refused(["score", "-p", pair[0] ?? "", "-p", pair[1] ?? ""], /twice-2\.yaml:2:15: .*twice-1\.yaml:2:15/);
  });

  test("a BOM and Windows line ends are fine", () => {
    const windows = file("windows.yaml", `\ufeff${acme.replaceAll("\n", "\r\n")}`);
    expect(json(["score", windows]).results).toHaveLength(2);
  });

  test("keys that name an object's own parts are plain unknown keys", () => {
    const text = acme.replace("version: 3.10", "__proto__: { polluted: yes }\n    constructor: x");
    refused(["score", file("proto.yaml", text)], /Unknown key (__proto__|constructor)/);
  });
});
