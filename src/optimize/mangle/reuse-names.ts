// Private globals under names that stand in the module's table anyway: names of attributes and arguments, and strings. A global
// is looked up in its module's own dictionary, so it can share its name with anything that is not looked up there.

import { Op } from "../../mpy/file/opcodes.ts";
import type { ModuleCode } from "../module/code.ts";
import { isBuiltin } from "./builtins.ts";
import { isClassBody, namesClass } from "../module/class-body.ts";
import { qstrText } from "../module/optimize-module.ts";
import type { PrivateGlobals } from "../program/open-modules.ts";
import { NAME_OPS } from "./name-ops.ts";

/** A module whose globals may get other names. */
export interface PrivateNames {
  readonly code: ModuleCode;
  readonly privateGlobals: PrivateGlobals;
}

const DELETES: ReadonlySet<number> = new Set([Op.DELETE_NAME, Op.DELETE_GLOBAL]);

/** How qstrs of a module are used, by index. */
interface TableUses {
  /** Looked up as a global or a builtin, or in a class body. */
  readonly names: Set<number>;
  /** Used in a class body, where it is an attribute of the class as well, or deleted: what is behind it shows then. */
  readonly fixed: Set<number>;
  /** Used as something else, so the text stays in the table. */
  readonly others: Set<number>;
}

/** What renaming depends on in the whole program. */
export interface ReuseOptions {
  /** Names that stay. */
  readonly isKept: (name: string) => boolean;
  /** Parts of the names of modules: no global gets one. */
  readonly moduleNames: ReadonlySet<string>;
  /** The names of functions and classes are dropped anyway. */
  readonly dropsNames: boolean;
}

/** Renames in place; tells whether there was anything to rename. */
export function reuseNames({ code, privateGlobals }: PrivateNames, options: ReuseOptions): boolean {
  const { isKept, moduleNames, dropsNames } = options;
  const uses = collectUses(code, dropsNames);
  const isPrivate = (index: number): boolean => {
    const name = qstrText(code, index);
    // A builtin of that name may show where the global is not set.
    return privateGlobals.names.has(name) && !isKept(name) && !isBuiltin(name);
  };
  // Those that need no text of their own otherwise: the others have theirs in the table whatever they are called.
  const renamed = [...uses.names].filter(
    (index) => !uses.fixed.has(index) && !uses.others.has(index) && isPrivate(index),
  );
  const free = [...uses.others].filter((index) => index !== 0 && !uses.names.has(index) && isIdentifier(code, index));
  const texts = new Set([...uses.names].map((index) => qstrText(code, index)));
  const moved = new Map<number, number>();
  for (const to of free) {
    if (moved.size === renamed.length) break;
    // The same text may stand in the table twice.
    const text = qstrText(code, to);
    if (texts.has(text) || moduleNames.has(text) || privateGlobals.avoid.has(text)) continue;
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

/** A name of a program, and none that MicroPython gives to every module. */
function isIdentifier(code: ModuleCode, index: number): boolean {
  const name = qstrText(code, index);
  return /^[A-Za-z_]\w*$/.test(name) && !name.startsWith("__");
}
