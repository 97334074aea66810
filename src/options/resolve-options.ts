// From what the user wrote to what the hooks work with: every default decided, every path absolute, every glob a function.
// A wrong option is an error that names it and says what would be right, before anything is compiled.

import type { LockPlace } from "../node/lock-file.ts";
import { compileCacheFolder } from "../node/cache/cache-folder.ts";
import { absolutePath, isFile } from "../node/files.ts";
import { libraryFault } from "../node/libraries/index.ts";
import type { LibraryOption } from "../node/libraries/index.ts";
import { ARCH_NAMES, isArchName } from "../mpy/file/arch.ts";
import type { ArchName } from "../mpy/file/arch.ts";
import type { DeviceInfo } from "../mpy/inspect/compatible.ts";
import { DEFAULT_SMALL_INT_BITS } from "../mpy/file/model.ts";
import { knownBuiltins, KNOWN_PORTS } from "../project/builtins/builtins.ts";
import type { Firmware } from "../project/graph/firmware.ts";
import { devicePath, isUnder, parentPath, relativePath } from "../project/paths.ts";
import type { LayoutRules, SourceRoot } from "../project/placement.ts";
import { nearestNames } from "../project/graph/nearest.ts";
import { portOf } from "../project/targets.ts";
import type { TargetHints } from "../project/targets.ts";
import { fileMatcher, settingsResolver, toList, withoutUndefined } from "../project/settings.ts";
import type { CompileSettings, SettingsOf } from "../project/settings.ts";
import type { Budget } from "../project/budgets.ts";
import type { CheckLevels } from "../project/checks/finding.ts";
import { resolveBudgets, resolveChecks } from "./check-options.ts";
import { outputPath, wrongOption as wrong } from "./option-error.ts";
import { checkOptionTypes } from "./option-types.ts";
import type { FirmwareOptions, MicroPythonOptions } from "./types.ts";
import { resolveLock } from "./lock-option.ts";
import { resolveFlash } from "./resolve-flash.ts";
import type { ResolvedFlash } from "./resolve-flash.ts";

/** What a bundler tells about the project. */
export interface HostFacts {
  /** The bundler's root folder. */
  readonly root: string;
  readonly mode: "development" | "production";
  /** A dev server or command line, which has no bundle whose output could go onto the flash. */
  readonly serving?: boolean;
}

/** Options with everything decided. */
export interface ResolvedOptions {
  /** All that was said but where the project and the cache lie, as text to compare; undefined where it is no plain data. */
  readonly identity: string | undefined;
  /** The project's root: absolute, forward slashes. */
  readonly root: string;
  readonly mode: "development" | "production";
  readonly entries: readonly string[];
  readonly data: readonly string[];
  readonly exclude: readonly string[];
  /** Whether `exclude` leaves out a file or folder (absolute). */
  readonly isExcluded: (path: string) => boolean;
  readonly libraries: readonly LibraryOption[];
  /** Folder on the device of libraries that say nothing of it. */
  readonly libraryFolder: string;
  readonly treeshake: boolean;
  readonly unresolved: "error" | "warn" | "ignore";
  /** The modules that the device has without us. */
  readonly firmware: Firmware;
  /** What is known of the device that loads the flash. */
  readonly device: DeviceInfo;
  readonly layout: LayoutRules;
  /** Whether the roots are the user's own: a file outside of them is then an error. */
  readonly rootsAreGiven: boolean;
  /** Folder on the device that source roots stand for. */
  readonly flashRoot: string;
  readonly flash: ResolvedFlash;
  readonly report: { readonly table: boolean; readonly htmlAsset: string | undefined };
  /** Path of the manifest in the build's output; undefined for none. */
  readonly manifestAsset: string | undefined;
  readonly target: { readonly arch: ArchName | undefined; readonly archFlags: number; readonly smallIntBits: number };
  /** What the user says of the machine; only errors speak of it. */
  readonly targetHints: TargetHints;
  readonly settingsOf: SettingsOf;
  readonly budgets: readonly Budget[];
  readonly checks: CheckLevels;
  /** Folder of the compiled files that are kept on disk: absolute; undefined for none. */
  readonly cacheFolder: string | undefined;
  /** The lock file, if one is asked for. */
  readonly lock: LockPlace | undefined;
}

const KNOWN_OPTIONS: Record<keyof MicroPythonOptions, true> = {
  board: true,
  firmware: true,
  entries: true,
  data: true,
  exclude: true,
  sourceRoots: true,
  libraries: true,
  treeshake: true,
  unresolved: true,
  shipAsSource: true,
  flash: true,
  target: true,
  report: true,
  budgets: true,
  checks: true,
  overrides: true,
  development: true,
  production: true,
  mode: true,
  cache: true,
  lock: true,
  root: true,
  optimize: true,
  emit: true,
  sourceLines: true,
};

