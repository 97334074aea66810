// Runs jobs of volume.py on a real MicroPython with VfsLfs2, VfsFat and VfsRom, named by the environment variable MICROPYTHON:
// a unix port, built outside of this repository.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FlashTree } from "../../../src/flash/index.ts";

/** The MicroPython to check against, if there is one. */
export const micropython: string | undefined = process.env["MICROPYTHON"];

const SCRIPT = fileURLToPath(new URL("volume.py", import.meta.url));

/** One volume: see volume.py. Without an image an erased flash of `size` bytes is taken. */
export interface VolumeJob {
  filesystem: "romfs" | "littlefs" | "fat";
  image?: string;
  size?: number;
  format?: boolean;
  blockSize?: number;
  progSize?: number;
  readSize?: number;
  steps?: readonly (readonly string[])[];
  save?: string;
}

/** What MicroPython says of a volume. */
export interface VolumeFindings {
  error?: string;
  /** Size, SHA-256 in hex, seconds of the last change. */
  files: Record<string, [number, string, number]>;
  directories: string[];
}

/** A folder for images, gone after `use`. */
export function withFolder<Result>(use: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), "flash-"));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs jobs one after the other in one process of `program`. */
export function runJobs(folder: string, jobs: readonly VolumeJob[], program: string = micropython!): VolumeFindings[] {
  const list = join(folder, "jobs");
  writeFileSync(list, jobs.map((job) => `${JSON.stringify(job)}\n`).join(""));
  const options = { maxBuffer: 1 << 28, encoding: "utf8" } as const;
  const output = execFileSync(program, ["-X", "heapsize=256m", SCRIPT, list], options);
  return output
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as VolumeFindings);
}

/** What {@link VolumeFindings} say of a tree: path to size and hash. */
export function expectedFiles(tree: FlashTree): Record<string, [number, string]> {
  const entry = ({ path, bytes }: FlashTree["files"][number]): [string, [number, string]] => [
    path.startsWith("/") ? path : `/${path}`,
    [bytes.length, createHash("sha256").update(bytes).digest("hex")],
  ];
  return Object.fromEntries(tree.files.map(entry));
}

export function foundFiles(findings: VolumeFindings): Record<string, [number, string]> {
  return Object.fromEntries(Object.entries(findings.files).map(([path, [size, hash]]) => [path, [size, hash]]));
}
