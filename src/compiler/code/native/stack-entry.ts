// One value of the Python stack as the native emitter tracks it while it makes code: the value may still be an immediate or
// sit in a register, so that many never reach memory.

import { ValueType } from "./value-type.ts";

/** Where a stack value is. */
export const Place = {
  /** In its slot of the frame. */
  frame: 0,
  /** In a register, not stored yet. */
  register: 1,
  /** Nowhere: its value is known. */
  immediate: 2,
} as const;
export type Place = (typeof Place)[keyof typeof Place];

/** A stack value; entries are made once and reused. */
export class StackEntry {
  /** One of ValueType. */
  type: ValueType = ValueType.unbound;
  /** One of {@link Place}. */
  place: Place = Place.frame;
  /** Register number or immediate, by `place`. */
  value = 0;
  /** An immediate that does not fit `value`; else null. */
  wide: bigint | null = null;

  setFrame(type: ValueType): void {
    this.place = Place.frame;
    this.type = type;
  }

  setRegister(type: ValueType, register: number): void {
    this.place = Place.register;
    this.type = type;
    this.value = register;
  }

  setImmediate(type: ValueType, value: number | bigint): void {
    this.place = Place.immediate;
    this.type = type;
    if (typeof value === "number") {
      this.value = value;
      this.wide = null;
    } else {
      // The low 32 bits serve where an offset is wanted, which is a C int in the reference.
      this.value = Number(BigInt.asIntN(32, value));
      this.wide = value;
    }
  }

  copy(other: StackEntry): void {
    this.type = other.type;
    this.place = other.place;
    this.value = other.value;
    this.wide = other.wide;
  }
}
