// The numbers of the file format that reader and writer share (py/persistentcode.h), each table in one place.

import type { MpyConstant, MpyRawCode, RelocationTarget } from "./model.ts";

/** First byte of every MicroPython .mpy file. */
export const MAGIC_M = 0x4d;

/** First byte of every CircuitPython .mpy file. */
export const MAGIC_C = 0x43;

/** Bit of the feature byte: a varuint with architecture flags follows the header. */
export const FEATURE_ARCH_FLAGS = 0x40;

/** Bits of `feature >> 2` that hold the architecture; bit 4 is {@link FEATURE_ARCH_FLAGS}. */
export const FEATURE_ARCH_MASK = 0x2f;

/** Type byte of each kind of constant (MP_PERSISTENT_OBJ_*). */
export const CONSTANT_TYPES: Record<MpyConstant["kind"], number> = {
  funTable: 0,
  none: 1,
  false: 2,
  true: 3,
  ellipsis: 4,
  str: 5,
  bytes: 6,
  int: 7,
  float: 8,
  complex: 9,
  tuple: 10,
};

/** Low two bits of a raw code's first number. */
export const RAW_CODE_KINDS: Record<MpyRawCode["kind"], number> = { bytecode: 0, native: 1, viper: 2, asm: 3 };

/** Bit of a raw code's first number: children follow. The bits above it are the code's length. */
export const HAS_CHILDREN = 0x04;

/** Ends a list of relocations. */
export const RELOCATIONS_END = 0xff;

/** Relocation targets that may have a count. Their code is twice the index, plus one with a count. */
export const COUNTED_TARGETS: readonly RelocationTarget[] = ["text", "rodata", "bss"];

/** Relocation targets without a count, from code 6 on; codes from 9 on are entries of mp_fun_table. */
export const TABLE_TARGETS: readonly RelocationTarget[] = ["qstrTable", "objTable", "funTable"];

/** Code of the first of {@link TABLE_TARGETS}. */
export const FIRST_TABLE_TARGET = 6;

/** Code of entry 0 of mp_fun_table. */
export const FIRST_FUN_TARGET = 9;
