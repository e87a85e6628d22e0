import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv } from "ajv";
import AjvDraft04 from "ajv-draft-04";
import { describe, expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import { jsonSchemaOf } from "../../src/jsonSchemas.ts";
import { annotations, escapedData, escapedProperty } from "../../src/reports/check/github.ts";
import { codeQuality } from "../../src/reports/check/gitlab.ts";
import { checkReport } from "../../src/reports/check/index.ts";
import { junit } from "../../src/reports/check/junit.ts";
import { sarif } from "../../src/reports/check/sarif.ts";
import { jobSummary } from "../../src/reports/check/summary.ts";
import { uriOf } from "../../src/reports/check/uri.ts";
import type { Breach, CheckDocument } from "../../src/result/checkSchema.ts";
import { FIXTURES, openness } from "../run.ts";

const POLICY = ["--policy", `${FIXTURES}/policy/policy.yaml`, "--today", "2026-11-23"];
const BASELINE = ["--baseline", `${FIXTURES}/policy/baseline.yaml`];

/** Command lines that between them have every status, shipped models, imported ones, and standard input. */
const RUNS: [string, string[], string?][] = [
  ["a policy with a baseline", [`${FIXTURES}/acme.yaml`, ...POLICY, ...BASELINE]],
  [
    "shipped models",
    [
      "meta/llama-4-maverick",
      "deepseek",
      "ai2",
      "--require",
      "mof=class-3",
      "--require",
      "eu-gpai=exempt,review",
      "--unknown",
      "warn",
    ],
  ],
  [
    "a foreign file",
    [
      `${FIXTURES}/foreign/mot-good.yml`,
      "--require",
      "mof=class-1",
      "--max-age",
      "1d",
      "--today",
      "2026-11-23",
    ],
  ],
  ["hostile names", [`${FIXTURES}/hostile.yaml`, "--min", "openness=90", "--require", "g7=open-weights"]],
  ["standard input", ["-", "--min", "openness=90"], readFileSync(`${FIXTURES}/acme.yaml`, "utf8")],
  ["nothing wrong", [`${FIXTURES}/acme.yaml#acme-7b`, "--min", "openness=1"]],
];

function run(argv: string[], format: string, input = ""): string {
  const { stdout, stderr, status } = openness(["check", ...argv, "-f", format, "-q"], { input });
  expect({ stderr, status: status === 0 || status === 1 }).toEqual({ stderr: "", status: true });
  return stdout;
}

const documents = new Map(
  RUNS.map(([name, argv, input]) => [name, JSON.parse(run(argv, "json", input)) as CheckDocument]),
);
const documentOf = (name: string) => documents.get(name) as CheckDocument;

/** Everything that could drive a terminal, break a format or turn letters round, where names and reasons stand. */
const NASTY = "a\u0000b\u001b[31m\u0007c\u202ed\r\n::error::x</failure>]]>&<!--\"'|`*%0A,:\ud800\uffff";

function nasty(name: string, change: (breach: Breach) => Breach = (breach) => breach): CheckDocument {
  const one = structuredClone(documentOf(name));
  one.policy.name = NASTY;
  for (const rule of one.policy.rules) rule.asked = NASTY;
  for (const model of one.models) {
    model.model.name = NASTY;
    for (const check of model.checks) {
      check.found = NASTY;
      check.breaches = check.breaches.map((breach) =>
        change({
          ...breach,
          message: NASTY,
          needs: NASTY,
          place: { ...breach.place, file: `${NASTY}/ä b.yaml` },
        }),
      );
    }
  }
  return one;
}

const PLAIN = { columns: 80, color: 0, unicode: true } as const;

describe.each(RUNS)("%s", (name, argv, input) => {
  test("JSON is as its schema says", () => {
    const validate = new Ajv({ strict: false }).compile(jsonSchemaOf("check"));
    validate(documentOf(name));
    expect(validate.errors).toBeNull();
  });

  test("the same again, to the byte", () => {
    expect(run(argv, "json", input)).toBe(`${JSON.stringify(documentOf(name), null, 2)}\n`);
  });

  test("SARIF is valid", () => {
    expectSarif(sarif(documentOf(name)));
    expectSarif(sarif(nasty(name)));
  });

  test("GitLab code quality has what GitLab asks for", () => {
    expectCodeQuality(codeQuality(documentOf(name)));
    expectCodeQuality(codeQuality(nasty(name)));
  });

  test("no format lets through what a terminal obeys", () => {
    for (const format of ["table", "json", "sarif", "junit", "github", "gitlab"] as const) {
      const text = checkReport(nasty(name), format, PLAIN);
      expect([format, /(?![\n\t])\p{Cc}|\u202e/u.test(text)]).toEqual([format, false]);
    }
  });
});

const require = createRequire(import.meta.url);
const official = JSON.parse(
  readFileSync(require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"), "utf8"),
) as object;
// The draft of 2013 knows the formats of links; a relative one is a `uri-reference`.
const validateSarif = new AjvDraft04.default({
  strict: false,
  unicodeRegExp: false,
  formats: { uri: true, "uri-reference": true, "date-time": true },
}).compile(official);

interface SarifResult {
  ruleId: string;
  ruleIndex: number;
  level: string;
  message: { text: string };
  partialFingerprints: Record<string, string>;
  baselineState?: string;
  suppressions?: unknown[];
  locations: {
    physicalLocation?: {
      artifactLocation: { uri: string; uriBaseId?: string };
      region: { startLine: number; startColumn: number };
    };
  }[];
  properties: { status: string };
}

function resultsOf(text: string): { results: SarifResult[]; rules: { id: string }[] } {
  const [run] = (
    JSON.parse(text) as { runs: { results: SarifResult[]; tool: { driver: { rules: { id: string }[] } } }[] }
  ).runs;
  if (run === undefined) throw new Error("There is no run.");
  return { results: run.results, rules: run.tool.driver.rules };
}

function expectSarif(text: string): void {
  validateSarif(JSON.parse(text));
  expect(validateSarif.errors).toBeNull();
  const { results, rules } = resultsOf(text);
  for (const { ruleId, ruleIndex, partialFingerprints, locations } of results) {
    expect(rules[ruleIndex]?.id).toBe(ruleId);
    expect(partialFingerprints["openness/v1"]).toMatch(/^[0-9a-f]{64}$/);
    for (const { physicalLocation } of locations) {
      expect(physicalLocation?.artifactLocation.uri ?? "x").toMatch(/^[\w%./~:!*'()-]+$/);
    }
  }
  const prints = results.map((result) => result.partialFingerprints["openness/v1"]);
  expect(new Set(prints).size).toBe(prints.length);
}

async function xmlErrors(texts: readonly string[]): Promise<string[]> {
  const schema = readFileSync(new URL("junit.xsd", import.meta.url), "utf8");
  const xml = texts.map((contents, at) => ({ fileName: `${at}.xml`, contents }));
  const { errors } = await validateXML({ xml, schema: [schema] });
  return errors.map(({ message }) => message);
}

function expectCodeQuality(text: string): void {
  const issues = JSON.parse(text) as Record<string, unknown>[];
  for (const issue of issues) {
    expect(issue).toEqual({
      description: expect.stringMatching(/./),
      check_name: expect.stringMatching(/./),
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      severity: expect.stringMatching(/^(info|minor|major|critical|blocker)$/),
      location: { path: expect.not.stringMatching(/^\.\//), lines: { begin: expect.any(Number) } },
    });
  }
  expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
}

describe("SARIF", () => {
  test("points at the line in the profile, and says what is known and excepted", () => {
    const { results } = resultsOf(sarif(documentOf("a policy with a baseline")));
    const lines = readFileSync(`${FIXTURES}/acme.yaml`, "utf8").split("\n");
    const where = (ruleId: string) => {
      const region = results.find((result) => result.ruleId === ruleId)?.locations[0]?.physicalLocation
        ?.region;
      return lines[(region?.startLine ?? 0) - 1]?.slice((region?.startColumn ?? 0) - 1);
    };
    expect(where("ladder/weights")).toMatch(/^none, evidence: \{ report: offered through the API only \}/);
    expect(where("score:ladder")).toBe("acme-max");
    expect(where("license:code.training")).toBe("acme-max");
    const of = (status: string) => results.filter(({ properties }) => properties.status === status);
    expect(of("known").map(({ level, baselineState }) => [level, baselineState])).toEqual([
      ["note", "unchanged"],
    ]);
    expect(of("excepted")[0]?.suppressions).toEqual([
      {
        kind: "external",
        status: "accepted",
        justification: expect.stringContaining("purchasing department"),
      },
    ]);
    expect([...new Set(of("failed").map(({ level, baselineState }) => `${level} ${baselineState}`))]).toEqual(
      ["error new"],
    );
  });

  test("fingerprints stay when lines move and levels change, and differ between models", () => {
    const before = resultsOf(run([`${FIXTURES}/acme.yaml`, "--min", "openness=99"], "sarif")).results;
    const text = `# a line\n# another one\n${readFileSync(`${FIXTURES}/acme.yaml`, "utf8").replace("availability: partial", "availability: none")}`;
    const after = resultsOf(run(["-", "--min", "openness=99"], "sarif", text)).results;
    expect(after.map(({ partialFingerprints }) => partialFingerprints)).toEqual(
      before.map(({ partialFingerprints }) => partialFingerprints),
    );
    expect(after.map(({ message }) => message)).not.toEqual(before.map(({ message }) => message));
  });

  test("shipped profiles are none of the user's files", () => {
    const { results } = resultsOf(sarif(documentOf("shipped models")));
    expect(results.length).toBeGreaterThan(3);
    expect(
      new Set(results.map(({ locations }) => locations[0]?.physicalLocation?.artifactLocation.uriBaseId)),
    ).toEqual(new Set(["OPENNESS"]));
  });

  test.each([
    ["a/b.yaml", "a/b.yaml"],
    ["./a.yaml", "a.yaml"],
    ["../a b/ä.yaml", "../a%20b/%C3%A4.yaml"],
    ["/tmp/a#1.yaml", "file:///tmp/a%231.yaml"],
    ["a\\b.yaml", "a/b.yaml"],
    ["100%.yaml", "100%25.yaml"],
  ])("the URI of %s", (file, uri) => {
    expect(uriOf(file)).toBe(uri);
  });
});

describe("GitHub", () => {
  // https://github.com/actions/toolkit, packages/core/src/command.ts, escapeData and escapeProperty.
  test.each([
    ["100%", "100%25", "100%25"],
    ["%0A", "%250A", "%250A"],
    ["a\r\nb", "a%0D%0Ab", "a%0D%0Ab"],
    ["a: b, c", "a: b, c", "a%3A b%2C c"],
  ])("%j is escaped as the runner reads it", (text, data, property) => {
    expect([escapedData(text), escapedProperty(text)]).toEqual([data, property]);
  });

  const many = structuredClone(documentOf("a policy with a baseline"));
  const [model] = many.models;
  const [check] = model?.checks.filter(({ status }) => status === "failed") ?? [];
  const breach = check?.breaches[0] as Breach;
  const copies = (count: number, more: Partial<Breach>) =>
    Array.from({ length: count }, (_, at) => ({ ...breach, ...more, about: `${at}` }));

  test("ten of each kind, worst first, and how many more there are", () => {
    check?.breaches.splice(
      0,
      check.breaches.length,
      ...copies(12, { outcome: "unknown" }),
      ...copies(3, { outcome: "not-met", message: "WORST." }),
      ...copies(11, { status: "warned" }),
      ...copies(2, { status: "excepted" }),
    );
    many.models.splice(1);
    for (const other of model?.checks ?? []) if (other !== check) other.breaches.splice(0);
    const lines = annotations(many).trimEnd().split("\n");
    const kinds = lines.map(
      (line) => /^::(\w+) /.exec(line)?.[1] ?? line.replace(/^(\d+ .*? not annotated).*/, "$1"),
    );
    expect(kinds.slice(0, -3)).toEqual([
      ...Array(10).fill("error"),
      "5 errors more are not annotated",
      ...Array(10).fill("warning"),
      "1 warning more is not annotated",
    ]);
    expect(lines.slice(0, 3).every((line) => line.includes("WORST."))).toBe(true);
    expect(lines[3]).not.toContain("WORST.");
  });

  test("every line is one command or a plain sentence, whatever names hold", () => {
    for (const line of annotations(nasty("a policy with a baseline"))
      .split("\n")
      .filter((one) => one.startsWith("::"))) {
      expect(line).toMatch(/^::(error|warning|notice) file=[^:,]*,line=\d+,col=\d+,title=[^:,]*::[^\r\n]*$/);
    }
    const out = annotations(nasty("shipped models"));
    expect(
      out.split("\n").filter((line) => line.startsWith("::") && !/^::(error|warning) title=/.test(line)),
    ).toEqual([]);
  });

  test("the summary of a job is a table that no name breaks", () => {
    const rows = jobSummary(nasty("a policy with a baseline"))
      .split("\n")
      .filter((line) => line.startsWith("|"));
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows) expect([row, row.replace(/\\\|/g, "").split("|").length]).toEqual([row, 7]);
    expect(rows.join("")).not.toMatch(/(?<!\\)[<>[\]]/);
    expect(jobSummary(documentOf("nothing wrong"))).toBe(
      "## openness check\n\n**Passed: 1 model, 1 rule.**\n\n",
    );
  });

  test("a summary stays below the mebibyte that a step may write", () => {
    const large = structuredClone(documentOf("hostile names"));
    const [first] = large.models[0]?.checks ?? [];
    first?.breaches.splice(0, 1, ...copies(20_000, { message: "A long sentence. ".repeat(10) }));
    const text = jobSummary(large);
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
    expect(text).toMatch(/\n\d+ breaches more\.\n/);
  });
});

describe("JUnit", () => {
  test("XML is valid, whatever names hold", async () => {
    const texts = [...documents.keys()].flatMap((name) => [junit(documentOf(name)), junit(nasty(name))]);
    expect(await xmlErrors(texts)).toEqual([]);
    const broken = texts.map((text) => text.replace("<testcase ", "<testcase classname2='' "));
    expect((await xmlErrors(broken)).length).toBeGreaterThanOrEqual(texts.length);
  });

  test("counts what it holds: a suite per model, a test per rule, failures only for what fails", () => {
    const text = junit(documentOf("a policy with a baseline"));
    const count = (pattern: RegExp) => [...text.matchAll(pattern)].length;
    const [, tests, failures] = /<testsuites [^>]*tests="(\d+)" failures="(\d+)"/.exec(text) ?? [];
    expect(count(/<testsuite /g)).toBe(2);
    expect([count(/<testcase /g), count(/<failure /g)]).toEqual([Number(tests), Number(failures)]);
    expect(Number(tests)).toBe(2 * documentOf("a policy with a baseline").policy.rules.length);
    const skipped = [...text.matchAll(/skipped="(\d+)"/g)].reduce(
      (sum, [, number]) => sum + Number(number),
      0,
    );
    expect([count(/<skipped /g), skipped]).toEqual([2, 2]);
  });
});
