// The data of the report page, for its script. Rows are arrays and functions refer to their parent by index, because a
// flash of 500 files has 10,000 functions and the page should stay under 500 kB.

import { attributeSizes } from "../../mpy/inspect/sizes.ts";
import type { ImportGraph } from "../graph/graph.ts";
import type { Manifest } from "../manifest.ts";
import type { FileSizes } from "./table.ts";

/** Kinds of files on the flash. */
export type FileKind = "bytecode" | "native" | "source" | "data" | "web";

/** Kinds of bytes in a function, in the order of a {@link FunctionRow}. */
export const SIZE_KINDS = ["code", "lines", "overhead", "qstrs", "constants"] as const;

/**
 * A function, or a part of the file outside functions: name, index of the enclosing function (-1 for none), total
 * bytes, bytes of each of {@link SIZE_KINDS}.
 */
export type FunctionRow = readonly [name: string, parent: number, total: number, ...sizes: number[]];

/** A file on the flash. */
export interface FileData {
  /** Path on the device. */
  readonly path: string;
  readonly kind: FileKind;
  /** Bytes. */
  readonly size: number;
  /** Bytes in the last build; absent without a last build, null for a new file. */
  readonly before?: number | null | undefined;
  /** Functions, whose totals add up to `size`; absent for a file without functions. */
  readonly functions?: readonly FunctionRow[];
}

/** An import: indices of the importing module and of the target in `ends`, line (0: by its package), 1 if optional. */
export type ImportRow = readonly [from: number, to: number, line: number, optional: 0 | 1];

/** All imports. */
export interface ImportData {
  /** Paths of modules on the device, and names of the firmware's modules. */
  readonly ends: readonly string[];
  readonly rows: readonly ImportRow[];
}

/** The data for the page's script, without the imports. */
export interface PageData {
  /** Largest first. */
  readonly files: readonly FileData[];
  /** Modules of the import graph: path, name, source. */
  readonly modules: readonly (readonly [path: string, name: string, source: string])[];
}

/** Functions that make parts of the data. The caller may cache their results. */
export interface ReportPieces {
  /** Rows of a compiled module: {@link functionRows}. */
  readonly functions: (mpy: Uint8Array) => readonly FunctionRow[];
  /** These as JSON: {@link rowsBytes}. */
  readonly rows: (rows: readonly FunctionRow[]) => Uint8Array;
  /** The imports of a graph as JSON: {@link importBytes}. */
  readonly imports: (imports: ImportGraph["imports"]) => Uint8Array;
}

/** The pieces, each made anew. */
export const PIECES: ReportPieces = { functions: functionRows, rows: rowsBytes, imports: importBytes };

/** Collects the data. `contents` holds the files' bytes by device path. */
export function pageData(
  manifest: Manifest,
  contents: ReadonlyMap<string, Uint8Array>,
  graph: ImportGraph,
  before?: FileSizes,
  functionsOf: ReportPieces["functions"] = PIECES.functions,
): PageData {
  const known = (path: string): number | null | undefined => {
    return before === undefined ? undefined : (before.get(path) ?? null);
  };
  const modules = manifest.modules.map(({ path, size, format, native }): FileData => {
    const bytes = contents.get(path);
    if (format === "py" || bytes === undefined) return { path, kind: "source", size, before: known(path) };
    const kind = native ? "native" : "bytecode";
    return { path, kind, size, before: known(path), functions: functionsOf(bytes) };
  });
  const others = manifest.files.map(({ path, size, web }): FileData => {
    return { path, kind: web ? "web" : "data", size, before: known(path) };
  });
  return {
    files: [...modules, ...others].sort((a, b) => b.size - a.size || (a.path < b.path ? -1 : 1)),
    modules: graph.modules.map(({ path, name, source }) => [path, name, source]),
  };
}

/** The rows of a compiled module, which add up to its size. */
export function functionRows(mpy: Uint8Array): readonly FunctionRow[] {
  const { header, unattributed, functions } = attributeSizes(mpy);
  const rows = functions.map((one): FunctionRow => {
    const { qualifiedName: name, parent, total } = one;
    const prefix = `${functions[parent]?.qualifiedName}.`;
    const isInside = name.startsWith(prefix);
    const sizes = SIZE_KINDS.map((kind) => one[kind]);
    return isInside ? [name.slice(prefix.length), parent, total, ...sizes] : [name, -1, total, ...sizes];
  });
  rows.push(["file header", -1, header, 0, 0, header, 0, 0]);
  if (unattributed > 0)
    rows.push(["names and constants without a function", -1, unattributed, 0, 0, 0, unattributed, 0]);
  return rows;
}

/** The data in pieces: JSON that is safe in a script element, without "<". */
export function pageDataPieces(
  { files, modules }: PageData,
  imports: ImportGraph["imports"],
  make: ReportPieces,
): (Uint8Array | string)[] {
  const pieces: (Uint8Array | string)[] = [];
  for (const { functions, ...file } of files) {
    const start = `${pieces.length === 0 ? "" : ","}${embedded(file)}`;
    if (functions === undefined) pieces.push(start);
    else pieces.push(`${start.slice(0, -1)},"functions":`, make.rows(functions), "}");
  }
  const rest = embedded({ modules, sizeKinds: SIZE_KINDS }).slice(1);
  return ['{"files":[', ...pieces, '],"imports":', make.imports(imports), ",", rest];
}

/** Imports as JSON in UTF-8. */
export function importBytes(imports: ImportGraph["imports"]): Uint8Array {
  const places = new Map<string, number>();
  const placeOf = (end: string): number => {
    let place = places.get(end);
    if (place === undefined) places.set(end, (place = places.size));
    return place;
  };
  const rows = imports.map(({ from, to, line, optional }): ImportRow => {
    return [placeOf(from), placeOf(to), line, optional ? 1 : 0];
  });
  const data: ImportData = { ends: [...places.keys()], rows };
  return new TextEncoder().encode(embedded(data));
}

/** Rows as JSON in UTF-8. */
export function rowsBytes(rows: readonly FunctionRow[]): Uint8Array {
  return new TextEncoder().encode(embedded(rows));
}

function embedded(data: unknown): string {
  return JSON.stringify(data).replaceAll("<", "\\u003c");
}
