// What the last whole build of a project found, on disk for the next process: the value of one stage, and all inputs that it was made
// from, as the memo knows them. It holds if every one of them is the same now. Paths are the project's own, so the record may move
// with it. Nothing here throws.

import { join, relative } from "node:path";
import { codeVersion } from "../node/cache/code-version.ts";
import { toolCacheFolder } from "../node/cache/cache-folder.ts";
import { keepNewest, readChecked, writeChecked } from "../node/checked-file.ts";
import { absolutePath, sha256, toPosix } from "../node/files.ts";
import { join as joinOnDevice } from "../project/graph/device-files.ts";
import type { PlacedFile } from "../project/graph/device-files.ts";
import type { Input, UsedInput } from "../project/memo.ts";
import { relativePath } from "../project/paths.ts";
import { ProjectError } from "../project/problem.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";
import { manifestEntry } from "./found-flash.ts";
import type { FoundFlash } from "./found-flash.ts";
import type { NamedFiles } from "./named-files.ts";
import { packGraph, TextTable, unpackGraph } from "./packed-graph.ts";
import type { PackedGraph } from "./packed-graph.ts";
import type { BuiltPython, PythonBuilder } from "./python-builder.ts";

/** A build that holds, and the inputs that it was made from. */
export interface RecalledFlash {
  readonly found: FoundFlash;
  readonly inputs: readonly Omit<UsedInput, "text">[];
}

/** The build in the file. */
interface Kept {
  readonly version: string;
  readonly texts: readonly string[];
  /** By the kind of input. Of those that have one, the key is a path. */
  readonly inputs: Readonly<Record<string, readonly [path: string, text: string][]>>;
  readonly graph: PackedGraph;
  readonly files: readonly KeptFile[];
  readonly warnings: readonly string[];
}

/** A file of the tree with this number; with what was built of it, if it is a module. */
type KeptFile = [tree: number, relative: string, made?: KeptModule];

/** The texts of its imports go by their numbers. */
type KeptModule = [key: string | null, sha256: string, imports: readonly number[]];

/** Builds with other options, or of other projects below one node_modules, that are kept beside each other. */
const KEPT = 16;

/**
 * The record of a project's last whole build on disk: {@link KeptFlash.recall} gives what that build found, if all that it was made
 * from is the same now. No method throws.
 */
export class KeptFlash {
  private readonly root: string;
  private readonly folder: string;
  private readonly name: string;
  private readonly version: string;
  private readonly python: PythonBuilder;

  private constructor(root: string, folder: string, name: string, version: string, python: PythonBuilder) {
    this.root = root;
    this.folder = folder;
    this.name = name;
    this.version = version;
    this.python = python;
  }

  /** The record of builds with these options; undefined where there is none to be. */
  static open(options: ResolvedOptions, python: PythonBuilder): KeptFlash | undefined {
    const { root, identity, cacheFolder, lock } = options;
    // What a lock file is about is to be looked at each time.
    if (cacheFolder === undefined || identity === undefined || lock !== undefined) return undefined;
    const folder = toolCacheFolder(root);
    if (folder === undefined) return undefined;
    const name = sha256(`${toPosix(relative(folder, root))}\n${identity}`).slice(0, 16);
    return new KeptFlash(root, folder, name, codeVersion(), python);
  }

  /** What the search would find now, if it is what was kept. `named` are the files that it starts from. */
  recall(named: NamedFiles): RecalledFlash | undefined {
    const text = readChecked(this.path);
    const kept = text === undefined ? undefined : (JSON.parse(text) as Kept);
    if (kept?.version !== this.version) return undefined;
    try {
      const inputs = this.sameInputs(kept);
      const found = inputs && this.unpack(kept, named);
      return found && { found, inputs };
    } catch (error) {
      // For the ordinary way to tell.
      if (error instanceof ProjectError) return undefined;
      throw error;
    }
  }

  /** Keeps a build that was made from these inputs. */
  keep({ python, files, placements, graph, modules, checks }: FoundFlash, inputs: readonly UsedInput[]): void {
    const printed: Record<string, [string, string][]> = {};
    for (const { input, key, text } of inputs) {
      if (text === undefined) return;
      const path = typeof key === "string" ? relativePath(this.root, key) : "";
      (printed[input.name] ??= []).push([path, text.replaceAll(this.root, ROOT)]);
    }
    const trees = new Map(this.python.trees.all.map((tree, index) => [tree, index]));
    const table = new TextTable();
    const made = new Map(
      python.map(({ placement, key, sha256: hash }, at): [string, KeptModule] => {
        const names = modules[at]!.imports.map((name) => table.numberOf(name));
        return [placement.path, [key ?? null, hash, names]];
      }),
    );
    const kept: Kept = {
      version: this.version,
      inputs: printed,
      graph: packGraph(graph, table),
      files: files.map(({ tree, file }, at): KeptFile => {
        const module = made.get(placements[at]!.path);
        return module ? [trees.get(tree)!, file.relative, module] : [trees.get(tree)!, file.relative];
      }),
      texts: table.texts,
      warnings: checks.warnings,
    };
    writeChecked(this.path, JSON.stringify(kept));
    keepNewest(this.folder, "build-", KEPT);
  }

  private get path(): string {
    return join(this.folder, `build-${this.name}.json`);
  }

  /** The inputs, if all of them are what they were. */
  private sameInputs(kept: Kept): Omit<UsedInput, "text">[] | undefined {
    const known = new Map<string, Input<never, unknown>>(this.python.inputs.map((input) => [input.name, input]));
    const inputs: Omit<UsedInput, "text">[] = [];
    for (const [name, rows] of Object.entries(kept.inputs)) {
      const input = known.get(name) as Input<unknown, unknown> | undefined;
      if (input === undefined) return undefined;
      const isKeyed = this.python.isKeyed(input);
      for (const [path, text] of rows) {
        const key = isKeyed ? absolutePath(this.root, path) : undefined;
        if (input.print(this.python.memo.get(input, key))?.replaceAll(this.root, ROOT) !== text) return undefined;
        inputs.push({ input, key });
      }
    }
    return inputs;
  }

  private unpack(kept: Kept, named: NamedFiles): FoundFlash | undefined {
    const { trees } = this.python;
    const { all } = trees;
    const roots = new Map(named.roots.map(({ file }) => [file.path, file]));
    const files: PlacedFile[] = [];
    const python: BuiltPython[] = [];
    const imports: string[][] = [];
    for (const [index, name, made] of kept.files) {
      const tree = all[index]!;
      const path = joinOnDevice(tree.to, name);
      const root = roots.get(path);
      const file = root?.tree === tree ? root.file : tree.find(name);
      if (file === undefined) return undefined;
      const placed = { path, tree, file };
      files.push(placed);
      if (made === undefined) continue;
      const [key, hash, names] = made;
      const built = this.python.restore(trees.place(placed), key ?? undefined, hash);
      if (built === undefined) return undefined;
      python.push(built);
      imports.push(names.map((one) => kept.texts[one]!));
    }
    const modules = python.map((built, at) => manifestEntry(built, imports[at]!, this.root));
    const graph = unpackGraph(kept.graph, kept.texts);
    const placements = files.map((file) => trees.place(file));
    return { python, files, placements, graph, modules, checks: { problems: [], warnings: kept.warnings } };
  }
}

/** Stands for the project's root in what was printed of inputs. */
const ROOT = "\0root";
