// The base of all assemblers: the buffer of machine code, the labels and the kinds of pass (py/asmbase.c). A compute
// pass counts bytes and places labels; the emit pass stores bytes, with every label at its place in the last compute
// pass. A direct pass does both at once: no size depends on the place of a later label, so an operation with one is
// encoded again when the label has its place. Each architecture extends this class: writing an instruction is a direct
// call. It has no instruction set.

import type { Label } from "../../../brands.ts";
import { demand } from "../../assembly-fault.ts";

/** Offset of a label that no pass has placed yet. */
export const UNPLACED = -1;

/** Growing code buffer with labels and dead-code suppression. */
export class AssemblerBase {
  /** Whether the pass stores bytes. */
  emitting = false;
  /** Whether the pass stores bytes and places labels, too. */
  protected direct = false;
  /** True after an unconditional jump until the next label: nothing is counted or stored. */
  suppressed = false;
  /** Bytes of code so far in this pass. */
  position = 0;
  private code: Uint8Array<ArrayBuffer> = new Uint8Array(1024);
  private labels: Int32Array<ArrayBuffer> = new Int32Array(64).fill(UNPLACED);
  /** One past the highest label that has been placed. */
  private labelCount = 0;
  /** Bytes of {@link code} that may not be zero. */
  private dirty = 0;

  /** Starts a compute pass or, after one, an emit pass. */
  startPass(emitting: boolean): void {
    if (!emitting) this.forgetLabels();
    this.direct = false;
    this.begin(emitting);
  }

  /** Starts a direct pass. */
  startDirectPass(): void {
    this.forgetLabels();
    this.direct = true;
    this.begin(true);
  }

  private begin(emitting: boolean): void {
    if (this.emitting) this.dirty = Math.max(this.dirty, this.position);
    this.emitting = emitting;
    this.suppressed = false;
    this.position = 0;
    if (!this.emitting) return;
    // what is left out (padding, gaps of `align`) is zero in the reference's fresh memory
    this.code.fill(0, 0, this.dirty);
    this.dirty = 0;
  }

  /** Ends a pass; architectures with literal pools extend it. */
  endPass(): void {}

  /** The code of the emit pass. */
  toBytes(): Uint8Array<ArrayBuffer> {
    return this.code.slice(0, this.position);
  }

  /** Everything up to the next label is dead code. */
  suppress(): void {
    this.suppressed = true;
  }

  /** Places `label` here. */
  assignLabel(label: Label): void {
    this.suppressed = false;
    if (this.emitting && !this.direct) {
      demand(this.labelOffset(label) === this.position, "code size changed between passes");
      return;
    }
    demand(this.labelOffset(label) === UNPLACED, "label placed twice");
    if (label >= this.labels.length) this.growLabels(label);
    this.labels[label] = this.position;
    if (label >= this.labelCount) this.labelCount = label + 1;
  }

  private forgetLabels(): void {
    this.labels.fill(UNPLACED, 0, this.labelCount);
    this.labelCount = 0;
  }

  private growLabels(label: Label): void {
    const grown = new Int32Array(Math.max(label + 1, this.labels.length * 2)).fill(UNPLACED);
    grown.set(this.labels);
    this.labels = grown;
  }

  /** Where `label` is, in bytes from the start, or {@link UNPLACED} (a forward reference in a compute pass). */
  labelOffset(label: Label): number {
    return label < this.labels.length ? this.labels[label]! : UNPLACED;
  }

  /**
   * Claims `count` bytes: returns where to store them, or -1 if nothing is to be stored (compute pass or dead code).
   * All code goes through here. Store with {@link put}.
   */
  claim(count: number): number {
    if (this.suppressed) return -1;
    const at = this.position;
    this.position = at + count;
    if (!this.emitting) return -1;
    if (this.position > this.code.length) this.growCode();
    return at;
  }

  private growCode(): void {
    const grown = new Uint8Array(this.position * 2);
    grown.set(this.code);
    this.code = grown;
  }

  /** Stores the low 8 bits of `value` at a place from {@link claim} (or before it). */
  put(at: number, value: number): void {
    this.code[at] = value;
  }

  /** A byte that the emit pass has stored. */
  byteAt(at: number): number {
    return this.code[at]!;
  }

  /** Appends one byte. */
  u8(value: number): void {
    const at = this.claim(1);
    if (at >= 0) this.code[at] = value;
  }

  /** Appends two bytes in order. */
  u8x2(first: number, second: number): void {
    const at = this.claim(2);
    if (at < 0) return;
    this.code[at] = first;
    this.code[at + 1] = second;
  }

  /** Appends three bytes in order. */
  u8x3(first: number, second: number, third: number): void {
    const at = this.claim(3);
    if (at < 0) return;
    this.code[at] = first;
    this.code[at + 1] = second;
    this.code[at + 2] = third;
  }

  /** Appends the low 16 bits of `value`, little-endian. */
  u16(value: number): void {
    const at = this.claim(2);
    if (at < 0) return;
    this.code[at] = value;
    this.code[at + 1] = value >>> 8;
  }

  /** Appends the low 24 bits of `value`, little-endian. */
  u24(value: number): void {
    const at = this.claim(3);
    if (at < 0) return;
    this.code[at] = value;
    this.code[at + 1] = value >>> 8;
    this.code[at + 2] = value >>> 16;
  }

  /** Appends the low 32 bits of `value`, little-endian. */
  u32(value: number): void {
    const at = this.claim(4);
    if (at < 0) return;
    this.code[at] = value;
    this.code[at + 1] = value >>> 8;
    this.code[at + 2] = value >>> 16;
    this.code[at + 3] = value >>> 24;
  }

  /** Appends `size` bytes of `value`, little-endian; beyond 32 bits the sign fills up. */
  data(size: number, value: number): void {
    const at = this.claim(size);
    if (at >= 0) this.storeData(at, size, value);
  }

  /** Stores data as {@link data} does, at a place that is claimed already. */
  storeData(at: number, size: number, value: number): void {
    let rest = value | 0;
    for (let left = size; left > 0; left--) {
      this.code[at++] = rest;
      rest >>= 8;
    }
  }

  /** Moves to the next multiple of `alignment`, a power of two; counts even in dead code, as the reference does. */
  align(alignment: number): void {
    this.position = (this.position + alignment - 1) & -alignment;
    if (this.emitting && this.position > this.code.length) this.growCode();
  }
}
