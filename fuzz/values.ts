// Mutations of values: what a seed says is changed, moved, doubled, left out, or replaced by something hostile.
import type { Random } from "./random.ts";

type Container = unknown[] | Record<string, unknown>;

/** A place in a value: what holds it, and under which key. */
interface Slot {
  holder: Container;
  key: string | number;
}

/** Values by the key under which the seeds have them: what may well stand there in another place. */
export type Donors = ReadonlyMap<string, readonly unknown[]>;

const LONG = 3000;

/** Texts that have broken parsers, lookups, terminals and number readers before. */
const HOSTILE: readonly unknown[] = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "valueOf",
  "",
  " ",
  "0",
  "-0",
  "1e400",
  "-1e400",
  "NaN",
  "Infinity",
  "0x10",
  "1_000",
  "9007199254740993",
  "1e21",
  "3.10",
  "null",
  "~",
  "true",
  "no",
  "NONE",
  "unknown",
  "not-applicable",
  "none",
  "2026-02-30",
  "2024",
  "2024-13",
  "0000-00-00",
  "\u0000",
  "\u001b[31m",
  "\u202eabc\u2066",
  "\ufeff",
  "\ud800",
  "\udfff\ud800",
  "\u2028\u2029",
  "👩‍👩‍👧‍👦",
  "e\u0301",
  "ﷺ",
  "../../etc/passwd",
  "https://a.example/",
  "javascript:alert(1)",
  "gemma",
  "GPL-3.0",
  "MIT OR Apache-2.0",
  "(MIT AND (Apache-2.0 OR GPL-3.0-only)) OR CC-BY-4.0",
  "unlicensed",
  "MIT @ a/b",
  "?gpl-3.0",
  "a".repeat(LONG),
  "a-".repeat(LONG),
  "(".repeat(LONG),
  "\n".repeat(LONG),
  0,
  -0,
  -1,
  0.1,
  1e308,
  5e-324,
  9007199254740992,
  1e21,
  true,
  false,
  null,
  [],
  {},
  [[]],
  [null],
  [{}],
];

const HOSTILE_KEYS = ["__proto__", "constructor", "toString", "length", "", "a b", "\u0000", "<<", "0", "-1"];

/** Sets a key as a value's own, whatever its name. */
function put(holder: Container, key: string | number, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

/** A copy that shares nothing with a value; `__proto__` stays a key like any other. */
function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (typeof value !== "object" || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) put(copy, key, copyOf(item));
  return copy;
}

function slotsOf(value: unknown, slots: Slot[] = []): Slot[] {
  if (typeof value !== "object" || value === null || slots.length > 20_000) return slots;
  const holder = value as Container;
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
  for (const key of keys) {
    slots.push({ holder, key });
    slotsOf((value as Record<string | number, unknown>)[key], slots);
  }
  return slots;
}

function at({ holder, key }: Slot): unknown {
  return (holder as Record<string | number, unknown>)[key];
}

function remove({ holder, key }: Slot): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}

/** Collects what stands under each key of some values. */
export function donorsOf(values: readonly unknown[]): Donors {
  const donors = new Map<string, unknown[]>();
  for (const value of values) {
    for (const slot of slotsOf(value)) {
      const list = donors.get(String(slot.key)) ?? [];
      if (list.length < 200) list.push(at(slot));
      donors.set(String(slot.key), list);
    }
  }
  return donors;
}

function nested(random: Random, value: unknown): unknown {
  const depth = random.below(300);
  const key = random.pick(["all", "any", "not", "a", "kept"]);
  const asList = random.chance(0.4);
  let whole = value;
  for (let level = 0; level < depth; level += 1) {
    if (asList) whole = [whole];
    else whole = key === "all" || key === "any" ? { [key]: [whole] } : { [key]: whole };
  }
  return whole;
}

/** Another value for a key: one that seeds have there, one of another key, or a hostile one. */
function other(random: Random, key: string | number, donors: Donors, keys: readonly string[]): unknown {
  const same = donors.get(String(key));
  if (same !== undefined && random.chance(0.6)) return copyOf(random.pick(same));
  if (random.chance(0.4)) return copyOf(random.pick(donors.get(random.pick(keys)) ?? HOSTILE));
  return copyOf(random.pick(HOSTILE));
}

/** Many copies of an item, each with an id of its own. */
function amplify(random: Random, list: unknown[]): void {
  if (list.length === 0) return;
  const item = random.pick(list);
  const count = random.chance(0.003) ? 300 : random.chance(0.1) ? 60 : random.few();
  for (let number = 0; number < count; number += 1) {
    const copy = copyOf(item);
    if (typeof copy === "object" && copy !== null && "id" in copy) put(copy as Container, "id", `x${number}`);
    list.splice(random.below(list.length + 1), 0, copy);
  }
}

