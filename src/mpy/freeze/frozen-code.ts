// Raw codes of a frozen module in C: the bytes with comments, then the structure that the firmware runs.

import { ARCH_NUMBERS } from "../file/arch.ts";
import { MpyFormatError, MpyToolError } from "../file/error.ts";
import type { FrozenCode, FrozenModule } from "./frozen-module.ts";
import { decodeInstructions, jumpDistance } from "../file/instruction.ts";
import type { Instruction } from "../file/instruction.ts";
import { ScopeFlag } from "../file/model.ts";
import type { MpyRawCode } from "../file/model.ts";
import { RANGES } from "../file/opcode-ranges.ts";
import { BINARY_OPS, UNARY_OPS } from "../file/opcodes.ts";
import type { Prelude } from "../file/prelude.ts";
import { reprStr } from "../file/python-repr.ts";
import { hex2 } from "../file/text.ts";
import { longArgumentNames, noQstr, relocationsNotFrozen } from "../messages.ts";

/** Counts of the report at the end of the output. */
export interface CodeSizes {
  bytecode: number;
  rawCodes: number;
}

/** The inputs of freezing a raw code. */
export interface CodeContext {
  readonly module: FrozenModule;
  /** Architecture of native code, 0 for none. */
  readonly arch: number;
  readonly sizes: CodeSizes;
  /** Appends a line of output. */
  print(line: string): void;
}

const KIND_NAMES: Readonly<Record<MpyRawCode["kind"], string>> = {
  bytecode: "MP_CODE_BYTECODE",
  native: "MP_CODE_NATIVE_PY",
  viper: "MP_CODE_NATIVE_VIPER",
  asm: "MP_CODE_NATIVE_ASM",
};

/** Prints `code` and all functions in it. */
export function freezeCode(context: CodeContext, code: FrozenCode): void {
  if (code.raw.kind === "bytecode") freezeBytecode(context, code, code.prelude!);
  else freezeNative(context, code);
}

const cBytes = (bytes: Uint8Array): string => Array.from(bytes, (byte) => `0x${hex2(byte)},`).join("");

function freezeBytecode(context: CodeContext, code: FrozenCode, prelude: Prelude): void {
  const { print, module } = context;
  const bytes = code.raw.code;
  const names = prelude.names.map((index) => qstrText(context, code, index));
  if (names.reduce((sum, name) => sum + name.length, 0) > MAX_NAMES) {
    throw new MpyToolError(longArgumentNames(MAX_NAMES));
  }
  print(`// frozen bytecode for file ${module.sourceName}, scope ${code.name}`);
  print(`static const byte fun_data_${code.name}[${bytes.length}] = {`);
  print(`    ${cBytes(bytes.subarray(0, prelude.namesStart))} // prelude`);
  print(`    ${cBytes(bytes.subarray(prelude.namesStart, prelude.linesStart))} // names: ${names.join(", ")}`);
  print(`    ${cBytes(bytes.subarray(prelude.linesStart, prelude.end))} // code info`);
  for (const instruction of decodeInstructions(bytes, prelude.end, code.codeStart)) {
    const own = bytes.subarray(instruction.offset, instruction.offset + instruction.size);
    print(`    ${cBytes(own)} // ${comment(context, code, instruction)}`);
  }
  print("};");
  freezeChildren(context, code, undefined);
  freezeStructure(context, code, undefined);
  context.sizes.bytecode += bytes.length;
}

/** Characters of one function's names in a comment. */
const MAX_NAMES = 1_000_000;

function qstrText(context: CodeContext, code: FrozenCode, index: number): string {
  const text = context.module.qstrs[index];
  if (text === undefined) throw new MpyFormatError(noQstr(index), code.codeStart);
  return text;
}

/** Name and operand of an instruction, jumps as distances. */
function comment(context: CodeContext, code: FrozenCode, instruction: Instruction): string {
  const { info, operand } = instruction;
  const name = info.name ?? "unknown";
  switch (info.format) {
    case "qstr":
      return `${name} ${reprStr(qstrText(context, code, operand))}`;
    case "varuint":
      return `${name} ${instruction.wide ?? operand}`;
    case "offset":
      return `${name} ${jumpDistance(instruction)}`;
    case "byte":
      return info.implied === undefined ? name : `${name} ${operand}${operatorName(instruction)}`;
  }
}

function operatorName({ info, operand }: Instruction): string {
  if (info.name === RANGES.unaryOp.name) return ` ${UNARY_OPS[operand]}`;
  if (info.name === RANGES.binaryOp.name) return ` ${BINARY_OPS[operand]}`;
  return "";
}

/** Prints children and their table. For native code, the table's last entry points to its prelude. */
function freezeChildren(context: CodeContext, code: FrozenCode, preludePointer: string | undefined): void {
  const { print } = context;
  if (code.children.length === 0) return;
  for (const child of code.children) {
    print(`// child of ${code.name}`);
    freezeCode(context, child);
    print("");
  }
  print(`static const mp_raw_code_t *const children_${code.name}[] = {`);
  for (const child of code.children) print(`    (const mp_raw_code_t *)&proto_fun_${child.name},`);
  if (preludePointer !== undefined) print(`    (void *)${preludePointer},`);
  print("};");
  print("");
}

function freezeNative(context: CodeContext, code: FrozenCode): void {
  const { print, module } = context;
  if (code.scopeFlags & ~0x0f) {
    const where = `error while freezing ${module.sourceName}`;
    throw new MpyToolError(relocationsNotFrozen(where));
  }
  const bytes = code.raw.code;
  print("");
  print(`// frozen native code for file ${module.sourceName}, scope ${code.name}`);
  print(`static const byte fun_data_${code.name}[${bytes.length}] ${sectionAttributes(context.arch)} = {`);
  for (let at = 0; at < bytes.length; at += 16) print(`   ${spacedBytes(bytes.subarray(at, at + 16))}`);
  print("};");
  const preludePointer = code.raw.kind === "native" ? freezePrelude(context, code, code.raw.preludeOffset) : undefined;
  freezeChildren(context, code, preludePointer);
  freezeStructure(context, code, preludePointer);
}

