// Writes an MpyModule as bytes. Children and tuples are walked with explicit stacks: they nest as deep as the source,
// and no depth may overflow the JavaScript stack.

import { ByteWriter } from "../../bytes/writer.ts";
import {
  CONSTANT_TYPES,
  COUNTED_TARGETS,
  FEATURE_ARCH_FLAGS,
  FIRST_FUN_TARGET,
  FIRST_TABLE_TARGET,
  HAS_CHILDREN,
  MAGIC_C,
  MAGIC_M,
  RAW_CODE_KINDS,
  RELOCATIONS_END,
  TABLE_TARGETS,
} from "./encoding.ts";
import { ScopeFlag } from "./model.ts";
import type { MpyConstant, MpyHeader, MpyModule, MpyQstr, MpyRawCode, MpyRelocation, MpyViper } from "./model.ts";

/** The .mpy file of `module`, as the reference compiler writes it. */
export function writeMpy(module: MpyModule): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter(1024);
  writeHeader(writer, module.header);
  writer.varuint(module.qstrs.length);
  writer.varuint(module.constants.length);
  for (let at = 0; at < module.qstrs.length; at++) writeQstr(writer, module.qstrs[at]!);
  for (let at = 0; at < module.constants.length; at++) writeConstant(writer, module.constants[at]!);
  writeRawCode(writer, module.body);
  return writer.toBytes();
}

/** Appends the four header bytes, and the architecture flags if there are any. */
export function writeHeader(writer: ByteWriter, header: MpyHeader): void {
  writer.u8(header.circuitPython === true ? MAGIC_C : MAGIC_M);
  writer.u8(header.version);
  writer.u8((header.arch << 2) | header.subVersion | (header.archFlags === 0 ? 0 : FEATURE_ARCH_FLAGS));
  writer.u8(header.smallIntBits);
  if (header.archFlags !== 0) writer.varuint(header.archFlags);
}

function writeQstr(writer: ByteWriter, qstr: MpyQstr): void {
  if (typeof qstr === "number") {
    writer.varuint(qstr * 2 + 1);
    return;
  }
  writer.varuint(qstr.length * 2);
  writer.bytes(qstr);
  writer.u8(0);
}

function writeConstant(writer: ByteWriter, constant: MpyConstant): void {
  if (constant.kind === "tuple") writeTuple(writer, constant.items);
  else writeAtom(writer, constant);
}

/** Items follow their tuple's length directly: one stack of the tuples to write is enough. */
function writeTuple(writer: ByteWriter, items: readonly MpyConstant[]): void {
  const pending: { items: readonly MpyConstant[]; next: number }[] = [openTuple(writer, items)];
  while (pending.length > 0) {
    const top = pending[pending.length - 1]!;
    if (top.next === top.items.length) {
      pending.pop();
      continue;
    }
    const item = top.items[top.next++]!;
    if (item.kind === "tuple") pending.push(openTuple(writer, item.items));
    else writeAtom(writer, item);
  }
}

function openTuple(writer: ByteWriter, items: readonly MpyConstant[]): { items: readonly MpyConstant[]; next: number } {
  writer.u8(CONSTANT_TYPES.tuple);
  writer.varuint(items.length);
  return { items, next: 0 };
}

function writeAtom(writer: ByteWriter, constant: Exclude<MpyConstant, { kind: "tuple" }>): void {
  writer.u8(CONSTANT_TYPES[constant.kind]);
  if ("bytes" in constant) {
    writer.varuint(constant.bytes.length);
    writer.bytes(constant.bytes);
    writer.u8(0);
  } else if ("text" in constant) {
    writer.varuint(constant.text.length);
    writeAscii(writer, constant.text);
  }
}

function writeAscii(writer: ByteWriter, text: string): void {
  writer.reserve(text.length);
  for (let at = 0; at < text.length; at++) writer.u8(text.charCodeAt(at));
}

/** Appends `body` and, depth first, all functions in it. */
export function writeRawCode(writer: ByteWriter, body: MpyRawCode): void {
  const open: { code: MpyRawCode; next: number }[] = [];
  let code: MpyRawCode | undefined = body;
  for (;;) {
    if (code !== undefined) {
      openRawCode(writer, code);
      open.push({ code, next: 0 });
    }
    const top = open[open.length - 1];
    if (top === undefined) return;
    code = top.code.children[top.next++];
    if (code === undefined) {
      if (top.code.kind === "viper") writeRelocations(writer, top.code);
      open.pop();
    }
  }
}

/** Appends the part of a raw code before its children. */
function openRawCode(writer: ByteWriter, raw: MpyRawCode): void {
  const childCount = raw.children.length;
  writer.varuint(raw.code.length * 8 + (childCount === 0 ? 0 : HAS_CHILDREN) + RAW_CODE_KINDS[raw.kind]);
  writer.bytes(raw.code);
  if (raw.kind === "native") {
    writer.varuint(raw.preludeOffset);
  } else if (raw.kind === "viper") {
    writer.varuint(raw.scopeFlags);
    writeViperData(writer, raw);
  } else if (raw.kind === "asm") {
    writer.varuint(raw.scopeFlags);
    writer.varuint(raw.positionalArgs);
    writer.varuint(raw.typeSignature);
  }
  if (childCount !== 0) writer.varuint(childCount);
}

function writeViperData(writer: ByteWriter, raw: MpyViper): void {
  const rodata = raw.scopeFlags & ScopeFlag.viperRodata ? (raw.rodata ?? new Uint8Array(0)) : undefined;
  if (rodata !== undefined) writer.varuint(rodata.length);
  if (raw.scopeFlags & ScopeFlag.viperBss) writer.varuint(raw.bssSize ?? 0);
  if (rodata !== undefined) writer.bytes(rodata);
}

function writeRelocations(writer: ByteWriter, raw: MpyViper): void {
  if (!(raw.scopeFlags & ScopeFlag.viperRelocations)) return;
  for (const relocation of raw.relocations ?? []) writeRelocation(writer, relocation);
  writer.u8(RELOCATIONS_END);
}

function writeRelocation(writer: ByteWriter, relocation: MpyRelocation): void {
  const { target, address, count } = relocation;
  writer.u8((targetCode(target, count !== undefined) << 1) | (address === undefined ? 0 : 1));
  if (address !== undefined) writer.varuint(address.word * 2 + (address.section === "rodata" ? 1 : 0));
  if (count !== undefined) writer.varuint(count);
}

function targetCode(target: MpyRelocation["target"], hasCount: boolean): number {
  if (typeof target === "number") return FIRST_FUN_TARGET + target;
  const counted = COUNTED_TARGETS.indexOf(target);
  if (counted >= 0) return counted * 2 + (hasCount ? 1 : 0);
  return FIRST_TABLE_TARGET + TABLE_TARGETS.indexOf(target);
}
