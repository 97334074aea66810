// Suggestions for a missing module: packages in node_modules that seem to contain it.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Usual names of MicroPython packages on npm. */
const FORMS: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => name.replaceAll("_", "-"),
  (name) => `micropython-${name}`,
  (name) => `micropython-${name.replaceAll("_", "-")}`,
];

/** A hint to use an installed npm package for module `name`; undefined if none seems to contain it. */
export function suggestPackage(name: string, root: string): string | undefined {
  for (const form of new Set(FORMS.map((make) => make(name)))) {
    const folder = findPackage(form, root);
    if (folder !== undefined && hasPython(folder, name)) {
      return `The npm package ${form} is installed and contains it: libraries: [{ npm: "${form}" }].`;
    }
  }
  return undefined;
}

function findPackage(name: string, root: string): string | undefined {
  for (let folder = root; ; folder = dirname(folder)) {
    const found = join(folder, "node_modules", name);
    if (existsSync(join(found, "package.json"))) return found;
    if (folder === dirname(folder)) return undefined;
  }
}

function hasPython(folder: string, name: string): boolean {
  try {
    const { micropython } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { micropython?: unknown };
    const has = (path: string): boolean => existsSync(join(folder, path));
    return micropython !== undefined || has(`${name}.py`) || readdirSync(folder).some((one) => one.endsWith(".py"));
  } catch {
    return false;
  }
}
