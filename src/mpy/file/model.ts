// A whole .mpy file as data: the compiler builds it, the writer writes it, and all tools on .mpy files read it. Its
// shape is that of the file (py/persistentcode.c), not of a running program: code is bytes, qstrs and constants are
// tables. A file that is read and written again has the same bytes.

/** Version of the .mpy format that this package reads and writes (the second byte of the file). */
export const MPY_VERSION = 6;

/** Revision of the native ABI within {@link MPY_VERSION}. Only files with native code have it. */
export const MPY_SUB_VERSION = 3;

/** Bits of a small int by default, as in the reference compiler. */
export const DEFAULT_SMALL_INT_BITS = 31;

/** Scope flags of a prelude (the low four) or after viper code (py/emitglue.h). */
export const ScopeFlag = {
  generator: 0x01,
  varKeywords: 0x02,
  varArgs: 0x04,
  defKwArgs: 0x08,
  /** An async function of CircuitPython, in a prelude. */
  async: 0x10,
  viperRelocations: 0x10,
  viperRodata: 0x20,
  viperBss: 0x40,
} as const;

/** The first bytes of the file. For pure bytecode `arch` and `subVersion` are 0. */
export interface MpyHeader {
  /** Format version, 6. */
  version: number;
  /** 0 to 3; {@link MPY_SUB_VERSION} with native code. */
  subVersion: number;
  /** Architecture number (see arch.ts), 0 for none. */
  arch: number;
  /** Extensions that the native code needs (see ARCH_FLAGS in arch.ts); 0 writes no flags. */
  archFlags: number;
  /** Bits of the code's small ints. The device must have at least as many. */
  smallIntBits: number;
  /** Whether the file is for CircuitPython, whose files begin with another letter. @default false */
  circuitPython?: boolean;
}

/** A qstr of the module: UTF-8 bytes, or the number of a static qstr (an index into STATIC_QSTRS). */
export type MpyQstr = Uint8Array | number;

/** An object of the constant table. Numbers are decimal text, as `repr` of the reference prints them. */
export type MpyConstant =
  | { readonly kind: "funTable" | "none" | "false" | "true" | "ellipsis" }
  | { readonly kind: "str" | "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "int" | "float" | "complex"; readonly text: string }
  | { readonly kind: "tuple"; readonly items: readonly MpyConstant[] };

/** Function body as bytecode: prelude, names, line table, cells and opcodes, one after the other. */
export interface MpyBytecode {
  readonly kind: "bytecode";
  readonly code: Uint8Array;
  readonly children: readonly MpyRawCode[];
}

/** Function body as machine code, followed by a prelude as bytecode has it. */
export interface MpyNative {
  readonly kind: "native";
  /** Machine code, then the prelude. */
  readonly code: Uint8Array;
  /** Offset of the prelude in `code`, in bytes. */
  readonly preludeOffset: number;
  readonly children: readonly MpyRawCode[];
}

/** Machine code without a prelude: a viper function, or a module that was linked from C. */
export interface MpyViper {
  readonly kind: "viper";
  readonly code: Uint8Array;
  /** {@link ScopeFlag} bits: which of the next three fields are in the file. The compiler writes 0. */
  readonly scopeFlags: number;
  /** Read-only data beside the code. */
  readonly rodata?: Uint8Array;
  /** Bytes of zeroed memory that the code needs. */
  readonly bssSize?: number;
  /** Words of code and rodata to be adjusted at load. */
  readonly relocations?: readonly MpyRelocation[];
  readonly children: readonly MpyRawCode[];
}

/** Machine code from an inline assembler function. */
export interface MpyAsm {
  readonly kind: "asm";
  readonly code: Uint8Array;
  /** {@link ScopeFlag} bits; the compiler writes 0. */
  readonly scopeFlags: number;
  readonly positionalArgs: number;
  /** Four bits for each of the return value and the arguments (MP_NATIVE_TYPE_* of py/runtime.h). */
  readonly typeSignature: number;
  readonly children: readonly MpyRawCode[];
}

/** One function, or the module's body, with the functions that it makes. */
export type MpyRawCode = MpyBytecode | MpyNative | MpyViper | MpyAsm;

/**
 * The value that a relocation adds to words: the address of a section or table, or an entry of mp_fun_table by number.
 */
export type RelocationTarget = "text" | "rodata" | "bss" | "qstrTable" | "objTable" | "funTable" | number;

/** One step of relocation: adjusts `count` words, from `address` on, or after the previous step's last word. */
export interface MpyRelocation {
  readonly target: RelocationTarget;
  /** First word to adjust, counted in words from the section's start. */
  readonly address?: { readonly section: "text" | "rodata"; readonly word: number };
  /** Number of words, only for the targets text, rodata and bss. @default 1 */
  readonly count?: number;
}

/** A whole .mpy file. */
export interface MpyModule {
  readonly header: MpyHeader;
  /** The module's qstr table; entry 0 is the embedded source name. */
  readonly qstrs: readonly MpyQstr[];
  readonly constants: readonly MpyConstant[];
  /** The module's own body. */
  readonly body: MpyRawCode;
}

/** A header for `arch` (0 for bytecode only), as the reference writes it. */
export function makeMpyHeader(arch = 0, archFlags = 0, smallIntBits: number = DEFAULT_SMALL_INT_BITS): MpyHeader {
  return { version: MPY_VERSION, subVersion: arch === 0 ? 0 : MPY_SUB_VERSION, arch, archFlags, smallIntBits };
}
