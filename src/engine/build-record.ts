// The record of a project's last complete build, on disk for the next process: the value of one stage and all its
// inputs in the memo. The record is valid if every input is unchanged. Its paths are relative to the project, so it
// moves with the project. Nothing here throws.

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
import { manifestEntry } from "./flash-content.ts";
import type { FlashContent } from "./flash-content.ts";
import type { NamedFiles } from "./named-files.ts";
import { packGraph, TextTable, unpackGraph } from "./packed-graph.ts";
import type { PackedGraph } from "./packed-graph.ts";
import type { BuiltPython, PythonBuilder } from "./python-builder.ts";

/** The content of a valid record, and its inputs. */
export interface RecalledBuild {
  readonly found: FlashContent;
  readonly inputs: readonly Omit<UsedInput, "text">[];
}

/** The content of the file. */
interface StoredBuild {
  readonly version: string;
  readonly texts: readonly string[];
  /** Inputs by their kind. A key, if there is one, is a path. */
  readonly inputs: Readonly<Record<string, readonly [path: string, text: string][]>>;
  readonly graph: PackedGraph;
  readonly files: readonly StoredFile[];
  readonly warnings: readonly string[];
}

/** A file of the tree with this number, and its build result if it is a module. */
type StoredFile = [tree: number, relative: string, made?: StoredModule];

/** Imports are numbers in the table of texts. */
type StoredModule = [key: string | null, sha256: string, imports: readonly number[]];

/** The maximum number of records below one node_modules: one for each project and its options. */
const MAX_RECORDS = 16;

/**
 * The record of a project's last complete build. {@link BuildRecord.recall} gives its content if all inputs are
 * unchanged. No method throws.
 */
export class BuildRecord {
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

  /** The record of builds with these options; undefined if builds with them are not recorded. */
  static open(options: ResolvedOptions, python: PythonBuilder): BuildRecord | undefined {
    const { root, identity, cacheFolder, lock } = options;
    // The files that a lock file covers are checked in every build.
    if (cacheFolder === undefined || identity === undefined || lock !== undefined) return undefined;
    const folder = toolCacheFolder(root);
    if (folder === undefined) return undefined;
    const name = sha256(`${toPosix(relative(folder, root))}\n${identity}`).slice(0, 16);
    return new BuildRecord(root, folder, name, codeVersion(), python);
  }

  /** The recorded content if it is still valid. `named` are the files that the search starts from. */
  recall(named: NamedFiles): RecalledBuild | undefined {
    const text = readChecked(this.path);
    const kept = text === undefined ? undefined : (JSON.parse(text) as StoredBuild);
    if (kept?.version !== this.version) return undefined;
    try {
      const inputs = this.sameInputs(kept);
      const found = inputs && this.unpack(kept, named);
      return found && { found, inputs };
    } catch (error) {
      // A search reports the fault.
      if (error instanceof ProjectError) return undefined;
      throw error;
    }
  }

  /** Records a build with its inputs. */
  keep({ python, files, placements, graph, modules, checks }: FlashContent, inputs: readonly UsedInput[]): void {
    const printed: Record<string, [string, string][]> = {};
    for (const { input, key, text } of inputs) {
      if (text === undefined) return;
      const path = typeof key === "string" ? relativePath(this.root, key) : "";
      (printed[input.name] ??= []).push([path, text.replaceAll(this.root, ROOT)]);
    }
    const trees = new Map(this.python.trees.all.map((tree, index) => [tree, index]));
    const table = new TextTable();
    const made = new Map(
      python.map(({ placement, key, sha256: hash }, at): [string, StoredModule] => {
        const names = modules[at]!.imports.map((name) => table.numberOf(name));
        return [placement.path, [key ?? null, hash, names]];
      }),
    );
    const kept: StoredBuild = {
      version: this.version,
      inputs: printed,
      graph: packGraph(graph, table),
      files: files.map(({ tree, file }, at): StoredFile => {
        const module = made.get(placements[at]!.path);
        return module ? [trees.get(tree)!, file.relative, module] : [trees.get(tree)!, file.relative];
      }),
      texts: table.texts,
      warnings: checks.warnings,
    };
    writeChecked(this.path, JSON.stringify(kept));
    keepNewest(this.folder, "build-", MAX_RECORDS);
  }

  private get path(): string {
    return join(this.folder, `build-${this.name}.json`);
  }

  /** The inputs, if none of them has changed. */
  private sameInputs(kept: StoredBuild): Omit<UsedInput, "text">[] | undefined {
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

  private unpack(kept: StoredBuild, named: NamedFiles): FlashContent | undefined {
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

/** The placeholder for the project root in texts of inputs. */
const ROOT = "\0root";
