// The flash as a tree of sizes: flash, module, function. Sums are exact: what a file has beyond its functions is a part of its
// own, so that nothing on the flash is missing from the picture.

import { attributeSizes } from "../../mpy/inspect/sizes.ts";
import type { FunctionSize } from "../../mpy/inspect/sizes.ts";
import type { Manifest } from "../manifest.ts";

/** What a file on the flash is. */
export type FileKind = "bytecode" | "native" | "source" | "data" | "web";

/** A part of a file. */
export interface FilePart {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Set for a function: what its bytes are for. */
  readonly details?: Pick<FunctionSize, "code" | "lines" | "overhead" | "qstrs" | "constants">;
}

/** A file on the flash. */
export interface SizedFile {
  /** Path on the device. */
  readonly path: string;
  readonly kind: FileKind;
  readonly size: number;
  /** Largest first; none for what has no parts. Their sizes add up to `size`. */
  readonly parts: readonly FilePart[];
}

/** All files, largest first. `contents` holds their bytes by device path. */
export function sizedFiles(manifest: Manifest, contents: ReadonlyMap<string, Uint8Array>): SizedFile[] {
  const modules = manifest.modules.map(({ path, size, format, native }): SizedFile => {
    const bytes = contents.get(path);
    if (format === "py" || bytes === undefined) return { path, kind: "source", size, parts: [] };
    return { path, kind: native ? "native" : "bytecode", size, parts: partsOf(bytes) };
  });
  const files = manifest.files.map(({ path, size, web }): SizedFile => {
    return { path, kind: web ? "web" : "data", size, parts: [] };
  });
  return [...modules, ...files].sort(bySize((file) => file.path));
}

/** Parts by content: a watcher makes the report after each save, and nearly all files are the same objects again. */
const knownParts = new WeakMap<Uint8Array, readonly FilePart[]>();

function partsOf(bytes: Uint8Array): readonly FilePart[] {
  let parts = knownParts.get(bytes);
  if (parts === undefined) {
    parts = findParts(bytes);
    knownParts.set(bytes, parts);
  }
  return parts;
}

function findParts(bytes: Uint8Array): FilePart[] {
  const { header, unattributed, functions } = attributeSizes(bytes);
  const parts: FilePart[] = functions.map(({ qualifiedName: name, total, code, lines, overhead, qstrs, constants }) => {
    return { name, size: total, details: { code, lines, overhead, qstrs, constants } };
  });
  parts.push({ name: "file header", size: header });
  if (unattributed > 0) parts.push({ name: "shared strings and constants", size: unattributed });
  return parts.sort(bySize((part) => part.name));
}

function bySize<T extends { size: number }>(name: (item: T) => string): (a: T, b: T) => number {
  return (a, b) => b.size - a.size || (name(a) < name(b) ? -1 : 1);
}
