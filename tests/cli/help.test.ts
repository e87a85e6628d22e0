// Help, topics and the man page: made of one source, so what is tested here of the verbs holds for all of them.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { specOf } from "../../src/commands/manual.ts";
import { buildProgram } from "../../src/commands/program.ts";
import { CONFIG_VARIABLE, VARIABLES as SETTINGS } from "../../src/config/settings.ts";
import { EXIT } from "../../src/exitCodes.ts";
import { LIMITS, limitRows } from "../../src/limits.ts";
import { kindOf } from "../../src/manual/kinds.ts";
import { VARIABLES } from "../../src/manual/pages/environment.ts";
import { TOPIC_NAMES } from "../../src/manual/topics.ts";
import type { VerbSpec } from "../../src/manual/verb.ts";
import { policySchema } from "../../src/policy/schema.ts";
import { ARTIFACT_IDS, FACET_NAMES, FACT_NAMES } from "../../src/profile/vocabulary.ts";
import { CHECK_FORMATS } from "../../src/reports/check/formats.ts";
import { DIFF_FORMATS } from "../../src/reports/diffFormats.ts";
import { FORMATS } from "../../src/reports/index.ts";
import { lintPage, MANDOC, readPage } from "../mandoc.ts";
import { openness } from "../run.ts";

const program = specOf(await buildProgram());

/** Every verb and subcommand by its path. */
function all(verb: VerbSpec, before: string[] = []): [string, string[], VerbSpec][] {
  return verb.verbs.flatMap((one) => {
    const path = [...before, one.name];
    return [[path.join(" "), path, one] as [string, string[], VerbSpec], ...all(one, path)];
  });
}

const VERBS = all(program);

/** The verb that a line begins with; of `rubric show` the subcommand. */
function specNamed(words: readonly string[]): VerbSpec | undefined {
  const fitting = VERBS.filter(([, path]) => path.every((name, at) => name === words[at]));
  return fitting.at(-1)?.[2];
}

/** The name of an option's value: `file` in `--output <file>`. */
function valueName(flags: string): string {
  return /[<[](.+?)(?:(?<!,)\.\.\.)?[>\]]$/.exec(flags)?.[1] ?? "";
}

function shown(argv: string[], env: Record<string, string> = {}): string {
  const { stdout, stderr, status } = openness(argv, { env });
  expect({ argv, stderr, status }).toEqual({ argv, stderr: "", status: 0 });
  return stdout;
}

/** Lines that are longer than the terminal is wide; examples and code may have them where it is narrow. */
function tooLong(text: string, columns: number): string[] {
  return text.split("\n").filter((line) => line.length > columns);
}

describe.each(VERBS)("openness %s", (_, path, verb) => {
  test("its help has examples before options, and fits", () => {
    const text = shown([...path, "--help"]);
    expect(tooLong(text, 80)).toEqual([]);
    expect(text).toMatch(/^Usage: openness /);
    expect(
      shown(["help", ...path]).includes(text) || TOPIC_NAMES.some((name) => name === path.join("-")),
    ).toBe(true);
    if (verb.verbs.length > 0) return;
    const [examples, options] = [text.indexOf("\nExamples:\n"), text.indexOf("\nOptions:\n")];
    expect(examples).toBeGreaterThan(0);
    expect(options).toBeGreaterThan(examples);
  });

  test("its examples are command lines that it understands", () => {
    for (const { run, does } of verb.examples) {
      expect(run).toContain("openness ");
      expect(does).not.toMatch(/\.$/);
      const options = [...run.matchAll(/openness ([^|&>]*)/g)].flatMap(([, line = ""]) => {
        const words = line.trim().split(/\s+/);
        const known = specNamed(words)?.options.flatMap(({ names }) => names) ?? [];
        return words.filter((word) => /^--?[a-z]/.test(word) && !known.includes(word));
      });
      expect({ run, options }).toEqual({ run, options: [] });
    }
  });

  test("every value that it takes can be completed, or is known to be nobody's guess", () => {
    const names = [
      ...verb.arguments.map(({ name, choices }) => ({ name, choices })),
      ...verb.options.flatMap(({ flags, value }) => {
        return value === undefined ? [] : [{ name: valueName(flags), choices: value.choices }];
      }),
    ];
    expect(names.filter(({ name, choices }) => choices === undefined && kindOf(name) === undefined)).toEqual(
      [],
    );
  });
});

