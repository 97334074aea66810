// The JavaScript that an import of a Python file becomes. Small enough to read in a bundle: a URL or the bytes, and the facts.

import { toPosix } from "../node/files.ts";
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

/** The Python among the ids of a module graph. */
export function importedPython(ids: Iterable<string>): ImportedPython {
  const byUrl = new Set<string>();
  const inlined = new Set<string>();
  for (const id of ids) {
    if (!PYTHON_ID.test(id) || id.startsWith("\0")) continue;
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
  return `${declarations("const", built, value)}${EXPORTS}`;
}

/** As {@link pythonModule} for Vite's dev server: a change replaces the exports in place instead of reloading the page. */
export function hotPythonModule(built: BuiltPython, value: string): string {
  const facts = FACTS.map(([name, local]) => `${local} = next.${name};`).join(" ");
  return `${declarations("let", built, value)}${EXPORTS}${follow(`value = next.default; ${facts}`)}`;
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

/** As {@link manifestModule} for Vite's dev server. */
export function hotManifestModule(manifest: Manifest): string {
  const code = `let manifest = ${manifestExpression(manifest)};\nexport { manifest as default };\n`;
  return code + follow("manifest = next.default;");
}

/**
 * Code that takes over a newer version's exports. Vite calls only the newest version's handler, and importers may hold any
 * version, so all of them are listed in what Vite carries from one to the next.
 */
function follow(assignments: string): string {
  return `if (import.meta.hot) {
  const versions = (import.meta.hot.data.versions ??= []);
  versions.push((next) => { ${assignments} });
  import.meta.hot.accept((next) => {
    if (next) for (const update of versions) update(next);
  });
}
`;
}

/** The manifest as a JavaScript expression that may also stand in an HTML page. */
export function manifestExpression(manifest: Manifest): string {
  return JSON.stringify(manifest).replaceAll("<", "\\u003c");
}

/** Code of a module that cannot be had: it says so when it runs, in builds that go on in spite of errors. */
export function failingModule(message: string): string {
  return `throw new Error(${JSON.stringify(message)});\n`;
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

function declarations(keyword: "const" | "let", built: BuiltPython, value: string): string {
  const { placement, bytes, sha256, compiled } = built;
  const arch = placement.kind === "source" ? null : (compiled.native?.arch ?? null);
  const facts = [placement.module, placement.path, bytes.length, sha256, arch];
  const lines = FACTS.map(([, local], index) => `${keyword} ${local} = ${JSON.stringify(facts[index])};\n`);
  return `${keyword} value = ${value};\n${lines.join("")}`;
}
