// A module as a listing: tables with their texts, and each function's prelude, source lines and instructions, with
// names, constants and jump targets. Code that cannot be decoded ends its function's listing with a fault; the other
// functions of a damaged file are still listed.

import { nameArchFlags, nameArch } from "../file/arch.ts";
import type { ArchName } from "../file/arch.ts";
import { listBytecode } from "./disassemble-bytecode.ts";
import type { InstructionListing } from "./disassemble-bytecode.ts";
import { listNativeCode } from "./disassemble-native.ts";
import type { NativeDisassembler, NativeListing } from "./disassemble-native.ts";
import { MpyFormatError } from "../file/error.ts";
import { functionNames, qstrText, shortName } from "./function-names.ts";
import type { FunctionName } from "./function-names.ts";
import { constantsStart } from "../file/layout.ts";
import type { MpyLayout, RawCodeLayout } from "../file/layout.ts";
import { ScopeFlag } from "../file/model.ts";
import type { MpyAsm, MpyConstant, MpyModule, MpyRawCode, MpyRelocation } from "../file/model.ts";
import { readLines, readPrelude } from "../file/prelude.ts";
import type { LineEntry, Prelude } from "../file/prelude.ts";
import { reprConstant } from "../file/python-repr.ts";
import { readLocatedMpy } from "../file/read.ts";
import { writeMpy } from "../file/write.ts";

/** The header's fields, with names for numbers. */
export interface HeaderListing {
  /** Whether the file is CircuitPython's. */
  readonly circuitPython: boolean;
  readonly version: number;
  readonly subVersion: number;
  /** Undefined without native code, or for an architecture without a name. */
  readonly arch: ArchName | undefined;
  readonly archNumber: number;
  readonly archFlags: readonly string[];
  readonly smallIntBits: number;
}

/** An entry of the qstr table. */
export interface QstrListing {
  readonly text: string;
  /** Its number, if it is a static qstr. */
  readonly staticNumber: number | undefined;
  /** Its offset in the file, in bytes. */
  readonly offset: number;
  readonly size: number;
}

/** An entry of the constant table. */
export interface ConstantListing {
  readonly kind: MpyConstant["kind"];
  /** As Python source. */
  readonly text: string;
  /** Its offset in the file, in bytes. */
  readonly offset: number;
  readonly size: number;
}

/** A function's prelude with names. */
export interface PreludeListing extends Prelude {
  /**
   * Names of the positional and then the keyword-only arguments, each at most 255 characters; "*" for a cell of an enclosing
   * function.
   */
  readonly args: readonly string[];
  /** Names of the set scope flags. */
  readonly flags: readonly string[];
}

/** One function, or a module's body. */
export interface FunctionListing extends FunctionName {
  readonly kind: MpyRawCode["kind"];
  /** Index of the function that makes this one; -1 for the module's body. */
  readonly parent: number;
  /** Indices of the functions that it makes. */
  readonly children: readonly number[];
  /** Offset of its code in the file, in bytes. */
  readonly offset: number;
  /** Its code; instructions refer to offsets in it. */
  readonly code: Uint8Array;
  readonly prelude: PreludeListing | undefined;
  /** Source lines by offset from the first opcode; for machine code, if given, from its start. */
  readonly lines: readonly LineEntry[];
  /** Bytecode; empty for native code. */
  readonly instructions: readonly InstructionListing[];
  /** Machine code; undefined for bytecode. */
  readonly native: NativeListing | undefined;
  /** Signature, rodata, bss and relocations of native code; one line each. */
  readonly notes: readonly string[];
  /** The fault that ends the listing of this function early. */
  readonly fault: string | undefined;
}

/** A whole module. */
export interface Disassembly {
  readonly header: HeaderListing;
  /** The header's bytes. */
  readonly headerBytes: Uint8Array;
  /** Size of the file in bytes. */
  readonly size: number;
  /** Embedded source name. */
  readonly sourceName: string;
  readonly qstrs: readonly QstrListing[];
  readonly constants: readonly ConstantListing[];
  /** All functions in the order of the file: the module's body first, each before those that it makes. */
  readonly functions: readonly FunctionListing[];
}

