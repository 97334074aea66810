// Where a file of the project comes to lie on the device, and under which name Python imports it there. A source root is to
// the project what an entry of sys.path is to the board: `firmware/app/net.py` under the root `firmware` is module `app.net`.

import type { TreeFile } from "./graph/source-tree.ts";
import { comparePaths, devicePath, isUnder, parentPath } from "./paths.ts";
import type { Problem } from "./problem.ts";

/** A folder whose contents are laid out on the device. */
export interface SourceRoot {
  /** The folder: absolute, forward slashes. */
  readonly path: string;
  /** Folder on the device that stands for it: absolute. */
  readonly to: string;
}

/** How files are laid out. */
export interface LayoutRules {
  readonly roots: readonly SourceRoot[];
  /** Folder of the build's output that stands for the device's root; "" for the output itself. */
  readonly outputFolder: string;
  /** Names of what the firmware runs by itself: source that lies at the device's root. */
  readonly bootFiles: readonly string[];
  /** Whether a Python file, by its path from its source root, is shipped as source. */
  readonly shipsAsSource: (relative: string) => boolean;
  /** Whether boot.py and main.py are compiled, and sources of one line import them. */
  readonly entryStub?: boolean;
}

/** One file of the project and its place on the device. */
export interface Placement {
  /** Absolute, forward slashes. */
  readonly file: string;
  /** Path from the source root: the name that the compiler embeds. */
  readonly relative: string;
  /** "module" is compiled to .mpy, "source" is Python shipped as it is, "data" is any other file. */
  readonly kind: "module" | "source" | "data";
  /** Name that Python imports it by; absent for data. */
  readonly module?: string | undefined;
  /** Absolute path on the device. */
  readonly path: string;
  /** Path in the build's output. */
  readonly asset: string;
  /** Optimisation level that its library asks for; overrides come after it. */
  readonly optimize?: TreeFile["optimize"];
  /** The source in the place of one that boards run only as source, which imports this module. */
  readonly stub?: { readonly path: string; readonly asset: string; readonly text: string } | undefined;
  /** Python to append before it is compiled. */
  readonly suffix?: string | undefined;
}

/** Names that a port runs at boot, from the root of its filesystem and only as source (shared/runtime/pyexec.c, ports' main.c). */
export const BOOT_FILES: readonly string[] = ["main.py", "boot.py"];

/** What CircuitPython runs by name, only as source (its main.c). */
export const CIRCUITPYTHON_BOOT_FILES: readonly string[] = ["code.py", "main.py", "boot.py", "safemode.py", "repl.py"];

/** The module name of a Python file by its path from a source root: "app/net.py" is "app.net", "app/__init__.py" is "app". */
export function moduleName(relative: string): string {
  const parts = relative.replace(/\.m?py$/, "").split("/");
  if (parts.length > 1 && parts.at(-1) === "__init__") parts.pop();
  return parts.join(".");
}

/** The root that `file` lies in: the innermost of those that hold it. */
export function rootOf<T extends Pick<SourceRoot, "path">>(file: string, roots: readonly T[]): T | undefined {
  let found: T | undefined;
  for (const root of roots) {
    if (isUnder(root.path, file) && root.path.length > (found?.path.length ?? -1)) found = root;
  }
  return found;
}

/**
 * The root of a Python file that no configured root holds: the first folder upwards that is not itself a package, as Python
 * tools find it. `isFile` answers for absolute paths.
 */
export function packageRoot(file: string, isFile: (path: string) => boolean): string {
  let folder = parentPath(file);
  while (folder.length > 1 && isFile(`${folder}/__init__.py`)) folder = parentPath(folder);
  return folder;
}

/** Places `file` (absolute) that lies under `root`. */
export function placeFile(file: string, root: SourceRoot, rules: LayoutRules): Placement {
  const relative = file.slice(root.path.length).replace(/^\/+/, "");
  const placement = placeAt({ file, relative }, root.to, rules);
  if (placement.kind !== "source" || !rules.bootFiles.includes(relative)) return placement;
  const address = addressOf(`/${relative}`, rules);
  if (!rules.entryStub) return { ...placement, ...address };
  // "_boot" would be the port's own frozen one.
  const name = `${placement.module}_compiled`;
  const stub = { ...address, text: `import ${name}\n` };
  return { ...placement, kind: "module", ...addressOf(`/${name}.mpy`, rules), stub };
}

/** Places a file of a library whose folder on the device is `to`. Compiled files are taken as they are. */
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

/** Problems where several files claim one path on the device; each names all of them. */
export function findClashes(placements: readonly Placement[], display: (file: string) => string): Problem[] {
  // Nearly always there are none, and a watcher asks after each save.
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
    problems.push({
      summary: `${files.map(display).join(" and ")} both claim ${path} on the device`,
      file: files[0],
      displayFile: display(files[0]!),
      hint: "Rename one of them, exclude it, or give its source root another folder on the device ({ path, to }).",
    });
  }
  return problems;
}
