// The disk as a manifest.py sees it.

import { readdirSync, readFileSync, statSync } from "node:fs";
import type { HostEntry, ManifestHost } from "../project/manifest-py/host.ts";

/** The machine's files and environment, for the evaluator of manifests. */
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

function kindOf(path: string): "file" | "folder" | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat?.isDirectory() ? "folder" : stat?.isFile() ? "file" : undefined;
}