describe("openness help", () => {
  test("lists every verb by what it is for, and every topic", () => {
    const text = shown(["help"]);
    expect(shown(["--help"])).toBe(text);
    for (const { name } of program.verbs) expect(text).toMatch(new RegExp(`^  ${name} +[A-Z]`, "m"));
    for (const name of TOPIC_NAMES) expect(text).toMatch(new RegExp(`^  ${name} +[a-z]`, "m"));
    expect(program.verbs.every(({ group }) => group !== undefined)).toBe(true);
    expect(text).not.toMatch(/^ *complete /m);
  });

  test.each(TOPIC_NAMES)("help %s fits, and can be piped", (topic) => {
    const text = shown(["help", topic]);
    const wide = tooLong(text, 80).filter((line) => !line.startsWith("    - {"));
    expect(wide).toEqual([]);
    expect(shown(["help", ...topic.split("-")])).toBe(text);
    expect(
      Math.max(
        ...shown(["help", topic], { COLUMNS: "400" })
          .split("\n")
          .map((line) => line.length),
      ),
    ).toBeLessThan(101);
  });

  test("topics tell all of what the code goes by", () => {
    const profile = shown(["help", "profile"]);
    for (const name of [...ARTIFACT_IDS, ...FACET_NAMES, ...FACT_NAMES])
      expect(profile).toContain(`  ${name} `);
    const formats = shown(["help", "formats"]);
    for (const name of FORMATS) expect(formats).toContain(`  ${name} `);
    for (const name of [...CHECK_FORMATS, ...DIFF_FORMATS]) expect(formats).toContain(`  ${name} `);
    for (const name of Object.keys(policySchema.shape).filter((key) => key !== "schema"))
      expect(shown(["help", "policy"])).toContain(`  ${name} `);
    const codes = shown(["help", "exit-codes"]);
    for (const exitCode of Object.values(EXIT)) expect(codes).toMatch(new RegExp(`^  ${exitCode} `, "m"));
    const environment = shown(["help", "environment"]);
    for (const { variable } of Object.values(LIMITS)) expect(environment).toContain(variable);
    const rubrics = readdirSync("rubrics").map((file) => file.replace(/\.yaml$/, ""));
    for (const id of rubrics) expect(shown(["help", "rubric"])).toContain(`  ${id} `);
  });

  test("the example of each format is one that validates", () => {
    const inTopics = ["profile", "rubric", "policy"].map((topic) => {
      const [, indented = ""] = /^( {2}schema: openness-.*?)\n(?! )\S/ms.exec(shown(["help", topic])) ?? [];
      return indented.replace(/^ {2}/gm, "");
    });
    const [, inReadme = ""] = /```yaml acme\.yaml\n(.*?)```/s.exec(readFileSync("README.md", "utf8")) ?? [];
    for (const input of [...inTopics, inReadme]) {
      const { status, stdout } = openness(["validate", "-"], { input });
      expect({ status, stdout }).toMatchObject({ status: 0, stdout: expect.stringContaining("0 mistakes") });
    }
  });

  test("every variable that the code looks at is in the topic", () => {
    const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".ts"),
    );
    const text = files.map((file) => readFileSync(join("src", file), "utf8")).join("\n");
    // `env.NAME`, or `{ NAME, OTHER }` taken from it; the configuration's variables have names of their own.
    const read = [...text.matchAll(/\benv\.([A-Z_]+)/g)].map(([, name = ""]) => name);
    const taken = [...text.matchAll(/\{([A-Z_, ]+)\}(?:: Environment| = (?:process\.)?env\b)/g)];
    const used = [CONFIG_VARIABLE, ...read, ...taken.flatMap(([, names = ""]) => names.trim().split(", "))];
    const named = VARIABLES.flatMap(([names]) => names.split(", "));
    expect([...new Set(used)].sort()).toEqual([...named].sort());
    for (const name of Object.values(SETTINGS))
      expect(shown(["help", "environment"])).toContain(`  ${name} `);
  });

  test("the reference has the same limits", () => {
    const rows = limitRows().map(({ variable, usual, about }) => `| \`${variable}\` | ${usual} | ${about} |`);
    const reference = readFileSync("docs/reference.md", "utf8");
    expect(rows.filter((row) => !reference.includes(row))).toEqual([]);
  });
});

describe("the man page", () => {
  const page = readFileSync("dist/openness.1", "utf8");

  test("has every verb, every option and every topic", () => {
    const plain = page.replaceAll("\\-", "-");
    for (const [, , verb] of VERBS) {
      expect(plain).toContain(`.SS "${verb.usage}"`);
      for (const { flags } of verb.options) expect(plain).toContain(`\\fB${flags}\\fP`);
    }
    for (const title of ["EXIT STATUS", "ENVIRONMENT", "EXAMPLES", "FORMATS"])
      expect(page).toContain(`.SH "${title}"`);
  });

  test.skipIf(!MANDOC)(
    "is roff without mistakes, and reads as it was written, where mandoc is installed",
    () => {
      // The same input gives the same bytes, so there is no day in it.
      expect(lintPage(page).filter((line) => !line.includes("missing date"))).toEqual([]);
      const text = readPage(page);
      for (const { run } of VERBS.flatMap(([, , verb]) => verb.examples).filter(
        ({ run }) => run.length < 60,
      )) {
        expect(text).toContain(run);
      }
    },
  );
});
