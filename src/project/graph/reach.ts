// Finds the reachable modules: from the roots along all imports. It asks for the imports of one module after the other,
// so that the caller can compile each on demand.

import type { PlacedFile } from "./device-files.ts";
import type { GraphModule } from "./graph.ts";
import type { Import, Resolver } from "./resolver.ts";

/** A module to start from, and why it ships. */
export interface Root {
  readonly file: PlacedFile;
  readonly entry: NonNullable<GraphModule["entry"]>;
}

/** A module that ships. */
export interface ReachedModule {
  readonly file: PlacedFile;
  readonly name: string;
  readonly entry: GraphModule["entry"];
  /** Its imports, without those for attributes that nothing reads: see {@link Import.attribute}. */
  readonly imports: readonly Import[];
  /** All its possible imports. */
  readonly possible: readonly Import[];
}

/** Attributes of modules that are read: some load a module when they are read. */
class ReadAttributes {
  private readonly byPath = new Map<string, Set<string> | "all">();

  /** Adds attributes. Returns whether there are new ones. */
  add(path: string, reads: readonly string[] | "all"): boolean {
    const known = this.byPath.get(path);
    if (known === "all") return false;
    if (reads === "all") {
      this.byPath.set(path, "all");
      return true;
    }
    const next = known ?? new Set<string>();
    const size = next.size;
    for (const name of reads) next.add(name);
    this.byPath.set(path, next);
    return next.size > size;
  }

  /** The imports that happen. One whose attribute is not read by name may fail. */
  filter(path: string, possible: readonly Import[]): readonly Import[] {
    if (!possible.some((one) => one.attribute !== undefined)) return possible;
    const reads = this.byPath.get(path);
    const asked = possible.filter(({ attribute }) => {
      return attribute === undefined || reads === "all" || (reads?.has(attribute) ?? false);
    });
    if (reads !== "all") return asked;
    return asked.map((one) =>
      one.kind === "missing" && one.attribute !== undefined ? { ...one, optional: true } : one,
    );
  }
}

/** Follows imports from the roots. It asks for the imports of modules in the order of discovery. */
export function reach(
  roots: readonly Root[],
  resolver: Resolver,
  importsOf: (file: PlacedFile) => readonly Import[],
): ReachedModule[] {
  const reached = new Map<string, ReachedModule>();
  const waiting: PlacedFile[] = [];
  const entries = new Map<string, Root["entry"]>();
  const folders = new Set<string>();
  const whole = new Set<string>();
  /** Folders that are imported as packages, and folders that ship as a whole in that case. */
  const packages = new Set<string>();
  const wholeIfPackage = new Set<string>();
  const seen = new Set<string>();
  const read = new ReadAttributes();
  const want = (file: PlacedFile, reads?: readonly string[] | "all"): void => {
    const isMore = reads !== undefined && read.add(file.path, reads);
    // A module is visited again if more of its attributes are read.
    if (seen.has(file.path) && !(isMore && reached.get(file.path)?.possible.some(isLazy))) return;
    seen.add(file.path);
    waiting.push(file);
  };
  for (const { file, entry } of roots) {
    if (!entries.has(file.path)) entries.set(file.path, entry);
    want(file, "all");
  }
  for (;;) {
    // In the order of discovery, which is the order of compiling.
    for (let at = 0; at < waiting.length; at++) {
      const file = waiting[at]!;
      const possible = importsOf(file);
      const imports = read.filter(file.path, possible);
      const name = resolver.namesOf(file)[0] ?? "";
      reached.set(file.path, { file, name, entry: entries.get(file.path), imports, possible });
      for (const one of imports) {
        if (one.kind === "file") want(one.file, one.reads);
        else if (one.kind === "folder") {
          folders.add(one.folder);
          if (!one.isRelative) packages.add(one.folder);
        }
        if (one.kind === "computed" && one.folder !== undefined) {
          (one.ifPackage ? wholeIfPackage : whole).add(one.folder);
        }
      }
    }
    waiting.length = 0;
    for (const folder of wholeIfPackage) {
      if (packages.has(folder) || seen.has(`${folder}/__init__.py`) || seen.has(`${folder}/__init__.mpy`))
        whole.add(folder);
    }
    // A computed name may refer to any module of the package.
    for (const folder of whole) for (const file of resolver.files.modulesBelow(folder)) want(file, "all");
    // A folder is a package only if it is on the device. If nothing else of it ships, all its modules do.
    for (const folder of folders) {
      const isThere = [...reached.keys()].some((path) => path.startsWith(`${folder}/`));
      if (!isThere) for (const file of resolver.files.modulesBelow(folder)) want(file, "all");
    }
    folders.clear();
    whole.clear();
    if (waiting.length === 0) return [...reached.values()];
  }
}

function isLazy({ attribute }: Import): boolean {
  return attribute !== undefined;
}