/** Decides all options. @throws ProjectError for one that cannot be right */
export function resolveOptions(user: MicroPythonOptions, host: HostFacts): ResolvedOptions {
  for (const name of Object.keys(user)) {
    if (!Object.hasOwn(KNOWN_OPTIONS, name)) {
      throw wrong(name, "there is no such option", `Options are ${Object.keys(KNOWN_OPTIONS).join(", ")}.`);
    }
  }
  checkOptionTypes(user);
  const root = user.root === undefined ? absolutePath(host.root) : absolutePath(host.root, user.root);
  const mode = user.mode ?? host.mode;
  const flashRoot = devicePath(user.flash?.root ?? "/");
  const outputFolder = outputPath("flash.output", user.flash?.output ?? "flash");
  const flash = resolveFlash(user.flash ?? {}, user.board, outputFolder);
  const shipsAsSource = fileMatcher(user.shipAsSource ?? ["main.py", "boot.py"]);
  const entries = toList(user.entries).map(trimPattern);
  const data = toList(user.data).map(trimPattern);
  const exclude = toList(user.exclude).map(trimPattern);
  const target = resolveTarget(user);
  const targetHints = { board: user.board, port: user.target?.port };
  const said = typeof user.firmware === "string" ? { version: user.firmware } : (user.firmware ?? {});
  return {
    identity: identityOf(user, mode, host),
    root,
    mode,
    entries,
    data,
    exclude,
    isExcluded: excludes(exclude, root),
    libraries: resolveLibraries(user),
    libraryFolder: flashRoot === "/" ? "/lib" : flashRoot,
    treeshake: resolveTreeShake(user),
    unresolved: resolveUnresolved(user),
    firmware: resolveFirmware(said, targetHints),
    device: withoutUndefined<DeviceInfo>({
      micropython: said.version,
      arch: target.arch,
      smallIntBits: target.smallIntBits,
    }),
    layout: {
      roots: sourceRoots(user, root, flashRoot, [...entries, ...data]),
      outputFolder,
      shipsAsSource: (relative) => shipsAsSource(relative, relative),
    },
    rootsAreGiven: user.sourceRoots !== undefined,
    flashRoot,
    flash: { ...flash, web: host.serving ? undefined : flash.web },
    report: resolveReport(user),
    manifestAsset: manifestAsset(user, outputFolder),
    target,
    targetHints,
    settingsOf: resolveSettings(user, mode),
    budgets: resolveBudgets(user.budgets),
    checks: resolveChecks(user.checks),
    cacheFolder: resolveCache(user, root),
    lock: resolveLock(user, root),
  };
}

function identityOf(
  { root: _root, cache: _cache, ...said }: MicroPythonOptions,
  mode: HostFacts["mode"],
  { serving = false }: HostFacts,
): string | undefined {
  try {
    return JSON.stringify([said, mode, serving]);
  } catch {
    // Something that leads in circles, or a bigint: where it is not refused, it means nothing.
    return undefined;
  }
}

