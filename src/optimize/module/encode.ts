// Encodes a ModuleCode to an MpyModule: with tables of used entries only, most used first (an index below 128 needs one
// byte), and with the shortest possible jumps.

import { ByteWriter } from "../../bytes/writer.ts";
import { varuintLength } from "../../bytes/varuint.ts";
import type { MpyModule, MpyQstr, MpyRawCode } from "../../mpy/file/model.ts";
import { encodePreludeSizes, writeLineSkip, writeSignature } from "../../mpy/file/prelude.ts";
import type { FunctionCode, Instr, ModuleCode } from "./code.ts";
import { reachableFunctions } from "./code.ts";
import { FAR_JUMP } from "../messages.ts";

/** New indices of the module's qstrs and constants. */
interface Tables {
  readonly qstrs: Int32Array;
  readonly constants: Int32Array;
}

/** The error of a jump that does not reach its target. The caller keeps the original module. */
export class TooFarError extends Error {}

/** Encodes a module. @throws TooFarError if a jump does not reach its target */
export function encodeModule(code: ModuleCode): MpyModule {
  const { module } = code;
  const functions = reachableFunctions(code);
  const all: MpyQstr[] = [...module.qstrs, ...code.addedQstrs];
  const qstrUses = new Int32Array(all.length);
  const constantUses = new Int32Array(module.constants.length);
  for (const one of functions) if (one.isBytecode) countUses(one, qstrUses, constantUses);
  // The source name is always first.
  const qstrOrder = code.hasNative ? all.map((_, at) => at) : [0, ...byUse(qstrUses, 1)];
  const constantOrder = code.hasNative ? module.constants.map((_, at) => at) : byUse(constantUses, 0);
  const tables = { qstrs: indices(qstrOrder, all.length), constants: indices(constantOrder, module.constants.length) };
  const encoded = new Map<FunctionCode, MpyRawCode>();
  for (let at = functions.length - 1; at >= 0; at--) {
    const one = functions[at]!;
    const children = one.children.map((child) => encoded.get(child)!);
    encoded.set(
      one,
      one.isBytecode ? { kind: "bytecode", code: encodeFunction(one, tables), children } : { ...one.raw, children },
    );
  }
  return {
    header: module.header,
    qstrs: qstrOrder.map((at) => all[at]!),
    constants: constantOrder.map((at) => module.constants[at]!),
    body: encoded.get(functions[0]!)!,
  };
}

function countUses(one: FunctionCode, qstrs: Int32Array, constants: Int32Array): void {
  qstrs[one.name]!++;
  for (const name of one.args) qstrs[name]!++;
  for (const instr of one.instrs) {
    if (instr.info.format === "qstr") qstrs[instr.arg]!++;
    else if (instr.info.operand === "object") constants[instr.arg]!++;
  }
}

/** Used indices from `first`, most used first; equal ones in their original order. */
function byUse(uses: Int32Array, first: number): number[] {
  const used: number[] = [];
  for (let at = first; at < uses.length; at++) if (uses[at]! > 0) used.push(at);
  // Up to here the order does not change the length of any index, and the order of the file compresses better.
  if (used.length + first <= 0x80) return used;
  return used.sort((a, b) => uses[b]! - uses[a]! || a - b);
}

function indices(order: readonly number[], size: number): Int32Array {
  const found = new Int32Array(size).fill(-1);
  order.forEach((old, at) => (found[old] = at));
  return found;
}

function encodeFunction(one: FunctionCode, tables: Tables): Uint8Array {
  const names = new ByteWriter(16);
  names.varuint(tables.qstrs[one.name]!);
  for (const name of one.args) names.varuint(tables.qstrs[name]!);
  one.children.forEach((child, at) => (child.at = at));
  const code = encodeInstructions(one.instrs, tables);
  const lines = encodeLines(one.instrs);
  const writer = new ByteWriter(code.length + names.length + lines.length + 16);
  writeSignature(writer, one);
  writer.bytes(encodePreludeSizes(names.length + lines.length, one.cells.length));
  writer.bytes(names.toBytes());
  writer.bytes(lines);
  writer.bytes(one.cells);
  writer.bytes(code);
  return writer.toBytes();
}

