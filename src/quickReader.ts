import type { z } from "zod";

type Schema = z.core.$ZodType;

/** The schema rejects the value. */
const NO = Symbol("no");

/** The schema itself must look at the value. */
const UNSURE = Symbol("unsure");

/**
 * Reads a value as its schema does.
 * @returns what the schema makes of it, or a symbol where the schema has to say it
 */
export type Read = (value: unknown) => unknown;

export interface QuickOptions {
  /**
   * Whether objects and lists may be changed and keep the order of their keys, which is faster; else what is read is a
   * copy in the schema's order. Where a symbol is returned parts may be changed, which is the same to the schema.
   */
  inPlace?: boolean;
}

const NEVER: Read = () => UNSURE;

/**
 * Compiles a schema to a quick reader: nearly all input is right, so that the schema itself, which knows what to say of
 * mistakes, need only look at the rest. It is unsure of every kind of schema that it does not know.
 */
export function quickReader(schema: Schema, { inPlace = false }: QuickOptions = {}): Read {
  return compile(schema, inPlace ? IN_PLACE : COPYING);
}

/** How containers are read. */
interface Containers {
  array(element: Read): Read;
  record(key: Read, member: Read): Read;
  object(fields: ReadonlyMap<string, Read>): Read;
}

function compile(schema: Schema, containers: Containers): Read {
  const inner = (part: Schema) => compile(part, containers);
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "string":
      return withChecks(readText, def);
    case "number":
      return withChecks(when(Number.isFinite), def);
    case "boolean":
      return withChecks(
        when((value) => typeof value === "boolean"),
        def,
      );
    case "unknown":
      return (value) => value;
    case "enum":
      return oneOf(Object.values(def.entries));
    case "literal":
      return oneOf(def.values);
    case "optional":
      return inner(def.innerType);
    case "union":
      return firstOf(def.options.map(inner));
    case "pipe":
      return pipeOf(def, inner);
    case "transform":
      return def.transform.length < 2 ? (def.transform as Read) : NEVER;
    case "array":
      return withChecks(containers.array(inner(def.element)), def);
    case "record":
      return withChecks(containers.record(inner(def.keyType), inner(def.valueType)), def);
    case "object":
      return def.catchall?._zod.def.type === "never"
        ? withChecks(objectOf(def.shape, containers, inner), def)
        : NEVER;
    default:
      return NEVER;
  }
}

type Check = (value: unknown) => boolean;

const readText = when((value) => typeof value === "string");

function when(is: Check): Read {
  return (value) => (is(value) ? value : NO);
}

function then(read: Read, check: Check): Read {
  return (value) => {
    const found = read(value);
    return typeof found === "symbol" || check(found) ? found : NO;
  };
}

function oneOf(values: readonly unknown[]): Read {
  const known = new Set(values);
  return (value) => (known.has(value) ? value : NO);
}

/** The first alternative that takes the value. */
function firstOf(alternatives: readonly Read[]): Read {
  return (value) => {
    for (const read of alternatives) {
      const found = read(value);
      if (found !== NO) return found;
    }
    return NO;
  };
}

/** Text that a pipe would turn into text, as every text in a profile, is for the pipe's end alone to look at. */
function pipeOf({ in: start, out }: { in: Schema; out: Schema }, inner: (part: Schema) => Read): Read {
  const [first, second] = [inner(start), inner(out)];
  const whole: Read = (value) => {
    const found = first(value);
    return typeof found === "symbol" ? found : second(found);
  };
  if (!takesAnyText(start)) return whole;
  return (value) => (typeof value === "string" ? second(value) : whole(value));
}

/** Whether a schema takes every text as it is: a union with a bare text in it, made into text. */
function takesAnyText(schema: Schema): boolean {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type !== "pipe") return false;
  const { def: start } = (def.in as z.core.$ZodTypes)._zod;
  const { def: end } = (def.out as z.core.$ZodTypes)._zod;
  const isBare = ({ _zod }: Schema) => _zod.def.type === "string" && (_zod.def.checks ?? []).length === 0;
  return (
    end.type === "transform" &&
    (end.transform as unknown) === String &&
    start.type === "union" &&
    start.options.some(isBare)
  );
}

/** Adds what a schema asks beyond the type. */
function withChecks(
  read: Read,
  { checks = [] }: { checks?: readonly z.core.$ZodCheck<never>[] | undefined },
): Read {
  const known = checks.map(checkOf);
  if (known.includes(undefined)) return NEVER;
  return known.reduce((inner: Read, check) => (check === undefined ? inner : then(inner, check)), read);
}

/** Undefined for a check that it does not know. */
function checkOf(check: z.core.$ZodCheck<never>): Check | undefined {
  const { def } = (check as unknown as z.core.$ZodChecks | z.core.$ZodCustom)._zod;
  if (def.check === "min_length" && "minimum" in def) {
    const { minimum } = def;
    return (value) => (value as { length: number }).length >= minimum;
  }
  if (def.check === "string_format" && "pattern" in def && def.pattern?.flags === "") {
    const { pattern } = def;
    return (value) => pattern.test(value as string);
  }
  if (def.check === "custom" && "fn" in def) {
    const { fn } = def;
    return (value) => fn(value) === true;
  }
  return undefined;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function objectOf(
  shape: Readonly<Record<string, Schema>>,
  containers: Containers,
  inner: (part: Schema) => Read,
): Read {
  const fields = new Map(Object.entries(shape).map(([name, schema]) => [name, inner(schema)]));
  const required = Object.keys(shape).filter((name) => shape[name]?._zod.optin !== "optional");
  const readFields = containers.object(fields);
  if (required.length === 0) return readFields;
  return then(readFields, (value) => required.every((name) => Object.hasOwn(value as object, name)));
}

const IN_PLACE: Containers = {
  array: (element) => (value) => {
    if (!Array.isArray(value)) return NO;
    for (let at = 0; at < value.length; at += 1) {
      const found = element(value[at]);
      if (typeof found === "symbol") return found;
      if (found !== value[at]) value[at] = found;
    }
    return value;
  },
  record: (key, member) => (value) => {
    if (!isMap(value)) return NO;
    for (const name in value) {
      if (key(name) !== name) return UNSURE;
      const found = member(value[name]);
      if (typeof found === "symbol") return found;
      if (found !== value[name]) value[name] = found;
    }
    return value;
  },
  object: (fields) => (value) => {
    if (!isMap(value)) return NO;
    for (const name in value) {
      const found = fields.get(name)?.(value[name]) ?? NO;
      if (typeof found === "symbol") return found;
      if (found !== value[name]) value[name] = found;
    }
    return value;
  },
};

const COPYING: Containers = {
  array: (element) => (value) => {
    if (!Array.isArray(value)) return NO;
    const copy: unknown[] = [];
    for (const item of value) {
      const found = element(item);
      if (typeof found === "symbol") return found;
      copy.push(found);
    }
    return copy;
  },
  record: (key, member) => (value) => {
    if (!isMap(value)) return NO;
    const copy: Record<string, unknown> = {};
    for (const name in value) {
      if (key(name) !== name) return UNSURE;
      const found = member(value[name]);
      if (typeof found === "symbol") return found;
      copy[name] = found;
    }
    return copy;
  },
  object: (fields) => (value) => {
    if (!isMap(value)) return NO;
    for (const name in value) {
      if (!fields.has(name)) return NO;
    }
    const copy: Record<string, unknown> = {};
    for (const [name, field] of fields) {
      if (!Object.hasOwn(value, name)) continue;
      const found = field(value[name]);
      if (typeof found === "symbol") return found;
      copy[name] = found;
    }
    return copy;
  },
};
