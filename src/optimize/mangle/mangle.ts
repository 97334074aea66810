// Shortens names that only the program itself uses: its attributes, globals, functions and classes.
//
// An identifier gets one new name in the whole program, so the types of objects need not be known. Names that are in
// strings, may be built from strings, or may be looked up by the firmware are kept. New names are static qstrs that the
// program does not use (every firmware has them, so a module stores two bytes), then the shortest unused names. What is
// read as a global never gets the name of a builtin, which would be found while the global is not bound.

import type { MpyQstr } from "../../mpy/file/model.ts";
import { Op } from "../../mpy/file/opcodes.ts";
import { STATIC_QSTRS } from "../../mpy/file/static-qstrs.ts";
import type { FunctionCode, ModuleCode } from "../module/code.ts";
import { isClassBody } from "../module/class-body.ts";
import { qstrText } from "../module/optimize-module.ts";
import { isCalledByFirmware } from "../program/called-from-c.ts";
import type { NamesInUse } from "../program/names-in-use.ts";
import { isBuiltin } from "./builtins.ts";
import { isFirmwareName } from "./firmware-names.ts";
import { keepMatcher } from "./keep.ts";
import { NAME_OPS } from "./name-ops.ts";

/** The kinds of names that may be renamed. */
export interface MangleOptions {
  /** Global names of modules: functions, classes, variables. */
  readonly globals?: boolean;
  /** Attributes and methods. */
  readonly attributes?: boolean;
  /** Names of functions and classes in tracebacks and `repr`. */
  readonly names?: boolean;
  /** Names that are not renamed, with `*` for any text. */
  readonly keep?: readonly string[];
}

/** A module to mangle. */
export interface MangleModule {
  readonly code: ModuleCode;
  /** Dotted names that it is imported by. */
  readonly names: readonly string[];
  /** Its names are not changed. */
  readonly isFixed: boolean;
  /** Its functions must have distinct names. */
  readonly hasStatementIds: boolean;
  /** Names in it that are used from outside. */
  readonly named: "all" | readonly string[];
}

/** New names by old ones. */
export type Renamed = ReadonlyMap<string, string>;

/** How names are used in the whole program. */
interface Uses {
  /** Bound by the program. */
  readonly defined: Set<string>;
  /** Used as attributes, in class bodies, or imported from modules. */
  readonly attributes: Set<string>;
  /** Used as globals. */
  readonly globals: Set<string>;
  /** Read as globals: while such a name is not bound, a builtin is found by it. */
  readonly read: Set<string>;
  /** Strings that are not only the name of a class. */
  readonly strings: Set<string>;
  /** Names of classes that code passes to the class. */
  readonly classNames: Set<string>;
  /** Number of modules with a name. */
  readonly modules: Map<string, number>;
}

const ATTRIBUTE_OPS: ReadonlySet<number> = new Set([
  Op.LOAD_ATTR,
  Op.LOAD_METHOD,
  Op.LOAD_SUPER_METHOD,
  Op.IMPORT_FROM,
  Op.STORE_ATTR,
]);
const READS: ReadonlySet<number> = new Set([Op.LOAD_NAME, Op.LOAD_GLOBAL]);
const STORES: ReadonlySet<number> = new Set([Op.STORE_NAME, Op.STORE_GLOBAL, Op.STORE_ATTR]);

/**
 * Renames in place, and returns the new names. Modules with machine code are not changed, nor are the names that they
 * use.
 */
export function mangle(modules: readonly MangleModule[], names: NamesInUse, options: MangleOptions): Renamed {
  const isKept = keepMatcher(options.keep);
  const uses = collectUses(modules);
  const fixed = fixedNames(modules, names);
  const mayRename = (name: string): boolean =>
    /^[A-Za-z_]\w*$/.test(name) &&
    name.length > 1 &&
    !STATIC.has(name) &&
    !fixed.has(name) &&
    !uses.strings.has(name) &&
    !names.words.has(name) &&
    !names.isBuilt(name) &&
    !isCalledByFirmware(name) &&
    !isFirmwareName(name) &&
    !isKept(name) &&
    (options.names === true || !uses.classNames.has(name)) &&
    (uses.attributes.has(name) ? options.attributes === true : options.globals === true);
  const candidates = [...uses.defined].filter(mayRename);
  const gain = (name: string): number => (name.length + 2) * uses.modules.get(name)!;
  candidates.sort((a, b) => uses.modules.get(b)! - uses.modules.get(a)! || gain(b) - gain(a) || (a < b ? -1 : 1));
  const renamed = new Map<string, string>();
  const fresh = freshNames(uses, fixed, names);
  for (const name of candidates) {
    const next = fresh.next(name);
    if (next === undefined) continue;
    renamed.set(name, next);
  }
  for (const { code } of modules) if (!code.hasNative) renameQstrs(code, renamed);
  if (options.names === true && !uses.attributes.has("__name__")) {
    for (const { code, hasStatementIds } of modules) {
      if (!code.hasNative && !hasStatementIds) dropFunctionNames(code);
    }
  }
  return renamed;
}

