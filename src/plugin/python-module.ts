// The JavaScript module for an imported Python file: its URL or bytes, and facts about it.

import { toPosix } from "../node/files.ts";
import { manifestExpression } from "../engine/baked-manifest.ts";
import type { ImportedPython } from "../engine/imported-python.ts";
import type { BuiltPython } from "../engine/python-builder.ts";
import type { Manifest } from "../project/manifest.ts";

/** The specifier by which JavaScript imports the manifest. */
export const MANIFEST_IMPORT = "virtual:micropython/manifest";

/** The id that the specifier resolves to. */
export const MANIFEST_ID: string = `\0${MANIFEST_IMPORT}`;

/**
 * The placeholder for the manifest in a bundle, until all modules are known. It is a free name, so minifiers do not
 * rename or inline it.
 */
export const MANIFEST_PLACEHOLDER = "__MICROPYTHON_MANIFEST__";

/** The pattern of this plugin's imports: a path that ends in .py, with or without ?bytes. */
export const PYTHON_ID: RegExp = /\.py(?:\?bytes)?$/;

/** A parsed import of Python. */
export interface PythonRequest {
  /** The file, without its query. */
  readonly file: string;
  /** Whether the import has ?bytes. */
  readonly bytes: boolean;
}

/** Whether a module's id is an import of Python. */
export function isPythonImport(id: string): boolean {
  return PYTHON_ID.test(id) && !id.startsWith("\0");
}

/** The Python files among the ids of a module graph. */
export function importedPython(ids: Iterable<string>): ImportedPython {
  const byUrl = new Set<string>();
  const inlined = new Set<string>();
  for (const id of ids) {
    if (!isPythonImport(id)) continue;
    const { file, bytes } = parsePythonId(toPosix(id));
    (bytes ? inlined : byUrl).add(file);
  }
  return { byUrl: [...byUrl].sort(), inlined: [...inlined].sort() };
}

/** Parses an id that {@link PYTHON_ID} matches. */
export function parsePythonId(id: string): PythonRequest {
  const query = id.indexOf("?");
  return query < 0 ? { file: id, bytes: false } : { file: id.slice(0, query), bytes: true };
}

/** The code of an imported Python module. `value` is the code of its default export. */
export function pythonModule(built: BuiltPython, value: string): string {
  const { placement, bytes, sha256, compiled } = built;
  const arch = placement.kind === "source" ? null : (compiled.native?.arch ?? null);
  return moduleWith(value, [placement.module, placement.path, bytes.length, sha256, arch]);
}

/** Code for a Uint8Array with these bytes. */
export function bytesExpression(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
  return `/* @__PURE__ */ Uint8Array.from(atob("${text}"), (char) => char.charCodeAt(0))`;
}

/** The code of the manifest's module. */
export function manifestModule(manifest: Manifest | undefined): string {
  return `export default ${manifest ? manifestExpression(manifest) : MANIFEST_PLACEHOLDER};\n`;
}

/**
 * The code of a module that could not be built. It throws when it runs, in builds that continue after errors. It has
 * the usual exports, because importers are linked before it runs.
 */
export function failingModule(message: string): string {
  return `${moduleWith(
    "null",
    FACTS.map(() => null),
  )}throw new Error(${JSON.stringify(message)});\n`;
}

/** An asset's path in the output, escaped for a URL. */
export function urlPath(asset: string): string {
  return encodeURI(asset).replace(/[?#]/g, encodeURIComponent);
}

// Exported names and local names: `module` and `path` as locals would clash with CommonJS in some output formats.
const FACTS = [
  ["module", "moduleName"],
  ["path", "devicePath"],
  ["size", "size"],
  ["sha256", "sha256"],
  ["arch", "arch"],
] as const;

const EXPORTS: string = `export { value as default, ${FACTS.map(([name, local]) => `${local} as ${name}`).join(", ")} };\n`;

function moduleWith(value: string, facts: readonly unknown[]): string {
  const lines = FACTS.map(([, local], index) => `const ${local} = ${JSON.stringify(facts[index])};\n`);
  return `const value = ${value};\n${lines.join("")}${EXPORTS}`;
}
