// The file beside a build that says which source lines the statement ids in its modules stand for (`sourceLines: "map"`), and which
// names of the sources the mangled ones. It is never on the flash. Modules are found by their hash, so that the map of an older build
// never answers for a newer module.

/** A 1-based line of the module's own source, or of another one that was put into the module. */
export type SourceLine = number | readonly [source: string, line: number];

/** Source lines by statement id, the first at index 0, by the name of the function in the source. */
export type LineMap = Readonly<Record<string, readonly SourceLine[]>>;

/** Name of the file, beside the manifest. */
export const SOURCE_LINES_ASSET = "source-lines.json";

/** A module with its lines. */
export interface ModuleLines {
  /** Of the module as shipped, in hexadecimal. */
  readonly sha256: string;
  readonly source: string;
  readonly lines: LineMap;
}

/** Names in the sources by those that they were mangled to. */
export type SourceNames = ReadonlyMap<string, string>;

/** What a build tells of its modules. */
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

/** The file as text, one module a line. */
export function sourceLinesText(modules: readonly ModuleLines[], names: SourceNames): string {
  const entries = modules.map(
    ({ sha256, source, lines }) => `    ${JSON.stringify(sha256)}: ${JSON.stringify({ source, functions: lines })}`,
  );
  const renamed = names.size === 0 ? "" : `  "names": ${JSON.stringify(Object.fromEntries(names))},\n`;
  return `{\n  "version": 1,\n${renamed}  "modules": {\n${entries.join(",\n")}\n  }\n}\n`;
}

/** What the file says; undefined where the text is no such file. */
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

/** Modules of a manifest with their lines, as far as there are some. */
export function withLines<T extends { readonly sha256: string }>(
  modules: readonly T[],
  lines: ReadonlyMap<string, LineMap>,
): (T & { readonly lines?: LineMap | undefined })[] {
  return modules.map((module) => ({ ...module, lines: lines.get(module.sha256) }));
}
