// A disk in memory for manifests.

import type { HostEntry, ManifestHost } from "../../../src/project/manifest-py/host.ts";

/** Files by absolute path, and what is in the environment. */
export function memoryHost(
  files: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>> = {},
): ManifestHost {
  const paths = Object.keys(files);
  const below = (folder: string): string => (folder === "/" ? "/" : `${folder}/`);
  return {
    kindOf: (path) => {
      if (Object.hasOwn(files, path)) return "file";
      return path === "/" || paths.some((one) => one.startsWith(below(path))) ? "folder" : undefined;
    },
    read: (path) => new TextEncoder().encode(files[path]),
    list: (folder) => {
      const entries = new Map<string, HostEntry>();
      for (const path of paths) {
        if (!path.startsWith(below(folder))) continue;
        const [name, ...rest] = path.slice(below(folder).length).split("/");
        entries.set(name!, { name: name!, kind: rest.length === 0 ? "file" : "folder", isLink: false });
      }
      return [...entries.values()];
    },
    environment: () => environment,
  };
}