/** Bytes of an instruction, with the short form of a jump. */
function shortSize(instr: Instr, tables: Tables): number {
  if (instr.info.format === "byte") return instr.extra < 0 ? 1 : 2;
  const extra = instr.extra < 0 ? 0 : 1;
  if (instr.target !== null) return 2 + extra;
  if (instr.wide !== null) return instr.wide.length;
  if (instr.info.signed) return 1 + signedLength(instr.arg) + extra;
  return 1 + varuintLength(operandOf(instr, tables)) + extra;
}

function operandOf(instr: Instr, tables: Tables): number {
  if (instr.child !== null) return instr.child.at;
  if (instr.info.format === "qstr") return tables.qstrs[instr.arg]!;
  return instr.info.operand === "object" ? tables.constants[instr.arg]! : instr.arg;
}

/** Bytes of a signed integer: groups of 7 bits, the first with the sign at its top. */
function signedLength(value: number): number {
  let length = 1;
  for (let rest = value; rest < -0x40 || rest > 0x3f; rest = Math.floor(rest / 0x80)) length++;
  return length;
}

function writeSigned(writer: ByteWriter, value: number): void {
  for (let at = signedLength(value) - 1; at >= 0; at--) {
    const group = Math.floor(value / 0x80 ** at) & 0x7f;
    writer.u8(at > 0 ? 0x80 | group : group);
  }
}

/** The encoding of distance 0 in a jump's one or two bytes: half of the range if it may be negative. */
const SHORT_BIAS = 0x40;
const LONG_BIAS = 0x4000;

function encodeInstructions(instrs: readonly Instr[], tables: Tables): Uint8Array {
  const sizes = instrs.map((instr) => shortSize(instr, tables));
  const jumps: number[] = [];
  instrs.forEach((instr, at) => instr.target !== null && jumps.push(at));
  const isLong = new Uint8Array(instrs.length);
  for (let grew = true; grew;) {
    grew = false;
    let offset = 0;
    for (let at = 0; at < instrs.length; at++) {
      instrs[at]!.at = offset;
      offset += sizes[at]!;
    }
    for (const at of jumps) {
      if (isLong[at] === 1) continue;
      const instr = instrs[at]!;
      const short = instr.target!.at - instr.at - 2 + (instr.info.signed ? SHORT_BIAS : 0);
      if (short >= 0 && short <= 0x7f) continue;
      isLong[at] = 1;
      sizes[at]!++;
      grew = true;
    }
  }
  const writer = new ByteWriter(instrs.length * 2 + 16);
  for (let at = 0; at < instrs.length; at++) writeInstr(writer, instrs[at]!, isLong[at] === 1, tables);
  return writer.toBytes();
}

function writeInstr(writer: ByteWriter, instr: Instr, isLong: boolean, tables: Tables): void {
  if (instr.wide !== null) {
    writer.bytes(instr.wide);
    return;
  }
  writer.u8(instr.op);
  if (instr.info.format === "byte") {
    // The opcode is the whole instruction.
  } else if (instr.target === null) {
    if (instr.info.signed) writeSigned(writer, instr.arg);
    else writer.varuint(operandOf(instr, tables));
  } else {
    // The distance is relative to the end of the operand.
    const distance = instr.target.at - instr.at - (isLong ? 3 : 2);
    const { signed } = instr.info;
    if (!isLong) {
      writer.u8((distance + (signed ? SHORT_BIAS : 0)) & 0x7f);
    } else {
      const long = distance + (signed ? LONG_BIAS : 0);
      if (long < 0 || long > 0x7fff) throw new TooFarError(FAR_JUMP);
      writer.u8(0x80 | (long & 0x7f));
      writer.u8(long >> 7);
    }
  }
  if (instr.extra >= 0) writer.u8(instr.extra);
}

function encodeLines(instrs: readonly Instr[]): Uint8Array {
  const writer = new ByteWriter(64);
  let line = 1;
  let offset = 0;
  for (const instr of instrs) {
    if (instr.line <= line) continue;
    writeLineSkip(writer, instr.at - offset, instr.line - line);
    line = instr.line;
    offset = instr.at;
  }
  return writer.toBytes();
}
