// Reads an MpyModule from bytes, which may be any. A count never reserves memory beyond the bytes that follow it, and
// children and tuples are read with explicit stacks: time and memory are proportional to the input's length.

import { requireBytes } from "../../bytes/require-bytes.ts";
import { ByteReader, ByteReadError } from "../../bytes/reader.ts";
import {
  CONSTANT_TYPES,
  COUNTED_TARGETS,
  FEATURE_ARCH_FLAGS,
  FEATURE_ARCH_MASK,
  FIRST_FUN_TARGET,
  FIRST_TABLE_TARGET,
  HAS_CHILDREN,
  MAGIC_C,
  MAGIC_M,
  RAW_CODE_KINDS,
  RELOCATIONS_END,
  TABLE_TARGETS,
} from "./encoding.ts";
import { MpyFormatError } from "./error.ts";
import type { MpyLayout, RawCodeLayout } from "./layout.ts";
import { MPY_VERSION, ScopeFlag } from "./model.ts";
import type { MpyConstant, MpyHeader, MpyModule, MpyQstr, MpyRawCode, MpyRelocation } from "./model.ts";
import { STATIC_QSTRS } from "./static-qstrs.ts";
import {
  EMPTY_FILE,
  inPart,
  moreBytes,
  NO_NUL,
  NO_NUMBER,
  noStaticQstr,
  otherFormatVersion,
  preludeOutside,
  RELOCATIONS_IN_ASSEMBLER,
  unknownConstantType,
  WRONG_FIRST_BYTE,
} from "../messages.ts";

/** A module, and the offsets of its parts in its file. */
export interface LocatedModule {
  readonly module: MpyModule;
  readonly layout: MpyLayout;
}

/**
 * Reads a whole .mpy file of format version 6. Byte strings of the result are views into `bytes`, not copies.
 * @throws MpyFormatError if the input is truncated, corrupt, of another version, or longer than the module.
 */
export function readMpy(bytes: Uint8Array): MpyModule {
  return readLocatedMpy(bytes).module;
}

/** As {@link readMpy}, with the offsets of all parts. */
export function readLocatedMpy(bytes: Uint8Array): LocatedModule {
  requireBytes(bytes, "bytes: give the .mpy file as a Uint8Array");
  const reader = new ModuleReader(bytes);
  try {
    return reader.module();
  } catch (error) {
    if (error instanceof ByteReadError) throw new MpyFormatError(inPart(reader.part, error.message), error.offset);
    throw error;
  }
}

/**
 * Reads only the header, of any version: messages about an incompatible file need it.
 * @throws MpyFormatError if the input does not begin as an .mpy file of MicroPython or CircuitPython.
 */
export function readMpyHeader(bytes: Uint8Array): MpyHeader {
  const reader = new ModuleReader(bytes);
  try {
    return reader.header();
  } catch (error) {
    if (error instanceof ByteReadError) throw new MpyFormatError(inPart(reader.part, error.message), error.offset);
    throw error;
  }
}

type PlainConstant = Extract<MpyConstant, { kind: "funTable" | "none" | "false" | "true" | "ellipsis" }>;

/** Constant kinds by their type byte. */
const CONSTANT_KINDS = Object.keys(CONSTANT_TYPES) as MpyConstant["kind"][];

/** Constants without contents. All modules share them: a hostile file may have millions. */
const PLAIN_CONSTANTS: readonly PlainConstant[] = [
  { kind: "funTable" },
  { kind: "none" },
  { kind: "false" },
  { kind: "true" },
  { kind: "ellipsis" },
];

const INTEGER_TEXT = /^-?[0-9]+$/;
const NUMBER_TEXT = /^[-+.0-9a-z()]+$/;

const RAW_KINDS = Object.keys(RAW_CODE_KINDS) as MpyRawCode["kind"][];

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A raw code whose children are still being read. */
interface OpenRawCode {
  readonly raw: MpyRawCode;
  readonly children: MpyRawCode[];
  childrenLeft: number;
  readonly layout: Mutable<RawCodeLayout>;
  readonly index: number;
}

class ModuleReader {
  private readonly input: ByteReader;
  /** The part that is read now, for messages. */
  part = "header";

