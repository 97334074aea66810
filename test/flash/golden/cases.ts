// Volumes that a real MicroPython made, step by step, and that are kept beside this file, gzipped, as "<name>.img.gz"; and trees
// of ours whose images it mounted, kept as hashes in mounted.json. `record.ts` renews both. All names and contents are our own.
import type { FlashTree, ImageOptions } from "../../../src/flash/index.ts";
import type { VolumeJob } from "../device/micropython.ts";
import { content } from "../trees.ts";

/** A volume made by MicroPython. */
export interface RecordedVolume {
  name: string;
  /** The LittleFS disk version of the MicroPython that made it. */
  made: "2.0" | "2.1";
  job: Omit<VolumeJob, "steps" | "save"> & { size: number };
  steps: string[][];
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const write = (path: string, size: number, seed = size): string[] => ["write", path, hex(content(size, seed))];

const firmware: string[][] = [
  ["mkdir", "/lib"],
  ["mkdir", "/lib/drivers"],
  ["mkdir", "/empty"],
  write("/boot.py", 40),
  write("/main.py", 700),
  write("/lib/net.mpy", 5000),
  write("/lib/drivers/sensor-bme280.mpy", 9000),
  write("/lib/drivers/__init__.py", 0),
];

/** Enough to compact logs, split directories, and move, truncate and free files. */
const wear: string[][] = [
  ["mkdir", "/log"],
  ["mkdir", "/log/old"],
  ...Array.from({ length: 24 }, (_, index) => write(`/log/day${index}`, 20 + 11 * index)),
  ...Array.from({ length: 30 }, (_, index) => write("/counter", 4, index)),
  ...Array.from({ length: 12 }, (_, index) => ["rename", `/log/day${2 * index}`, `/log/old/day${2 * index}`]),
  ...Array.from({ length: 6 }, (_, index) => ["remove", `/log/old/day${4 * index}`]),
  write("/main.py", 1500),
  write("/main.py", 90),
  ["mkdir", "/gone"],
  ["rmdir", "/gone"],
];

const named: string[][] = [write("/größe.txt", 11), write("/日本", 12), ["mkdir", "/a b"], write("/a b/🙂.bin", 300)];
const fatNamed: string[][] = [
  write("/UPPER.TXT", 9),
  write("/lower.txt", 10),
  write("/MiXed.Txt", 11),
  write("/a name that is far longer than eight and three.json", 1234),
  write("/.hidden", 5),
  write("/two.dots.py", 6),
];

const littlefs = (made: "2.0" | "2.1", size: number, blockSize: number, progSize = 32): Pick<RecordedVolume, "made" | "job"> => ({
  made,
  job: { filesystem: "littlefs", size, blockSize, progSize, format: true },
});
const fat = (size: number): Pick<RecordedVolume, "made" | "job"> => ({
  made: "2.1",
  job: { filesystem: "fat", size, blockSize: 512, format: true },
});

export const recordedVolumes: RecordedVolume[] = [
  { name: "littlefs-4096", ...littlefs("2.1", 1 << 17, 4096), steps: [...firmware, ...named] },
  { name: "littlefs-4096-prog-256", ...littlefs("2.1", 1 << 17, 4096, 256), steps: [...firmware, ...wear] },
  { name: "littlefs-512-worn", ...littlefs("2.1", 1 << 16, 512), steps: [...firmware, ...wear, ...named] },
  { name: "littlefs-2.0", ...littlefs("2.0", 1 << 16, 1024), steps: [...firmware, ...wear, ...named] },
  { name: "fat12", ...fat(1 << 18), steps: [...firmware, ...fatNamed] },
  { name: "fat12-worn", ...fat(1 << 18), steps: [...firmware, ...wear, ...fatNamed] },
  { name: "fat16", ...fat(1 << 24), steps: [...firmware, ...wear, ...fatNamed] },
];

/** The files that steps leave behind. */
export function filesAfter(steps: readonly (readonly string[])[]): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const [what, path, argument] of steps as string[][]) {
    if (what === "write") files.set(path!, Uint8Array.from(Buffer.from(argument!, "hex")));
    if (what === "rename") files.set(argument!, files.get(path!)!);
    if (what === "rename" || what === "remove") files.delete(path!);
  }
  return files;
}

export function directoriesAfter(steps: readonly (readonly string[])[]): string[] {
  const made = steps.filter(([what]) => what === "mkdir").map(([, path]) => path!);
  const removed = steps.filter(([what]) => what === "rmdir").map(([, path]) => path!);
  return made.filter((path) => !removed.includes(path)).sort();
}

const treeOf = (...steps: string[][]): FlashTree => ({
  files: [...filesAfter(steps)].map(([path, bytes], index) => ({ path, bytes, mtime: 1_600_000_000_000 + 2000 * index })),
  directories: directoriesAfter(steps),
});

const manyFiles = Array.from({ length: 300 }, (_, index) => write(`/many/file number ${index}`, index));

/** A tree of ours and how to write it; MicroPython must mount the image when it is recorded. */
export interface MountedImage {
  name: string;
  tree: FlashTree;
  options: ImageOptions;
}

export const mountedImages: MountedImage[] = [
  { name: "romfs", tree: treeOf(...firmware, ...named), options: { filesystem: "romfs" } },
  { name: "romfs-aligned", tree: treeOf(...firmware, ...named), options: { filesystem: "romfs", align: 16 } },
  { name: "littlefs", tree: treeOf(...firmware, ...named), options: { filesystem: "littlefs", size: 1 << 17 } },
  { name: "littlefs-many", tree: treeOf(...manyFiles), options: { filesystem: "littlefs", size: 1 << 20, progSize: 256 } },
  {
    name: "littlefs-2.0",
    tree: treeOf(...firmware, ...manyFiles),
    options: { filesystem: "littlefs", size: 1 << 19, blockSize: 512, diskVersion: "2.0" },
  },
  { name: "fat12", tree: treeOf(...firmware, ...fatNamed), options: { filesystem: "fat", size: 1 << 18 } },
  { name: "fat16", tree: treeOf(...manyFiles), options: { filesystem: "fat", size: 1 << 24 } },
];
