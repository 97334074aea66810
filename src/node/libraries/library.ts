// The common types of the loaders of libraries. Each loader makes source trees from one entry of the option
// `libraries`. Most make one tree. An npm package gives a tree for each of its dependencies, too.

import { relativePath } from "../../project/paths.ts";
import type { Memo } from "../../project/memo.ts";
import type { Disk } from "../disk.ts";

/** The options of all kinds of libraries: their place on the device, and the part that ships. */
export interface LibraryRules {
  /**
   * Folder on the device.
   * @default "/lib"; `flash.root` if that is not "/"
   */
  to?: string;
  /**
   * Whether the whole library ships. By default only imported modules ship.
   * @default false; true for a manifest.py and for names of circup
   */
  all?: boolean;
}

/** A library's place on the device, and the part that ships. */
export interface LibraryPlace {
  /** Folder on the device: absolute; undefined if the options do not set it. */
  readonly to: string | undefined;
  /** Whether the whole library ships. By default only imported modules ship. */
  readonly shipsAll: boolean;
}

/** The context of a loader. */
export interface LibraryContext {
  /** The project's root: absolute, forward slashes. */
  readonly root: string;
  /** Default folder on the device for libraries, usually "/lib". */
  readonly libraryFolder: string;
  /** The disk. Everything that a library is made from is read through it. */
  readonly disk: Disk;
  readonly memo: Memo;
  /** Major version of CircuitPython on the device; undefined for MicroPython. */
  readonly circuitPython: number | undefined;
  /** Whether the project leaves out a file or folder (absolute). */
  readonly isExcluded: (path: string) => boolean;
  /** Whether a link may lead out of a folder to this path (absolute, without links). */
  readonly mayLeadTo: (real: string) => boolean;
}

/** A file's name in messages: relative to the project root. */
export function displayIn(context: LibraryContext, file: string): string {
  return relativePath(context.root, file);
}
