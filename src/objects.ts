/** An object without the keys whose values are undefined. */
export function defined<Shape extends object>(
  shape: { [Key in keyof Shape]: Shape[Key] | undefined },
): Shape {
  const values = Object.values(shape);
  if (!values.includes(undefined)) return { ...shape } as Shape;
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as Shape;
}

/** The entries of an object that may be absent, without those whose values are undefined. */
export function definedEntries<Key extends string, Value>(
  object: { [K in Key]?: Value | undefined } | undefined,
): [Key, Value][] {
  return Object.entries(object ?? {}).filter(([, value]) => value !== undefined) as [Key, Value][];
}

/** What an object holds under a key that a user chose: never something that every object inherits. */
export function own<Value>(object: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
