import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { jsonSchemaText, SCHEMA_NAMES } from "../../src/jsonSchemas.ts";
import { openness } from "../run.ts";

interface Schema {
  $ref?: string;
  description?: string;
  properties?: Record<string, Schema>;
  definitions?: Record<string, Schema>;
  [key: string]: unknown;
}

/** What parts say that many fields share: no word about the field itself. */
const GENERIC = new Set([
  "text",
  "an id in kebab-case",
  "an id; nested dimensions are named by path, such as upstream/data",
  "a number, also as text such as 3.2e24",
  "a date: YYYY-MM-DD, YYYY-MM or YYYY",
  "the id of a source",
]);

/** Every property below a schema with its path, those of shared definitions once. */
function propertiesOf(schema: unknown, path: string): [string, Schema][] {
  if (typeof schema !== "object" || schema === null) return [];
  if (Array.isArray(schema)) return schema.flatMap((one) => propertiesOf(one, path));
  const { properties = {}, ...rest } = schema as Schema;
  return [
    ...Object.entries(properties).flatMap(([name, property]): [string, Schema][] => [
      [`${path}.${name}`, property],
      ...propertiesOf(property, `${path}.${name}`),
    ]),
    ...Object.values(rest).flatMap((part) => propertiesOf(part, path)),
  ];
}

test.each(SCHEMA_NAMES)("every field of %s says what it is", (name) => {
  const properties = propertiesOf(JSON.parse(jsonSchemaText(name)), name);
  const bare = properties.filter(
    ([, { description = "" }]) => description.length < 8 || GENERIC.has(description),
  );
  expect(properties.length).toBeGreaterThan(4);
  expect([...new Set(bare.map(([path]) => path))]).toEqual([]);
});

test("the package has the schemas that the command prints", () => {
  expect(readdirSync("dist/schemas").sort()).toEqual(SCHEMA_NAMES.map((name) => `${name}.json`).sort());
  for (const name of SCHEMA_NAMES) {
    const shipped = readFileSync(`dist/schemas/${name}.json`, "utf8");
    expect(openness(["schema", name]).stdout).toBe(shipped);
    expect(
      readFileSync(createRequire(import.meta.url).resolve(`openness/schemas/${name}.json`), "utf8"),
    ).toBe(shipped);
  }
});

test("an editor finds the schema of every file of this repository", () => {
  const { "yaml.schemas": schemas } = JSON.parse(readFileSync(".vscode/settings.json", "utf8")) as {
    "yaml.schemas": Record<string, string[]>;
  };
  const schemaOf = (file: string) =>
    Object.entries(schemas)
      .filter(([, globs]) => globs.some((glob) => file === glob || matchesGlob(file, glob)))
      .map(([schema]) => schema.replace("./dist/schemas/", "").replace(".json", ""));
  const files = ["profiles", "rubrics", "licenses"].flatMap((folder) =>
    readdirSync(folder).map((file) => `${folder}/${file}`),
  );
  for (const file of files) {
    const [, format] = /^schema: openness-([a-z-]+)\/1$/m.exec(readFileSync(file, "utf8")) ?? [];
    expect({ file, schemas: schemaOf(file) }).toEqual({ file, schemas: [format] });
  }
});

/** One star for a name without a slash. */
function matchesGlob(file: string, glob: string): boolean {
  return new RegExp(`^${glob.replaceAll(".", "\\.").replaceAll("*", "[^/]*")}$`).test(file);
}
