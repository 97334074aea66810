// source-lines.json, the file beside a build that maps statement ids in modules to source lines (`sourceLines: "map"`),
// and mangled names to names in the sources. It is not on the flash. Modules are identified by their hash, so that the
// map of an older build is never used for a newer module.

/** A 1-based line of the module's source, or of another source that was bundled into the module. */
export type SourceLine = number | readonly [source: string, line: number];

/** Source lines by function name, then by statement id, which begins at 0. */
export type LineMap = Readonly<Record<string, readonly SourceLine[]>>;

/** Name of the file. It is beside the manifest. */
export const SOURCE_LINES_ASSET = "source-lines.json";

/** A module with its line map. */
export interface ModuleLines {
  /** SHA-256 of the shipped module, in hexadecimal. */
  readonly sha256: string;
  readonly source: string;
  readonly lines: LineMap;
}

/** Names in the sources, by mangled name. */
export type SourceNames = ReadonlyMap<string, string>;

/** The content of a source-lines.json. */
export interface SourceMap {
  /** Lines by a module's hash. */
  readonly lines: ReadonlyMap<string, LineMap>;
  readonly names: SourceNames;
}

/** The file's content. */
interface SourceLines {
  readonly version: 1;
  readonly names?: Readonly<Record<string, string>>;
  readonly modules: Readonly<Record<string, { readonly source: string; readonly functions: LineMap }>>;
}

/** The text of the file, with one line for each module. */
export function sourceLinesText(modules: readonly ModuleLines[], names: SourceNames): string {
  const entries = modules.map(
    ({ sha256, source, lines }) => `    ${JSON.stringify(sha256)}: ${JSON.stringify({ source, functions: lines })}`,
  );
  const renamed = names.size === 0 ? "" : `  "names": ${JSON.stringify(Object.fromEntries(names))},\n`;
  return `{\n  "version": 1,\n${renamed}  "modules": {\n${entries.join(",\n")}\n  }\n}\n`;
}

/** Parses the file; undefined if the text is not such a file. */
export function parseSourceLines(text: string): SourceMap | undefined {
  let content: Partial<SourceLines> | null;
  try {
    content = JSON.parse(text) as Partial<SourceLines> | null;
  } catch {
    return undefined;
  }
  if (content?.version !== 1 || typeof content.modules !== "object" || content.modules === null) return undefined;
  return {
    lines: new Map(Object.entries(content.modules).map(([sha256, { functions }]) => [sha256, functions ?? {}])),
    names: new Map(Object.entries(content.names ?? {})),
  };
}

/** Modules of a manifest with their line maps, if there are any. */
export function withLines<T extends { readonly sha256: string }>(
  modules: readonly T[],
  lines: ReadonlyMap<string, LineMap>,
): (T & { readonly lines?: LineMap | undefined })[] {
  return modules.map((module) => ({ ...module, lines: lines.get(module.sha256) }));
}
