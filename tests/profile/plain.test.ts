import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { plainCheck } from "../../src/plain.ts";
import { profileSchema } from "../../src/profile/schema.ts";

const isPlain = plainCheck(profileSchema);
const profiles = readdirSync("profiles")
  .filter((file) => file.endsWith(".yaml"))
  .map((file): unknown => parse(readFileSync(`profiles/${file}`, "utf8"), { schema: "failsafe" }));

/** Every place of a value, as a way to put something else there. */
function places(
  value: unknown,
  put: (other: unknown) => unknown = (other) => other,
): ((other: unknown) => unknown)[] {
  if (typeof value !== "object" || value === null) return [put];
  const entries = Object.entries(value);
  return [
    put,
    ...entries.flatMap(([key, member]) =>
      places(member, (other) =>
        put(Array.isArray(value) ? value.with(Number(key), other) : { ...value, [key]: other }),
      ),
    ),
  ];
}

const anything = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    "",
    "x",
    "full",
    "2026-02-30",
    "2026-02-28",
    "0",
    0,
    -1,
    Number.POSITIVE_INFINITY,
    true,
    [],
    {},
    [""],
  ),
  fc.constantFrom<unknown>(
    "https://a.example/",
    "javascript:alert(1)",
    "Apache-2.0",
    { evidence: "card" },
    "unknown",
  ),
  fc.constantFrom<unknown>(JSON.parse('{"__proto__":{"id":"a"}}'), JSON.parse('{"constructor":"a"}'), [
    "full",
  ]),
  fc.jsonValue({ maxDepth: 2 }),
);

test("what is plain is accepted, and stays as it is", () => {
  fc.assert(
    fc.property(fc.constantFrom(...profiles), fc.nat(), anything, (profile, which, other) => {
      const all = places(profile);
      const mutated = all[which % all.length]?.(other);
      if (isPlain(mutated)) expect(profileSchema.parse(mutated)).toEqual(mutated);
    }),
    { numRuns: 4000 },
  );
});

test("profiles are plain but for the short forms and numbers as text", () => {
  const json = { schema: "openness-profile/1", vendor: { id: "a", name: "A" } };
  const model = { id: "m", name: "M", facts: { parameters: { total: 7e9 } }, released: "2026-01" };
  expect(isPlain({ ...json, models: [model] })).toBe(true);
  for (const more of [
    { name: "" },
    { name: 3 },
    { id: "A" },
    { released: "2026-13" },
    { flagship: "true" },
    { x: 1 },
  ]) {
    expect(isPlain({ ...json, models: [{ ...model, ...more }] })).toBe(false);
  }
  expect(isPlain({ ...json, models: [] })).toBe(false);
  expect(isPlain({ ...json })).toBe(false);
});

test("a kind of schema or check that it does not know is never plain", () => {
  for (const schema of [
    z.date(),
    z.string().max(3),
    z.string().regex(/a/i),
    z.object({}),
    z.string().transform((text) => text.length),
    z.array(z.string()).max(2),
    z.number().int(),
  ]) {
    expect(
      plainCheck(schema)(schema instanceof z.ZodObject ? {} : schema instanceof z.ZodArray ? [] : "a"),
    ).toBe(false);
  }
});
