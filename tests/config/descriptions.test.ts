import { expect, test } from "vitest";
import { jsonSchemaText, SCHEMA_NAMES } from "../../src/jsonSchemas.ts";

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
