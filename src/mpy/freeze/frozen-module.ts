// A module prepared for freezing: C names for its strings and raw codes, in the order of mpy-tool.py, because the
// numbers that make names unique depend on that order.

import { MpyFormatError, MpyToolError } from "../file/error.ts";
import type { MpyLayout, RawCodeLayout } from "../file/layout.ts";
import { MPY_SUB_VERSION } from "../file/model.ts";
import type { MpyConstant, MpyModule, MpyRawCode } from "../file/model.ts";
import { readPrelude } from "../file/prelude.ts";
import type { Prelude } from "../file/prelude.ts";
import { qstrIdent } from "./qstr-ident.ts";
import { readLocatedMpy } from "../file/read.ts";
import { STATIC_QSTRS } from "../file/static-qstrs.ts";
import { decodeUtf8 } from "../file/text.ts";
import {
  CIRCUITPYTHON_NOT_FROZEN,
  deepFunctions,
  longCName,
  NAME_NOT_IN_TABLE,
  NO_SOURCE_NAME,
  OTHER_ARCH_THAN_BEFORE,
  otherSubVersion,
  SOURCE_NAME_NOT_ASCII,
  STRING_NOT_UTF8,
} from "../messages.ts";

/** One file to freeze. */
export interface FreezeInput {
  /** Path of the .mpy file, for a comment in the output. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A raw code with its C name and prelude. */
export interface FrozenCode {
  readonly raw: MpyRawCode;
  /** Unique C name, from the names of the module and of the functions around it. */
  readonly name: string;
  /** Only for bytecode and native code. */
  readonly prelude: Prelude | undefined;
  readonly scopeFlags: number;
  readonly children: FrozenCode[];
  /** Offset of its code in the file. */
  readonly codeStart: number;
}

/** A module with its C name and texts. */
export interface FrozenModule {
  readonly path: string;
  readonly index: number;
  /** The first four bytes of the file. */
  readonly header: Uint8Array;
  /** Embedded source name. */
  readonly sourceName: string;
  /** C name. */
  readonly name: string;
  readonly module: MpyModule;
  /** Text of each qstr. */
  readonly qstrs: readonly string[];
  readonly body: FrozenCode;
}

/** Reads the files to freeze one after the other, and collects their strings and names, which must be unique. */
export class FrozenReader {
  /** Strings that become qstrs, in the order of appearance; the static ones come first. */
  readonly strings: string[] = STATIC_QSTRS.slice(1);
  /** The same strings, for lookup. */
  readonly known: Set<string> = new Set(this.strings);
  /** Architecture of the native code; 0 before any is read. */
  arch = 0;
  private readonly codeNames: Set<string> = new Set();
  /** The last number added to each name, so that the next free one is found at once. */
  private readonly lastCounts: Map<string, number> = new Map();

  /** @throws MpyFormatError if the file is malformed; MpyToolError if it cannot be frozen with the others. */
  read(input: Uint8Array | FreezeInput, index: number): FrozenModule {
    const bytes = input instanceof Uint8Array ? input : input.bytes;
    const { module, layout } = readLocatedMpy(bytes);
    if (module.header.circuitPython) {
      throw new MpyToolError(CIRCUITPYTHON_NOT_FROZEN);
    }
    this.checkArch(module);
    const qstrs = module.qstrs.map((qstr, at) => this.addQstr(qstr, layout.qstrEnds[at - 1] ?? layout.tablesStart));
    for (const [at, constant] of module.constants.entries()) this.addConstant(constant, layout.constantEnds[at]!);
    const sourceName = qstrs[0];
    if (sourceName === undefined) throw new MpyFormatError(NO_SOURCE_NAME, layout.tablesStart);
    if (!/^[\x20-\x7f]*$/.test(sourceName)) {
      throw new MpyToolError(SOURCE_NAME_NOT_ASCII);
    }
    const name = sourceName
      .split(".")
      .slice(0, -1)
      .join("_")
      .replace(/[^a-zA-Z0-9_]/g, "_");
    const body = this.nameCodes(layout, name, qstrs);
    const path = input instanceof Uint8Array ? sourceName.replace(/(\.py)?$/, ".mpy") : input.path;
    return { path, index, header: bytes.slice(0, 4), sourceName, name, module, qstrs, body };
  }

