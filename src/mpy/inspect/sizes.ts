// Which function a file's bytes are for. Strings and constants belong to those whose bytecode names them, in equal
// parts where there are several; what cannot be told (machine code loads them by numbers) stays with the module. The
// sum is the file's size.

import { functionNames } from "./function-names.ts";
import { forEachInstruction } from "../file/instruction.ts";
import type { MpyLayout } from "../file/layout.ts";
import { Op } from "../file/opcodes.ts";
import { readLocatedMpy } from "../file/read.ts";
import { findSegments, tryPrelude } from "./segments.ts";
import type { SegmentKind } from "./segments.ts";

/** Bytes of the file by what they are for. */
export interface FunctionSize {
  /** Name behind those of the functions around it; the module's body is "<module>". */
  readonly qualifiedName: string;
  /** Index of the function that makes this one; -1 for the module's body. */
  readonly parent: number;
  /** Bytecode or machine code. */
  readonly code: number;
  /** Line table: what `sourceLines: false` saves. */
  readonly lines: number;
  /** Sizes, flags, argument names; lengths, and fields around machine code. */
  readonly overhead: number;
  /** Its part of the qstr table. */
  readonly qstrs: number;
  /** Its part of the constant table. */
  readonly constants: number;
  /** Sum of the above. */
  readonly total: number;
}

/** Where a file's bytes go. */
export interface SizeReport {
  /** Size of the file: `header` + `unattributed` + the functions' totals. */
  readonly total: number;
  readonly header: number;
  /** Qstrs and constants that no bytecode refers to. */
  readonly unattributed: number;
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

/** @throws MpyFormatError where `bytes` are no .mpy file. */
export function attributeSizes(bytes: Uint8Array): SizeReport {
  const { module, layout } = readLocatedMpy(bytes);
  const users = findUsers(layout);
  const sizes = layout.rawCodes.map(() => ({ code: 0, lines: 0, overhead: 0, qstrs: 0, constants: 0 }));
  let header = 0;
  let unattributed = 0;
  for (const { kind, index, start, end } of findSegments(layout)) {
    const size = end - start;
    if (kind === "header") {
      header += size;
    } else if (kind === "qstr" || kind === "constant") {
      const part = kind === "qstr" ? "qstrs" : "constants";
      const owners = users[part][index] ?? [];
      share(size, owners.length).forEach((bytesOfOwner, at) => (sizes[owners[at]!]![part] += bytesOfOwner));
      if (owners.length === 0) unattributed += size;
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
  return { total: layout.length, header, unattributed, functions };
}

/** `size` in `count` whole parts that differ by one at most, the larger ones first. */
function share(size: number, count: number): number[] {
  return Array.from({ length: count }, (_, at) => Math.floor(size / count) + (at < size % count ? 1 : 0));
}

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

/** Functions come in order, so that a repeated one can only be the last. */
function addUser(users: number[] | undefined, index: number): void {
  if (users !== undefined && users.at(-1) !== index) users.push(index);
}
