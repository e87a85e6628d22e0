import { limitOf } from "../limits.ts";

/** What the header of a file of weights tells; no tensor is read. */
export interface WeightsHeader {
  tensors: number;
  /** Stored values by type, such as BF16. */
  values: Record<string, number>;
}

/** How many bytes of a safetensors file hold its header; undefined if its first eight bytes are no length. */
export function safetensorsLength(start: Buffer): number | undefined {
  if (start.length < 8) return undefined;
  const length = start.readBigUInt64LE(0);
  return length > 0n && length <= BigInt(limitOf("headerBytes")) ? Number(length) + 8 : undefined;
}

/**
 * Reads the header of a safetensors file: eight bytes of length, then JSON with dtype and shape of every tensor.
 * @returns undefined if it is broken
 */
export function readSafetensors(start: Buffer): WeightsHeader | undefined {
  const end = safetensorsLength(start);
  if (end === undefined || end > start.length) return undefined;
  let header: unknown;
  try {
    header = JSON.parse(start.toString("utf8", 8, end));
  } catch {
    return undefined;
  }
  if (typeof header !== "object" || header === null || Array.isArray(header)) return undefined;
  const values: Record<string, number> = {};
  let tensors = 0;
  for (const [name, tensor] of Object.entries(header)) {
    if (name === "__metadata__") continue;
    const { dtype, shape } = (tensor ?? {}) as { dtype?: unknown; shape?: unknown };
    if (typeof dtype !== "string" || !/^\w{1,16}$/.test(dtype) || !isShape(shape)) return undefined;
    tensors++;
    values[dtype] = (values[dtype] ?? 0) + shape.reduce((product, size) => product * size, 1);
  }
  return { tensors, values };
}

function isShape(value: unknown): value is number[] {
  return (
    Array.isArray(value) &&
    value.length <= 16 &&
    value.every((size) => Number.isSafeInteger(size) && size >= 0)
  );
}

/** Fixed sizes in bytes of GGUF's value types, by number; strings (8) and arrays (9) are not fixed. */
const GGUF_SIZES: Readonly<Record<number, number>> = {
  0: 1,
  1: 1,
  2: 2,
  3: 2,
  4: 4,
  5: 4,
  6: 4,
  7: 1,
  10: 8,
  11: 8,
  12: 8,
};
const GGUF_STRING = 8;
const GGUF_ARRAY = 9;
/** Names of ggml's tensor types, by number. */
const GGML_TYPES: Readonly<Record<number, string>> = {
  0: "F32",
  1: "F16",
  2: "Q4_0",
  3: "Q4_1",
  6: "Q5_0",
  7: "Q5_1",
  8: "Q8_0",
  10: "Q2_K",
  11: "Q3_K",
  12: "Q4_K",
  13: "Q5_K",
  14: "Q6_K",
  15: "Q8_K",
  28: "F64",
  30: "BF16",
  39: "MXFP4",
};

/** Thrown where the bytes end before the header does, or make no sense. */
class Broken extends Error {}

/** Goes through bytes from the front; never past their end. */
class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  skip(count: number): number {
    const from = this.#at;
    if (!Number.isSafeInteger(count) || count < 0 || from + count > this.#bytes.length) throw new Broken();
    this.#at += count;
    return from;
  }

  u32(): number {
    return this.#bytes.readUInt32LE(this.skip(4));
  }

  u64(): number {
    const value = this.#bytes.readBigUInt64LE(this.skip(8));
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new Broken();
    return Number(value);
  }

  value(type: number, depth = 0): void {
    const size = GGUF_SIZES[type];
    if (size !== undefined) this.skip(size);
    else if (type === GGUF_STRING) this.skip(this.u64());
    else if (type === GGUF_ARRAY && depth < 4) this.array(depth);
    else throw new Broken();
  }

  array(depth: number): void {
    const type = this.u32();
    const count = this.u64();
    const size = GGUF_SIZES[type];
    if (size !== undefined) this.skip(size * count);
    else for (let item = 0; item < count; item++) this.value(type, depth + 1);
  }
}

/**
 * Reads the header of a GGUF file (versions 2 and 3): key-value pairs are passed over, tensors are counted by type.
 * @returns undefined if it is broken, or longer than the bytes given
 */
export function readGguf(start: Buffer): WeightsHeader | undefined {
  if (start.length < 24 || start.toString("latin1", 0, 4) !== "GGUF") return undefined;
  try {
    const reader = new Reader(start);
    reader.skip(4);
    if (reader.u32() < 2) return undefined;
    const tensors = reader.u64();
    const pairs = reader.u64();
    for (let pair = 0; pair < pairs; pair++) {
      reader.value(GGUF_STRING);
      reader.value(reader.u32());
    }
    const values: Record<string, number> = {};
    for (let tensor = 0; tensor < tensors; tensor++) {
      reader.value(GGUF_STRING);
      const dimensions = reader.u32();
      if (dimensions > 8) throw new Broken();
      let product = 1;
      for (let dimension = 0; dimension < dimensions; dimension++) product *= reader.u64();
      const type = reader.u32();
      reader.u64();
      const name = GGML_TYPES[type] ?? `type ${type}`;
      values[name] = (values[name] ?? 0) + product;
    }
    return { tensors, values };
  } catch (error) {
    if (error instanceof Broken) return undefined;
    throw error;
  }
}
