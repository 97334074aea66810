// Resolves modules like the device (py/builtinimport.c). The first part of a name is looked for in each folder of
// sys.path, a folder before a file, a source before compiled code. The first match wins. A part after a dot is looked
// for only in the package's folder. A package needs no __init__.py.

import type { ImportFact } from "../imports.ts";
import { Memo } from "../memo.ts";
import { parentPath } from "../paths.ts";
import { absoluteName } from "../imports.ts";
import type { DeviceFiles, PlacedFile } from "./device-files.ts";
import { below, join } from "./device-files.ts";
import type { Firmware } from "./firmware.ts";
import { mayHold } from "./import-tests.ts";

/** The target of a module's name. */
export type Located =
  | { readonly kind: "file"; readonly name: string; readonly file: PlacedFile }
  | { readonly kind: "package"; readonly name: string; readonly folder: string; readonly init: PlacedFile | undefined }
  | { readonly kind: "firmware"; readonly name: string };

/** The target of an import statement. */
export type Import = (
  | FileImport
  | FolderImport
  | { readonly kind: "firmware"; readonly name: string; readonly line: number; readonly optional: boolean }
  | ComputedImport
  | MissingImport
) & {
  /** Set if the import runs only when this attribute of the module is read. */
  readonly attribute?: string | undefined;
};

/** An import of a package that is a folder only, without a file of its own. */
interface FolderImport {
  readonly kind: "folder";
  readonly folder: string;
  /** Whether a relative import passes through the folder. Its module was then imported through the folder already. */
  readonly isRelative?: true;
  readonly line: number;
  readonly optional: boolean;
}

/** An import with a computed name. */
export interface ComputedImport {
  readonly kind: "computed";
  /** Folder of the package whose modules may all be imported; undefined if it is not known or not there. */
  readonly folder: string | undefined;
  /** The package that the name begins with. */
  readonly package?: string;
  /**
   * Whether this applies only if the folder is imported as a package, because the module also has a shorter name
   * outside of it.
   */
  readonly ifPackage?: true;
  readonly line: number;
  readonly optional: true;
}

/** An import of a file. */
export interface FileImport {
  readonly kind: "file";
  readonly file: PlacedFile;
  readonly line: number;
  readonly optional: boolean;
  /** Whether it is a package that is imported only on the way to a module inside it. */
  readonly isOnTheWay?: boolean;
  /** Attributes that are read from it; "all" for any. */
  readonly reads?: readonly string[] | "all";
}

/** An unresolved import. */
export interface MissingImport {
  readonly kind: "missing";
  /**
   * The first missing module of the dotted name; for a relative import that leads out of its package, the name as
   * written.
   */
  readonly name: string;
  /** The whole imported name, if it is longer. */
  readonly wanted?: string;
  /** The reason, if it is not simply a missing module. */
  readonly reason?: "beyond-top" | "not-in-folder" | "not-a-package";
  readonly line: number;
  readonly optional: boolean;
  /** Whether the import is inside a function, and not for an attribute that is read. */
  readonly inFunction?: true;
}

/** The resolution of a dotted name, part by part, up to the first missing part. */
interface Resolution {
  readonly steps: readonly Located[];
  readonly missing: Pick<MissingImport, "name" | "reason"> | undefined;
}

/** The place of frozen modules in the search path. */
const FROZEN = ".frozen";

/** Resolves imports in the trees. */
export class Resolver {
  readonly files: DeviceFiles;
  readonly firmware: Firmware;
  /** Folders of sys.path, with {@link FROZEN} at the place of frozen modules. */
  private readonly searchPath: readonly string[];
  /** The target of a dotted name; undefined if there is none. */
  readonly locate: (name: string) => Located | undefined;
  /** Shadowed files of a name: another module or file is found before them. */
  readonly hiddenBy: (name: string) => readonly PlacedFile[];
  private readonly namesOfPath: (path: string) => readonly string[];
  private readonly resolutionOf: (name: string) => Resolution;
  private readonly packagesAbove: (parent: string) => readonly Import[];

