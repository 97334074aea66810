// The compile options of a file: the project's, then each override whose globs match, in order. Patterns may be
// relative to the source root ("drivers/**") or to the project root ("firmware/drivers/**").

import picomatch from "picomatch";

/** Options of the compiler for code at any level. */
export interface CodeSettings {
  /**
   * Kind of code for functions without a decorator. Native code needs `target.arch`.
   * @default "bytecode"
   */
  emit?: "bytecode" | "native" | "viper";
  /**
   * Line numbers for tracebacks. "map" writes short statement ids instead, at every level, and maps them to lines in
   * source-lines.json beside the build: exact tracebacks for about 5 % of the size.
   * @default true below `optimize: 3`
   */
  sourceLines?: boolean | "map";
}

/** Options of the compiler that a project sets for all files or by glob. */
export interface CompileSettings extends CodeSettings {
  /**
   * Optimisation level, as mpy-cross -O. Level 1 removes `assert` and sets `__debug__` to False. Level 3 also removes
   * line numbers.
   * @default 0
   */
  optimize?: 0 | 1 | 2 | 3;
}

/** Compile options for the files that match. */
export interface Override extends CompileSettings {
  /** Globs, relative to the source root or to the project root. */
  include: string | string[];
  /** Globs of files left out of `include`. */
  exclude?: string | string[];
}

/** A test on a file's two relative paths: from its source root, and from the project root. */
export type FileMatcher = (fromSourceRoot: string, fromProject: string) => boolean;

/** A matcher for globs. Without globs it matches nothing. */
export function fileMatcher(patterns: string | readonly string[] | undefined): FileMatcher {
  const list = toList(patterns).map((pattern) => pattern.replace(/^\.\/(?=.)/, ""));
  if (list.length === 0) return () => false;
  // Most patterns that are tested on all files of a project are plain names ("main.py"). They need no glob matching.
  const names = new Set(list.filter((pattern) => PLAIN_NAME.test(pattern)));
  const globs = list.filter((pattern) => !names.has(pattern));
  const isGlobbed = globs.length === 0 ? () => false : picomatch(globs, { dot: true });
  const matches = (path: string): boolean => names.has(path) || isGlobbed(path);
  return (fromSourceRoot, fromProject) =>
    matches(fromSourceRoot) || (fromProject !== fromSourceRoot && matches(fromProject));
}

const PLAIN_NAME = /^[\w-][\w./-]*\w$/;

/** Returns the compile settings of a file. `wishes` are its library's settings, which the overrides override. */
export type SettingsOf = (fromSourceRoot: string, fromProject: string, wishes?: CompileSettings) => CompileSettings;

/** Prepares the overrides. Later ones override earlier ones, option by option. */
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

/** One value or a list, as a list. */
export function toList<T>(value: T | readonly T[] | undefined): T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? [...(value as readonly T[])] : [value as T];
}

/** The options without undefined members, so that spreading them does not remove others. */
export function withoutUndefined<T extends object>(settings: T): T {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as T;
}
