// The constant table of a frozen module in C: a definition for each object that is not an immediate value.

import { MpyFormatError, MpyToolError } from "../file/error.ts";
import type { Target } from "./freeze-options.ts";
import type { MpyConstant } from "../file/model.ts";
import { formatG16 } from "../file/python-repr.ts";
import { qstrHash, qstrIdent } from "./qstr-ident.ts";
import { decodeUtf8, hex2 } from "../file/text.ts";
import { deepTuples, noComplexNumber, noLongInts } from "../messages.ts";

/** Bytes of frozen constants, for the report at the end of the output. */
export interface ConstantSizes {
  strings: number;
  integers: number;
  objects: number;
}

/** The inputs of freezing a constant. */
export interface ConstantContext {
  readonly target: Target;
  /** Strings that are qstrs. */
  readonly known: ReadonlySet<string>;
  /** Source name of the module, for messages. */
  readonly sourceName: string;
  readonly sizes: ConstantSizes;
  /** Appends a line of output. */
  print(line: string): void;
}

/** Bytes of an object's head, and of one with a float, on a 32-bit target. */
const OBJECT_BYTES = 16;
const FLOAT_OBJECT_BYTES = 12;

/** Integers that are small ints on every target: object representation B has the fewest bits, 14. */
const MIN_SMALL_INT = -0x2000n;
const MAX_SMALL_INT = 0x1fffn;

const PLAIN = {
  funTable: "&mp_fun_table",
  none: "MP_ROM_NONE",
  false: "MP_ROM_FALSE",
  true: "MP_ROM_TRUE",
  ellipsis: "MP_ROM_PTR(&mp_const_ellipsis_obj)",
} as const;

/** Prints the definitions of `constant` under the C name `name`, and returns its C expression. */
export function freezeConstant(context: ConstantContext, name: string, constant: MpyConstant, depth = 0): string {
  switch (constant.kind) {
    case "str":
      return freezeStr(context, name, constant.bytes);
    case "bytes":
      if (constant.bytes.length === 0) return "MP_ROM_PTR(&mp_const_empty_bytes_obj)";
      return freezeString(context, name, "mp_type_bytes", constant.bytes);
    case "int":
      return freezeInt(context, name, BigInt(constant.text));
    case "float":
      return freezeFloat(context, name, parseFloatText(constant.text));
    case "complex":
      return freezeComplex(context, name, constant.text);
    case "tuple":
      return freezeTuple(context, name, constant.items, depth);
    default:
      return PLAIN[constant.kind];
  }
}

function freezeStr(context: ConstantContext, name: string, bytes: Uint8Array): string {
  if (bytes.length === 0) return "MP_ROM_QSTR(MP_QSTR_)";
  const text = decodeUtf8(bytes)!;
  if (context.known.has(text)) return `MP_ROM_QSTR(MP_QSTR_${qstrIdent(text)})`;
  return freezeString(context, name, "mp_type_str", bytes);
}

function freezeString(context: ConstantContext, name: string, type: string, bytes: Uint8Array): string {
  const hash = qstrHash(bytes, context.target.bytesInHash);
  const data = Array.from(bytes, (byte) => `\\x${hex2(byte)}`).join("");
  context.print(`static const mp_obj_str_t ${name} = {{&${type}}, ${hash}, ${bytes.length}, (const byte*)"${data}"};`);
  context.sizes.strings += bytes.length;
  context.sizes.objects += OBJECT_BYTES;
  return `MP_ROM_PTR(&${name})`;
}

function freezeInt(context: ConstantContext, name: string, value: bigint): string {
  if (value >= MIN_SMALL_INT && value <= MAX_SMALL_INT) return `MP_ROM_INT(${value})`;
  const { longIntImpl, mpzDigitBits } = context.target;
  if (longIntImpl === "none") {
    const where = `error while freezing ${context.sourceName}`;
    throw new MpyToolError(noLongInts(where));
  }
  if (longIntImpl === "longlong") {
    context.print(`static const mp_obj_int_t ${name} = {{&mp_type_int}, ${value}};`);
    return `MP_ROM_PTR(&${name})`;
  }
  const digits = mpzDigits(value, mpzDigitBits);
  const type = `uint${mpzDigitBits}_t`;
  context.print(
    `static const mp_obj_int_t ${name} = {{&mp_type_int}, {.neg=${value < 0n ? 1 : 0}, .fixed_dig=1, ` +
      `.alloc=${digits.length}, .len=${digits.length}, .dig=(${type}*)(const ${type}[]){${digits.join(",")}}}};`,
  );
  context.sizes.integers += Math.floor((digits.length * mpzDigitBits) / 8);
  context.sizes.objects += OBJECT_BYTES;
  return `MP_ROM_PTR(&${name})`;
}