  /**
   * `isRoot` is set if the device starts in this filesystem, and does not mount it in addition. `memo` keeps results
   * with the files that they depend on.
   */
  constructor(files: DeviceFiles, firmware: Firmware, isRoot: boolean, memo: Memo = new Memo()) {
    this.locate = memo.remembering("locate", (name) => this.findLocated(name), areSameLocated);
    this.hiddenBy = memo.remembering("hidden", (name) => this.findHidden(name), areSamePlaced);
    this.namesOfPath = memo.remembering("names", (path) => this.findNames(path));
    this.resolutionOf = memo.remembering("resolution", (name) => this.resolveName(name));
    this.packagesAbove = memo.remembering("packages", (parent) => this.findPackages(parent));
    this.files = files;
    this.firmware = firmware;
    // The device searches its root, then frozen modules, then /lib, and other filesystems last.
    const folders = [...new Set(["/", ...files.trees.map((tree) => tree.to), "/lib"])];
    this.searchPath = isRoot ? ["/", FROZEN, ...folders.slice(1)] : [FROZEN, ...folders];
  }

  private findLocated(name: string): Located | undefined {
    const dot = name.lastIndexOf(".");
    return dot < 0 ? this.locateTop(name) : this.locateInside(name, dot);
  }

  /** Names under which a file can be imported, that of the innermost folder of sys.path first. */
  namesOf({ path }: PlacedFile): readonly string[] {
    return this.namesOfPath(path);
  }

  private findNames(path: string): string[] {
    const plain = path.replace(/(?:\/__init__)?\.m?py$/, "");
    const names = this.searchPath.map((folder) => (folder === FROZEN ? undefined : below(folder, plain)));
    return names
      .filter((name) => name !== undefined && name !== "")
      .map((name) => name!.replaceAll("/", "."))
      .sort((a, b) => a.length - b.length);
  }

  private findHidden(name: string): PlacedFile[] {
    const located = this.locate(name);
    const winner = located?.kind === "file" ? located.file : located?.kind === "package" ? located.init : undefined;
    const relative = name.replaceAll(".", "/");
    const claims = this.searchPath.flatMap((folder) =>
      folder === FROZEN ? [] : this.claimsTo(join(folder, relative)),
    );
    // A source may belong to two nested trees.
    const others = new Map(claims.map((claim) => [claim.file.file, claim]));
    if (winner) others.delete(winner.file.file);
    return [...others.values()];
  }

  /** All files of a module (a path on the device without extension), in order of precedence. */
  private claimsTo(module: string): PlacedFile[] {
    const parent = parentPath(module);
    if (parent !== "/" && !this.files.hasFolder(parent)) return [];
    const inside = this.files.hasFolder(module) ? ["/__init__.py", "/__init__.mpy"] : [];
    return [...inside, ".py", ".mpy"].flatMap((ending) => this.files.findAll(module + ending));
  }

  /**
   * The imports of a module, in the order of its statements, without those that `mayRun` is false for. The files of its
   * packages come first, with line 0.
   */
  importsOf(
    file: PlacedFile,
    facts: readonly ImportFact[],
    mayRun: (fact: ImportFact) => boolean = this.mayRun(file, false),
  ): readonly Import[] {
    const names = this.namesOf(file);
    const isPackage = /\/__init__\.m?py$/.test(file.path);
    const found: Import[] = [...this.packagesOf(names[0] ?? "")];
    const ways = facts.map((fact) => (mayRun(fact) ? this.followFact(names, isPackage, fact) : []));
    const isMissing = (index: number): boolean => ways[index]!.some((one) => one.kind === "missing");
    // Imports come before their fallbacks.
    const runs: boolean[] = [];
    for (const [index, fact] of facts.entries()) {
      runs[index] = fact.fallbackFor?.some((other) => runs[other]! && isMissing(other)) ?? true;
      const isNeeded = (name: string): boolean => runs[index]! && !(fact.conditional && this.firmware.isKnown(name));
      for (const one of ways[index]!) {
        const known = one.kind === "missing" && !isNeeded(one.name) ? { ...one, optional: true } : one;
        if (fact.attribute !== undefined) found.push({ ...known, attribute: fact.attribute });
        else found.push(known.kind === "missing" && fact.inFunction ? { ...known, inFunction: true } : known);
      }
    }
    return found.filter((one) => one.kind !== "file" || one.file.path !== file.path);
  }

