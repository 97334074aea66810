// The Python that JavaScript imports in Vite's dev server, read from the module graphs of all environments. A graph
// keeps unused modules and has no list of entries. So a module that was once imported and no longer is does not count,
// nor an entry that is no longer named (vite-entries.ts).

import type { DevEnvironment, EnvironmentModuleNode, ViteDevServer } from "vite";
import type { ImportedPython } from "../engine/imported-python.ts";
import { isFile, toPosix } from "../node/files.ts";
import { ViteEntries } from "./vite-entries.ts";
import { relativePath } from "../project/paths.ts";
import type { Problem } from "../project/problem.ts";
import { importedPython, isPythonImport, MANIFEST_ID, parsePythonId } from "./python-module.ts";
import { missingImport } from "./messages.ts";

/** A module in the graph of an environment. */
export interface LoadedModule {
  readonly environment: DevEnvironment;
  readonly node: EnvironmentModuleNode;
}

/** The Python that JavaScript imports now, in all environments of a dev server. */
export class ViteImports {
  private readonly server: ViteDevServer;
  private readonly root: string;
  /** The entries of JavaScript. */
  readonly entries: ViteEntries;
  /** Modules that were imported at some time. Without importers they are unused modules, not entries. */
  private readonly onceImported = new WeakSet<EnvironmentModuleNode>();

  /** `root` is the project root, for messages. */
  constructor(server: ViteDevServer, root: string) {
    this.server = server;
    this.root = root;
    this.entries = new ViteEntries(server.config.base);
  }

  /** Existing files that JavaScript imports now. */
  now(): ImportedPython {
    const { byUrl, inlined } = importedPython(this.pythonModules().map(({ node }) => node.id!));
    return { byUrl: byUrl.filter(isFile), inlined: inlined.filter(isFile) };
  }

  /** The modules of these imports, in all environments. */
  pythonModules(): LoadedModule[] {
    return this.environments.flatMap((environment) => {
      const live = this.liveModules(environment);
      return live
        .filter(({ id }) => id !== null && isPythonImport(id))
        .map((node): LoadedModule => ({ environment, node }));
    });
  }

  /** The manifest's modules, in all environments. */
  manifestModules(): LoadedModule[] {
    return this.environments.flatMap((environment) => {
      const node = environment.moduleGraph.getModuleById(MANIFEST_ID);
      return node ? [{ environment, node }] : [];
    });
  }

  /** Whether JavaScript imports a file (absolute). */
  includes(file: string): boolean {
    return this.environments.some(({ moduleGraph }) => (moduleGraph.getModulesByFile(file)?.size ?? 0) > 0);
  }

  /** Problems with imports of files that do not exist. */
  missing(): Problem[] {
    const found = new Map<string, Problem>();
    for (const { node } of this.pythonModules()) {
      const { file } = parsePythonId(toPosix(node.id!));
      const importer = [...node.importers].map((one) => one.file).find((one) => one !== null);
      if (importer === undefined || isFile(file)) continue;
      const summary = missingImport(relativePath(this.root, file));
      found.set(file, { summary, file: importer, displayFile: relativePath(this.root, importer) });
    }
    return [...found.values()];
  }

  private get environments(): DevEnvironment[] {
    return Object.values(this.server.environments);
  }

  private liveModules({ moduleGraph }: DevEnvironment): EnvironmentModuleNode[] {
    const live = new Set<EnvironmentModuleNode>();
    for (const node of moduleGraph.idToModuleMap.values()) {
      if (node.importers.size > 0) this.onceImported.add(node);
      else if (!this.onceImported.has(node) && this.entries.isEntry(node)) live.add(node);
    }
    const workers = this.entries.workersAmong(moduleGraph.idToModuleMap.values());
    // The loop also visits modules that it adds.
    for (const node of live) {
      for (const imported of node.importedModules) live.add(imported);
      if (workers.size > 0) for (const worker of this.entries.workersOf(node, workers)) live.add(worker);
    }
    return [...live];
  }
}
