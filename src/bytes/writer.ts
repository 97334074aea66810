import { varuintLength } from "./varuint.ts";

/** A byte buffer that grows by doubling. All binary output is written with it. */
export class ByteWriter {
  /** The storage. Only the first {@link length} bytes are valid. It is replaced when it grows. */
  buffer: Uint8Array<ArrayBuffer>;
  /** Bytes written so far. */
  length = 0;

  constructor(capacity = 256) {
    this.buffer = new Uint8Array(capacity);
  }

  /** Makes room for `count` more bytes. */
  reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.buffer.length) return;
    const grown = new Uint8Array(Math.max(needed, this.buffer.length * 2));
    grown.set(this.buffer.subarray(0, this.length));
    this.buffer = grown;
  }

  /** Appends the low 8 bits of `value`. */
  u8(value: number): void {
    if (this.length === this.buffer.length) this.reserve(1);
    this.buffer[this.length++] = value;
  }

  /** Appends the low 16 bits of `value`, little-endian. */
  u16(value: number): void {
    this.u8(value);
    this.u8(value >>> 8);
  }

  /** Appends the low 32 bits of `value`, little-endian. */
  u32(value: number): void {
    this.u16(value);
    this.u16(value >>> 16);
  }

  /** Appends `bytes`. */
  bytes(bytes: ArrayLike<number>): void {
    this.reserve(bytes.length);
    this.buffer.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Appends `count` bytes of `value`. */
  fill(value: number, count: number): void {
    this.reserve(count);
    this.buffer.fill(value, this.length, this.length + count);
    this.length += count;
  }

  /** Appends a varuint: `value` is a non-negative integer up to 2^53 - 1. */
  varuint(value: number): void {
    if (value < 0x80) {
      this.u8(value);
      return;
    }
    const count = varuintLength(value);
    this.reserve(count);
    const end = this.length + count;
    this.length = end;
    this.buffer[end - 1] = value % 0x80;
    for (let at = end - 2; at >= end - count; at--) {
      value = value < 0x100000000 ? value >>> 7 : Math.floor(value / 0x80);
      this.buffer[at] = 0x80 | (value % 0x80);
    }
  }

  /** A copy of the written bytes. */
  toBytes(): Uint8Array<ArrayBuffer> {
    return this.buffer.slice(0, this.length);
  }

  /** The written bytes, without a copy if the storage is full. Nothing more may be written after that. */
  finish(): Uint8Array<ArrayBuffer> {
    return this.length === this.buffer.length ? this.buffer : this.toBytes();
  }

  /** Starts over and keeps the storage. */
  clear(): void {
    this.length = 0;
  }
}
