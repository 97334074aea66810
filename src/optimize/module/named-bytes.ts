// The size of a module's code and the strings that it uses, to measure the savings of passes.

import { varuintLength } from "../../bytes/varuint.ts";
import type { FunctionCode, Instr, ModuleCode } from "./code.ts";

/** Bytes of all functions and of the qstrs that they use. Qstrs have the numbers of the original module. */
export function namedBytes(code: ModuleCode): number {
  const { module, addedQstrs } = code;
  const isNamed = new Uint8Array(module.qstrs.length + addedQstrs.length);
  let bytes = 0;
  for (const one of code.functions) if (one.isBytecode) bytes += functionBytes(one, isNamed);
  for (let at = 1; at < isNamed.length; at++) {
    if (isNamed[at] === 0) continue;
    const qstr = module.qstrs[at] ?? addedQstrs[at - module.qstrs.length]!;
    // A length before and a zero after the text; a static qstr is a number.
    bytes += typeof qstr === "number" ? varuintLength(qstr * 2 + 1) : qstr.length + varuintLength(qstr.length * 2) + 1;
  }
  return bytes;
}

function functionBytes(one: FunctionCode, isNamed: Uint8Array): number {
  let bytes = varuintLength(one.name);
  isNamed[one.name] = 1;
  for (const name of one.args) {
    isNamed[name] = 1;
    bytes += varuintLength(name);
  }
  for (const instr of one.instrs) {
    bytes += instrBytes(instr);
    if (instr.info.format === "qstr") isNamed[instr.arg] = 1;
  }
  return bytes;
}

function instrBytes({ info, target, extra, arg }: Instr): number {
  const more = extra < 0 ? 0 : 1;
  if (info.format === "byte") return 1 + more;
  return (target !== null ? 2 : 1 + varuintLength(Math.abs(arg))) + more;
}
