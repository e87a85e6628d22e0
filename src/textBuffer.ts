/** Text that grows at its end, in UTF-8, in memory that is given or, where that is not enough, in its own. */
export class TextBuffer {
  #bytes: Buffer;
  #length = 0;

  constructor(room: Uint8Array) {
    this.#bytes = asBuffer(room);
  }

  get length(): number {
    return this.#length;
  }

  /** All that was added. */
  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  add(text: string): void {
    // One unit of UTF-16 takes three bytes at most.
    this.#makeRoom(text.length * 3);
    this.#length += this.#bytes.write(text, this.#length);
  }

  addBytes(bytes: Uint8Array): void {
    this.#makeRoom(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Takes back all that was added beyond a length. */
  cut(length: number): void {
    this.#length = Math.min(this.#length, length);
  }

  #makeRoom(size: number): void {
    if (this.#length + size <= this.#bytes.length) return;
    const more = Buffer.allocUnsafeSlow(2 * (this.#length + size));
    this.#bytes.copy(more, 0, 0, this.#length);
    this.#bytes = more;
  }
}

/** The same memory with Node's methods; what passes between threads loses them. */
export function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
