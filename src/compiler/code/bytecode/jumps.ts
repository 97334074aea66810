// Jumps and labels of one scope, and the length of each jump. Code is written once with short jumps (opcode and one
// byte); then the long ones (one byte more) are found. The reference begins with long jumps and makes passes over the
// code until nothing shrinks: a pass makes a jump short if its target is near enough while the jump is long. A jump
// that shrinks brings others nearer to their targets, so the order does not matter. Here a jump is tested again only
// when one that it may jump over has shrunk, which takes linear time.

import type { Label } from "../../brands.ts";

/** A short jump's offset, for opcodes that jump both ways and for those that jump only forward. */
const SHORT_MIN = -64;
const SHORT_MAX = 63;
const SHORT_FORWARD_MAX = 127;
/** Bytes of a short jump. */
export const SHORT_JUMP = 2;
/** Most jumps that a short one can jump over: each takes two bytes at least. */
const MAX_BETWEEN = 64;

export class Jumps {
  /** Positions are bytes from the start of the code, with all jumps short. */
  private positions = new Int32Array(256);
  private targets = new Int32Array(256);
  private bothWays = new Uint8Array(256);
  count = 0;
  private labelPositions = new Int32Array(256);
  /** Number of jumps before each label. */
  private labelJumps = new Int32Array(256);
  /** 1 for a long jump. */
  private long = new Uint8Array(256);
  /** Number of long jumps among the first n. */
  private longBefore = new Int32Array(257);

  /** Begins a scope, whose labels are below `labelCount`. */
  reset(labelCount: number): void {
    this.count = 0;
    if (labelCount > this.labelPositions.length) {
      this.labelPositions = new Int32Array(labelCount * 2);
      this.labelJumps = new Int32Array(labelCount * 2);
    }
  }

  add(position: number, label: Label, bothWays: boolean): void {
    const at = this.count++;
    if (at === this.positions.length) this.grow();
    this.positions[at] = position;
    this.targets[at] = label;
    this.bothWays[at] = bothWays ? 1 : 0;
  }

  assign(label: Label, position: number): void {
    this.labelPositions[label] = position;
    this.labelJumps[label] = this.count;
  }

  private grow(): void {
    const size = this.positions.length * 2;
    const larger = <T extends Int32Array | Uint8Array>(to: T, from: T): T => (to.set(from), to);
    this.positions = larger(new Int32Array(size), this.positions);
    this.targets = larger(new Int32Array(size), this.targets);
    this.bothWays = larger(new Uint8Array(size), this.bothWays);
    this.long = new Uint8Array(size);
    this.longBefore = new Int32Array(size + 1);
  }

  /** Finds the long jumps. */
  settle(): void {
    const { count, long, longBefore } = this;
    long.fill(1, 0, count);
    for (let i = 0; i < count; i++) {
      if (long[i] === 0 || !this.canBeShort(i)) continue;
      long[i] = 0;
      i = Math.max(i - MAX_BETWEEN - 1, -1);
    }
    for (let i = 0; i < count; i++) longBefore[i + 1] = longBefore[i]! + long[i]!;
  }

  /** Whether a long jump's target is near enough for a short one, as the other jumps are now. */
  private canBeShort(index: number): boolean {
    const label = this.targets[index]!;
    const target = this.labelJumps[label]!;
    const near = this.labelPositions[label]! - this.positions[index]! - SHORT_JUMP;
    const forwardMax = this.bothWays[index] ? SHORT_MAX : SHORT_FORWARD_MAX;
    if (near > forwardMax || near < SHORT_MIN) return false;
    // At this distance at most MAX_BETWEEN jumps are between. A jump forward also passes its own third byte.
    if (target > index) return near + this.countLong(index, target) <= forwardMax;
    return this.bothWays[index] === 1 && near - this.countLong(target, index) >= SHORT_MIN;
  }

  private countLong(from: number, to: number): number {
    let count = 0;
    for (let i = from; i < to; i++) count += this.long[i]!;
    return count;
  }

  /** Number of long jumps among the first `jumps`. */
  longAmong(jumps: number): number {
    return this.longBefore[jumps]!;
  }

  position(index: number): number {
    return this.positions[index]!;
  }

  isLong(index: number): boolean {
    return this.long[index] === 1;
  }

  isBothWays(index: number): boolean {
    return this.bothWays[index] === 1;
  }

  /** From the end of the jump to its label, in bytes. */
  distance(index: number): number {
    const label = this.targets[index]!;
    const to = this.labelPositions[label]! + this.longBefore[this.labelJumps[label]!]!;
    return to - (this.positions[index]! + SHORT_JUMP + this.longBefore[index + 1]!);
  }
}
