// The generator's only source of randomness: a seeded sequence, the same on every machine.

/** A sequence of numbers that only the seed decides (mulberry32). */
export class Random {
  private state: number;

  constructor(seed: number) {
    // neighbouring seeds would start alike: spread them over 32 bits first
    this.state = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
  }

  /** A fraction from 0 up to, not including, 1. */
  fraction(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** An integer from 0 up to, not including, `end`. */
  below(end: number): number {
    return Math.floor(this.fraction() * end);
  }

  /** An integer from `first` to `last`, both included. */
  between(first: number, last: number): number {
    return first + this.below(last - first + 1);
  }

  /** True once in `times` tries. */
  oneIn(times: number): boolean {
    return this.below(times) === 0;
  }

  /** True with this probability. */
  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** One of the items. */
  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  /** One of the items, in proportion to the weight that stands before each. */
  weighted<T>(items: readonly (readonly [weight: number, item: T])[]): T {
    let total = 0;
    for (const [weight] of items) total += weight;
    let at = this.fraction() * total;
    for (const [weight, item] of items) {
      at -= weight;
      if (at < 0) return item;
    }
    return items.at(-1)![1];
  }

  /** `first` to `last` items, each from `make`. */
  list<T>(first: number, last: number, make: () => T): T[] {
    return Array.from({ length: this.between(first, last) }, make);
  }
}