function collectUses(modules: readonly MangleModule[]): Uses {
  const uses: Uses = {
    defined: new Set(),
    attributes: new Set(),
    globals: new Set(),
    read: new Set(),
    strings: new Set(),
    classNames: new Set(),
    modules: new Map(),
  };
  for (const { code } of modules) {
    const here = new Set<string>();
    for (const one of code.functions) if (one.isBytecode) collectFrom(one, code, uses, here);
    for (const name of here) uses.modules.set(name, (uses.modules.get(name) ?? 0) + 1);
  }
  return uses;
}

function collectFrom(one: FunctionCode, code: ModuleCode, uses: Uses, here: Set<string>): void {
  const inClass = isClassBody(one);
  one.instrs.forEach((instr, at) => {
    if (instr.info.format !== "qstr") return;
    const name = qstrText(code, instr.arg);
    here.add(name);
    if (STORES.has(instr.op)) uses.defined.add(name);
    if (instr.op === Op.LOAD_CONST_STRING) {
      if (isClassName(one, at)) uses.classNames.add(name);
      else uses.strings.add(name);
    } else if (ATTRIBUTE_OPS.has(instr.op)) {
      uses.attributes.add(name);
    } else if (NAME_OPS.has(instr.op)) {
      uses.globals.add(name);
      if (READS.has(instr.op)) uses.read.add(name);
      if (inClass) uses.attributes.add(name);
    }
  });
  for (const arg of one.args) if (arg !== 0) here.add(qstrText(code, arg));
}

/** Whether a string is the name of a class: the one after the creation of the class body, or the qualified name. */
function isClassName(one: FunctionCode, at: number): boolean {
  const before = one.instrs[at - 1];
  const made = before?.child ?? null;
  if (made !== null) return isClassBody(made);
  const next = one.instrs[at + 1];
  return at === 2 && next?.op === Op.STORE_NAME && one.instrs[1]?.op === Op.STORE_NAME && one.parent !== null;
}

/**
 * Names that are kept because of their place: in imports, in modules with machine code, in names that are used from
 * outside.
 */
function fixedNames(modules: readonly MangleModule[], names: NamesInUse): Set<string> {
  const fixed = new Set<string>(names.outside);
  for (const { code, names: moduleNames, named, isFixed } of modules) {
    for (const name of moduleNames) for (const part of name.split(".")) fixed.add(part);
    const all = [...code.module.qstrs.keys()].map((at) => qstrText(code, at));
    if (code.hasNative || isFixed || named === "all") for (const name of all) fixed.add(name);
    else for (const name of named) fixed.add(name);
    for (const one of code.functions) {
      for (const { op, arg } of one.instrs) {
        if (op === Op.IMPORT_NAME) for (const part of qstrText(code, arg).split(".")) fixed.add(part);
      }
      // Keyword-only arguments keep their names.
      for (const arg of one.args.slice(one.positionalArgs)) fixed.add(qstrText(code, arg));
    }
  }
  return fixed;
}

const STATIC: ReadonlySet<string> = new Set(STATIC_QSTRS);
const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const KEYWORDS: ReadonlySet<string> = new Set(
  "and as def del for if in is not or try from pass with elif else None True False".split(" "),
);

/** New names, cheapest first. */
function freshNames(
  uses: Uses,
  fixed: ReadonlySet<string>,
  names: NamesInUse,
): { next(name: string): string | undefined } {
  const isTaken = (name: string): boolean =>
    uses.defined.has(name) ||
    uses.attributes.has(name) ||
    uses.globals.has(name) ||
    uses.strings.has(name) ||
    names.words.has(name) ||
    fixed.has(name);
  const isUsable = (name: string): boolean =>
    /^[A-Za-z]\w*$/.test(name) && !isCalledByFirmware(name) && name !== "self";
  const free = STATIC_QSTRS.filter((name) => isUsable(name) && !isTaken(name));
  const builtins = free.filter(isBuiltin);
  const others = free.filter((name) => !isBuiltin(name));
  const short = shortNames(isTaken);
  return {
    next(name) {
      const found = (uses.read.has(name) ? undefined : builtins.shift()) ?? others.shift();
      if (found !== undefined) return found;
      const made = short.peek();
      if (made.length >= name.length) return undefined;
      short.take();
      return made;
    },
  };
}

function shortNames(isTaken: (name: string) => boolean): { peek(): string; take(): void } {
  let serial = 0;
  let current = "";
  const advance = (): void => {
    do {
      let rest = serial++;
      current = "";
      for (let length = 0; length === 0 || rest > 0; length++) {
        current += LETTERS[rest % LETTERS.length]!;
        rest = Math.floor(rest / LETTERS.length);
      }
    } while (isTaken(current) || KEYWORDS.has(current) || isFirmwareName(current));
  };
  advance();
  return { peek: () => current, take: advance };
}

const encoder = new TextEncoder();

function renameQstrs(code: ModuleCode, renamed: Renamed): void {
  const qstrs = code.module.qstrs.map((qstr, at): MpyQstr => {
    const next = at === 0 ? undefined : renamed.get(qstrText(code, at));
    if (next === undefined) return qstr;
    const number = STATIC_QSTRS.indexOf(next);
    return number >= 0 ? number : encoder.encode(next);
  });
  code.module = { ...code.module, qstrs };
  code.texts.length = 0;
}

/** Gives functions the file's name in tracebacks. Their lines identify them. */
function dropFunctionNames(code: ModuleCode): void {
  for (const one of code.functions) if (one.isBytecode && one.parent !== null) one.name = 0;
}