  /**
   * Whether an import of this file may run on the target: it is not in a branch for another one. `isImported` is set
   * for a file that is only imported, and never runs as `__main__`.
   */
  mayRun(file: PlacedFile, isImported: boolean): (fact: ImportFact) => boolean {
    const { facts } = this.firmware;
    // The device itself runs main.py and others at its root.
    if (!isImported || parentPath(file.path) === "/") return ({ when }) => mayHold(when, facts);
    const targets = facts.length === 0 ? [{}] : facts;
    const named = this.namesOf(file).flatMap((name) => targets.map((target) => ({ ...target, __name__: name })));
    return ({ when }) => mayHold(when, named);
  }

  /** Files of the packages around a module. All modules of a package have the same. */
  private packagesOf(name: string): readonly Import[] {
    const parent = name.slice(0, Math.max(name.lastIndexOf("."), 0));
    return parent === "" ? [] : this.packagesAbove(parent);
  }

  private findPackages(parent: string): Import[] {
    return this.resolutionOf(parent).steps.flatMap((located) => {
      const isFile = located.kind === "package" && located.init;
      return isFile ? [{ kind: "file" as const, file: isFile, line: 0, optional: false }] : [];
    });
  }

  /**
   * Resolves a relative import, which depends on the name under which its module was imported. There may be several
   * names: the targets under each of them ship, and a failure is reported only if it fails under all of them.
   */
  private followFact(importers: readonly string[], isPackage: boolean, fact: ImportFact): Import[] {
    if (fact.computed) return this.computedImports(importers, isPackage, fact);
    // __import__("") always fails.
    if (fact.level === 0) return fact.module === "" ? [] : this.follow(fact.module, fact);
    const ways = importers.map((importer) => this.followRelative(importer, isPackage, fact));
    const found = ways.flat().filter((step) => step.kind !== "missing");
    const failures = ways.map((steps) => steps.filter((step) => step.kind === "missing"));
    if (failures.some((missing) => missing.length === 0)) return found;
    // Under a name outside of all packages every relative import fails, so that failure is less helpful.
    const telling = failures.find(([first]) => first!.reason !== "beyond-top") ?? failures[0] ?? [];
    return [...found, ...telling];
  }

  /**
   * A computed import for the module's first name, and one for each package in its other names: "lib.b" is usually "b".
   * The computed name lies in a package if its beginning or its level says so, and else probably in the module's own.
   */
  private computedImports(names: readonly string[], isPackage: boolean, fact: ImportFact): Import[] {
    const { level, line, prefix } = fact;
    const computed = { kind: "computed", line, optional: true } as const;
    const found: Import[] = [];
    const folders = new Set<string | undefined>();
    for (const [at, name] of names.entries()) {
      const base = level === 0 ? "" : absoluteName(name, isPackage, { level, module: "" });
      const known = base === undefined ? undefined : computedPackage(base, prefix);
      const own = isPackage || name.includes(".") ? name.split(".", 1)[0]! : undefined;
      const located = this.locate(known ?? own ?? "");
      // The package is imported before it is found out whether the module is there.
      if (known !== undefined) found.push(...this.packagesTo(known, fact));
      if (known !== undefined && located?.kind === "firmware") continue;
      const folder = located?.kind === "package" ? located.folder : undefined;
      if (at === 0) found.push({ ...computed, folder, ...(level === 0 && known !== undefined && { package: known }) });
      else if (folder !== undefined && !folders.has(folder)) found.push({ ...computed, folder, ifPackage: true });
      folders.add(folder);
    }
    return found;
  }

  /** The imports of a package on the way to a module inside it. */
  private packagesTo(name: string, fact: ImportFact): Import[] {
    const steps = this.follow(name, { ...fact, names: [], optional: true }).filter(({ kind }) => kind !== "missing");
    return steps.map((one) => (one.kind === "folder" && fact.level > 0 ? { ...one, isRelative: true } : one));
  }

