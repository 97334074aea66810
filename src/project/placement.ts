// Where a file of the project comes to lie on the device, and under which name Python imports it there. A source root is to
// the project what an entry of sys.path is to the board: `firmware/app/net.py` under the root `firmware` is module `app.net`.

import { baseName, comparePaths, devicePath, isUnder, parentPath } from "./paths.ts";
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
  /** Whether a Python file, by its path from its source root, is shipped as source. */
  readonly shipsAsSource: (relative: string) => boolean;
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
}

/** Names that a port runs at boot, from the root of its filesystem and only as source (shared/runtime/pyexec.c, ports' main.c). */
const BOOT_FILES: ReadonlySet<string> = new Set(["boot.py", "main.py"]);

/** The module name of a Python file by its path from a source root: "app/net.py" is "app.net", "app/__init__.py" is "app". */
export function moduleName(relative: string): string {
  const parts = relative.replace(/\.py$/, "").split("/");
  if (parts.length > 1 && parts.at(-1) === "__init__") parts.pop();
  return parts.join(".");
}

/** The root that `file` lies in: the innermost of those that hold it. */
export function rootOf(file: string, roots: readonly SourceRoot[]): SourceRoot | undefined {
  let found: SourceRoot | undefined;
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
  if (!file.endsWith(".py")) return placed(file, relative, "data", undefined, devicePath(root.to, relative), rules);
  const name = moduleName(relative);
  if (!rules.shipsAsSource(relative)) {
    return placed(file, relative, "module", name, devicePath(root.to, relative.replace(/py$/, "mpy")), rules);
  }
  const path = BOOT_FILES.has(relative) ? `/${relative}` : devicePath(root.to, relative);
  return placed(file, relative, "source", name, path, rules);
}

function placed(
  file: string,
  relative: string,
  kind: Placement["kind"],
  module: string | undefined,
  path: string,
  rules: LayoutRules,
): Placement {
  return { file, relative, kind, module, path, asset: `${rules.outputFolder}${path}`.replace(/^\//, "") };
}

/** Problems where several files claim one path on the device; each names all of them. */
export function findClashes(placements: readonly Placement[], display: (file: string) => string): Problem[] {
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

/** What a build should mention about a placement although it can go on. */
export function placementWarnings(placements: readonly Placement[], display: (file: string) => string): string[] {
  const warnings: string[] = [];
  const modules = new Map<string, Placement>();
  for (const placement of placements) {
    if (placement.module === undefined) continue;
    if (!placement.module.split(".").every((part) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(part))) {
      warnings.push(`${display(placement.file)}: "${placement.module}" is not a name that a Python import can spell`);
    }
    const other = modules.get(placement.module);
    if (other && other.path !== placement.path) {
      const packageFirst = [other, placement].find((one) => baseName(one.path).startsWith("__init__."));
      const winner = packageFirst ? `; the device imports ${packageFirst.path}` : "";
      warnings.push(
        `${display(other.file)} and ${display(placement.file)} are both module ${placement.module}${winner}`,
      );
    } else {
      modules.set(placement.module, placement);
    }
  }
  return warnings;
}