  constructor(bytes: Uint8Array) {
    this.input = new ByteReader(bytes);
  }

  private fail(reason: string, offset: number): never {
    throw new MpyFormatError(inPart(this.part, reason), offset);
  }

  module(): LocatedModule {
    const input = this.input;
    const header = this.header();
    if (header.version !== MPY_VERSION) {
      this.fail(otherFormatVersion(header.version, MPY_VERSION), 1);
    }
    const headerEnd = input.offset;
    this.part = "table lengths";
    const qstrCount = input.varuint();
    const constantCount = input.varuint();
    const tablesStart = input.offset;

    const qstrs: MpyQstr[] = [];
    const qstrEnds: number[] = [];
    for (let at = 0; at < qstrCount; at++) {
      this.part = `qstr ${at}`;
      qstrs.push(this.qstr());
      qstrEnds.push(input.offset);
    }
    const constants: MpyConstant[] = [];
    const constantEnds: number[] = [];
    for (let at = 0; at < constantCount; at++) {
      this.part = `constant ${at}`;
      constants.push(this.constant());
      constantEnds.push(input.offset);
    }
    const rawCodes: RawCodeLayout[] = [];
    const body = this.rawCodes(rawCodes);
    this.part = "end of the module";
    if (input.remaining > 0) this.fail(moreBytes(input.remaining), input.offset);
    return {
      module: { header, qstrs, constants, body },
      layout: { length: input.end, headerEnd, tablesStart, qstrEnds, constantEnds, rawCodes },
    };
  }

  header(): MpyHeader {
    const input = this.input;
    if (input.end === 0) this.fail(EMPTY_FILE, 0);
    const magic = input.u8();
    const circuitPython = magic === MAGIC_C;
    if (magic !== MAGIC_M && !circuitPython) this.fail(WRONG_FIRST_BYTE, 0);
    const version = input.u8();
    const feature = input.u8();
    const smallIntBits = input.u8();
    const archFlags = version === MPY_VERSION && feature & FEATURE_ARCH_FLAGS ? input.varuint() : 0;
    const header = {
      version,
      subVersion: feature & 3,
      arch: (feature >> 2) & FEATURE_ARCH_MASK,
      archFlags,
      smallIntBits,
    };
    return circuitPython ? { ...header, circuitPython } : header;
  }

  private qstr(): MpyQstr {
    const start = this.input.offset;
    const head = this.input.varuint();
    if (head % 2 === 0) return this.terminated(head / 2);
    const number = (head - 1) / 2;
    if (number === 0 || number >= STATIC_QSTRS.length) this.fail(noStaticQstr(number), start);
    return number;
  }

  /** `length` bytes and the NUL after them. */
  private terminated(length: number): Uint8Array {
    const bytes = this.input.take(length);
    const end = this.input.offset;
    if (this.input.u8() !== 0) this.fail(NO_NUL, end);
    return bytes;
  }

  private constant(): MpyConstant {
    const open: { items: MpyConstant[]; left: number }[] = [];
    for (;;) {
      let constant = this.constantHead(open);
      for (let top = open.at(-1); constant !== undefined; top = open.at(-1)) {
        if (top === undefined) return constant;
        top.items.push(constant);
        if (--top.left > 0) break;
        open.pop();
        constant = { kind: "tuple", items: top.items };
      }
    }
  }

  /** Reads a constant without items and returns it; pushes a tuple with items to `open` and returns undefined. */
  private constantHead(open: { items: MpyConstant[]; left: number }[]): MpyConstant | undefined {
    const start = this.input.offset;
    const type = this.input.u8();
    const plain = PLAIN_CONSTANTS[type];
    if (plain !== undefined) return plain;
    const kind = CONSTANT_KINDS[type];
    if (kind === undefined) this.fail(unknownConstantType(type), start);
    const length = this.input.varuint();
    if (kind === "tuple") {
      if (length === 0) return { kind, items: [] };
      open.push({ items: [], left: length });
      return undefined;
    }
    if (kind === "str" || kind === "bytes") return { kind, bytes: this.terminated(length) };
    return { kind: kind as "int" | "float" | "complex", text: this.numberText(kind === "int", length) };
  }

