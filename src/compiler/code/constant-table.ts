// The module's table of constant objects, each once. Two are the same only if type and value are: 1 and True and 1.0 are
// three constants, and so are 0.0 and -0.0, inside tuples too.

import type { Constant } from "../tree/constant.ts";

/** A constant, or the sentinel that native code loads to find the runtime's function table. */
export type TableEntry = Constant | { readonly type: "funTable" };

type ByteConstant = Extract<Constant, { type: "str" | "bytes" }>;

function hashBytes({ type, bytes }: ByteConstant): number {
  let hash = type === "str" ? 0 : 1;
  for (let at = 0; at < bytes.length; at++) hash = (Math.imul(hash, 33) ^ bytes[at]!) | 0;
  return hash;
}

function sameBytes(a: TableEntry, b: ByteConstant): boolean {
  if (a.type !== b.type || a.bytes.length !== b.bytes.length) return false;
  for (let at = 0; at < a.bytes.length; at++) if (a.bytes[at] !== b.bytes[at]) return false;
  return true;
}

function floatKey(value: number): string {
  // A NaN equals nothing, not even itself: the caller never looks for one.
  return Object.is(value, -0) ? "-0" : String(value);
}

/** A text that is equal for equal constants only; null for what equals nothing (a NaN inside). */
function keyOf(constant: TableEntry): string | null {
  switch (constant.type) {
    case "str":
    case "bytes":
      return `${constant.type}${constant.bytes.length}:${constant.bytes.join()}`;
    case "int":
      return `i${constant.value.toString(32)}`; // a power of two: linear in its length
    case "float":
      return Number.isNaN(constant.value) ? null : `f${floatKey(constant.value)}`;
    case "complex":
      // Complex numbers are compared by value alone: 0j and -0j are one constant.
      return Number.isNaN(constant.real) || Number.isNaN(constant.imag)
        ? null
        : `c${constant.real + 0},${constant.imag + 0}`;
    case "tuple": {
      let key = `t${constant.items.length}(`;
      for (const item of constant.items) {
        const itemKey = keyOf(item);
        if (itemKey === null) return null;
        key += `${itemKey},`;
      }
      return `${key})`;
    }
    default:
      return constant.type;
  }
}

export class ConstantTable {
  readonly entries: TableEntry[] = [];
  private readonly byKey = new Map<string, number>();
  private readonly byHash = new Map<number, number[]>();
  private readonly byIdentity = new Map<TableEntry, number>();
  private readonly keepsZeroSign: boolean;

  /** @param keepsZeroSign whether 0.0 and -0.0 are two constants */
  constructor(keepsZeroSign = true) {
    this.keepsZeroSign = keepsZeroSign;
  }

  /** The index of a constant, given to it if no equal one is there. */
  use(constant: TableEntry): number {
    const same = this.byIdentity.get(constant);
    if (same !== undefined) return same;
    const index =
      constant.type === "str" || constant.type === "bytes" ? this.useBytes(constant) : this.useKeyed(constant);
    this.byIdentity.set(constant, index);
    return index;
  }

  /** Long texts are compared as they are: a key would copy them. */
  private useBytes(constant: ByteConstant): number {
    const hash = hashBytes(constant);
    const candidates = this.byHash.get(hash);
    if (candidates === undefined) {
      const index = this.entries.push(constant) - 1;
      this.byHash.set(hash, [index]);
      return index;
    }
    for (const index of candidates) if (sameBytes(this.entries[index]!, constant)) return index;
    const index = this.entries.push(constant) - 1;
    candidates.push(index);
    return index;
  }

  private useKeyed(constant: TableEntry): number {
    const exactKey = keyOf(constant);
    const key = this.keepsZeroSign ? exactKey : (exactKey?.replaceAll("f-0", "f0") ?? null);
    const known = key === null ? undefined : this.byKey.get(key);
    if (known !== undefined) return known;
    const index = this.entries.push(constant) - 1;
    if (key !== null) this.byKey.set(key, index);
    return index;
  }
}
