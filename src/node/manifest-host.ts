// The disk for the evaluator of manifest.py files.

import { readdirSync, readFileSync } from "node:fs";
import type { HostEntry, ManifestHost } from "../project/manifest-py/host.ts";
import type { Disk } from "./disk.ts";
import { statOf } from "./files.ts";

/** The machine's files and environment, for the evaluator. */
export const DISK: ManifestHost = {
  kindOf,
  read: (path) => readFileSync(path),
  list(folder) {
    try {
      return readdirSync(folder, { withFileTypes: true }).flatMap((entry): HostEntry[] => {
        const isLink = entry.isSymbolicLink();
        const kind = isLink ? kindOf(`${folder}/${entry.name}`) : entry.isDirectory() ? "folder" : "file";
        return kind === undefined ? [] : [{ name: entry.name, kind, isLink }];
      });
    } catch {
      return [];
    }
  },
  environment: () => process.env,
};

/** The same for a build: it records which files the manifest.py reads. */
export function hostOn(disk: Disk): ManifestHost {
  return {
    kindOf: (path) => disk.kindOf(path),
    read: (path) => disk.content(path)?.bytes ?? new Uint8Array(0),
    list: (folder) =>
      disk.listing(folder).entries.map(({ name, kind, link }) => ({ name, kind, isLink: link !== undefined })),
    environment: DISK.environment,
  };
}

function kindOf(path: string): "file" | "folder" | undefined {
  const stat = statOf(path);
  return stat?.isDirectory() ? "folder" : stat?.isFile() ? "file" : undefined;
}
