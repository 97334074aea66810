// The engine of a project: one in a process for each project and its options, whoever asks for the flash. Several bundles (a page, its
// workers, a server, a second compiler) each contribute what they import; the flash is the union, and the same whatever the order.

import type { ResolvedOptions } from "../options/resolve-options.ts";
import { FlashBuild } from "./flash-build.ts";
import type { FlashSnapshot } from "./snapshot.ts";
import { NO_IMPORTS } from "./imported-python.ts";
import type { ImportedPython } from "./imported-python.ts";

/**
 * The engine of a project, shared by all who ask for its flash in one process. Each of them contributes what it imports; the flash
 * is the union of that.
 */
export class Engine {
  /** Makes snapshots of the flash. */
  readonly build: FlashBuild;
  private readonly parts = new Map<string, ImportedPython>();

  constructor(options: ResolvedOptions) {
    this.build = new FlashBuild(options);
  }

  /**
   * Says what one bundle imports now; what it said before counts no more. `part` names the bundle within the project, such as
   * "vite:client", so that the next build of the same bundle takes its place.
   */
  contribute(part: string, imported: ImportedPython): void {
    this.parts.set(part, imported);
  }

  /** Forgets what a bundle imports: it is no part of the project any more. */
  withdraw(part: string): void {
    this.parts.delete(part);
  }

  /** What all bundles import. */
  get imported(): ImportedPython {
    const [first, ...others] = this.parts.values();
    if (others.length === 0) return first ?? NO_IMPORTS;
    const all = [...this.parts.values()];
    const union = (lists: readonly (readonly string[])[]): string[] => [...new Set(lists.flat())].sort();
    return { byUrl: union(all.map((one) => one.byUrl)), inlined: union(all.map((one) => one.inlined)) };
  }

  /** The flash with what all bundles import. */
  snapshot(): FlashSnapshot {
    return this.build.snapshot(this.imported);
  }
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
