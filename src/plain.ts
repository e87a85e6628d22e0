import type { z } from "zod";

export type Check = (value: unknown) => boolean;

type Schema = z.core.$ZodType;

/** Transformations that leave values of one type as they are. */
const KEEPS = new Map<unknown, string>([
  [String, "string"],
  [Number, "number"],
]);

const NEVER: Check = () => false;

/**
 * Compiles a schema to a quick test for values of JSON that it takes and gives back as they are: what nearly all input
 * is like, so that the schema itself need only look at the rest. A kind of schema that it does not know is never plain.
 * @returns true only for values that the schema accepts and does not change; false proves nothing
 */
export function plainCheck(schema: Schema): Check {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "string":
      return stringCheck(checksOf(def));
    case "number":
      return both(Number.isFinite, checksOf(def));
    case "boolean":
      return (value) => typeof value === "boolean";
    case "unknown":
      return () => true;
    case "enum":
      return oneOf(Object.values(def.entries));
    case "literal":
      return oneOf(def.values);
    case "optional":
      return plainCheck(def.innerType);
    case "union":
      return def.options.map(plainCheck).reduce(either);
    case "pipe":
      return pipeCheck(def.in, def.out);
    case "transform":
      return keeps(def.transform);
    case "array":
      return both(arrayOf(plainCheck(def.element)), checksOf(def));
    case "record":
      return both(recordOf(plainCheck(def.keyType), plainCheck(def.valueType)), checksOf(def));
    case "object":
      return def.catchall?._zod.def.type === "never" ? both(objectOf(def.shape), checksOf(def)) : NEVER;
    default:
      return NEVER;
  }
}

const isString: Check = (value) => typeof value === "string";

function stringCheck(rest: Check | undefined): Check {
  return rest === undefined ? isString : (value) => typeof value === "string" && rest(value);
}

/** What a pipe that turns text, numbers and more into text makes of text is for its end alone to say; numbers alike. */
function pipeCheck(start: Schema, end: Schema): Check {
  const { def } = (start as z.core.$ZodTypes)._zod;
  if (def.type === "pipe" && takesAny(def.in, keptType(def.out)) && typeOf(end) === keptType(def.out)) {
    return plainCheck(end);
  }
  return both(plainCheck(start), plainCheck(end));
}

/** The type of values that a transformation leaves as they are. */
function keptType(schema: Schema): string | undefined {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  return def.type === "transform" ? KEEPS.get(def.transform) : undefined;
}

function typeOf(schema: Schema): string {
  return (schema as z.core.$ZodTypes)._zod.def.type;
}

/** Whether one alternative of a union takes every value of a type. */
function takesAny(schema: Schema, type: string | undefined): boolean {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const isBare = ({ _zod }: Schema) => _zod.def.type === type && (_zod.def.checks ?? []).length === 0;
  return type !== undefined && def.type === "union" && def.options.some(isBare);
}

function both(first: Check, second: Check | undefined): Check {
  return second === undefined ? first : (value) => first(value) && second(value);
}

function either(first: Check, second: Check): Check {
  return (value) => first(value) || second(value);
}

function keeps(transform: unknown): Check {
  const type = KEEPS.get(transform);
  return type === undefined ? NEVER : (value) => typeof value === type;
}

function oneOf(values: readonly unknown[]): Check {
  const known = new Set(values);
  return (value) => known.has(value);
}

/** What a schema asks beyond the type; undefined if nothing. */
function checksOf({
  checks = [],
}: {
  checks?: readonly z.core.$ZodCheck<never>[] | undefined;
}): Check | undefined {
  return checks.length === 0 ? undefined : checks.map(checkOf).reduce((first, second) => both(first, second));
}

function checkOf(check: z.core.$ZodCheck<never>): Check {
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
  return NEVER;
}

function arrayOf(element: Check): Check {
  return (value) => Array.isArray(value) && value.every((item) => element(item));
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function recordOf(key: Check, member: Check): Check {
  return (value) => {
    if (!isMap(value)) return false;
    for (const name in value) {
      if (!key(name) || !member(value[name])) return false;
    }
    return true;
  };
}

function objectOf(shape: Readonly<Record<string, Schema>>): Check {
  const fields = new Map(Object.entries(shape).map(([name, schema]) => [name, plainCheck(schema)]));
  const required = Object.keys(shape).filter((name) => shape[name]?._zod.optin !== "optional");
  return (value) => {
    if (!isMap(value)) return false;
    for (const name in value) {
      const field = fields.get(name);
      if (field === undefined || !field(value[name])) return false;
    }
    for (const name of required) {
      if (!Object.hasOwn(value, name)) return false;
    }
    return true;
  };
}
