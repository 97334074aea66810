// The filesystems that each firmware mounts. From extmod/vfs_rom.c and lib/littlefs of MicroPython's releases, and from
// py/circuitpy_mpconfig.h of CircuitPython, which is built without LittleFS and ROMFS.

import { isSince, type Release, type ReleaseNumbers } from "./releases.ts";

/** The first release with VfsRom: commit 50637ff239. */
const FIRST_WITH_ROMFS: ReleaseNumbers = [1, 25, 0];

/** The first release that mounts LittleFS 2.1; older ones mount 2.0 only. */
const FIRST_WITH_LITTLEFS_2_1: ReleaseNumbers = [1, 22, 0];

/** The newest version of LittleFS on disk that a release mounts. */
export function littleFsVersion({ base }: Release): "2.0" | "2.1" {
  return isSince(base, FIRST_WITH_LITTLEFS_2_1) ? "2.1" : "2.0";
}

/** A filesystem that a release does not mount. */
export interface FilesystemFault {
  /** The option at fault. */
  readonly about: "filesystem" | "diskVersion";
  /** What is wrong. */
  readonly reason: string;
  /** How to fix it. */
  readonly remedy: string;
}

/**
 * Why a firmware does not mount an image; undefined if it does.
 *
 * @param name the firmware as the user wrote it, for the message
 */
export function filesystemFault(
  release: Release,
  name: string,
  { filesystem, diskVersion }: { readonly filesystem: string; readonly diskVersion?: string | undefined },
): FilesystemFault | undefined {
  if (release.circuitPython) {
    if (filesystem !== "romfs" && filesystem !== "littlefs") return undefined;
    const reason = `CircuitPython mounts FAT only, not ${filesystem}`;
    return { about: "filesystem", reason, remedy: "Write loose files, and copy them to the drive CIRCUITPY." };
  }
  if (filesystem === "romfs" && !isSince(release.base, FIRST_WITH_ROMFS)) {
    const reason = `MicroPython has ROMFS from 1.25 on, and the firmware is ${name}`;
    return { about: "filesystem", reason, remedy: 'Use "littlefs" or "fat", or a newer firmware.' };
  }
  if (filesystem === "littlefs" && diskVersion === "2.1" && littleFsVersion(release) === "2.0") {
    const reason = `MicroPython mounts LittleFS 2.1 from 1.22 on, and the firmware is ${name}`;
    return { about: "diskVersion", reason, remedy: 'Use "2.0", or remove the option.' };
  }
  return undefined;
}
