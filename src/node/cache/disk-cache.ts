// A content-addressed cache in a folder. Each build with new entries adds one pack. Packs are never changed, so that
// parallel builds do not disturb each other. If the folder cannot be used (full, read-only, missing, a file in its
// place), the cache behaves as empty. Nothing here throws.

import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { isTemporary, removeLeftovers, writeFileAtomic } from "../write.ts";
import { packName, readPack, writePack } from "./pack.ts";
import type { CacheEntry } from "./pack.ts";

/** The content of a cache's folder. */
export interface CacheInfo {
  readonly packs: number;
  readonly entries: number;
  /** Total size of all packs, in bytes. */
  readonly bytes: number;
}

/** Limits of a cache. */
export interface CacheLimits {
  /** Number of packs at which all but the largest are merged: a watcher adds one for each save. */
  readonly packs: number;
  /**
   * Maximum size in bytes. Beyond it, entries that this build has not used are removed, oldest packs first. If the
   * build uses more than half of it, the limit is twice what it uses.
   */
  readonly bytes: number;
}

/** Reading and checking one MB takes about 1.5 ms at the start of a build. */
const LIMITS: CacheLimits = { packs: 16, bytes: 32 * 1024 * 1024 };

interface Pack {
  readonly name: string;
  readonly size: number;
  /** Keys of the pack's entries. */
  readonly keys: readonly string[];
}

/**
 * A cache of values by key, in a folder. No method throws. A folder that cannot be read is treated as empty. If it
 * cannot be written, nothing is saved, and {@link DiskCache.failure} gives the reason.
 */
export class DiskCache {
  readonly folder: string;
  private readonly limits: CacheLimits;
  /** Why the last write failed, in the system's words; undefined without a failure. */
  failure: string | undefined;
  /** Packs from oldest to newest; undefined before the folder was read. */
  private packs: Pack[] | undefined;
  private readonly entries = new Map<string, CacheEntry>();
  private fresh = new Map<string, CacheEntry>();
  private readonly used = new Set<string>();

  /** `folder` is absolute. It is created at the first write. */
  constructor(folder: string, limits: CacheLimits = LIMITS) {
    this.folder = folder;
    this.limits = limits;
  }

  /** The entry of a key. The caller may keep its bytes. */
  get(key: string): CacheEntry | undefined {
    this.packs ??= this.load();
    const entry = this.entries.get(key);
    if (!entry) return undefined;
    this.used.add(key);
    return { facts: entry.facts, bytes: entry.bytes.slice() };
  }

  /** Adds an entry. The next {@link save} writes it to disk. */
  set(key: string, entry: CacheEntry): void {
    this.entries.set(key, entry);
    this.fresh.set(key, entry);
    this.used.add(key);
  }

  /**
   * Writes new entries. After a failure it does not try again, so that the build does not wait for a broken disk
   * repeatedly.
   */
  save(): void {
    if (this.fresh.size === 0 || this.failure !== undefined) return;
    const packs = (this.packs ??= this.load());
    try {
      packs.push(this.write(this.fresh));
      this.fresh = new Map();
      const bytes = packs.reduce((sum, pack) => sum + pack.size, 0);
      if (bytes > this.limits.bytes && bytes > 2 * this.usedBytes()) this.shrink(packs);
      else if (packs.length > this.limits.packs) this.join(packs, withoutLargest(packs));
    } catch (error) {
      this.failure = reasonOf(error);
    }
  }

  /** Counts the content of the folder. */
  info(): CacheInfo {
    const packs = (this.packs ??= this.load());
    return {
      packs: packs.length,
      entries: this.entries.size,
      bytes: packs.reduce((sum, pack) => sum + pack.size, 0),
    };
  }

  /** Loads all packs, and removes damaged ones. */
  private load(): Pack[] {
    const found: (Pack & { readonly time: number })[] = [];
    removeLeftovers(this.folder);
    for (const name of listFolder(this.folder)) {
      const path = join(this.folder, name);
      if (!name.endsWith(".pack")) continue;
      const pack = readFile(path);
      if (!pack) continue;
      const entries = readPack(pack.bytes);
      if (!entries) {
        remove(path);
        continue;
      }
      for (const [key, entry] of entries) this.entries.set(key, entry);
      found.push({ name, size: pack.bytes.length, keys: [...entries.keys()], time: pack.time });
    }
    return found.sort((a, b) => a.time - b.time);
  }

  private write(entries: ReadonlyMap<string, CacheEntry>): Pack {
    const pack = writePack(entries);
    const name = packName(pack);
    writeFileAtomic(join(this.folder, name), pack);
    return { name, size: pack.length, keys: [...entries.keys()] };
  }

  /** Merges several packs into one, which is complete before they are removed. */
  private join(packs: Pack[], parts: readonly Pack[]): void {
    this.replace(
      packs,
      parts,
      parts.flatMap((pack) => pack.keys),
    );
  }

  /** Keeps entries that this build used, and the newest others up to half of the limit. */
  private shrink(packs: Pack[]): void {
    const kept = new Set(this.used);
    let bytes = this.usedBytes();
    for (const key of packs.toReversed().flatMap((pack) => pack.keys)) {
      if (kept.has(key)) continue;
      bytes += this.entries.get(key)?.bytes.length ?? 0;
      if (bytes > this.limits.bytes / 2) break;
      kept.add(key);
    }
    for (const key of this.entries.keys()) if (!kept.has(key)) this.entries.delete(key);
    this.replace(packs, [...packs], [...kept]);
  }

  private usedBytes(): number {
    let sum = 0;
    for (const key of this.used) sum += this.entries.get(key)?.bytes.length ?? 0;
    return sum;
  }

  private replace(packs: Pack[], parts: readonly Pack[], keys: readonly string[]): void {
    const entries = new Map<string, CacheEntry>();
    for (const key of keys) {
      const entry = this.entries.get(key);
      if (entry) entries.set(key, entry);
    }
    const joined = this.write(entries);
    for (const part of parts) {
      packs.splice(packs.indexOf(part), 1);
      if (part.name !== joined.name) remove(join(this.folder, part.name));
    }
    packs.push(joined);
  }
}

/**
 * Removes all packs of a cache, including unfinished ones. Returns the number of removed files. @throws the system's
 * error
 */
export function cleanCache(folder: string): number {
  const files = listFolder(folder).filter((name) => name.endsWith(".pack") || isTemporary(name));
  for (const name of files) rmSync(join(folder, name), { force: true });
  return files.length;
}

function withoutLargest(packs: readonly Pack[]): Pack[] {
  const largest = packs.reduce((a, b) => (b.size > a.size ? b : a));
  return packs.filter((pack) => pack !== largest);
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function readFile(path: string): { bytes: Buffer; time: number } | undefined {
  try {
    return { bytes: readFileSync(path), time: statSync(path).mtimeMs };
  } catch {
    return undefined; // another build has just merged it with others
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // read-only: the file stays, and is ignored again next time
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
