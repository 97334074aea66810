// Which compile options a file gets: the project's own, then each override whose globs match, in order. Patterns may be
// written from the source root ("drivers/**") or from the project's root ("firmware/drivers/**").

import picomatch from "picomatch";

/** Options of the compiler for code, whatever its level. */
export interface CodeSettings {
  /**
   * Code for functions without a decorator that says otherwise. Native code needs `target.arch`.
   * @default "bytecode"
   */
  emit?: "bytecode" | "native" | "viper";
  /**
   * Line numbers for tracebacks. "map" keeps short numbers of statements in their place, at every level, and writes the lines that
   * they stand for into source-lines.json beside the build: exact tracebacks for about 5 % of the size.
   * @default true below `optimize: 3`
   */
  sourceLines?: boolean | "map";
}

/** Options of the compiler that a project sets for all files or by glob. */
export interface CompileSettings extends CodeSettings {
  /**
   * Optimisation level, as mpy-cross -O: from 1 `assert` is dropped and `__debug__` is False; at 3 line numbers go too.
   * @default 0
   */
  optimize?: 0 | 1 | 2 | 3;
}

/** Compile options for the files that match. */
export interface Override extends CompileSettings {
  /** Globs, from the source root or from the project's root. */
  include: string | string[];
  /** Globs of files left out of `include`. */
  exclude?: string | string[];
}

/** A test on a file's two relative paths: from its source root, and from the project's root. */
export type FileMatcher = (fromSourceRoot: string, fromProject: string) => boolean;

/** A matcher for globs; none match nothing. */
export function fileMatcher(patterns: string | readonly string[] | undefined): FileMatcher {
  const list = toList(patterns).map((pattern) => pattern.replace(/^\.\/(?=.)/, ""));
  if (list.length === 0) return () => false;
  // Plain names are most of what is asked about all files of a project ("main.py"), and need no pattern matching.
  const names = new Set(list.filter((pattern) => PLAIN_NAME.test(pattern)));
  const globs = list.filter((pattern) => !names.has(pattern));
  const isGlobbed = globs.length === 0 ? () => false : picomatch(globs, { dot: true });
  const matches = (path: string): boolean => names.has(path) || isGlobbed(path);
  return (fromSourceRoot, fromProject) =>
    matches(fromSourceRoot) || (fromProject !== fromSourceRoot && matches(fromProject));
}

const PLAIN_NAME = /^[\w-][\w./-]*\w$/;

/** Compile settings by file, ready to be asked. What the file's library asks for, `wishes`, comes before the overrides. */
export type SettingsOf = (fromSourceRoot: string, fromProject: string, wishes?: CompileSettings) => CompileSettings;

/** Prepares the overrides. Later ones win over earlier ones, option by option. */
export function settingsResolver(base: CompileSettings, overrides: readonly Override[]): SettingsOf {
  const rules = overrides.map((override) => {
    const { include, exclude, ...settings } = override;
    return { matches: fileMatcher(include), excluded: fileMatcher(exclude), settings: withoutUndefined(settings) };
  });
  return (fromSourceRoot, fromProject, wishes) => {
    const settings = { ...base, ...wishes };
    for (const rule of rules) {
      if (!rule.matches(fromSourceRoot, fromProject) || rule.excluded(fromSourceRoot, fromProject)) continue;
      Object.assign(settings, rule.settings);
    }
    return settings;
  };
}

/** One or many, as many. */
export function toList<T>(value: T | readonly T[] | undefined): T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? [...(value as readonly T[])] : [value as T];
}

/** The options that are set, so that spreading them does not unset others. */
export function withoutUndefined<T extends object>(settings: T): T {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as T;
}
