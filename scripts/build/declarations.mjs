// The declarations in dist/: tsc's, of which those are kept that a public entry reaches.

import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { dist, filesBelow, root } from "./paths.mjs";

/** Writes the declarations that these entries reach, and ends the process if there are errors in the types. */
export function writeDeclarations(entries) {
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const { status } = spawnSync(process.execPath, [compiler, "-p", "tsconfig.build.json"], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) process.exit(status ?? 1);
  const reached = reachedDeclarations(entries);
  for (const name of filesBelow("dist")) if (!reached.has(join(root, name))) rmSync(join(root, name));
  removeEmptyFolders(dist);
}

/** The files of the declarations of these entries, and of all that they import. */
export function reachedDeclarations(names) {
  const reached = new Set(names.map((name) => join(dist, `${name}.d.ts`)));
  for (const file of reached) {
    for (const [, path] of declarationText(file).matchAll(/\b(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)) {
      reached.add(resolve(dirname(file), path.replace(/\.[jt]s$/, ".d.ts")));
    }
  }
  return reached;
}

/** Declarations without their comments. */
export function declarationText(file) {
  return readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
}

function removeEmptyFolders(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeEmptyFolders(join(folder, entry.name));
  }
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}
