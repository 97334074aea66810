// The place of a project's file on the device, and its module name. A source root corresponds to an entry of sys.path
// on the board: `firmware/app/net.py` under the root `firmware` is module `app.net`.

import type { TreeFile } from "./graph/source-tree.ts";
import { comparePaths, devicePath, isUnder, parentPath } from "./paths.ts";
import type { Problem } from "./problem.ts";
import { samePath } from "./messages.ts";

/** A source root: a folder with its place on the device. */
export interface SourceRoot {
  /** The folder: absolute, forward slashes. */
  readonly path: string;
  /** Its folder on the device: absolute. */
  readonly to: string;
}

/** Rules for the layout of files. */
export interface LayoutRules {
  readonly roots: readonly SourceRoot[];
  /** Folder of the build's output for the device's root; "" for the output itself. */
  readonly outputFolder: string;
  /** Names of boot files: sources at the device's root that the firmware runs. */
  readonly bootFiles: readonly string[];
  /** Whether a Python file, by its path from its source root, is shipped as source. */
  readonly shipsAsSource: (relative: string) => boolean;
  /** Whether boot.py and main.py are compiled, and stubs import them. */
  readonly entryStub?: boolean;
}

/** A file of the project with its place on the device. */
export interface Placement {
  /** Absolute, forward slashes. */
  readonly file: string;
  /** Path from the source root: the name that the compiler embeds. */
  readonly relative: string;
  /** "module" is compiled to .mpy, "source" is Python shipped as it is, "data" is any other file. */
  readonly kind: "module" | "source" | "data";
  /** Its module name; absent for data. */
  readonly module?: string | undefined;
  /** Absolute path on the device. */
  readonly path: string;
  /** Path in the build's output. */
  readonly asset: string;
  /** Its library's optimisation level. Overrides override it. */
  readonly optimize?: TreeFile["optimize"];
  /** The stub that replaces a boot file and imports this module. */
  readonly stub?: { readonly path: string; readonly asset: string; readonly text: string } | undefined;
  /** Python to append before it is compiled. */
  readonly suffix?: string | undefined;
}

/**
 * Files that a port runs at boot, from the root of its filesystem and only as source (shared/runtime/pyexec.c, main.c
 * of each port).
 */
export const BOOT_FILES: readonly string[] = ["main.py", "boot.py"];

/** Files that CircuitPython runs, only as source (its main.c). */
export const CIRCUITPYTHON_BOOT_FILES: readonly string[] = ["code.py", "main.py", "boot.py", "safemode.py", "repl.py"];

/** The module name of a Python file by its path from a source root: "app/net.py" is "app.net", "app/__init__.py" is "app". */
export function moduleName(relative: string): string {
  const parts = relative.replace(/\.m?py$/, "").split("/");
  if (parts.length > 1 && parts.at(-1) === "__init__") parts.pop();
  return parts.join(".");
}

/** The innermost source root that contains `file`. */
export function rootOf<T extends Pick<SourceRoot, "path">>(file: string, roots: readonly T[]): T | undefined {
  let found: T | undefined;
  for (const root of roots) {
    if (isUnder(root.path, file) && root.path.length > (found?.path.length ?? -1)) found = root;
  }
  return found;
}

/**
 * The root of a Python file outside all source roots: the nearest parent folder that is not a package, as in other
 * Python tools. `isFile` takes absolute paths.
 */
export function packageRoot(file: string, isFile: (path: string) => boolean): string {
  let folder = parentPath(file);
  while (folder.length > 1 && isFile(`${folder}/__init__.py`)) folder = parentPath(folder);
  return folder;
}

/** Places `file` (absolute), which is under `root`. */
export function placeFile(file: string, root: SourceRoot, rules: LayoutRules): Placement {
  const relative = file.slice(root.path.length).replace(/^\/+/, "");
  const placement = placeAt({ file, relative }, root.to, rules);
  if (placement.kind !== "source" || !rules.bootFiles.includes(relative)) return placement;
  const address = addressOf(`/${relative}`, rules);
  if (!rules.entryStub) return { ...placement, ...address };
  // "_boot" is a frozen module of the port.
  const name = `${placement.module}_compiled`;
  const stub = { ...address, text: `import ${name}\n` };
  return { ...placement, kind: "module", ...addressOf(`/${name}.mpy`, rules), stub };
}

/** Places a file of a library whose folder on the device is `to`. Compiled files are not changed. */
export function placeAt(treeFile: TreeFile, to: string, rules: LayoutRules): Placement {
  const { file, relative, optimize, suffix, asSource } = treeFile;
  const address = addressOf(devicePath(to, relative), rules);
  if (!/\.m?py$/.test(relative)) return { file, relative, kind: "data", ...address };
  const module = moduleName(relative);
  const wishes = { ...(optimize !== undefined && { optimize }), ...(suffix !== undefined && { suffix }) };
  if (relative.endsWith(".mpy")) return { file, relative, kind: "module", module, ...address };
  if (asSource === true || rules.shipsAsSource(relative)) {
    return { file, relative, kind: "source", module, ...address, ...wishes };
  }
  const path = address.path.replace(/py$/, "mpy");
  return { file, relative, kind: "module", module, ...addressOf(path, rules), ...wishes };
}

function addressOf(path: string, rules: LayoutRules): Pick<Placement, "path" | "asset"> {
  return { path, asset: `${rules.outputFolder}${path}`.replace(/^\//, "") };
}

/** Finds files with the same path on the device. Each problem names all of them. */
export function findClashes(placements: readonly Placement[], display: (file: string) => string): Problem[] {
  // Usually there are none, and a watcher calls this after each save.
  if (new Set(placements.map((placement) => placement.path)).size === placements.length) return [];
  const byPath = new Map<string, Placement[]>();
  for (const placement of placements) {
    const claims = byPath.get(placement.path);
    if (claims) claims.push(placement);
    else byPath.set(placement.path, [placement]);
  }
  const problems: Problem[] = [];
  for (const [path, claims] of byPath) {
    if (claims.length === 1) continue;
    const files = claims.map((claim) => claim.file).sort(comparePaths);
    problems.push(samePath({ file: files[0], displayFile: display(files[0]!) }, files.map(display), path));
  }
  return problems;
}