const spacedBytes = (bytes: Uint8Array): string => Array.from(bytes, (byte) => ` 0x${hex2(byte)},`).join("");

/** Prints a copy of the prelude, for memory with machine code that cannot be read by bytes. */
function freezePrelude(context: CodeContext, code: FrozenCode, offset: number): string {
  const { print } = context;
  const macro = `fun_data_${code.name}_prelude_macro`;
  const bytes = code.raw.code.subarray(offset);
  print("#if MICROPY_EMIT_NATIVE_PRELUDE_SEPARATE_FROM_MACHINE_CODE");
  print(`static const byte fun_data_${code.name}_prelude[${bytes.length}] = {${spacedBytes(bytes)}};`);
  print(`#define ${macro} &fun_data_${code.name}_prelude[0]`);
  print("#else");
  print(`#define ${macro} &fun_data_${code.name}[${offset}]`);
  print("#endif");
  return macro;
}

/** Assemblers whose comments begin with "#". Those of ARM have "@", and "%" before a section's type. */
const HASH_COMMENT_ARCHES = ["x86", "x64", "xtensa", "xtensawin", "rv32imc", "rv64imc"] as const;

/** Architectures whose code is aligned to 4 bytes. It is 2 on Thumb and RISC-V, 1 on x86. */
const FOUR_BYTE_ARCHES = ["armv6", "xtensa", "xtensawin"] as const;

/**
 * GCC attributes that put bytes into the text section. The comment at the end hides the text that GCC adds to the
 * section's name.
 */
function sectionAttributes(arch: number): string {
  const is = (names: readonly (keyof typeof ARCH_NUMBERS)[]): boolean =>
    names.some((name) => ARCH_NUMBERS[name] === arch);
  const section = is(HASH_COMMENT_ARCHES) ? '.text,\\"ax\\",@progbits # ' : '.text,\\"ax\\",%progbits @ ';
  const attribute = `__attribute__((section("${section}")))`;
  if (is(FOUR_BYTE_ARCHES)) return `${attribute} __attribute__ ((aligned (4)))`;
  const isThumb = arch >= ARCH_NUMBERS.armv6m && arch <= ARCH_NUMBERS.armv7emdp;
  if (isThumb || is(["rv32imc", "rv64imc"])) return `${attribute} __attribute__ ((aligned (2)))`;
  return attribute;
}

/** Prints a raw code's structure. Bytecode without children needs it only in firmware that saves code. */
function freezeStructure(context: CodeContext, code: FrozenCode, preludePointer: string | undefined): void {
  const { print } = context;
  const { raw, name, children } = code;
  const isMinimal = raw.kind === "bytecode" && children.length === 0;
  if (isMinimal) print("#if MICROPY_PERSISTENT_CODE_SAVE");
  const type = raw.kind === "asm" ? "mp_raw_code_t" : "mp_raw_code_truncated_t";
  print(`static const ${type} proto_fun_${name} = {`);
  print("    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,");
  print("    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,");
  print(`    .kind = ${KIND_NAMES[raw.kind]},`);
  print(`    .is_generator = ${code.scopeFlags & ScopeFlag.generator ? 1 : 0},`);
  print(`    .fun_data = fun_data_${name},`);
  const table = children.length > 0 ? `&children_${name}` : preludePointer;
  print(`    .children = ${table === undefined ? "NULL" : `(void *)${table}`},`);
  print("    #if MICROPY_PERSISTENT_CODE_SAVE");
  print(`    .fun_data_len = ${raw.code.length},`);
  print(`    .n_children = ${children.length},`);
  print("    #if MICROPY_EMIT_MACHINE_CODE");
  print(`    .prelude_offset = ${raw.kind === "native" ? raw.preludeOffset : 0},`);
  print("    #endif");
  if (raw.kind === "bytecode") printTraceFields(context, code, code.prelude!);
  print("    #endif");
  if (raw.kind === "asm") {
    print(`    .asm_n_pos_args = ${raw.positionalArgs},`);
    print(`    .asm_type_sig = ${raw.typeSignature},`);
  }
  print("};");
  if (isMinimal) {
    print("#else");
    print(`#define proto_fun_${name} fun_data_${name}[0]`);
    print("#endif");
  }
  context.sizes.rawCodes++;
}

/** Fields that only a firmware with sys.settrace has. */
function printTraceFields({ print }: CodeContext, code: FrozenCode, prelude: Prelude): void {
  const data = `fun_data_${code.name}`;
  print("    #if MICROPY_PY_SYS_SETTRACE");
  print("    .line_of_definition = 0,");
  print("    .prelude = {");
  print(`        .n_state = ${prelude.stateSize},`);
  print(`        .n_exc_stack = ${prelude.exceptionDepth},`);
  print(`        .scope_flags = ${prelude.scopeFlags},`);
  print(`        .n_pos_args = ${prelude.positionalArgs},`);
  print(`        .n_kwonly_args = ${prelude.keywordOnlyArgs},`);
  print(`        .n_def_pos_args = ${prelude.defaultArgs},`);
  print(`        .qstr_block_name_idx = ${prelude.names[0]},`);
  print(`        .line_info = ${data} + ${prelude.linesStart},`);
  print(`        .line_info_top = ${data} + ${prelude.cellsStart},`);
  print(`        .opcodes = ${data} + ${prelude.end},`);
  print("    },");
  print("    #endif");
}
