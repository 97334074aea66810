// Runs all passes on a compiled module. The caller decides, for the whole program, which metadata is unused and may be
// dropped. The passes on code are valid for any program.

import { MpyFormatError } from "../../mpy/file/error.ts";
import type { MpyModule } from "../../mpy/file/model.ts";
import { STATIC_QSTRS } from "../../mpy/file/static-qstrs.ts";
import type { FunctionCode, ModuleCode } from "./code.ts";
import { reachableFunctions } from "./code.ts";
import { decodeModule } from "./decode.ts";
import { encodeModule, TooFarError } from "./encode.ts";
import { namedBytes } from "./named-bytes.ts";
import { simplifyJumps } from "./passes/jumps.ts";
import { dropDeadStores, orderSlots } from "./passes/locals.ts";
import { dropArgumentNames, dropClassMetadata, dropImportLists } from "./passes/metadata.ts";
import { mergeTails } from "./passes/tails.ts";

/** Metadata that the program does not read. */
export interface UnreadFacts {
  /** The program does not replace `__import__`, which gets the names of a `from` import. */
  readonly importLists: boolean;
  /** The program does not read `__module__` or `__qualname__`. */
  readonly classMetadata: boolean;
  /** Whether a call may use this name of a keyword argument. Undefined for any name. */
  readonly isArgumentNamed: ((name: string) => boolean) | undefined;
}

/** The facts of an unknown program. */
export const NOTHING_UNREAD: UnreadFacts = { importLists: false, classMetadata: false, isArgumentNamed: undefined };

/** A pass, with its name in the report. */
interface Pass {
  readonly name: string;
  /** Tells whether it changed anything. */
  readonly run: (one: FunctionCode, code: ModuleCode, unread: UnreadFacts) => boolean;
}

const PASSES: readonly Pass[] = [
  { name: "import lists", run: (one, _, unread) => unread.importLists && dropImportLists(one) },
  {
    name: "class metadata",
    run: (one, code, unread) => unread.classMetadata && dropClassMetadata(one, code),
  },
  { name: "argument names", run: (one, code, unread) => dropNames(one, code, unread) },
  { name: "jumps and unreachable code", run: simplifyJumps },
  {
    name: "dead stores",
    run: (one) => {
      const changed = dropDeadStores(one);
      if (changed) simplifyJumps(one);
      return changed;
    },
  },
  {
    name: "common tails",
    run: (one) => {
      const changed = mergeTails(one);
      if (changed) simplifyJumps(one);
      return changed;
    },
  },
  { name: "slot numbers", run: orderSlots },
];

/** The name of the last step: writing the module drops unused entries of the tables. */
export const TABLES_PASS = "unused strings and constants, their order";

/** The names of all passes on modules, in order. */
export const MODULE_PASSES: readonly string[] = [...PASSES.map((pass) => pass.name), TABLES_PASS];

/** Bytes saved, by pass. */
export type SavedBytes = Map<string, number>;

/** Optimises a module. A module that cannot be decoded or encoded is returned unchanged. */
export function optimizeModule(module: MpyModule, unread: UnreadFacts = NOTHING_UNREAD): MpyModule {
  const code = tryDecode(module);
  if (code === undefined) return module;
  runPasses(code, unread);
  return tryEncode(code) ?? module;
}

/**
 * Runs the passes on a decoded module, and adds the savings of each.
 *
 * @returns its size after that, as measured by {@link namedBytes}
 */
export function runPasses(code: ModuleCode, unread: UnreadFacts, saved: SavedBytes = new Map()): number {
  let bytes = namedBytes(code);
  for (const { name, run } of PASSES) {
    let changed = false;
    for (const one of code.functions) if (one.isBytecode && run(one, code, unread)) changed = true;
    const before = bytes;
    if (changed) {
      code.functions = reachableFunctions(code);
      bytes = namedBytes(code);
    }
    saved.set(name, (saved.get(name) ?? 0) + before - bytes);
  }
  return bytes;
}

/** Encodes a module; undefined if a jump does not reach its target. */
export function tryEncode(code: ModuleCode): MpyModule | undefined {
  try {
    return encodeModule(code);
  } catch (error) {
    if (error instanceof TooFarError) return undefined;
    throw error;
  }
}

/** Decodes a module; undefined if it cannot be decoded. */
export function tryDecode(module: MpyModule): ModuleCode | undefined {
  try {
    return decodeModule(module);
  } catch (error) {
    if (error instanceof MpyFormatError) return undefined;
    throw error;
  }
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Text of a qstr of the module. */
export function qstrText(code: ModuleCode, index: number): string {
  return (code.texts[index] ??= decodeQstr(code, index));
}

function decodeQstr({ module, addedQstrs }: ModuleCode, index: number): string {
  const qstr = module.qstrs[index] ?? addedQstrs[index - module.qstrs.length]!;
  return typeof qstr === "number" ? STATIC_QSTRS[qstr]! : decoder.decode(qstr);
}

function dropNames(one: FunctionCode, code: ModuleCode, { isArgumentNamed }: UnreadFacts): boolean {
  // The source's name replaces them, so no keyword argument may have that name.
  if (isArgumentNamed === undefined || isArgumentNamed(qstrText(code, 0))) return false;
  return dropArgumentNames(one, (qstr) => isArgumentNamed(qstrText(code, qstr)));
}
