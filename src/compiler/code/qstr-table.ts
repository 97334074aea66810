// The module's qstr table: which qstrs the code names, in the order of their first use. Entry 0 is the source name.

import type { Qstr } from "../brands.ts";
import type { NamePool } from "../names/pool.ts";

export class QstrTable {
  /** Qstrs by index. */
  readonly used: Qstr[] = [];
  /** Index + 1 by qstr; 0 if unused. Kept from file to file, cleared by what was used. */
  private indexOf: Int32Array = new Int32Array(4096);
  private readonly names: NamePool;

  constructor(names: NamePool) {
    this.names = names;
  }

  /** Begins the table of a module, whose first entry is its source name. */
  begin(sourceName: Qstr): void {
    for (const qstr of this.used) this.indexOf[qstr] = 0;
    this.used.length = 0;
    this.use(sourceName);
  }

  /** The index of a qstr, given to it if it has none. */
  use(qstr: Qstr): number {
    if (qstr >= this.indexOf.length) this.grow(qstr + 1);
    const known = this.indexOf[qstr]!;
    if (known !== 0) return known - 1;
    this.used.push(qstr);
    this.indexOf[qstr] = this.used.length;
    return this.used.length - 1;
  }

  private grow(atLeast: number): void {
    const grown = new Int32Array(Math.max(atLeast, this.indexOf.length * 2));
    grown.set(this.indexOf);
    this.indexOf = grown;
  }

  /** The table as the file holds it: bytes, or the number of a static qstr. */
  toFile(firstDynamic: number): (Uint8Array | number)[] {
    return this.used.map((qstr) => (qstr < firstDynamic ? qstr : this.names.bytes(qstr)));
  }
}
