// The engine of a project: one in a process for each project and its options, whoever asks for the flash. Several bundles (a page, its
// workers, a server, a second compiler) each contribute what they import; the flash is the union, and the same whatever the order.

import { isFile, sha256, statOf } from "../node/files.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";
import type { BundleFile } from "../project/web-assets.ts";
import { replaceBakedManifest } from "./baked-manifest.ts";
import { FlashBuild } from "./flash-build.ts";
import type { FlashSnapshot } from "./snapshot.ts";
import { NO_IMPORTS } from "./imported-python.ts";
import type { ImportedPython } from "./imported-python.ts";
import { Rendezvous } from "./rendezvous.ts";

/** What one bundle says of itself. */
interface Contribution {
  readonly imported: ImportedPython;
  /** Its own output, where that goes onto the flash. */
  readonly web: readonly BundleFile[];
}

/** The output of a bundle on the disk. */
export interface WrittenBundle {
  /** Where the flash was written: absolute. Undefined for a bundle that leaves it to another one. */
  readonly folder: string | undefined;
  /** Files of the bundle that may hold the manifest: absolute. */
  readonly scripts: readonly string[];
  /** Whether a browser may keep a script for as long as its name is the same. */
  readonly isCached: boolean;
  /** What was written. */
  readonly snapshot: FlashSnapshot;
}

/** What {@link Engine.settle} brought up to date. */
export interface Settled {
  readonly snapshot: FlashSnapshot;
  /** Scripts (absolute) of which a browser may have the one of before: what holds the manifest was replaced after it got its name. */
  readonly cached: readonly string[];
}

/**
 * The engine of a project, shared by all who ask for its flash in one process. Each of them contributes what it imports; the flash
 * is the union of that.
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
   * Says what one bundle imports now; what it said before counts no more. `part` names the bundle within the project, such as
   * "vite:client", so that the next build of the same bundle takes its place.
   */
  contribute(part: string, imported: ImportedPython): void {
    const before = this.parts.get(part)?.imported ?? NO_IMPORTS;
    this.parts.set(part, { imported, web: this.parts.get(part)?.web ?? [] });
    this.releaseAll(before);
    // A bundle that is not built again still says that it imports what is gone since.
    for (const [other, { imported: known, web }] of this.parts) {
      if (other !== part) this.parts.set(other, { imported: existing(known), web });
    }
  }

  /** Forgets what a bundle imports: it is no part of the project any more. */
  withdraw(part: string): void {
    const before = this.parts.get(part)?.imported ?? NO_IMPORTS;
    this.parts.delete(part);
    this.written.delete(part);
    this.releaseAll(before);
  }

  /** What a bundler handed over of a file that no bundle imports any more counts no longer. */
  private releaseAll({ byUrl, inlined }: ImportedPython): void {
    const now = this.imported;
    const imported = new Set([...now.byUrl, ...now.inlined]);
    for (const file of [...byUrl, ...inlined]) if (!imported.has(file)) this.build.python.release(file);
  }

  /** What all bundles import. */
  get imported(): ImportedPython {
    const all = [...this.parts.values()].map((part) => part.imported);
    if (all.length < 2) return all[0] ?? NO_IMPORTS;
    const union = (lists: readonly (readonly string[])[]): string[] => [...new Set(lists.flat())].sort();
    return { byUrl: union(all.map((one) => one.byUrl)), inlined: union(all.map((one) => one.inlined)) };
  }

  /** The flash with what all bundles import. */
  snapshot(): FlashSnapshot {
    return this.noted(this.build.snapshot(this.imported));
  }

  /** Puts the output of a bundle on the flash, and that of the others, where the options ask for it. */
  complete(part: string, snapshot: FlashSnapshot, bundle: readonly BundleFile[]): FlashSnapshot {
    this.parts.set(part, { imported: this.parts.get(part)?.imported ?? NO_IMPORTS, web: bundle });
    return this.noted(this.build.complete(snapshot, this.web));
  }

  /** Notes what a bundle has written, for {@link settle}. */
  wrote(part: string, bundle: WrittenBundle): void {
    this.written.set(part, bundle);
  }

  /**
   * Brings what other bundles wrote up to date with what has been contributed since, such as what only the server imports; undefined
   * where that is nothing. @throws ProjectError where it cannot be written
   */
  settle(): Settled | undefined {
    const said = this.said();
    const old = [...this.written].filter(([, { snapshot }]) => snapshot.contributed !== said);
    if (old.length === 0) return undefined;
    const taken = this.snapshot();
    const { web } = this.build.options.flash;
    const snapshot = web === undefined ? taken : this.noted(this.build.complete(taken, this.web));
    // Whoever contributed it has been told.
    if (snapshot.problems.length > 0) return undefined;
    const cached = old.flatMap(([part, bundle]) => {
      this.written.set(part, { ...bundle, snapshot });
      return this.renew(bundle, snapshot);
    });
    return { snapshot, cached };
  }

  /** Writes a newer flash where a bundle wrote its own; gives the scripts that were replaced and may be cached. */
  private renew({ folder, scripts, isCached, snapshot: before }: WrittenBundle, snapshot: FlashSnapshot): string[] {
    // The folder may be moved away by who goes on with the output.
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
    return { ...snapshot, contributed: this.said() };
  }

  private get web(): BundleFile[] {
    const files = new Map([...this.parts.values()].flatMap(({ web }) => web.map((file) => [file.name, file])));
    return [...files.values()];
  }

  /** Everything that bundles have contributed, as text to compare. */
  private said(): string {
    const { byUrl, inlined } = this.imported;
    const web = this.web.map(({ name, bytes }) => [name, sha256(bytes)]);
    return JSON.stringify([byUrl, inlined, web]);
  }
}

function existing({ byUrl, inlined }: ImportedPython): ImportedPython {
  return { byUrl: byUrl.filter(isFile), inlined: inlined.filter(isFile) };
}

function isFolder(path: string): boolean {
  return statOf(path)?.isDirectory() ?? false;
}

/** Engines are kept to the end of the process: a bundle may come long after the others. So many of them, the last used. */
const KEPT = 32;

const engines = new Map<string, Engine>();

/** The engine of a project with these options. */
export function engineOf(options: ResolvedOptions): Engine {
  const { root, identity, cacheFolder } = options;
  // Options that cannot be compared are nobody else's.
  const key = identity === undefined ? undefined : JSON.stringify([root, identity, cacheFolder]);
  const engine = (key === undefined ? undefined : engines.get(key)) ?? new Engine(options);
  if (key === undefined) return engine;
  engines.delete(key);
  engines.set(key, engine);
  const [oldest] = engines.keys();
  if (engines.size > KEPT) engines.delete(oldest!);
  return engine;
}
