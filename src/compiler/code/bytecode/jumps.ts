// Jumps and labels of one scope, and how long each jump is. Code is written once with every jump in its short form (opcode
// and one byte); afterwards the long ones (one byte more) are found as the reference finds them: all are long at first, then
// passes over the code make those short whose target is near enough, with the labels behind them where this pass has put
// them and the labels before them where the last pass had, until nothing shrinks any more. That need not be the shortest
// solution, so no other way gives the same bytes.

/** A short jump's offset, for opcodes that jump both ways and for those that jump only forward. */
const SHORT_MIN = -64;
const SHORT_MAX = 63;
const SHORT_FORWARD_MAX = 127;
/** Bytes of a short jump. */
export const SHORT_JUMP = 2;

export class Jumps {
  /** Positions are bytes from the start of the code, with all jumps short. */
  private positions = new Int32Array(256);
  private targets = new Int32Array(256);
  private bothWays = new Uint8Array(256);
  count = 0;
  private labelPositions = new Int32Array(256);
  /** How many jumps stand before each label. */
  private labelJumps = new Int32Array(256);
  /** How many of the first n jumps are long. */
  private longBefore = new Int32Array(257);

  /** Forgets the last scope; labels will be below `labelCount`. */
  reset(labelCount: number): void {
    this.count = 0;
    if (labelCount > this.labelPositions.length) {
      this.labelPositions = new Int32Array(labelCount * 2);
      this.labelJumps = new Int32Array(labelCount * 2);
    }
  }

  add(position: number, label: number, bothWays: boolean): void {
    const at = this.count++;
    if (at === this.positions.length) this.grow();
    this.positions[at] = position;
    this.targets[at] = label;
    this.bothWays[at] = bothWays ? 1 : 0;
  }

  assign(label: number, position: number): void {
    this.labelPositions[label] = position;
    this.labelJumps[label] = this.count;
  }

  private grow(): void {
    const size = this.positions.length * 2;
    const larger = <T extends Int32Array | Uint8Array>(to: T, from: T): T => (to.set(from), to);
    this.positions = larger(new Int32Array(size), this.positions);
    this.targets = larger(new Int32Array(size), this.targets);
    this.bothWays = larger(new Uint8Array(size), this.bothWays);
    this.longBefore = new Int32Array(size + 1);
  }

  /** Finds the long jumps. */
  settle(): void {
    const { count, longBefore } = this;
    for (let i = 0; i <= count; i++) longBefore[i] = i;
    let total = count + 1;
    while (longBefore[count]! < total) {
      total = longBefore[count]!;
      this.shrink();
    }
  }

  private shrink(): void {
    const { count, longBefore, positions, targets, labelPositions, labelJumps, bothWays } = this;
    let long = 0;
    for (let i = 0; i < count; i++) {
      // Entries up to i are of this pass, those behind of the last.
      const label = targets[i]!;
      longBefore[i] = long;
      const distance =
        labelPositions[label]! + longBefore[labelJumps[label]!]! - (positions[i]! + long) - SHORT_JUMP;
      const isShort = bothWays[i]
        ? distance >= SHORT_MIN && distance <= SHORT_MAX
        : distance >= 0 && distance <= SHORT_FORWARD_MAX;
      if (!isShort) long++;
    }
    longBefore[count] = long;
  }

  /** How many jumps are long, of the first `jumps`. */
  longAmong(jumps: number): number {
    return this.longBefore[jumps]!;
  }

  position(index: number): number {
    return this.positions[index]!;
  }

  isLong(index: number): boolean {
    return this.longBefore[index + 1]! > this.longBefore[index]!;
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