  private followRelative(importer: string, isPackage: boolean, fact: ImportFact): Import[] {
    const name = absoluteName(importer, isPackage, fact);
    if (name !== undefined) {
      return this.follow(name, fact).map((one) => (one.kind === "folder" ? { ...one, isRelative: true } : one));
    }
    const { line, optional = false } = fact;
    const written = `${".".repeat(fact.level)}${fact.module}`;
    return [{ kind: "missing", name: written, reason: "beyond-top", line, optional }];
  }

  private follow(name: string, { names, line, optional = false }: ImportFact): Import[] {
    const { steps, missing } = this.resolutionOf(name);
    const found = steps.map((located, at) => {
      const isLast = at === steps.length - 1;
      const isOnTheWay = !isLast || this.hasModules(located, names);
      return withUse(importOf(located, line, optional), isOnTheWay, this.readsOf(located, names, isLast));
    });
    if (missing) {
      const wanted = missing.name !== name && { wanted: name };
      return [...found, { kind: "missing", ...missing, ...wanted, line, optional }];
    }
    const last = steps.at(-1)!;
    if (last.kind !== "package") return found;
    for (const attribute of names ?? []) {
      if (attribute === "*") continue;
      const submodule = this.locate(`${name}.${attribute}`);
      // It is bound as a module, whose attributes may be read later.
      if (submodule) found.push(withUse(importOf(submodule, line, optional), false, "all"));
      // A folder without __init__.py contains only modules.
      else if (last.init === undefined) {
        found.push({ kind: "missing", name: `${name}.${attribute}`, reason: "not-in-folder", line, optional });
      }
    }
    return found;
  }

  /** The attributes that an import reads from a package that it passes through or ends at. */
  private readsOf({ kind }: Located, names: ImportFact["names"], isLast: boolean): FileImport["reads"] {
    if (kind === "firmware") return undefined;
    // `import a.b` binds a, whose attributes may be read later.
    if (names === null || (isLast && names.includes("*"))) return "all";
    return isLast ? names : undefined;
  }

  /** Resolves a dotted name with the packages before it, up to the first missing part. */
  private resolveName(name: string): Resolution {
    const steps: Located[] = [];
    let missing: Resolution["missing"];
    for (let dot = name.indexOf("."); missing === undefined; dot = name.indexOf(".", dot + 1)) {
      const part = dot < 0 ? name : name.slice(0, dot);
      const parent = steps.at(-1);
      const located = this.locate(part);
      if (located) steps.push(located);
      else missing = { name: part || name, ...(parent && parent.kind !== "package" && { reason: "not-a-package" }) };
      if (dot < 0) break;
    }
    return { steps, missing };
  }

  /** Whether all names that are imported from a package are its modules, and none is defined by its own file. */
  private hasModules({ kind, name }: Located, names: ImportFact["names"]): boolean {
    if (kind !== "package" || names === null || names.length === 0) return false;
    return names.every((one) => this.locate(`${name}.${one}`) !== undefined);
  }

  private locateTop(name: string): Located | undefined {
    const kind = this.firmware.kindOf(name);
    if (kind === "fixed") return { kind: "firmware", name };
    for (const folder of this.searchPath) {
      if (folder === FROZEN) {
        if (kind === "frozen") return { kind: "firmware", name };
        continue;
      }
      const located = this.locateIn(folder, name, name);
      if (located && !(kind === "named" && located.kind === "package" && located.init === undefined)) return located;
    }
    return kind === "extensible" || kind === "named" ? { kind: "firmware", name } : undefined;
  }

  private locateInside(name: string, dot: number): Located | undefined {
    const parent = this.locate(name.slice(0, dot));
    if (parent?.kind === "package") return this.locateIn(parent.folder, name.slice(dot + 1), name);
    const isThere = parent?.kind === "firmware" && this.firmware.kindOf(name) !== undefined;
    return isThere ? { kind: "firmware", name } : undefined;
  }

