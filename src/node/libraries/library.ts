// What the loaders of libraries have in common: each turns one entry of the option `libraries` into source trees, with nothing
// but this around it. Most make one; an npm package brings a tree for each package that it depends on.

import { relativePath } from "../../project/paths.ts";
import type { Memo } from "../../project/memo.ts";
import type { Disk } from "../disk.ts";

/** What options say of any library: where it comes to lie, and how much of it. */
export interface LibraryRules {
  /**
   * Folder on the device.
   * @default "/lib"; `flash.root` where that is another than "/"
   */
  to?: string;
  /**
   * Whether the whole library ships. By default only imported modules ship.
   * @default false; true for a manifest.py and for names of circup
   */
  all?: boolean;
}

/** Where a library comes to lie, and how much of it. */
export interface LibraryPlace {
  /** Folder on the device that stands for it: absolute; undefined where the options leave it open. */
  readonly to: string | undefined;
  /** Whether the whole library ships. By default only imported modules ship. */
  readonly shipsAll: boolean;
}

/** What a loader works in. */
export interface LibraryContext {
  /** The project's root: absolute, forward slashes. */
  readonly root: string;
  /** Folder on the device of libraries that nothing is said of: "/lib", as a rule. */
  readonly libraryFolder: string;
  /** What lies on the disk: whatever a library is made from is read through it. */
  readonly disk: Disk;
  readonly memo: Memo;
  /** Major version of the CircuitPython that is on the device; undefined for MicroPython. */
  readonly circuitPython: number | undefined;
  /** Whether the project leaves out a file or folder (absolute). */
  readonly isExcluded: (path: string) => boolean;
  /** Whether a link may lead out of a folder to this place (absolute, with no link in it). */
  readonly mayLeadTo: (real: string) => boolean;
}

/** A file as people know it: relative to the project's root. */
export function displayIn(context: LibraryContext, file: string): string {
  return relativePath(context.root, file);
}
