// Where a module that is missing could come from: packages in node_modules that seem to have it.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Forms of names under which npm has MicroPython packages. */
const FORMS: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => name.replaceAll("_", "-"),
  (name) => `micropython-${name}`,
  (name) => `micropython-${name.replaceAll("_", "-")}`,
];

/** What to write to get module `name` from an installed npm package; undefined where none seems to have it. */
export function suggestPackage(name: string, root: string): string | undefined {
  for (const form of new Set(FORMS.map((make) => make(name)))) {
    const folder = findPackage(form, root);
    if (folder !== undefined && hasPython(folder, name)) {
      return `The npm package ${form} is installed and has it: libraries: [{ npm: "${form}" }].`;
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
