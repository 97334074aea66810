// The inline assembler of each architecture. The decorator's name (asm_thumb, asm_xtensa, asm_rv32) does not matter:
// each means the target's assembler.

import type { Behaviour } from "../../../../firmware/index.ts";
import type { ResolvedOptions } from "../../../resolve-options.ts";
import type { ArchName } from "../../../../mpy/file/arch.ts";
import type { ModuleContext } from "../../context.ts";
import type { InlineAssembler } from "./inline.ts";
import { Operands } from "./operands.ts";
import { createRv32Inline } from "./rv32.ts";
import { createThumbInline } from "./thumb.ts";
import { createXtensaInline } from "./xtensa.ts";

/** Makes an assembler for `arch`, whose feature bits are `flags`. */
type Create = (operands: Operands, arch: ArchName, flags: number, behaviour: Behaviour) => InlineAssembler;

/** Null: the architecture has native code but no inline assembler, or neither. */
const INLINE_ASSEMBLERS: Readonly<Record<ArchName, Create | null>> = {
  x86: null,
  x64: null,
  armv6: createThumbInline,
  armv6m: createThumbInline,
  armv7m: createThumbInline,
  armv7em: createThumbInline,
  armv7emsp: createThumbInline,
  armv7emdp: createThumbInline,
  xtensa: createXtensaInline,
  xtensawin: createXtensaInline,
  rv32imc: createRv32Inline,
  rv64imc: null,
};

/** Whether functions can be written in assembler for the target. */
export function hasInlineAssembler({ arch, behaviour }: ResolvedOptions): boolean {
  if (arch === "rv32imc") return behaviour.hasRv32Decorator;
  if (arch === "xtensawin") return behaviour.hasWindowedInline;
  return arch !== undefined && INLINE_ASSEMBLERS[arch] !== null;
}

/** The inline assembler of a file's target; only where {@link hasInlineAssembler}. */
export function createInlineAssembler(context: ModuleContext): InlineAssembler {
  const { arch, archFlags, behaviour } = context.options;
  const create = arch === undefined ? null : INLINE_ASSEMBLERS[arch];
  if (create === null || arch === undefined) throw new Error(`no inline assembler for ${arch}`);
  const operands = new Operands(context.tree, (reason, node) => {
    context.replaceError("SyntaxError", reason);
    context.errorNode = node;
  });
  return create(operands, arch, archFlags, behaviour);
}
