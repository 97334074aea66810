/**
 * Thrown by {@link ByteReader} if the input ends early or a number is out of range. Callers turn it into an error of
 * their own.
 */
export class ByteReadError extends Error {
  /** Offset in the input, in bytes. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.name = "ByteReadError";
    this.offset = offset;
  }
}

/** A cursor over bytes that never reads past its end: each method throws {@link ByteReadError} instead. */
export class ByteReader {
  readonly bytes: Uint8Array;
  /** Next byte to read, from the start of `bytes`. */
  offset: number;
  /** First offset that may not be read. */
  readonly end: number;

  constructor(bytes: Uint8Array, offset = 0, end: number = bytes.length) {
    this.bytes = bytes;
    this.offset = offset;
    this.end = end;
  }

  /** Bytes left to read. */
  get remaining(): number {
    return this.end - this.offset;
  }

  private need(count: number): void {
    if (count > this.end - this.offset) {
      throw new ByteReadError(`${count} bytes needed, ${this.end - this.offset} left`, this.offset);
    }
  }

  u8(): number {
    this.need(1);
    return this.bytes[this.offset++]!;
  }

  /** Little-endian. */
  u16(): number {
    this.need(2);
    return this.u8() | (this.u8() << 8);
  }

  /** Little-endian, unsigned. */
  u32(): number {
    this.need(4);
    return (this.u16() | (this.u16() << 16)) >>> 0;
  }

  /** A view (no copy) of the next `count` bytes. */
  take(count: number): Uint8Array {
    this.need(count);
    const start = this.offset;
    this.offset += count;
    return this.bytes.subarray(start, this.offset);
  }

  /** A varuint (see varuint.ts) up to 2^53 - 1; padding with leading 0x80 is accepted. */
  varuint(): number {
    const start = this.offset;
    let value = 0;
    for (;;) {
      const byte = this.u8();
      value = value * 0x80 + (byte & 0x7f);
      if (value > Number.MAX_SAFE_INTEGER) throw new ByteReadError("varuint out of range", start);
      if (byte < 0x80) return value;
    }
  }
}
