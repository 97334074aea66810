// The file beside a build that says which source lines the statement ids in its modules stand for (`sourceLines: "map"`). It is never
// on the flash. Modules are found by their hash, so that the map of an older build never answers for a newer module.

/** A 1-based line of the module's own source, or of another one that was put into the module. */
export type SourceLine = number | readonly [source: string, line: number];

/** Source lines by statement id, the first at index 0, by the name of the function. */
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

/** The file's content. */
interface SourceLines {
  readonly version: 1;
  readonly modules: Readonly<Record<string, { readonly source: string; readonly functions: LineMap }>>;
}

/** The file as text, one module a line. */
export function sourceLinesText(modules: readonly ModuleLines[]): string {
  const entries = modules.map(
    ({ sha256, source, lines }) => `    ${JSON.stringify(sha256)}: ${JSON.stringify({ source, functions: lines })}`,
  );
  return `{\n  "version": 1,\n  "modules": {\n${entries.join(",\n")}\n  }\n}\n`;
}

/** Lines by a module's hash; undefined where the text is no such file. */
export function parseSourceLines(text: string): ReadonlyMap<string, LineMap> | undefined {
  let content: Partial<SourceLines> | null;
  try {
    content = JSON.parse(text) as Partial<SourceLines> | null;
  } catch {
    return undefined;
  }
  if (content?.version !== 1 || typeof content.modules !== "object" || content.modules === null) return undefined;
  return new Map(Object.entries(content.modules).map(([sha256, { functions }]) => [sha256, functions ?? {}]));
}

/** Modules of a manifest with their lines, as far as there are some. */
export function withLines<T extends { readonly sha256: string }>(
  modules: readonly T[],
  lines: ReadonlyMap<string, LineMap>,
): (T & { readonly lines?: LineMap | undefined })[] {
  return modules.map((module) => ({ ...module, lines: lines.get(module.sha256) }));
}
