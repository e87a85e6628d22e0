/** A safetensors file: its header, and a few bytes of what would be tensors. */
export function safetensors(header: object): Buffer {
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, Buffer.alloc(4)]);
}

/** A GGUF header with one string, one array of strings, and one tensor of 4 x 8 in Q4_0. */
export function gguf(): Buffer {
  const u32 = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return bytes;
  };
  const u64 = (value: number) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(BigInt(value));
    return bytes;
  };
  const text = (value: string) => Buffer.concat([u64(value.length), Buffer.from(value)]);
  return Buffer.concat([
    ...[Buffer.from("GGUF"), u32(3), u64(1), u64(2)],
    ...[text("general.name"), u32(8), text("acme")],
    ...[text("tokens"), u32(9), u32(8), u64(2), text("a"), text("b")],
    ...[text("weight"), u32(2), u64(4), u64(8), u32(2), u64(0)],
  ]);
}