  private checkArch({ header }: MpyModule): void {
    if (header.arch === 0) return;
    if (header.subVersion !== MPY_SUB_VERSION) {
      throw new MpyToolError(otherSubVersion(header.subVersion, MPY_SUB_VERSION));
    }
    if (this.arch !== 0 && this.arch !== header.arch) {
      throw new MpyToolError(OTHER_ARCH_THAN_BEFORE);
    }
    this.arch = header.arch;
  }

  private addQstr(qstr: Uint8Array | number, offset: number): string {
    const text = typeof qstr === "number" ? STATIC_QSTRS[qstr]! : decodeText(qstr, offset);
    if (typeof qstr !== "number") this.strings.push(text);
    this.known.add(text);
    return text;
  }

  /** Short strings of the constant table become qstrs, which are smaller in the firmware. */
  private addConstant(constant: MpyConstant, offset: number): void {
    const pending = [constant];
    for (let one = pending.pop(); one !== undefined; one = pending.pop()) {
      if (one.kind === "tuple") {
        for (let at = one.items.length - 1; at >= 0; at--) pending.push(one.items[at]!);
      } else if (one.kind === "str") {
        const text = decodeText(one.bytes, offset);
        if (this.known.has(text) || codePointCount(text) >= INTERN_BELOW) continue;
        this.strings.push(text);
        this.known.add(text);
      }
    }
  }

  /** Names every raw code of a module. Children are named after their parent, but not after a `<module>`. */
  private nameCodes(layout: MpyLayout, moduleName: string, qstrs: readonly string[]): FrozenCode {
    const codes: FrozenCode[] = [];
    // Prefix of the names of each code's children, and the code's depth.
    const prefixes: string[] = [];
    const depths: number[] = [];
    for (const located of layout.rawCodes) {
      const parent = codes[located.parent];
      const prefix = prefixes[located.parent] ?? moduleName;
      const depth = (depths[located.parent] ?? 0) + 1;
      if (depth > MAX_DEPTH) throw new MpyFormatError(deepFunctions(MAX_DEPTH), located.start);
      const code = this.frozenCode(located, prefix, qstrs);
      codes.push(code);
      prefixes.push(code.name.endsWith(MODULE_SUFFIX) ? prefix : code.name);
      depths.push(depth);
      parent?.children.push(code);
    }
    return codes[0]!;
  }

  private frozenCode(located: RawCodeLayout, prefix: string, qstrs: readonly string[]): FrozenCode {
    const { raw, codeStart } = located;
    const hasPrelude = raw.kind === "bytecode" || raw.kind === "native";
    const preludeStart = raw.kind === "native" ? raw.preludeOffset : 0;
    const prelude = hasPrelude ? readPrelude(raw.code, preludeStart, codeStart) : undefined;
    const ownName = qstrs[prelude?.names[0] ?? 0];
    if (ownName === undefined) throw new MpyFormatError(NAME_NOT_IN_TABLE, codeStart);
    const scopeFlags = raw.kind === "viper" || raw.kind === "asm" ? raw.scopeFlags : prelude!.scopeFlags;
    const base = `${prefix}_${qstrIdent(ownName)}`;
    if (base.length > MAX_C_NAME) throw new MpyToolError(longCName(MAX_C_NAME));
    const name = this.uniqueName(base);
    return { raw, name, prelude, scopeFlags, children: [], codeStart };
  }

  private uniqueName(base: string): string {
    let name = base;
    let count = this.lastCounts.get(base) ?? 1;
    while (this.codeNames.has(name)) name = base + ++count;
    this.lastCounts.set(base, count);
    this.codeNames.add(name);
    return name;
  }
}

/** Greatest nesting of functions, as in mpy-tool.py: names grow with each level. */
const MAX_DEPTH = 500;

/** Characters of a C name, which is in the output several times. */
const MAX_C_NAME = 10_000;

/** Strings of the constant table with fewer characters than this become qstrs. */
const INTERN_BELOW = 25;

/** End of the C name of a module's body: {@link qstrIdent} of "<module>". */
const MODULE_SUFFIX = "_lt_module_gt_";

function codePointCount(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

function decodeText(bytes: Uint8Array, offset: number): string {
  const text = decodeUtf8(bytes);
  if (text === undefined) throw new MpyFormatError(STRING_NOT_UTF8, offset);
  return text;
}
