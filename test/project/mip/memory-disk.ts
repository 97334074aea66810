// A disk in memory for what reads packages and indexes.

import { createHash } from "node:crypto";
import type { DiskFile, MipEnvironment } from "../../../src/project/mip/install.ts";

export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Files by absolute path, as text or bytes. */
export type Files = Record<string, string | Uint8Array>;

/** What an installation needs, over files in memory; the project lies in /project, its index in /project/index. */
export function memoryEnvironment(files: Files, vendor: Record<string, string> = {}): MipEnvironment {
  const read = (file: string): DiskFile | undefined => {
    const content = Object.hasOwn(files, file) ? files[file]! : undefined;
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    return bytes && { bytes, sha256: sha256(bytes) };
  };
  const display = (file: string): string => file.replace(/^\/project\//, "");
  return {
    read,
    display,
    realPath: (path) => path,
    root: "/project",
    index: "/project/index",
    vendor: new Map(Object.entries(vendor)),
    copies: undefined,
  };
}