function tweak(random: Random, value: unknown): unknown {
  if (typeof value === "number")
    return random.pick([value + 1, -value, value * 1e9, value / 3, String(value)]);
  if (typeof value !== "string") return [value];
  const cut = random.below(value.length + 1);
  return random.pick([
    value.slice(0, cut),
    value.slice(cut),
    `${value.slice(0, cut)}${String(random.pick(HOSTILE))}${value.slice(cut)}`,
    value.toUpperCase(),
    `${value} `,
    value + value,
    [value],
    [value, value],
  ]);
}

type Mutation = (random: Random, slot: Slot, slots: readonly Slot[], donors: Donors, keys: string[]) => void;

const MUTATIONS: readonly Mutation[] = [
  (random, slot, _, donors, keys) => put(slot.holder, slot.key, other(random, slot.key, donors, keys)),
  (random, slot, _, donors, keys) => put(slot.holder, slot.key, other(random, slot.key, donors, keys)),
  (_, slot) => remove(slot),
  (random, slot) => put(slot.holder, slot.key, tweak(random, at(slot))),
  (random, slot, slots) => put(slot.holder, slot.key, copyOf(at(random.pick(slots)))),
  (random, slot, slots) => {
    const second = random.pick(slots);
    const [a, b] = [copyOf(at(slot)), copyOf(at(second))];
    put(slot.holder, slot.key, b);
    put(second.holder, second.key, a);
  },
  (random, slot, _, donors, keys) => {
    const value = at(slot);
    if (Array.isArray(value)) return amplify(random, value);
    const key = random.chance(0.8) ? random.pick(keys) : random.pick(HOSTILE_KEYS);
    const holder = typeof value === "object" && value !== null ? value : slot.holder;
    if (!Array.isArray(holder)) put(holder as Container, key, other(random, key, donors, keys));
  },
  (random, slot, _, __, keys) => {
    if (Array.isArray(slot.holder)) return amplify(random, slot.holder);
    const value = at(slot);
    remove(slot);
    put(slot.holder, random.chance(0.7) ? random.pick(keys) : random.pick(HOSTILE_KEYS), value);
  },
  (random, slot) => {
    if (random.chance(0.1)) put(slot.holder, slot.key, nested(random, at(slot)));
  },
];

/** Removes much of what a value can do without: small inputs are tried faster. */
export function slim(random: Random, value: unknown, spare: ReadonlySet<string>): unknown {
  const whole = copyOf(value);
  for (const slot of slotsOf(whole)) {
    if (typeof slot.key !== "string" || !spare.has(slot.key) || !Object.hasOwn(slot.holder, slot.key))
      continue;
    if (random.chance(0.7)) remove(slot);
  }
  return whole;
}

/** A value in which some places hold what the seeds have there elsewhere: mostly still in order. */
export function exchange(random: Random, seed: unknown, donors: Donors): unknown {
  const whole = copyOf(seed);
  const slots = slotsOf(whole).filter(({ key }) => typeof key === "string" && !STRUCTURE.has(key));
  for (let count = random.few(); count > 0 && slots.length > 0; count -= 1) {
    const slot = random.pick(slots);
    const same = donors.get(String(slot.key)) ?? [];
    if (same.length > 0) put(slot.holder, slot.key, copyOf(random.pick(same)));
  }
  return whole;
}

/** Keys whose values refer to others, or hold all the rest. */
const STRUCTURE = new Set([
  "schema",
  "models",
  "sources",
  "evidence",
  "criteria",
  "criterion",
  "level",
  "levelSets",
  "labels",
  "dimensions",
  "dimension",
  "id",
  "requires",
  "fact",
  "is",
  "points",
]);

/** A value with some mutations; the seed stays as it is. */
export function mutateValue(random: Random, seed: unknown, donors: Donors): unknown {
  const root = { root: copyOf(seed) };
  const keys = [...donors.keys()];
  for (let count = random.few(); count > 0; count -= 1) {
    const slots = slotsOf(root);
    if (slots.length === 0) break;
    // The whole itself is replaced rarely: nearly nothing would be left to look at.
    const slot = random.pick(slots);
    if (slot.holder === root && random.chance(0.9)) continue;
    random.pick(MUTATIONS)(random, slot, slots, donors, keys);
  }
  return root.root ?? null;
}
