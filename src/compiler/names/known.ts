// The names that mean something to the compiler itself, as qstrs. All are static qstrs or interned by the pool at the start.

import { STATIC_QSTRS } from "../../mpy/static-qstrs.ts";

/** The number of a static qstr. */
function staticQstr(text: string): number {
  const qstr = STATIC_QSTRS.lastIndexOf(text);
  if (qstr < 1) throw new Error(`no static qstr ${text}`);
  return qstr;
}