/** Options of {@link disassemble}. */
export interface DisassembleOptions {
  /** Disassembler of machine code, see loadNativeDisassembler; without it, machine code is listed as bytes. */
  native?: NativeDisassembler;
  /** Source lines of machine code, by function, as `compile` returns them with `nativeLines: true`. */
  nativeLines?: readonly (readonly LineEntry[])[];
}

/**
 * Lists a module.
 * @throws MpyFormatError if the bytes are not an .mpy file. Code that cannot be decoded is not an error: see
 *   {@link FunctionListing.fault}.
 */
export function disassemble(input: Uint8Array | MpyModule, options: DisassembleOptions = {}): Disassembly {
  const bytes = input instanceof Uint8Array ? input : writeMpy(input);
  const { module, layout } = readLocatedMpy(bytes);
  const { circuitPython = false, version, subVersion, arch, archFlags, smallIntBits } = module.header;
  const name = nameArch(arch);
  const qstrs = listQstrs(module, layout);
  const constants = listConstants(module, layout);
  const header = {
    circuitPython,
    version,
    subVersion,
    arch: name,
    archNumber: arch,
    archFlags: nameArchFlags(name, archFlags),
    smallIntBits,
  };
  return {
    header,
    headerBytes: bytes.slice(0, layout.headerEnd),
    size: layout.length,
    sourceName: qstrs[0]?.text ?? "",
    qstrs,
    constants,
    functions: new FunctionLister(layout, functionNames(module, layout), header, qstrs, constants, options).list(),
  };
}

function listQstrs(module: MpyModule, layout: MpyLayout): QstrListing[] {
  return module.qstrs.map((qstr, index) => {
    const offset = layout.qstrEnds[index - 1] ?? layout.tablesStart;
    const staticNumber = typeof qstr === "number" ? qstr : undefined;
    return { text: qstrText(qstr), staticNumber, offset, size: layout.qstrEnds[index]! - offset };
  });
}

function listConstants(module: MpyModule, layout: MpyLayout): ConstantListing[] {
  return module.constants.map((constant, index) => {
    const offset = layout.constantEnds[index - 1] ?? constantsStart(layout);
    return { kind: constant.kind, text: reprConstant(constant), offset, size: layout.constantEnds[index]! - offset };
  });
}

const FLAG_NAMES: readonly (readonly [number, string])[] = [
  [ScopeFlag.generator, "generator"],
  [ScopeFlag.varArgs, "*args"],
  [ScopeFlag.varKeywords, "**kwargs"],
  [ScopeFlag.defKwArgs, "keyword defaults"],
];

class FunctionLister {
  private readonly layout: MpyLayout;
  private readonly names: readonly FunctionName[];
  private readonly header: HeaderListing;
  private readonly qstrs: readonly QstrListing[];
  private readonly constants: readonly ConstantListing[];
  private readonly options: DisassembleOptions;

  constructor(
    layout: MpyLayout,
    names: readonly FunctionName[],
    header: HeaderListing,
    qstrs: readonly QstrListing[],
    constants: readonly ConstantListing[],
    options: DisassembleOptions,
  ) {
    this.layout = layout;
    this.names = names;
    this.header = header;
    this.qstrs = qstrs;
    this.constants = constants;
    this.options = options;
  }

  list(): FunctionListing[] {
    const { rawCodes } = this.layout;
    const children: number[][] = rawCodes.map(() => []);
    rawCodes.forEach(({ parent }, index) => children[parent]?.push(index));
    return rawCodes.map((located, index) => {
      const childNames = children[index]!.map((child) => this.names[child]!.name);
      const body = this.listBody(located, index, childNames);
      const { raw, parent, codeStart } = located;
      const head = { kind: raw.kind, ...this.names[index]!, parent, children: children[index]! };
      return { ...head, offset: codeStart, code: raw.code, ...body };
    });
  }

  private text(index: number): string {
    const text = this.qstrs[index]?.text;
    return text === undefined ? `?qstr ${index}` : shortName(text);
  }

