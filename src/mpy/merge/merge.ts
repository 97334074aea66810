// Merges several .mpy files into one, whose bodies run one after the other in one namespace. The bytes are those of
// mpy-tool.py --merge, except for one fault of that tool (see MergeOptions). Its use is a native module with a part in
// bytecode. It does not bundle separate modules.

import { ByteWriter } from "../../bytes/writer.ts";
import { HAS_CHILDREN, RAW_CODE_KINDS } from "../file/encoding.ts";
import { forInput, MpyFormatError, MpyToolError } from "../file/error.ts";
import { bodyStart, constantsStart } from "../file/layout.ts";
import { MPY_SUB_VERSION, makeMpyHeader } from "../file/model.ts";
import { Op } from "../file/opcodes.ts";
import { readLocatedMpy } from "../file/read.ts";
import type { LocatedModule } from "../file/read.ts";
import { moveTables } from "./rewrite.ts";
import { writeHeader, writeRawCode } from "../file/write.ts";
import {
  FLAGS_WITHOUT_NATIVE,
  MIXED_IMPLEMENTATIONS,
  NO_SOURCE_NAME,
  NOTHING_TO_MERGE,
  otherSubVersion,
  SEVERAL_NATIVE,
} from "../messages.ts";

/** Options of {@link mergeMpy}. */
export interface MergeOptions {
  /**
   * Architecture flags of the result (-march-flags).
   * @default those of the input with native code
   */
  archFlags?: number;
  /**
   * Writes the bytes of mpy-tool.py with its fault: in every file but the first, the distance of UNWIND_JUMP (`break`,
   * `continue` and `return` out of `try` or `with`) is wrong by one byte. mpy-tool.py refuses most such files, and the
   * code of the others jumps past an instruction. False: such jumps have the right distance.
   * @default false
   */
  likeMpyTool?: boolean;
}

interface Input extends LocatedModule {
  readonly bytes: Uint8Array;
  /** Position among the caller's files. */
  readonly index: number;
}

/**
 * Merges .mpy files into one module. A single file is returned unchanged. At most one may have native code: its body
 * runs first, the others in the given order, without line numbers.
 * @throws MpyFormatError if an input is malformed; MpyToolError if the inputs cannot be merged.
 */
export function mergeMpy(files: readonly Uint8Array[], options: MergeOptions = {}): Uint8Array<ArrayBuffer> {
  const inputs = files.map((bytes, index) => forInput(index, () => readInput(bytes, index)));
  if (inputs.length === 0) throw new MpyToolError(NOTHING_TO_MERGE);
  if (inputs.length === 1) return inputs[0]!.bytes.slice();

  const native = findNative(inputs);
  const smallIntBits = inputs.at(-1)!.module.header.smallIntBits;
  const arch = native?.module.header.arch ?? 0;
  const archFlags = options.archFlags ?? native?.module.header.archFlags ?? 0;
  if (archFlags !== 0 && arch === 0) throw new MpyToolError(FLAGS_WITHOUT_NATIVE);
  const { circuitPython } = inputs[0]!.module.header;
  const other = inputs.find(({ module }) => module.header.circuitPython !== circuitPython);
  if (other !== undefined) {
    throw new MpyToolError(MIXED_IMPLEMENTATIONS, other.index);
  }
  const ordered = native === undefined ? inputs : [native, ...inputs.filter((input) => input !== native)];

  const writer = new ByteWriter(files.reduce((sum, file) => sum + file.length, 256));
  writeHeader(writer, { ...makeMpyHeader(arch, archFlags, smallIntBits), ...(circuitPython && { circuitPython }) });
  writeTables(writer, ordered);
  writeBodies(writer, ordered, options.likeMpyTool ?? false);
  return writer.toBytes();
}

function readInput(bytes: Uint8Array, index: number): Input {
  const located = readLocatedMpy(bytes);
  if (located.module.qstrs.length === 0) throw new MpyFormatError(NO_SOURCE_NAME, located.layout.tablesStart);
  return { ...located, bytes, index };
}

function findNative(inputs: readonly Input[]): Input | undefined {
  const natives = inputs.filter((input) => input.module.header.arch !== 0);
  if (natives.length > 1) {
    throw new MpyToolError(SEVERAL_NATIVE, natives[1]!.index);
  }
  const native = natives[0];
  if (native !== undefined && native.module.header.subVersion !== MPY_SUB_VERSION) {
    const { subVersion } = native.module.header;
    throw new MpyToolError(otherSubVersion(subVersion, MPY_SUB_VERSION), native.index);
  }
  return native;
}

/** Appends the inputs' tables, one after the other. A string in several inputs is repeated. */
function writeTables(writer: ByteWriter, inputs: readonly Input[]): void {
  writer.varuint(inputs.reduce((sum, { module }) => sum + module.qstrs.length, 0));
  writer.varuint(inputs.reduce((sum, { module }) => sum + module.constants.length, 0));
  for (const { bytes, layout } of inputs) writer.bytes(bytes.subarray(layout.tablesStart, constantsStart(layout)));
  for (const { bytes, layout } of inputs) writer.bytes(bytes.subarray(constantsStart(layout), bodyStart(layout)));
}

/**
 * Appends a body that calls each input's body, then those bodies. The first body's indices, and so its bytes, do not
 * change.
 */
function writeBodies(writer: ByteWriter, inputs: readonly Input[], misplaceUnwinds: boolean): void {
  const code = callEachChild(inputs.length);
  writer.varuint(code.length * 8 + HAS_CHILDREN + RAW_CODE_KINDS.bytecode);
  writer.bytes(code);
  writer.varuint(inputs.length);
  let qstr = 0;
  let constant = 0;
  for (const input of inputs) {
    const move = { qstr, constant, misplaceUnwinds };
    if (qstr === 0) writer.bytes(input.bytes.subarray(bodyStart(input.layout)));
    else
      writeRawCode(
        writer,
        forInput(input.index, () => moveTables(input.layout.rawCodes, move)),
      );
    qstr += input.module.qstrs.length;
    constant += input.module.constants.length;
  }
}

/** Bytecode without arguments, cells or lines, named by qstr 0: calls children 0 to `count` - 1 and returns None. */
function callEachChild(count: number): Uint8Array {
  const writer = new ByteWriter(64);
  writer.u8(0); // signature: one entry of state, and the stack never holds more
  writer.u8(1 << 1); // sizes: one byte of names, no cells
  writer.u8(0);
  for (let child = 0; child < count; child++) {
    writer.u8(Op.MAKE_FUNCTION);
    writer.varuint(child);
    writer.u8(Op.CALL_FUNCTION);
    writer.u8(0);
    writer.u8(Op.POP_TOP);
  }
  writer.u8(Op.LOAD_CONST_NONE);
  writer.u8(Op.RETURN_VALUE);
  return writer.toBytes();
}
