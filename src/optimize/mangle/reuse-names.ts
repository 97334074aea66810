// Renames private globals to names that are already in the module's table: names of attributes and arguments, and
// strings. A global is looked up in its module's dictionary, so it can share its name with anything that is not looked
// up there.

import { Op } from "../../mpy/file/opcodes.ts";
import type { ModuleCode } from "../module/code.ts";
import { isBuiltin } from "./builtins.ts";
import { isClassBody, namesClass } from "../module/class-body.ts";
import { qstrText } from "../module/optimize-module.ts";
import type { PrivateGlobals } from "../program/open-modules.ts";
import { NAME_OPS } from "./name-ops.ts";

/** A module whose globals may be renamed. */
export interface PrivateNames {
  readonly code: ModuleCode;
  readonly privateGlobals: PrivateGlobals;
}

const DELETES: ReadonlySet<number> = new Set([Op.DELETE_NAME, Op.DELETE_GLOBAL]);

/** How qstrs of a module are used, by index. */
interface TableUses {
  /** Looked up as a global or a builtin, or in a class body. */
  readonly names: Set<number>;
  /** Used in a class body, where it is also an attribute of the class, or deleted, which would reveal a builtin. */
  readonly fixed: Set<number>;
  /** Used otherwise, so the text stays in the table. */
  readonly others: Set<number>;
}

/** Facts of the whole program for renaming. */
export interface ReuseOptions {
  /** Whether a name is kept. */
  readonly isKept: (name: string) => boolean;
  /** Parts of module names, which no global gets. */
  readonly moduleNames: ReadonlySet<string>;
  /** Whether the names of functions and classes are dropped. */
  readonly dropsNames: boolean;
}

/** Renames in place; tells whether there was anything to rename. */
export function reuseNames({ code, privateGlobals }: PrivateNames, options: ReuseOptions): boolean {
  const { isKept, moduleNames, dropsNames } = options;
  const uses = collectUses(code, dropsNames);
  const isPrivate = (index: number): boolean => {
    const name = qstrText(code, index);
    // A builtin of that name may be found while the global is not set.
    return privateGlobals.names.has(name) && !isKept(name) && !isBuiltin(name);
  };
  // Globals whose text is not used otherwise. The text of others stays in the table in any case.
  const renamed = [...uses.names].filter(
    (index) => !uses.fixed.has(index) && !uses.others.has(index) && isPrivate(index),
  );
  const free = [...uses.others].filter((index) => index !== 0 && !uses.names.has(index) && isIdentifier(code, index));
  const texts = new Set([...uses.names].map((index) => qstrText(code, index)));
  const moved = new Map<number, number>();
  for (const to of free) {
    if (moved.size === renamed.length) break;
    // The same text may be in the table twice. A builtin would be found while the global is not bound.
    const text = qstrText(code, to);
    if (texts.has(text) || isBuiltin(text) || moduleNames.has(text) || privateGlobals.avoid.has(text)) continue;
    texts.add(text);
    moved.set(renamed[moved.size]!, to);
  }
  if (moved.size === 0) return false;
  for (const one of code.functions) {
    for (const [at, instr] of one.instrs.entries()) {
      if (NAME_OPS.has(instr.op) || (dropsNames && namesClass(one, at))) instr.arg = moved.get(instr.arg) ?? instr.arg;
    }
  }
  return true;
}

function collectUses(code: ModuleCode, dropsNames: boolean): TableUses {
  const uses: TableUses = { names: new Set(), fixed: new Set(), others: new Set() };
  for (const one of code.functions) {
    const inClass = isClassBody(one);
    if (!dropsNames || one.parent === null) uses.others.add(one.name);
    for (const arg of one.args) uses.others.add(arg);
    for (const [at, instr] of one.instrs.entries()) {
      if (instr.info.format !== "qstr") continue;
      if (!NAME_OPS.has(instr.op)) {
        if (!dropsNames || !namesClass(one, at)) uses.others.add(instr.arg);
      } else {
        uses.names.add(instr.arg);
        if (inClass || DELETES.has(instr.op)) uses.fixed.add(instr.arg);
      }
    }
  }
  return uses;
}

/** Whether a qstr is an ordinary name, and not one that MicroPython gives to every module. */
function isIdentifier(code: ModuleCode, index: number): boolean {
  const name = qstrText(code, index);
  return /^[A-Za-z_]\w*$/.test(name) && !name.startsWith("__");
}
