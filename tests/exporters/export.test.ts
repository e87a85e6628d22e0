import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Ajv } from "ajv";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { assess } from "../../src/assess.ts";
import { EXPORTERS } from "../../src/exporters/index.ts";
import { importText } from "../../src/loadForeign.ts";
import { select, selectRubrics } from "../../src/loading.ts";
import { toYaml } from "../../src/yaml.ts";
import { FIXTURES, openness } from "../run.ts";

const CONFORMANCE = "../shared/conformance";
const ENV = { SOURCE_DATE_EPOCH: "1767225600" };
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "openness-export-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function exported(what: string, to: string, ...more: string[]) {
  return openness(["export", what, "--to", to, ...more], { env: ENV });
}

/** Imports a file, exports the profile that comes of it, and reads that: as the commands do, in one process. */
async function roundTrip(path: string, format: "mot" | "osai"): Promise<unknown> {
  const profile = join(folder, "profile.yaml");
  const imported = importText(readFileSync(path, "utf8"), path, format);
  writeFileSync(profile, toYaml(imported?.profiles[0]));
  const { rubrics } = await selectRubrics(["osai"]);
  const selection = await select([profile], { shipped: false, rubrics });
  const document = assess(selection.subjects, rubrics, selection.book, { order: "asked" });
  const [subject] = selection.subjects;
  if (subject === undefined) throw new Error(`${path} holds no model`);
  const { text } = EXPORTERS[format]({
    subject,
    evidence: {},
    book: selection.book,
    licenseNames: {},
    results: document.results,
    rubrics: document.rubrics,
    proofs: [],
    now: "2026-01-01T00:00:00Z",
  });
  return parse(text);
}

describe("what was imported is given back", () => {
  const sources: ["mot" | "osai", string, RegExp][] = [
    ["mot", `${CONFORMANCE}/mot/models`, /\.yml$/],
    ["mot", `${CONFORMANCE}/mot/test-data`, /\.yml$/],
    ["osai", `${CONFORMANCE}/osai/models`, /\.ya?ml$/],
  ];
  test.each(sources.filter(([, path]) => existsSync(path)))("%s: %s", async (format, path, pattern) => {
    const files = readdirSync(path).filter((file) => pattern.test(file));
    expect(files.length).toBeGreaterThan(4);
    for (const file of files) {
      const before: unknown = parse(readFileSync(join(path, file), "utf8"));
      expect(await roundTrip(join(path, file), format), file).toEqual(before);
    }
  });

  test("through the commands", () => {
    const profile = join(folder, "commanded.yaml");
    const source = `${FIXTURES}/foreign/mot-good.yml`;
    expect(openness(["import", "mot", source, "-o", profile])).toMatchObject({ status: 0 });
    expect(parse(exported(profile, "mot").stdout)).toEqual(parse(readFileSync(source, "utf8")));
  });

  test("but for what the profile says otherwise by now", () => {
    const profile = join(folder, "changed.yaml");
    const source = join(folder, "release.yml");
    writeFileSync(
      source,
      `framework: { name: Model Openness Framework, version: '1.0', date: '2024-12-15' }
release:
  name: acme-7b
  producer: Acme
  license: {}
  contact: somebody
  components:
    - { name: Model parameters (Final), description: Weights, license: MIT }
    - { name: Training code, description: All of it, license: MIT }
`,
    );
    openness(["import", "mot", source, "-o", profile]);
    const text = readFileSync(profile, "utf8");
    // The license of the weights changes, the training code is withdrawn.
    writeFileSync(
      profile,
      text
        .replace(/(weights\.final:\n\s+availability: full\n\s+license: )MIT/, "$1Apache 2.0")
        .replace(/(code\.training:\n\s+availability: )full/, "$1none"),
    );
    expect(parse(exported(profile, "mot").stdout)).toMatchObject({
      release: {
        contact: "somebody",
        components: [{ name: "Model parameters (Final)", license: "Apache-2.0" }],
      },
    });
  });
});

test.each(["mot", "osai", "cyclonedx", "spdx", "model-card"])("acme as %s", async (format) => {
  const { stdout, stderr, status } = exported(`${FIXTURES}/acme.yaml#acme-7b`, format);
  expect(status).toBe(0);
  await expect(`${stdout}--- stderr\n${stderr}`).toMatchFileSnapshot(`goldens/acme.${format}.txt`);
});

