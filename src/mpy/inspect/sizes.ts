// Attributes a file's bytes to functions. Strings and constants belong to the functions whose bytecode uses them, in
// equal shares. The others, such as those of machine code, which loads them by number, are unattributed. The sum is the
// file's size.

import { functionNames } from "./function-names.ts";
import { forEachInstruction } from "../file/instruction.ts";
import type { MpyLayout } from "../file/layout.ts";
import { Op } from "../file/opcodes.ts";
import type { OperandKind } from "../file/opcodes.ts";
import { readLocatedMpy } from "../file/read.ts";
import { findSegments, tryPrelude } from "./segments.ts";
import type { SegmentKind } from "./segments.ts";

/** Bytes of a function by kind. All are whole numbers from 0 on. */
export interface FunctionSize {
  /** Names of the functions around it and its own; the module's body is "<module>". */
  readonly qualifiedName: string;
  /** Index of the function that makes this one; -1 for the module's body. */
  readonly parent: number;
  /** Bytecode or machine code. */
  readonly code: number;
  /** Part of `code`: operands that are numbers of qstrs, constants and functions. Smaller tables make them shorter. */
  readonly indexBytes: number;
  /** Line table. `sourceLines: false` leaves it out. */
  readonly lines: number;
  /** Sizes, flags, argument names; lengths, and fields around machine code. */
  readonly overhead: number;
  /** Part of `overhead`: the numbers of its arguments' names. */
  readonly argumentNames: number;
  /** Its share of the qstr table. */
  readonly qstrs: number;
  /** Part of `qstrs`: those of the firmware, which the file has as numbers. */
  readonly staticQstrs: number;
  /** Its share of the constant table. */
  readonly constants: number;
  /** Sum of code, lines, overhead, qstrs and constants. */
  readonly total: number;
}

/** A file's bytes by function. */
export interface SizeReport {
  /** Size of the file: `header` + `unattributed` + the functions' totals. */
  readonly total: number;
  readonly header: number;
  /** Qstrs and constants that no bytecode uses; machine code may use them. */
  readonly unattributed: number;
  /** The entries behind `unattributed`, as indices of the two tables. */
  readonly unreferenced: { readonly qstrs: readonly number[]; readonly constants: readonly number[] };
  /** The functions in the order of the file. */
  readonly functions: readonly FunctionSize[];
}

const PARTS: Readonly<Record<Exclude<SegmentKind, "header" | "qstr" | "constant">, "code" | "lines" | "overhead">> = {
  code: "code",
  lines: "lines",
  head: "overhead",
  prelude: "overhead",
  extra: "overhead",
};

/** A file's bytes by function. @throws MpyFormatError if `bytes` are not an .mpy file. */
export function attributeSizes(bytes: Uint8Array): SizeReport {
  const { module, layout } = readLocatedMpy(bytes);
  const users = findUsers(layout);
  const sizes = layout.rawCodes.map((_, index) => {
    const { indexBytes, argumentNames } = operandSizes(layout, index);
    return { code: 0, indexBytes, lines: 0, overhead: 0, argumentNames, qstrs: 0, staticQstrs: 0, constants: 0 };
  });
  const unreferenced: { qstrs: number[]; constants: number[] } = { qstrs: [], constants: [] };
  let header = 0;
  let unattributed = 0;
  for (const { kind, index, start, end } of findSegments(layout)) {
    const size = end - start;
    if (kind === "header") {
      header += size;
    } else if (kind === "qstr" || kind === "constant") {
      const part = kind === "qstr" ? "qstrs" : "constants";
      const owners = users[part][index] ?? [];
      const isStatic = kind === "qstr" && typeof module.qstrs[index] === "number";
      share(size, owners.length).forEach((bytesOfOwner, at) => {
        const owner = sizes[owners[at]!]!;
        owner[part] += bytesOfOwner;
        if (isStatic) owner.staticQstrs += bytesOfOwner;
      });
      if (owners.length === 0) {
        unattributed += size;
        unreferenced[part].push(index);
      }
    } else {
      sizes[index]![PARTS[kind]] += size;
    }
  }
  const names = functionNames(module, layout);
  const functions = sizes.map((size, index) => ({
    qualifiedName: names[index]!.qualifiedName,
    parent: layout.rawCodes[index]!.parent,
    ...size,
    total: size.code + size.lines + size.overhead + size.qstrs + size.constants,
  }));
  return { total: layout.length, header, unattributed, unreferenced, functions };
}

/** `size` in `count` whole shares that differ by one at most, the larger ones first. */
function share(size: number, count: number): number[] {
  return Array.from({ length: count }, (_, at) => Math.floor(size / count) + (at < size % count ? 1 : 0));
}

/** Bytes of a function's operands that are numbers of table entries, and of its arguments' names. */
function operandSizes(layout: MpyLayout, index: number): { indexBytes: number; argumentNames: number } {
  const { raw } = layout.rawCodes[index]!;
  const prelude = tryPrelude(layout, index);
  if (prelude === undefined) return { indexBytes: 0, argumentNames: 0 };
  let indexBytes = 0;
  if (raw.kind === "bytecode") {
    forEachInstruction(raw.code, prelude.end, ({ size, info }) => {
      if (NUMBERED.has(info.operand)) indexBytes += size - 1 - (info.extraByte ? 1 : 0);
    });
  }
  const ownName = raw.code.subarray(prelude.namesStart).findIndex((byte) => byte < 0x80) + 1;
  return { indexBytes, argumentNames: prelude.linesStart - prelude.namesStart - ownName };
}

/** Operands that are numbers of entries: of the qstr table, the constant table, and the function's children. */
const NUMBERED: ReadonlySet<OperandKind> = new Set<OperandKind>(["qstr", "object", "child", "closure"]);

/** For each qstr and each constant, the functions that refer to it. */
interface Users {
  readonly qstrs: number[][];
  readonly constants: number[][];
}

function findUsers(layout: MpyLayout): Users {
  const users: Users = { qstrs: layout.qstrEnds.map(() => []), constants: layout.constantEnds.map(() => []) };
  // The source name is the module's.
  users.qstrs[0]?.push(0);
  layout.rawCodes.forEach((_, index) => addUses(users, layout, index));
  return users;
}

function addUses(users: Users, layout: MpyLayout, index: number): void {
  const { raw } = layout.rawCodes[index]!;
  const prelude = tryPrelude(layout, index);
  for (const name of prelude?.names ?? []) addUser(users.qstrs[name], index);
  if (raw.kind !== "bytecode" || prelude === undefined) return;
  forEachInstruction(raw.code, prelude.end, ({ info, opcode, operand }) => {
    if (info.format === "qstr") addUser(users.qstrs[operand], index);
    else if (opcode === Op.LOAD_CONST_OBJ) addUser(users.constants[operand], index);
  });
}

/** Adds a function once: functions come in order, so a repeated one is the last. */
function addUser(users: number[] | undefined, index: number): void {
  if (users !== undefined && users.at(-1) !== index) users.push(index);
}