  private numberText(isInteger: boolean, length: number): string {
    const start = this.input.offset;
    const bytes = this.input.take(length);
    let text = "";
    for (const byte of bytes) text += String.fromCharCode(byte);
    if (!(isInteger ? INTEGER_TEXT : NUMBER_TEXT).test(text)) this.fail(NO_NUMBER, start);
    return text;
  }

  /** Reads the module's body and all functions in it, and records their offsets in the order of the file. */
  private rawCodes(layouts: RawCodeLayout[]): MpyRawCode {
    const open: OpenRawCode[] = [];
    for (;;) {
      let code = this.openRawCode(layouts, open.at(-1)?.index ?? -1);
      open.push(code);
      while (code.childrenLeft === 0) {
        this.closeRawCode(code);
        open.pop();
        const parent = open.at(-1);
        if (parent === undefined) return code.raw;
        parent.children.push(code.raw);
        parent.childrenLeft--;
        code = parent;
      }
    }
  }

  /** Reads the part of a raw code before its children. */
  private openRawCode(layouts: RawCodeLayout[], parent: number): OpenRawCode {
    const input = this.input;
    const index = layouts.length;
    this.part = `function ${index}`;
    const start = input.offset;
    const head = input.varuint();
    const low = head % 8;
    const kind = RAW_KINDS[low & 3]!;
    const length = (head - low) / 8;
    const codeStart = input.offset;
    const code = input.take(length);
    const children: MpyRawCode[] = [];
    const raw = this.rawCode(kind, code, children);
    const childrenLeft = low & HAS_CHILDREN ? input.varuint() : 0;
    const headEnd = input.offset;
    const layout = { raw, parent, start, codeStart, headEnd, tailStart: headEnd, end: headEnd };
    layouts.push(layout);
    return { raw, children, childrenLeft, layout, index };
  }

  private rawCode(kind: MpyRawCode["kind"], code: Uint8Array, children: MpyRawCode[]): MpyRawCode {
    const input = this.input;
    if (kind === "bytecode") return { kind, code, children };
    const start = input.offset;
    const first = input.varuint();
    if (kind === "native") {
      if (first >= code.length) this.fail(preludeOutside(first), start);
      return { kind, code, preludeOffset: first, children };
    }
    if (kind === "asm") {
      if (first & ScopeFlag.viperRelocations) this.fail(RELOCATIONS_IN_ASSEMBLER, start);
      const positionalArgs = input.varuint();
      return { kind, code, scopeFlags: first, positionalArgs, typeSignature: input.varuint(), children };
    }
    const rodataSize = first & ScopeFlag.viperRodata ? input.varuint() : undefined;
    const bssSize = first & ScopeFlag.viperBss ? input.varuint() : undefined;
    const rodata = rodataSize === undefined ? undefined : input.take(rodataSize);
    return { kind, code, scopeFlags: first, rodata, bssSize, children };
  }

  /** Reads the part of a raw code after its children. */
  private closeRawCode(open: OpenRawCode): void {
    const { raw, layout } = open;
    layout.tailStart = this.input.offset;
    if (raw.kind === "viper" && raw.scopeFlags & ScopeFlag.viperRelocations) {
      this.part = `relocations of function ${open.index}`;
      (raw as Mutable<typeof raw>).relocations = this.relocations();
    }
    layout.end = this.input.offset;
  }

  private relocations(): MpyRelocation[] {
    const relocations: MpyRelocation[] = [];
    for (;;) {
      const op = this.input.u8();
      if (op === RELOCATIONS_END) return relocations;
      relocations.push(this.relocation(op));
    }
  }

  private relocation(op: number): MpyRelocation {
    let address: MpyRelocation["address"];
    if (op & 1) {
      const value = this.input.varuint();
      const low = value % 2;
      address = { section: low === 1 ? "rodata" : "text", word: (value - low) / 2 };
    }
    const code = op >> 1;
    if (code >= FIRST_FUN_TARGET) return { target: code - FIRST_FUN_TARGET, address };
    if (code >= FIRST_TABLE_TARGET) return { target: TABLE_TARGETS[code - FIRST_TABLE_TARGET]!, address };
    const count = code & 1 ? this.input.varuint() : undefined;
    return { target: COUNTED_TARGETS[code >> 1]!, address, count };
  }
}
