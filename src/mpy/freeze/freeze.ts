// .mpy files as C source for a firmware build. The text is that of mpy-tool.py -f, byte for byte: one can replace the
// other in a build and in its caches.

import { forInput, MpyToolError } from "../file/error.ts";
import { LONG_INT_IMPLS, resolveTarget } from "./freeze-options.ts";
import type { FreezeOptions, Target } from "./freeze-options.ts";
import { freezeCode } from "./frozen-code.ts";
import { freezeConstant } from "./frozen-constants.ts";
import { FrozenReader } from "./frozen-module.ts";
import type { FreezeInput, FrozenModule } from "./frozen-module.ts";
import { qstrHash, qstrIdent } from "./qstr-ident.ts";
import { encodeUtf8, hex2 } from "../file/text.ts";
import { LARGE_C_SOURCE, NOTHING_TO_FREEZE } from "../messages.ts";

/** C source with all `inputs` frozen, for a firmware build. The path of an input is in a comment only; the default is
 * made from the embedded source name.
 * @throws MpyFormatError if an input is malformed; MpyToolError if it cannot be frozen: native code with relocations, a
 *   big integer for a firmware without them, files for different architectures.
 */
export function freeze(inputs: readonly (Uint8Array | FreezeInput)[], options: FreezeOptions = {}): string {
  if (inputs.length === 0) throw new MpyToolError(NOTHING_TO_FREEZE);
  const target = resolveTarget(options);
  const reader = new FrozenReader();
  const modules = inputs.map((input, index) => forInput(index, () => reader.read(input, index)));
  return new Freezer(target, reader, modules).run();
}

/** Bytes of a pointer and of a raw code's structure on a 32-bit target, for the report at the end. */
const POINTER_BYTES = 4;
const RAW_CODE_BYTES = 16;

/** Half of the size of the first pool of qstrs that are made at run time (py/qstr.c). */
const MAX_POOL_ALLOC = 10;

/** Greatest size of the output: a malformed file may name one long string in each of its instructions. */
const MAX_CHARACTERS = 100e6;

const RULE = "/".repeat(80);

class Freezer {
  private readonly target: Target;
  private readonly reader: FrozenReader;
  private readonly modules: readonly FrozenModule[];
  private readonly lines: string[] = [];
  private readonly constantSizes: { strings: number; integers: number; objects: number; pointers: number } = {
    strings: 0,
    integers: 0,
    objects: 0,
    pointers: 0,
  };
  private readonly codeSizes: { bytecode: number; rawCodes: number } = { bytecode: 0, rawCodes: 0 };

  constructor(target: Target, reader: FrozenReader, modules: readonly FrozenModule[]) {
    this.target = target;
    this.reader = reader;
    this.modules = modules;
  }

  private characters = 0;

  private readonly print = (...lines: string[]): void => {
    for (const line of lines) {
      this.characters += line.length + 1;
      if (this.characters > MAX_CHARACTERS) throw new MpyToolError(LARGE_C_SOURCE);
      this.lines.push(line);
    }
  };

  run(): string {
    const qstrs = newQstrs(this.reader.strings, this.target.knownIdents);
    this.printHead();
    this.printQstrEnum(qstrs);
    this.printQstrPool(qstrs);
    for (const module of this.modules) forInput(module.index, () => this.printModule(module));
    this.printCollection();
    this.printSizes(qstrs);
    return `${this.lines.join("\n")}\n`;
  }

  private printHead(): void {
    const { longIntImpl, mpzDigitBits } = this.target;
    for (const header of ["mpconfig", "objint", "objstr", "emitglue", "nativeglue"]) {
      this.print(`#include "py/${header}.h"`);
    }
    this.print("", `#if MICROPY_LONGINT_IMPL != ${LONG_INT_IMPLS[longIntImpl]}`);
    this.print('#error "incompatible MICROPY_LONGINT_IMPL"', "#endif", "");
    if (longIntImpl === "mpz") {
      this.print(`#if MPZ_DIG_SIZE != ${mpzDigitBits}`, '#error "incompatible MPZ_DIG_SIZE"', "#endif", "");
    }
    this.printNumberType("float", "FLOAT", ["value"]);
    this.printNumberType("complex", "COMPLEX", ["real", "imag"]);
  }

