// The engine of a project: one in a process for each project and its options. Several bundles (a page, its workers, a
// server, a second compiler) each contribute what they import. The flash is the union, independent of the order.

import { isFile, isFolder, sha256 } from "../node/files.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";
import type { BundleFile } from "../project/web-assets.ts";
import { replaceBakedManifest } from "./baked-manifest.ts";
import { FlashBuild } from "./flash-build.ts";
import type { FlashSnapshot } from "./snapshot.ts";
import { NO_IMPORTS } from "./imported-python.ts";
import type { ImportedPython } from "./imported-python.ts";
import { Rendezvous } from "./rendezvous.ts";

/** The contribution of one bundle. */
interface Contribution {
  readonly imported: ImportedPython;
  /** The bundle's own output, if it goes onto the flash. */
  readonly web: readonly BundleFile[];
}

/** The output of a bundle on disk. */
export interface WrittenBundle {
  /** The folder with the flash (absolute). Undefined if another bundle writes it. */
  readonly folder: string | undefined;
  /** Files of the bundle that may hold the manifest: absolute. */
  readonly scripts: readonly string[];
  /** Whether a browser may cache a script as long as its name is the same. */
  readonly isCached: boolean;
  /** The flash that was written. */
  readonly snapshot: FlashSnapshot;
}

/** The result of {@link Engine.settle}. */
export interface Settled {
  readonly snapshot: FlashSnapshot;
  /**
   * Scripts (absolute) that a browser may have cached in their old state: their manifest was replaced after they were
   * named.
   */
  readonly cached: readonly string[];
}

/**
 * The engine of a project, shared by all its bundles in one process. Each bundle contributes what it imports, and the
 * flash is the union.
 */
export class Engine {
  /** Makes snapshots of the flash. */
  readonly build: FlashBuild;
  /** Bundles that are built at the same time. */
  readonly together: Rendezvous = new Rendezvous();
  private readonly parts = new Map<string, Contribution>();
  private readonly written = new Map<string, WrittenBundle>();

  constructor(options: ResolvedOptions) {
    this.build = new FlashBuild(options);
  }

  /**
   * Sets what one bundle imports now. It replaces the bundle's earlier contribution. `part` names the bundle within the
   * project, such as "vite:client".
   */
  contribute(part: string, imported: ImportedPython): void {
    const before = this.parts.get(part)?.imported ?? NO_IMPORTS;
    this.parts.set(part, { imported, web: this.parts.get(part)?.web ?? [] });
    this.releaseAll(before);
    // A bundle that is not built again may still import files that have been removed.
    for (const [other, { imported: known, web }] of this.parts) {
      if (other !== part) this.parts.set(other, { imported: existing(known), web });
    }
  }

  /** Removes a bundle's contribution. */
  withdraw(part: string): void {
    const before = this.parts.get(part)?.imported ?? NO_IMPORTS;
    this.parts.delete(part);
    this.written.delete(part);
    this.releaseAll(before);
  }

  /** Drops a bundler's text of files that no bundle imports any more. */
  private releaseAll({ byUrl, inlined }: ImportedPython): void {
    const now = this.imported;
    const imported = new Set([...now.byUrl, ...now.inlined]);
    for (const file of [...byUrl, ...inlined]) if (!imported.has(file)) this.build.python.release(file);
  }

  /** The imports of all bundles. */
  get imported(): ImportedPython {
    const all = [...this.parts.values()].map((part) => part.imported);
    if (all.length < 2) return all[0] ?? NO_IMPORTS;
    const union = (lists: readonly (readonly string[])[]): string[] => [...new Set(lists.flat())].sort();
    return { byUrl: union(all.map((one) => one.byUrl)), inlined: union(all.map((one) => one.inlined)) };
  }

  /** Builds the flash for the imports of all bundles. */
  snapshot(): FlashSnapshot {
    return this.noted(this.build.snapshot(this.imported));
  }

  /** Adds the output of all bundles to the flash, if the options ask for it. */
  complete(part: string, snapshot: FlashSnapshot, bundle: readonly BundleFile[]): FlashSnapshot {
    this.parts.set(part, { imported: this.parts.get(part)?.imported ?? NO_IMPORTS, web: bundle });
    return this.noted(this.build.complete(snapshot, this.web));
  }

  /** Records what a bundle has written, for {@link settle}. */
  wrote(part: string, bundle: WrittenBundle): void {
    this.written.set(part, bundle);
  }

  /**
   * Updates what other bundles wrote with later contributions, such as imports of the server; undefined if nothing
   * changed. @throws ProjectError if a file cannot be written
   */
  settle(): Settled | undefined {
    const contributedText = this.contributedText();
    const old = [...this.written].filter(([, { snapshot }]) => snapshot.contributed !== contributedText);
    if (old.length === 0) return undefined;
    const taken = this.snapshot();
    const { web } = this.build.options.flash;
    const snapshot = web === undefined ? taken : this.noted(this.build.complete(taken, this.web));
    // The contributing bundle has reported these.
    if (snapshot.problems.length > 0) return undefined;
    const cached = old.flatMap(([part, bundle]) => {
      this.written.set(part, { ...bundle, snapshot });
      return this.renew(bundle, snapshot);
    });
    return { snapshot, cached };
  }

  /** Writes a newer flash over the one that a bundle wrote. Gives the replaced scripts that may be cached. */
  private renew({ folder, scripts, isCached, snapshot: before }: WrittenBundle, snapshot: FlashSnapshot): string[] {
    // A later build step may have moved the folder.
    if (folder !== undefined && isFolder(folder)) {
      const { output } = this.build;
      output.begin(folder, this.build.outputs(snapshot));
      output.write(folder);
      output.finish(folder);
    }
    const replaced = scripts.filter((file) => replaceBakedManifest(file, before.manifest, snapshot.manifest));
    return isCached ? replaced : [];
  }

  private noted(snapshot: FlashSnapshot): FlashSnapshot {
    return { ...snapshot, contributed: this.contributedText() };
  }

  private get web(): BundleFile[] {
    const files = new Map([...this.parts.values()].flatMap(({ web }) => web.map((file) => [file.name, file])));
    return [...files.values()];
  }

  /** All contributions as text, for comparison. */
  private contributedText(): string {
    const { byUrl, inlined } = this.imported;
    const web = this.web.map(({ name, bytes }) => [name, sha256(bytes)]);
    return JSON.stringify([byUrl, inlined, web]);
  }
}

function existing({ byUrl, inlined }: ImportedPython): ImportedPython {
  return { byUrl: byUrl.filter(isFile), inlined: inlined.filter(isFile) };
}

/**
 * The maximum number of engines in a process. The last used ones stay, because a bundle may be built long after the
 * others.
 */
const MAX_ENGINES = 32;

const engines = new Map<string, Engine>();

/** The engine of a project with these options. */
export function engineOf(options: ResolvedOptions): Engine {
  const { root, identity, cacheFolder } = options;
  // Options that cannot be compared are not shared.
  const key = identity === undefined ? undefined : JSON.stringify([root, identity, cacheFolder]);
  const engine = (key === undefined ? undefined : engines.get(key)) ?? new Engine(options);
  if (key === undefined) return engine;
  engines.delete(key);
  engines.set(key, engine);
  const [oldest] = engines.keys();
  if (engines.size > MAX_ENGINES) engines.delete(oldest!);
  return engine;
}
