// A content-addressed cache in a folder. Each build that made something new adds one pack of it; packs are never changed, so that
// several builds at once cannot disturb each other. Whatever goes wrong with the folder (full, read-only, gone, a file in its
// place), the cache is as good as empty: nothing here throws.

import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { isTemporary, removeLeftovers, writeFileAtomic } from "../write.ts";
import { packName, readPack, writePack } from "./pack.ts";
import type { CacheEntry } from "./pack.ts";

/** What lies in a cache's folder. */
export interface CacheInfo {
  readonly packs: number;
  readonly entries: number;
  /** Of all packs together. */
  readonly bytes: number;
}

/** Bounds of a cache. */
export interface CacheLimits {
  /** Packs at which all but the largest are made into one: a watcher adds one for each save. */
  readonly packs: number;
  /**
   * Bytes beyond which entries that this build has not used are thrown away, from the oldest pack on; where the build needs more
   * than half of them itself, twice what it needs.
   */
  readonly bytes: number;
}

/** A read and checked MB costs about 1.5 ms at the start of a build. */
const LIMITS: CacheLimits = { packs: 16, bytes: 32 * 1024 * 1024 };

interface Pack {
  readonly name: string;
  readonly size: number;
  /** Keys of its entries. */
  readonly keys: readonly string[];
}

/**
 * A cache of values by their key, in a folder. No method throws: a folder that cannot be read holds nothing, and one that cannot be
 * written keeps nothing; {@link DiskCache.failure} says why.
 */
export class DiskCache {
  readonly folder: string;
  private readonly limits: CacheLimits;
  /** Why the last write failed, in the system's words; undefined while all is well. */
  failure: string | undefined;
  /** From the oldest to the newest; undefined before the folder has been looked at. */
  private packs: Pack[] | undefined;
  private readonly entries = new Map<string, CacheEntry>();
  private fresh = new Map<string, CacheEntry>();
  private readonly used = new Set<string>();

  /** `folder` is absolute, and made when there is something to write. */
  constructor(folder: string, limits: CacheLimits = LIMITS) {
    this.folder = folder;
    this.limits = limits;
  }

  /** What is kept under a key. Its bytes are the caller's to keep. */
  get(key: string): CacheEntry | undefined {
    this.packs ??= this.load();
    const entry = this.entries.get(key);
    if (!entry) return undefined;
    this.used.add(key);
    return { facts: entry.facts, bytes: entry.bytes.slice() };
  }

  /** Keeps an entry, on disk from the next {@link save} on. */
  set(key: string, entry: CacheEntry): void {
    this.entries.set(key, entry);
    this.fresh.set(key, entry);
    this.used.add(key);
  }

  /** Writes what is new. After a failure no further attempt is made: the build must not wait for a broken disk again and again. */
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

  /** Looks through the folder. */
  info(): CacheInfo {
    const packs = (this.packs ??= this.load());
    return {
      packs: packs.length,
      entries: this.entries.size,
      bytes: packs.reduce((sum, pack) => sum + pack.size, 0),
    };
  }

  /** All packs but what is no pack any more: that is thrown away. */
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

  /** Makes several packs into one, which is complete before they go. */
  private join(packs: Pack[], parts: readonly Pack[]): void {
    this.replace(
      packs,
      parts,
      parts.flatMap((pack) => pack.keys),
    );
  }

  /** Keeps what this build used, and of the rest the newest, up to half of what is allowed. */
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

/** Removes a cache's packs and whatever unfinished ones lie there; gives how many files went. @throws what the system does */
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
    return undefined; // another build has just joined it with others
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // read-only: it stays, and counts for nothing again next time
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
