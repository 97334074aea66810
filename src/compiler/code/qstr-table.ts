// The module's qstr table: which qstrs the code names, in the order of their first use. Entry 0 is the source name.

import type { NamePool } from "../names/pool.ts";

export class QstrTable {
  /** Qstrs by index. */
  readonly used: number[] = [];
  /** Index + 1 by qstr; 0 if unused. Kept from file to file, cleared by what was used. */
  private indexOf: Int32Array = scratch;
  private readonly names: NamePool;

  constructor(names: NamePool, sourceName: number) {
    this.names = names;
    if (this.indexOf.length < names.count + 64) this.grow(names.count + 64);
    this.use(sourceName);
  }

  /** The index of a qstr, given to it if it has none. */
  use(qstr: number): number {
    if (qstr >= this.indexOf.length) this.grow(qstr + 1);
    const known = this.indexOf[qstr]!;
    if (known !== 0) return known - 1;
    this.used.push(qstr);
    this.indexOf[qstr] = this.used.length;
    return this.used.length - 1;
  }

  /** Leaves the shared index clean for the next module; the table must not be used after it. */
  release(): void {
    for (const qstr of this.used) this.indexOf[qstr] = 0;
  }

  private grow(atLeast: number): void {
    const grown = new Int32Array(Math.max(atLeast, this.indexOf.length * 2));
    grown.set(this.indexOf);
    this.indexOf = scratch = grown;
  }

  /** The table as the file holds it: bytes, or the number of a static qstr. */
  toFile(firstDynamic: number): (Uint8Array | number)[] {
    return this.used.map((qstr) => (qstr < firstDynamic ? qstr : this.names.bytes(qstr)));
  }
}

let scratch: Int32Array = new Int32Array(4096);