  private listBody(located: RawCodeLayout, index: number, childNames: readonly string[]): FunctionBody {
    const { raw, codeStart } = located;
    const prelude = tryDecode(() => preludeOf(located));
    if (typeof prelude === "string") return { ...EMPTY_BODY, fault: prelude };
    const listed = prelude && this.listPrelude(prelude);
    if (raw.kind !== "bytecode") {
      const lines = this.options.nativeLines?.[index] ?? [];
      const isGenerator = prelude !== undefined && (prelude.scopeFlags & ScopeFlag.generator) !== 0;
      const native = listNativeCode(raw, this.header.arch, isGenerator, this.options.native, lines);
      return { ...EMPTY_BODY, prelude: listed, lines, native, notes: nativeNotes(raw) };
    }
    const lines = readLines(raw.code, prelude!);
    const { instructions, fault } = listBytecode(raw.code, prelude!.end, codeStart, lines, {
      args: listed!.args,
      qstr: (index) => this.text(index),
      constant: (index) => shortName(this.constants[index]?.text ?? `?constant ${index}`),
      child: (index) => childNames[index] ?? `?child ${index}`,
    });
    return { ...EMPTY_BODY, prelude: listed, lines, instructions, fault };
  }

  private listPrelude(prelude: Prelude): PreludeListing {
    const args = prelude.names.slice(1).map((index) => this.text(index));
    const flags = FLAG_NAMES.filter(([flag]) => prelude.scopeFlags & flag).map(([, name]) => name);
    return { ...prelude, args, flags };
  }
}

type FunctionBody = Pick<FunctionListing, "prelude" | "lines" | "instructions" | "native" | "notes" | "fault">;

const EMPTY_BODY: FunctionBody = {
  prelude: undefined,
  lines: [],
  instructions: [],
  native: undefined,
  notes: [],
  fault: undefined,
};

function preludeOf({ raw, codeStart }: RawCodeLayout): Prelude | undefined {
  if (raw.kind === "bytecode") return readPrelude(raw.code, 0, codeStart);
  if (raw.kind === "native") return readPrelude(raw.code, raw.preludeOffset, codeStart);
  return undefined;
}

/** The result of `decode`, or the text of its error. */
function tryDecode<T>(decode: () => T): T | string {
  try {
    return decode();
  } catch (error) {
    if (error instanceof MpyFormatError) return `${error.reason} (at byte ${error.offset} of the file)`;
    throw error;
  }
}

/** Types of viper values by number, as in the signature of assembler functions. */
const NATIVE_TYPES = ["object", "bool", "int", "uint", "ptr", "ptr8", "ptr16", "ptr32"];

function nativeNotes(raw: Exclude<MpyRawCode, { kind: "bytecode" }>): string[] {
  if (raw.kind === "native") return [`prelude at ${hex(raw.preludeOffset)}`];
  if (raw.kind === "asm") return [signatureNote(raw)];
  const notes: string[] = [];
  if (raw.rodata !== undefined) notes.push(`rodata: ${raw.rodata.length} bytes`);
  if (raw.bssSize !== undefined) notes.push(`bss: ${raw.bssSize} bytes`);
  if (raw.relocations !== undefined) notes.push(...raw.relocations.map(relocationNote));
  return notes;
}

/** Number of argument types that fit into a signature of 32 bits, beside the type of the result. */
const MAX_TYPED_ARGS = 7;

function signatureNote({ positionalArgs, typeSignature }: MpyAsm): string {
  const typeOf = (index: number): string => {
    const type = Math.floor(typeSignature / 16 ** index) % 16;
    return NATIVE_TYPES[type] ?? `type ${type}`;
  };
  const typed = Math.min(positionalArgs, MAX_TYPED_ARGS);
  const types = Array.from({ length: typed }, (_, index) => typeOf(index + 1));
  if (positionalArgs > typed) types.push(`and ${positionalArgs - typed} without a type`);
  return `arguments: ${types.join(", ") || "none"}; returns ${typeOf(0)}`;
}

function relocationNote({ target, address, count }: MpyRelocation): string {
  const at = address === undefined ? "the next word" : `word ${address.word} of ${address.section}`;
  const what = typeof target === "number" ? `entry ${target} of funTable` : target;
  return `relocation: ${at} += ${what}${count === undefined ? "" : `, ${count} words`}`;
}

const hex = (value: number): string => `0x${value.toString(16)}`;
