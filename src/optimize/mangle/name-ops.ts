// The instructions that name a variable of a module or of a class body.

import { Op } from "../../mpy/file/opcodes.ts";

/** Opcodes of which the argument is the name of a global, or of what a class body binds. */
export const NAME_OPS: ReadonlySet<number> = new Set([
  Op.LOAD_NAME,
  Op.LOAD_GLOBAL,
  Op.STORE_NAME,
  Op.STORE_GLOBAL,
  Op.DELETE_NAME,
  Op.DELETE_GLOBAL,
]);