  /** Types that only the files of their own methods declare. */
  private printNumberType(name: string, feature: string, fields: readonly string[]): void {
    this.print(`#if MICROPY_PY_BUILTINS_${feature}`, `typedef struct _mp_obj_${name}_t {`, "    mp_obj_base_t base;");
    for (const field of fields) this.print(`    mp_float_t ${field};`);
    this.print(`} mp_obj_${name}_t;`, "#endif", "");
  }

  private printQstrEnum(qstrs: readonly NewQstr[]): void {
    if (qstrs.length === 0) return;
    this.print("enum {");
    qstrs.forEach(({ ident }, index) => {
      this.print(index === 0 ? `    MP_QSTR_${ident} = MP_QSTRnumber_of,` : `    MP_QSTR_${ident},`);
    });
    this.print("};");
  }

  private printQstrPool(qstrs: readonly NewQstr[]): void {
    const { bytesInHash } = this.target;
    if (bytesInHash > 0) {
      this.print("", "const qstr_hash_t mp_qstr_frozen_const_hashes[] = {");
      for (const { bytes } of qstrs) this.print(`    ${qstrHash(bytes, bytesInHash)},`);
      this.print("};");
    }
    this.print("", "const qstr_len_t mp_qstr_frozen_const_lengths[] = {");
    for (const { bytes } of qstrs) this.print(`    ${bytes.length},`);
    this.print("};", "");
    this.print("extern const qstr_pool_t mp_qstr_const_pool;");
    this.print("const qstr_pool_t mp_qstr_frozen_const_pool = {");
    this.print("    &mp_qstr_const_pool, // previous pool");
    this.print("    MP_QSTRnumber_of, // previous pool size");
    this.print("    true, // is_sorted");
    this.print(`    ${Math.min(qstrs.length, MAX_POOL_ALLOC)}, // allocated entries`);
    this.print(`    ${qstrs.length}, // used entries`);
    if (bytesInHash > 0) this.print("    (qstr_hash_t *)mp_qstr_frozen_const_hashes,");
    this.print("    (qstr_len_t *)mp_qstr_frozen_const_lengths,", "    {");
    for (const qstr of qstrs) this.print(`        "${cString(qstr)}",`);
    this.print("    },", "};");
  }

  private printModule(frozen: FrozenModule): void {
    const { name, module, path, sourceName, header } = frozen;
    this.print("", RULE, `// frozen module ${name}`, `// - original source file: ${path}`);
    this.print(`// - frozen file name: ${sourceName}`);
    this.print(`// - .mpy header: ${Array.from(header, hex2).join(":")}`, "");
    const { print, codeSizes: sizes } = this;
    freezeCode({ module: frozen, arch: this.reader.arch, sizes, print }, frozen.body);
    this.print("");
    this.printTables(frozen);
    this.print("", `static const mp_frozen_module_t frozen_module_${name} = {`, "    .constants = {");
    this.print(`        .qstr_table = (qstr_short_t *)&const_qstr_table_data_${name},`);
    const hasConstants = module.constants.length > 0;
    this.print(`        .obj_table = ${hasConstants ? `(mp_obj_t *)&const_obj_table_data_${name}` : "NULL"},`);
    this.print("    },", `    .proto_fun = &proto_fun_${frozen.body.name},`, "};");
  }

  private printTables(frozen: FrozenModule): void {
    const { name, qstrs, sourceName } = frozen;
    const { constants } = frozen.module;
    this.print(`static const qstr_short_t const_qstr_table_data_${name}[${qstrs.length}] = {`);
    for (const text of qstrs) this.print(`    MP_QSTR_${qstrIdent(text)},`);
    this.print("};");
    if (constants.length === 0) return;
    this.print("", "// constants");
    const { target, print, constantSizes: sizes } = this;
    const context = { target, known: this.reader.known, sourceName, sizes, print };
    const references = constants.map((constant, at) => freezeConstant(context, `const_obj_${name}_${at}`, constant));
    this.print("", "// constant table");
    this.print(`static const mp_rom_obj_t const_obj_table_data_${name}[${constants.length}] = {`);
    for (const reference of references) this.print(`    ${reference},`);
    this.print("};");
    this.constantSizes.pointers += constants.length;
  }

