// The prelude behind the machine code of a native function: as in front of bytecode, but without handlers of the VM and
// without a line table. The runtime sets up the arguments by it.

import { ByteWriter } from "../../../bytes/writer.ts";
import { argumentNames, cellNumbers, writeSignature, writeSizes } from "../bytecode/prelude.ts";
import type { FunctionCode } from "./function-code.ts";

/** Appends the prelude of the function to its code. */
export function writePrelude(code: FunctionCode): void {
  const { context, scope } = code;
  const names = new ByteWriter();
  names.varuint(context.qstrs.use(scope.simpleName));
  for (const name of argumentNames(scope)) names.varuint(context.qstrs.use(name));
  const cells = cellNumbers(scope);
  const prelude = new ByteWriter();
  writeSignature(prelude, scope, 0);
  writeSizes(prelude, names.length, cells.length);
  prelude.bytes(names.toBytes());
  prelude.bytes(cells);
  for (let at = 0; at < prelude.length; at++) code.asm.u8(prelude.buffer[at]!);
}
