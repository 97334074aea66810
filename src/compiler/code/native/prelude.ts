// The prelude behind the machine code of a native function: as in front of bytecode, but without handlers of the VM and
// without a line table. The runtime sets up the arguments by it.

import { ByteWriter } from "../../../bytes/writer.ts";
import { argumentNames, cellNumbers, writeScopeSignature, writeSizes } from "../bytecode/prelude.ts";
import type { FunctionCode } from "./function-code.ts";

/** Writes preludes of one function after the other. */
export class PreludeWriter {
  private readonly head: ByteWriter = new ByteWriter();
  private readonly names: ByteWriter = new ByteWriter();

  /** Appends the prelude of the function to its code. */
  write(code: FunctionCode): void {
    const { head, names } = this;
    const { asm, context, scope } = code;
    names.clear();
    names.varuint(context.qstrs.use(scope.simpleName));
    for (const name of argumentNames(scope)) names.varuint(context.qstrs.use(name));
    const cells = cellNumbers(scope);
    head.clear();
    writeScopeSignature(head, scope, 0);
    writeSizes(head, names.length, cells.length);
    for (let at = 0; at < head.length; at++) asm.u8(head.buffer[at]!);
    for (let at = 0; at < names.length; at++) asm.u8(names.buffer[at]!);
    for (const cell of cells) asm.u8(cell);
  }
}