  /** The lists by which the firmware finds frozen modules. */
  private printCollection(): void {
    this.print("", RULE, "// collection of all frozen modules", "");
    this.print("const char mp_frozen_names[] = {", "    #ifdef MP_FROZEN_STR_NAMES", "    MP_FROZEN_STR_NAMES");
    this.print("    #endif");
    for (const { sourceName } of this.modules) this.print(`    "${sourceName}\\0"`);
    this.print('    "\\0"', "};", "");
    this.print("const mp_frozen_module_t *const mp_frozen_mpy_content[] = {");
    for (const { name } of this.modules) this.print(`    &frozen_module_${name},`);
    this.print("};", "", "#ifdef MICROPY_FROZEN_LIST_ITEM");
    for (const { sourceName } of this.modules) {
      this.print(`MICROPY_FROZEN_LIST_ITEM("${shortName(sourceName)}", "${sourceName}")`);
    }
    this.print("#endif", "");
  }

  /** Prints the sizes of the frozen code in the firmware, in bytes. */
  private printSizes(qstrs: readonly NewQstr[]): void {
    const { bytesInHash, bytesInLength } = this.target;
    const { strings, integers, objects, pointers } = this.constantSizes;
    const { bytecode, rawCodes } = this.codeSizes;
    const qstrBytes = qstrs.reduce((sum, { bytes }) => sum + bytes.length + 1 + bytesInHash + bytesInLength, 0);
    const nameBytes = this.modules.reduce((sum, { sourceName }) => sum + sourceName.length + 1, 1);
    const contentBytes = this.modules.length * POINTER_BYTES;
    const tableBytes = pointers * POINTER_BYTES;
    const rawCodeBytes = rawCodes * RAW_CODE_BYTES;
    const parts = [qstrBytes, bytecode, strings, integers, objects, tableBytes, rawCodeBytes, nameBytes, contentBytes];
    this.print("/*", "byte sizes:");
    this.print(`qstr content: ${qstrs.length} unique, ${qstrBytes} bytes`);
    this.print(`bc content: ${bytecode}`);
    this.print(`const str content: ${strings}`);
    this.print(`const int content: ${integers}`);
    this.print(`const obj content: ${objects}`);
    this.print("const table qstr content: 0 entries, 0 bytes");
    this.print(`const table ptr content: ${pointers} entries, ${tableBytes} bytes`);
    this.print(`raw code content: ${rawCodes} * 4 = ${rawCodeBytes}`);
    this.print(`mp_frozen_mpy_names_content: ${nameBytes}`);
    this.print(`mp_frozen_mpy_content_size: ${contentBytes}`);
    this.print(`total: ${parts.reduce((sum, part) => sum + part, 0)}`, "*/");
  }
}

/** A qstr that frozen code adds to the firmware. */
interface NewQstr {
  readonly ident: string;
  readonly text: string;
  readonly bytes: Uint8Array;
}

/** The qstrs that the firmware lacks, each once, sorted by code points: firmware finds them by bisection. */
function newQstrs(strings: readonly string[], known: ReadonlySet<string>): NewQstr[] {
  const byIdent = new Map<string, NewQstr>();
  for (const text of strings) {
    const ident = qstrIdent(text);
    if (!known.has(ident) && !byIdent.has(ident)) byIdent.set(ident, { ident, text, bytes: encodeUtf8(text) });
  }
  return [...byIdent.values()].sort((a, b) => compareBytes(a.bytes, b.bytes));
}

/** UTF-8 sorts as code points do. */
function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at++) {
    if (a[at] !== b[at]) return a[at]! - b[at]!;
  }
  return a.length - b.length;
}

const PLAIN_TEXT = /^[\x20-\x21\x23-\x5b\x5d-\x7e]*$/;

function cString({ text, bytes }: NewQstr): string {
  return PLAIN_TEXT.test(text) ? text : Array.from(bytes, (byte) => `\\x${hex2(byte)}`).join("");
}

/** The name by which a frozen file is imported. */
function shortName(sourceName: string): string {
  const packageEnd = "/__init__.py";
  if (sourceName.endsWith(packageEnd)) return sourceName.slice(0, -packageEnd.length);
  return sourceName.split(".").slice(0, -1).join(".");
}