/** Flagships of every kind of license, and names that mean harm. */
const VENDORS = ["ai2", "deepseek", "google", "huggingface", "meta", "nous"];
const HOSTILE = [`${FIXTURES}/hostile.yaml`, `${FIXTURES}/names.yaml`].flatMap((file) =>
  (parse(readFileSync(file, "utf8")) as { models: { id: string }[] }).models.map(({ id }) => `${file}#${id}`),
);

describe("CycloneDX", () => {
  const schemas = join(
    dirname(createRequire(import.meta.url).resolve("@cyclonedx/cyclonedx-library/package.json")),
    "res/schema",
  );
  const read = (name: string) => JSON.parse(readFileSync(join(schemas, name), "utf8")) as object;
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema(read("spdx.SNAPSHOT.schema.json"), "http://cyclonedx.org/schema/spdx.SNAPSHOT.schema.json");
  ajv.addSchema(
    read("jsf-0.82.SNAPSHOT.schema.json"),
    "http://cyclonedx.org/schema/jsf-0.82.SNAPSHOT.schema.json",
  );
  const validate = ajv.compile(read("bom-1.6.SNAPSHOT.schema.json"));

  test("is valid under the official schema", () => {
    for (const what of [...VENDORS, ...HOSTILE]) {
      const bom: unknown = JSON.parse(exported(what, "cyclonedx", "-r", "openness,g7,mof").stdout);
      validate(bom);
      expect(validate.errors ?? [], what).toEqual([]);
    }
    expect(validate({ bomFormat: "CycloneDX", specVersion: "1.6", components: [{ type: "model" }] })).toBe(
      false,
    );
  });

  test("is imported again with the same license", () => {
    const bom = join(folder, "bom.cdx.json");
    exported("ai2", "cyclonedx", "-o", bom);
    expect(openness(["import", "cyclonedx", bom]).stdout).toMatch(/licenses:\n\s+weights: Apache-2\.0/);
  });
});

describe("SPDX", () => {
  test("every reference leads to an element, and every element has an id of its own", () => {
    for (const what of [...VENDORS, ...HOSTILE]) {
      const { "@graph": graph } = JSON.parse(exported(what, "spdx").stdout) as {
        "@graph": Record<string, string>[];
      };
      const ids = graph.map((one) => one.spdxId ?? one["@id"]);
      expect(new Set(ids).size, what).toBe(ids.length);
      const known = new Set(ids);
      const references = graph.flatMap(({ from, to, subject, suppliedBy, creationInfo }) =>
        [from, to, subject, suppliedBy, creationInfo].flat().filter((one) => one !== undefined),
      );
      const loose = references.filter((one) => !known.has(one) && !one.includes("/terms/ExpandedLicensing/"));
      expect(loose, what).toEqual([]);
    }
  });

  test("is imported again with the same license and base model", () => {
    const file = join(folder, "model.spdx.json");
    exported(`${FIXTURES}/acme.yaml#acme-7b`, "spdx", "-o", file);
    expect(openness(["import", "spdx", file]).stderr).not.toContain("error");
    exported("ai2", "spdx", "-o", file);
    expect(openness(["import", "spdx", file]).stdout).toMatch(/licenses:\n\s+weights: Apache-2\.0/);
  });
});

describe("model card", () => {
  test("the hub's word for a license, or other with a name", () => {
    expect(exported("ai2", "model-card").stdout).toContain("license: apache-2.0\n");
    expect(exported("meta/llama-3.3-70b", "model-card").stdout).toContain("license: llama3.3\n");
  });

  test("hostile names stay text", () => {
    for (const what of HOSTILE) {
      const { stdout } = exported(what, "model-card", "-r", "all");
      expect(stdout).not.toMatch(/<(script|img)/i);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may get through
      expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    }
  });
});

test("one model at a time", () => {
  const { status, stdout, stderr } = exported(`${FIXTURES}/acme.yaml`, "mot");
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(/One model can be exported at a time; .* holds \d+\. Name .*acme\.yaml#/);
});