  private locateIn(folder: string, part: string, name: string): Located | undefined {
    // Only __import__ can import such a name, and it is not valid.
    if (part === "") return undefined;
    // A path in place of a name, as in __import__("/boot"): slashes in a row count as one.
    const path = part.includes("/") ? join(folder, part).replace(/\/{2,}/g, "/") : join(folder, part);
    if (this.files.hasFolder(path)) {
      const init = this.files.find(`${path}/__init__.py`) ?? this.files.find(`${path}/__init__.mpy`);
      return { kind: "package", name, folder: path, init };
    }
    const file = this.files.find(`${path}.py`) ?? this.files.find(`${path}.mpy`);
    return file && { kind: "file", name, file };
  }
}

/**
 * The package that a computed name lies in, as its dotted name or path, if the name begins with `prefix` inside of the package `base`
 * ("" for none); undefined if it may lie anywhere.
 */
function computedPackage(base: string, prefix = ""): string | undefined {
  const text = base === "" ? prefix : `${base}.${prefix}`;
  return text.slice(0, Math.max(text.lastIndexOf("."), text.lastIndexOf("/"), 0)) || undefined;
}

function areSameLocated(a: Located | undefined, b: Located | undefined): boolean {
  if (a?.kind !== b?.kind || a?.name !== b?.name) return false;
  if (a?.kind === "file" && b?.kind === "file") return isSamePlaced(a.file, b.file);
  if (a?.kind !== "package" || b?.kind !== "package") return true;
  return a.folder === b.folder && (a.init === b.init || (a.init && b.init ? isSamePlaced(a.init, b.init) : false));
}

function areSamePlaced(a: readonly PlacedFile[], b: readonly PlacedFile[]): boolean {
  return a.length === b.length && a.every((one, at) => isSamePlaced(one, b[at]!));
}

function isSamePlaced(a: PlacedFile, b: PlacedFile): boolean {
  return a.path === b.path && a.tree === b.tree && a.file.file === b.file.file;
}

/** Whether two lists of imports have the same targets and uses. */
export function areSameImports(a: readonly Import[], b: readonly Import[]): boolean {
  return a.length === b.length && a.every((one, at) => isSameImport(one, b[at]!));
}

function isSameImport(a: Import, b: Import): boolean {
  if (a.kind !== b.kind || a.line !== b.line || a.optional !== b.optional || a.attribute !== b.attribute) return false;
  switch (a.kind) {
    case "file":
      if (b.kind !== "file" || !isSamePlaced(a.file, b.file) || a.isOnTheWay !== b.isOnTheWay) return false;
      return String(a.reads) === String(b.reads);
    case "folder":
      return b.kind === "folder" && a.folder === b.folder && a.isRelative === b.isRelative;
    case "computed":
      return b.kind === "computed" && a.folder === b.folder && a.ifPackage === b.ifPackage && a.package === b.package;
    case "firmware":
      return b.kind === "firmware" && a.name === b.name;
    case "missing":
      return b.kind === "missing" && a.name === b.name && a.reason === b.reason && a.inFunction === b.inFunction;
  }
}

/** Adds its use to an import of a package. */
function withUse(one: Import, isOnTheWay: boolean, reads: FileImport["reads"]): Import {
  if (one.kind !== "file") return one;
  // Not by spreading: V8 would give each object a hidden class of its own, of three times its size.
  const { kind, file, line, optional } = one;
  if (reads !== undefined && reads.length > 0) {
    return isOnTheWay ? { kind, file, line, optional, isOnTheWay, reads } : { kind, file, line, optional, reads };
  }
  return isOnTheWay ? { kind, file, line, optional, isOnTheWay } : one;
}

function importOf(located: Located, line: number, optional: boolean): Import {
  if (located.kind === "firmware") return { kind: "firmware", name: located.name, line, optional };
  if (located.kind === "file") return { kind: "file", file: located.file, line, optional };
  if (located.init) return { kind: "file", file: located.init, line, optional };
  return { kind: "folder", folder: located.folder, line, optional };
}