/** The absolute value's digits of `bits` bits, lowest first, in hexadecimal. Cut from text, in linear time. */
function mpzDigits(value: bigint, bits: number): string[] {
  const binary = (value < 0n ? -value : value).toString(2);
  const digits: string[] = [];
  for (let end = binary.length; end > 0; end -= bits) {
    const digit = BigInt(`0b${binary.slice(Math.max(0, end - bits), end)}`);
    digits.push(`0x${digit.toString(16)}`);
  }
  return digits;
}

/** Parses a float of the reference, whose "inf" and "nan" JavaScript does not parse. */
function parseFloatText(text: string): number {
  if (text === "inf") return Infinity;
  if (text === "-inf") return -Infinity;
  return Number(text);
}

function freezeFloat(context: ConstantContext, name: string, value: number): string {
  const macro = `${name}_macro`;
  const print = (line: string): void => context.print(line);
  print("#if MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_A || MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_B");
  print(`static const mp_obj_float_t ${name} = {{&mp_type_float}, (mp_float_t)${formatG16(value)}};`);
  print(`#define ${macro} MP_ROM_PTR(&${name})`);
  print("#elif MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_C");
  print(`#define ${macro} ((mp_rom_obj_t)(0x${reprC(value).toString(16).padStart(8, "0")}))`);
  print("#elif MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_D");
  print(`#define ${macro} ((mp_rom_obj_t)(0x${reprD(value).toString(16).padStart(16, "0")}))`);
  print("#endif");
  context.sizes.objects += FLOAT_OBJECT_BYTES;
  return macro;
}

/** Object representation C: a single-precision float with its low bits as a tag; the sum may carry out of 32 bits. */
function reprC(value: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  return (((view.getUint32(0) & ~3) | 2) >>> 0) + 0x80800000;
}

/** Object representation D: a double, offset; the sum may carry out of 64 bits. */
function reprD(value: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return view.getBigUint64(0) + 0x8004000000000000n;
}

const COMPLEX_TEXT =
  /^\(?(?:([-+]?(?:[0-9.]+(?:e[-+]?[0-9]+)?|inf|nan))(?=[-+]))?([-+]?(?:[0-9.]+(?:e[-+]?[0-9]+)?|inf|nan))j\)?$/;

function freezeComplex(context: ConstantContext, name: string, text: string): string {
  const parts = COMPLEX_TEXT.exec(text);
  if (parts === null) throw new MpyFormatError(noComplexNumber(text), 0);
  const [real, imaginary] = [parts[1] ?? "0", parts[2]!].map((part) => parseFloatText(part.replace(/^\+/, "")));
  context.print(
    `static const mp_obj_complex_t ${name} = {{&mp_type_complex}, ` +
      `(mp_float_t)${formatG16(real!)}, (mp_float_t)${formatG16(imaginary!)}};`,
  );
  return `MP_ROM_PTR(&${name})`;
}

/** Greatest nesting of tuples: names grow with each level, and the JavaScript stack is limited. */
const MAX_TUPLE_DEPTH = 500;

function freezeTuple(context: ConstantContext, name: string, items: readonly MpyConstant[], depth: number): string {
  if (items.length === 0) return "MP_ROM_PTR(&mp_const_empty_tuple_obj)";
  if (depth >= MAX_TUPLE_DEPTH) {
    throw new MpyToolError(deepTuples(MAX_TUPLE_DEPTH));
  }
  const references = items.map((item, index) => freezeConstant(context, `${name}_${index}`, item, depth + 1));
  context.print(`static const mp_rom_obj_tuple_t ${name} = {{&mp_type_tuple}, ${items.length}, {`);
  for (const reference of references) context.print(`    ${reference},`);
  context.print("}};");
  return `MP_ROM_PTR(&${name})`;
}