function trimPattern(pattern: string): string {
  const trimmed = pattern.replace(/^\.\//, "").replace(/\/+$/, "");
  if (trimmed !== "") return trimmed;
  if (pattern.startsWith("/"))
    throw wrong("entries, data or exclude", `"${pattern}" is the whole disk`, "Give a folder.");
  return ".";
}

function excludes(patterns: readonly string[], root: string): (path: string) => boolean {
  const matches = fileMatcher(patterns.flatMap((pattern) => [pattern, `${pattern}/**`]));
  return (path) => {
    const relative = relativePath(root, path);
    return matches(relative, relative);
  };
}

function resolveLibraries(user: MicroPythonOptions): LibraryOption[] {
  const libraries = toList(user.libraries);
  libraries.forEach((library, index) => {
    const fault = libraryFault(library);
    if (fault === undefined) return;
    throw wrong(`libraries[${index}]`, fault, 'Give a folder, such as "lib", or such as { npm: "a-package" }.');
  });
  return libraries;
}

function resolveTreeShake({ treeshake = true }: MicroPythonOptions): boolean {
  if (typeof treeshake === "boolean") return treeshake;
  throw wrong("treeshake", `${JSON.stringify(treeshake)} is neither true nor false`, "true, or false to ship all.");
}

const UNRESOLVED = ["error", "warn", "ignore"] as const;

function resolveUnresolved({ unresolved = "error" }: MicroPythonOptions): ResolvedOptions["unresolved"] {
  if (UNRESOLVED.includes(unresolved)) return unresolved;
  throw wrong("unresolved", `${JSON.stringify(unresolved)} is not known`, `One of ${UNRESOLVED.join(", ")}.`);
}

function resolveFirmware({ version, modules = [] }: FirmwareOptions, hints: TargetHints): Firmware {
  const port = portOf(hints);
  const [meant] = port === undefined || KNOWN_PORTS.includes(port) ? [] : nearestNames(port, KNOWN_PORTS);
  if (meant !== undefined) {
    const hint = `Nearest: ${meant}. For a port of one's own, leave it out.`;
    throw wrong("target.port", `MicroPython has no port "${port}"`, hint);
  }
  if (version !== undefined && !/^v?\d+\.\d+/.test(version)) {
    throw wrong("firmware", `"${String(version)}" is no version of MicroPython`, 'Such as "1.24.1".');
  }
  // Made when something asks: a build that finds all as it was does not.
  let table: ReturnType<typeof knownBuiltins> | undefined;
  const known = (): ReturnType<typeof knownBuiltins> => (table ??= knownBuiltins({ port, version }));
  const added = new Set(toList(modules));
  const isAdded = (name: string): boolean => {
    // What is inside of them is not known.
    const parents = name.split(".").map((_, index, parts) => parts.slice(0, index + 1).join("."));
    return parents.some((one) => added.has(one));
  };
  return {
    // Wherever they lie in the search, they are there if nothing else is.
    kindOf: (name) => known().kindOf(name) ?? (isAdded(name) ? "extensible" : undefined),
    isKnown: (name) => known().isKnown(name) || isAdded(name),
    names: () => [...known().names(), ...added],
  };
}

/** Whether a pattern has more to it than a path. */
export function isGlob(pattern: string): boolean {
  return /[*?{}()[\]!]/.test(pattern);
}

function manifestAsset(user: MicroPythonOptions, outputFolder: string): string | undefined {
  const given = user.flash?.manifest;
  if (given === false) return undefined;
  return outputPath("flash.manifest", given ?? `${outputFolder}/manifest.json`);
}

function resolveReport({ report = {} }: MicroPythonOptions): ResolvedOptions["report"] {
  const { table = true, html = false } = typeof report === "boolean" ? { table: report, html: report } : report;
  const path = html === true ? "flash-report.html" : html;
  return { table, htmlAsset: path === false ? undefined : outputPath("report.html", path) };
}

function resolveCache({ cache }: MicroPythonOptions, root: string): string | undefined {
  const isRight =
    typeof cache === "object" && cache !== null
      ? Object.keys(cache).every((name) => name === "dir") && ["string", "undefined"].includes(typeof cache.dir)
      : ["boolean", "undefined"].includes(typeof cache);
  if (!isRight)
    throw wrong("cache", `${JSON.stringify(cache)} says nothing of a cache`, 'true, false or { dir: "folder" }.');
  return compileCacheFolder(root, cache);
}

function sourceRoots(user: MicroPythonOptions, root: string, flashRoot: string, patterns: string[]): SourceRoot[] {
  if (user.sourceRoots === undefined) {
    const bases = new Set(patterns.map((pattern) => patternBase(root, pattern)));
    const outer = [...bases].filter((base) => ![...bases].some((other) => isUnder(other, base)));
    return outer.map((path) => ({ path, to: flashRoot }));
  }
  return toList(user.sourceRoots).map((given) => {
    const { path, to } = typeof given === "string" ? { path: given, to: undefined } : given;
    return { path: absolutePath(root, path), to: devicePath(flashRoot, to ?? "") };
  });
}

/** The folder that a pattern starts in: "firmware/**" and "firmware/main.py" start in "firmware". */
function patternBase(root: string, pattern: string): string {
  const parts = pattern.split("/");
  const glob = parts.findIndex(isGlob);
  const literal = absolutePath(root, (glob < 0 ? parts : parts.slice(0, glob)).join("/"));
  return glob < 0 && isFile(literal) ? parentPath(literal) : literal;
}

function resolveTarget(user: MicroPythonOptions): ResolvedOptions["target"] {
  const { arch, archFlags = 0, smallIntBits = DEFAULT_SMALL_INT_BITS } = user.target ?? {};
  if (arch !== undefined && !isArchName(arch)) {
    throw wrong("target.arch", `no architecture is called "${String(arch)}"`, `One of ${ARCH_NAMES.join(", ")}.`);
  }
  if (!Number.isInteger(smallIntBits) || smallIntBits < 1 || smallIntBits > 63) {
    throw wrong("target.smallIntBits", `${String(smallIntBits)} is not a number of bits`, "31 for boards of 32 bits.");
  }
  return { arch, archFlags, smallIntBits };
}

function resolveSettings(user: MicroPythonOptions, mode: "development" | "production"): SettingsOf {
  const base = withoutUndefined<CompileSettings>({
    optimize: user.optimize,
    emit: user.emit,
    sourceLines: user.sourceLines,
    ...withoutUndefined(user[mode] ?? {}),
  });
  const overrides = user.overrides ?? [];
  checkSettings("", base);
  overrides.forEach((override, index) => {
    if (toList(override.include).length === 0) {
      throw wrong(`overrides[${index}].include`, "it is missing", 'Give globs, such as "drivers/**".');
    }
    checkSettings(`overrides[${index}].`, override);
  });
  return settingsResolver(base, overrides);
}

function checkSettings(place: string, settings: CompileSettings): void {
  const { optimize, emit } = settings;
  if (optimize !== undefined && ![0, 1, 2, 3].includes(optimize)) {
    throw wrong(`${place}optimize`, `${String(optimize)} is not a level`, "0, 1, 2 or 3.");
  }
  if (emit !== undefined && !["bytecode", "native", "viper"].includes(emit)) {
    throw wrong(`${place}emit`, `"${String(emit)}" is no emitter`, "bytecode, native or viper.");
  }
}
