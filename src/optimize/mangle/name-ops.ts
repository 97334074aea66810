// The instructions that use a variable of a module or of a class body by name.

import { Op } from "../../mpy/file/opcodes.ts";

/** Opcodes whose argument is the name of a global, or of a name in a class body. */
export const NAME_OPS: ReadonlySet<number> = new Set([
  Op.LOAD_NAME,
  Op.LOAD_GLOBAL,
  Op.STORE_NAME,
  Op.STORE_GLOBAL,
  Op.DELETE_NAME,
  Op.DELETE_GLOBAL,
]);
