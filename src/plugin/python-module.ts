// The JavaScript that an import of a Python file becomes. Small enough to read in a bundle: a URL or the bytes, and the facts.

import { toPosix } from "../node/files.ts";
import { manifestExpression } from "../engine/baked-manifest.ts";
import type { ImportedPython } from "../engine/imported-python.ts";
import type { BuiltPython } from "../engine/python-builder.ts";
import type { Manifest } from "../project/manifest.ts";

/** What JavaScript writes to import the manifest. */
export const MANIFEST_IMPORT = "virtual:micropython/manifest";

/** The id that it resolves to. */
export const MANIFEST_ID: string = `\0${MANIFEST_IMPORT}`;

/** Stands in a bundle for the manifest until all modules are known. A free name: no minifier renames or inlines it. */
export const MANIFEST_PLACEHOLDER = "__MICROPYTHON_MANIFEST__";

/** An import that is this plugin's: a path ending in .py, alone or asking for the bytes. */
export const PYTHON_ID: RegExp = /\.py(?:\?bytes)?$/;

/** A Python import taken apart. */
export interface PythonRequest {
  /** The file, without its query. */
  readonly file: string;
  /** Whether the bytes themselves are asked for. */
  readonly bytes: boolean;
}

/** Whether the id of a module is that of an import of Python. */
export function isPythonImport(id: string): boolean {
  return PYTHON_ID.test(id) && !id.startsWith("\0");
}

/** The Python among the ids of a module graph. */
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

/** Takes apart an id that {@link PYTHON_ID} matches. */
export function parsePythonId(id: string): PythonRequest {
  const query = id.indexOf("?");
  return query < 0 ? { file: id, bytes: false } : { file: id.slice(0, query), bytes: true };
}

/** The module behind an import: `value` is the code of its default export. */
export function pythonModule(built: BuiltPython, value: string): string {
  const { placement, bytes, sha256, compiled } = built;
  const arch = placement.kind === "source" ? null : (compiled.native?.arch ?? null);
  return moduleWith(value, [placement.module, placement.path, bytes.length, sha256, arch]);
}

/** Code of a Uint8Array with these bytes. */
export function bytesExpression(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
  return `/* @__PURE__ */ Uint8Array.from(atob("${text}"), (char) => char.charCodeAt(0))`;
}

/** The module behind the manifest's import. */
export function manifestModule(manifest: Manifest | undefined): string {
  return `export default ${manifest ? manifestExpression(manifest) : MANIFEST_PLACEHOLDER};\n`;
}

/**
 * Code of a module that cannot be had: it says so when it runs, in builds that go on in spite of errors. It exports what others do,
 * because importers are linked before it runs.
 */
export function failingModule(message: string): string {
  return `${moduleWith(
    "null",
    FACTS.map(() => null),
  )}throw new Error(${JSON.stringify(message)});\n`;
}

/** An asset's path in the output as part of an address: what means something in an address is escaped. */
export function urlPath(asset: string): string {
  return encodeURI(asset).replace(/[?#]/g, encodeURIComponent);
}

// Exported name, and local name: `module` and `path` as locals would meet CommonJS's own in some output formats.
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
