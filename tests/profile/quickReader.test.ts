import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

import { profileSchema } from "../../src/profile/schema.ts";
import { quickReader } from "../../src/quickReader.ts";

const read = quickReader(profileSchema);
const readInPlace = quickReader(profileSchema, { inPlace: true });
const isSure = (value: unknown) => typeof read(structuredClone(value)) !== "symbol";
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

test("what it is sure of is what the schema reads", () => {
  fc.assert(
    fc.property(fc.constantFrom(...profiles), fc.nat(), anything, (profile, which, other) => {
      const all = places(profile);
      const mutated = all[which % all.length]?.(other);
      const found = read(structuredClone(mutated));
      const again = readInPlace(structuredClone(mutated));
      expect(typeof again).toBe(typeof found);
      if (typeof found === "symbol") return;
      const wanted = profileSchema.parse(mutated);
      // With the keys in the same order.
      expect(JSON.stringify(found)).toBe(JSON.stringify(wanted));
      expect(again).toEqual(wanted);
    }),
    { numRuns: 4000 },
  );
});

test("what it has begun to read is to the schema what it was", () => {
  fc.assert(
    fc.property(fc.constantFrom(...profiles), fc.nat(), anything, (profile, which, other) => {
      const all = places(profile);
      const mutated = all[which % all.length]?.(other);
      const begun = structuredClone(mutated);
      readInPlace(begun);
      const [before, after] = [profileSchema.safeParse(mutated), profileSchema.safeParse(begun)];
      expect(after.data).toEqual(before.data);
      expect(after.error?.issues.map(({ path }) => path)).toEqual(
        before.error?.issues.map(({ path }) => path),
      );
    }),
    { numRuns: 2000 },
  );
});

test("it is sure of all shipped profiles, and of no wrong one", () => {
  for (const profile of profiles) expect(isSure(profile)).toBe(true);
  const json = { schema: "openness-profile/1", vendor: { id: "a", name: "A" } };
  const model = { id: "m", name: "M", facts: { parameters: { total: 7e9 } }, released: "2026-01" };
  expect(isSure({ ...json, models: [model] })).toBe(true);
  for (const more of [{ name: "" }, { id: "A" }, { released: "2026-13" }, { flagship: "yes" }, { x: 1 }]) {
    expect(isSure({ ...json, models: [{ ...model, ...more }] })).toBe(false);
  }
  expect(isSure({ ...json, models: [] })).toBe(false);
  expect(isSure({ ...json })).toBe(false);
});

test("a kind of schema or check that it does not know leaves it unsure", () => {
  const cases: [z.ZodType, unknown][] = [
    [z.date(), new Date(0)],
    [z.string().max(3), "a"],
    [z.string().regex(/a/i), "a"],
    [z.object({}), {}],
    [z.string().transform((text, context) => `${text}${context.issues.length}`), "a"],
    [z.array(z.string()).max(2), []],
    [z.union([z.string().max(3), z.string()]), "a"],
    [z.strictObject({ a: z.string().max(3).optional() }), { a: "a" }],
  ];
  for (const [schema, value] of cases) {
    expect(schema.safeParse(value).success).toBe(true);
    expect(typeof quickReader(schema)(value)).toBe("symbol");
  }
});
