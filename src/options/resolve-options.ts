// Resolves the user's options: sets every default, makes every path absolute and every glob a function. A wrong option
// is an error before anything is compiled.

import type { LockPlace } from "../node/lock-file.ts";
import { compileCacheFolder } from "../node/cache/cache-folder.ts";
import { absolutePath, isFile, toGlob } from "../node/files.ts";
import type { ManifestLibrary } from "../node/libraries/manifest.ts";
import type { LibraryOption } from "../node/libraries/index.ts";
import { ARCH_FLAGS } from "../mpy/file/arch.ts";
import type { ArchName } from "../mpy/file/arch.ts";
import type { DeviceInfo } from "../mpy/inspect/compatible.ts";
import { DEFAULT_SMALL_INT_BITS } from "../mpy/file/model.ts";
import type { Firmware } from "../project/graph/firmware.ts";
import { devicePath, isUnder, parentPath, relativePath } from "../project/paths.ts";
import { BOOT_FILES, CIRCUITPYTHON_BOOT_FILES } from "../project/placement.ts";
import type { LayoutRules, SourceRoot } from "../project/placement.ts";
import { moduleMatcher } from "../project/graph/module-names.ts";
import { boardOf } from "../project/targets.ts";
import type { TargetHints } from "../project/targets.ts";
import { fileMatcher, settingsResolver, toList, withoutUndefined } from "../project/settings.ts";
import type { CompileSettings, SettingsOf } from "../project/settings.ts";
import type { Budget } from "../project/budgets.ts";
import type { CheckLevel, CheckLevels } from "../project/checks/finding.ts";
import { resolveBudgets, resolveChecks } from "./check-options.ts";
import { bundleWithoutOptimizer, emitWithoutArch, flagsWithoutArch, unknownArchFlags, wholeDisk } from "./messages.ts";
import { outputPath } from "./output-path.ts";
import { checkShape } from "./check.ts";
import type { MangleOptions, MicroPythonOptions } from "./types.ts";
import { OPTIONS } from "./schema.ts";
import { resolveLock } from "./lock-option.ts";
import { resolveDevice } from "./device-options.ts";
import type { ResolvedDevice } from "./device-options.ts";
import { circuitPythonMajor, resolveFirmware } from "./resolve-firmware.ts";
import { resolveFlash } from "./resolve-flash.ts";
import type { ResolvedFlash } from "./resolve-flash.ts";

/** A bundler's facts about the project. */
export interface HostFacts {
  /** The bundler's root folder. */
  readonly root: string;
  readonly mode: "development" | "production";
  /** Set for a dev server or a command line: there is no bundle whose output could go on the flash. */
  readonly serving?: boolean;
}

/** The settings of the optimiser for size. */
export interface SizePlan {
  readonly mangle: MangleOptions | undefined;
  readonly bundle: boolean;
}

/** Resolved options. */
export interface ResolvedOptions {
  /** All options except `root` and `cache` as text, for comparison; undefined if they are not plain data. */
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
  /** Folder on the device of libraries without `to`. */
  readonly libraryFolder: string;
  readonly treeshake: boolean;
  /** The level that the options set for an unresolved import, by the module's name; undefined if they set none. */
  readonly unresolved: (name: string) => CheckLevel | undefined;
  /** The modules of the firmware, except those of `firmwareManifest`. */
  readonly firmware: Firmware;
  /** Major version of the CircuitPython on the device; undefined for MicroPython. */
  readonly circuitPython: number | undefined;
  /** The manifest.py of the modules that are frozen into the firmware. */
  readonly firmwareManifest: ManifestLibrary | undefined;
  /** Facts about the device that loads the flash. */
  readonly device: DeviceInfo;
  readonly layout: LayoutRules;
  /** Whether the user set the source roots. Then a file outside of them is an error. */
  readonly rootsAreGiven: boolean;
  /** Folder on the device for the source roots. */
  readonly flashRoot: string;
  readonly flash: ResolvedFlash;
  /** The board to deploy to, if one is named. */
  readonly deployTo: ResolvedDevice | undefined;
  readonly report: { readonly table: boolean; readonly htmlAsset: string | undefined };
  /** Path of the manifest in the build's output; undefined for none. */
  readonly manifestAsset: string | undefined;
  /** Options of the compiler that follow from the device. */
  readonly target: {
    readonly arch: ArchName | undefined;
    readonly archFlags: number;
    readonly smallIntBits: number;
    /** The release that code is for, as the user names it. */
    readonly firmware?: string;
    /** Whether to write the exact bytes of that release's compiler. */
    readonly exact?: boolean;
  };
  /** The user's description of the device, for messages only. */
  readonly targetHints: TargetHints;
  readonly settingsOf: SettingsOf;
  /** Settings of the optimiser for size; undefined without it. */
  readonly size: SizePlan | undefined;
  /** Constants by name; undefined for none. */
  readonly define: Record<string, string | number | boolean> | undefined;
  /** Whether Python that ships as source loses comments and docstrings. */
  readonly stripsSources: boolean;
  readonly budgets: readonly Budget[];
  readonly checks: CheckLevels;
  /** Folder of the cache (absolute); undefined for none. */
  readonly cacheFolder: string | undefined;
  /** The lock file; undefined for none. */
  readonly lock: LockPlace | undefined;
}

/** Resolves all options. @throws ProjectError for a wrong option */
export function resolveOptions(user: MicroPythonOptions, host: HostFacts): ResolvedOptions {
  checkShape(OPTIONS, user, "");
  const root = user.root === undefined ? absolutePath(host.root) : absolutePath(host.root, user.root);
  const mode = user.mode ?? host.mode;
  const flashRoot = devicePath(user.flash?.root ?? "/");
  const outputFolder = outputPath("flash.output", user.flash?.output ?? "flash");
  const targetHints = { board: user.board, port: user.target?.port };
  const { firmware, compiler, modules, manifest } = resolveFirmware(user.firmware, targetHints);
  const flash = resolveFlash(user.flash ?? {}, { board: user.board, firmware, outputFolder, root });
  const bootFiles = firmware?.release.circuitPython ? CIRCUITPYTHON_BOOT_FILES : BOOT_FILES;
  const sources = resolveSources(user.shipAsSource, bootFiles);
  const shipsAsSource = fileMatcher(sources.include);
  const entries = toList(user.entries).map(trimPattern);
  const data = toList(user.data).map(trimPattern);
  const exclude = toList(user.exclude).map(trimPattern);
  const target = resolveTarget(user);
  return {
    identity: identityOf(user, mode, host),
    root,
    mode,
    entries,
    data,
    exclude,
    isExcluded: excludes(exclude, root),
    libraries: toList(user.libraries),
    libraryFolder: flashRoot === "/" ? "/lib" : flashRoot,
    treeshake: user.treeshake ?? true,
    unresolved: resolveUnresolved(user.unresolved),
    firmware: modules,
    circuitPython: firmware && circuitPythonMajor(firmware.release),
    firmwareManifest: manifest,
    device: withoutUndefined<DeviceInfo>({
      firmware: compiler.firmware,
      arch: target.arch,
      smallIntBits: target.smallIntBits,
    }),
    layout: {
      roots: sourceRoots(user, root, flashRoot, [...entries, ...data]),
      outputFolder,
      bootFiles,
      shipsAsSource: (relative) => shipsAsSource(relative, relative),
      entryStub: user.entryStub ?? false,
    },
    rootsAreGiven: user.sourceRoots !== undefined,
    flashRoot,
    flash: { ...flash, web: host.serving ? undefined : flash.web },
    deployTo: resolveDevice(user.device),
    report: resolveReport(user),
    manifestAsset: manifestAsset(user, outputFolder),
    target: { ...target, ...compiler },
    targetHints,
    settingsOf: resolveSettings(user, mode, target),
    size: resolveSize(user, mode),
    define: user.define,
    stripsSources: sources.strip,
    budgets: resolveBudgets(user.budgets),
    checks: resolveChecks(user.checks),
    cacheFolder: compileCacheFolder(root, user.cache),
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
    // A circular value or a bigint.
    return undefined;
  }
}

function trimPattern(pattern: string): string {
  const trimmed = toGlob(pattern).replace(/^\.\//, "").replace(/\/+$/, "");
  if (trimmed !== "") return trimmed;
  if (pattern.startsWith("/")) throw wholeDisk(pattern);
  return ".";
}

function excludes(patterns: readonly string[], root: string): (path: string) => boolean {
  const matches = fileMatcher(patterns.flatMap((pattern) => [pattern, `${pattern}/**`]));
  return (path) => {
    const relative = relativePath(root, path);
    return matches(relative, relative);
  };
}

/** Resolves `unresolved`. Later patterns win. */
function resolveUnresolved(given: MicroPythonOptions["unresolved"] = {}): ResolvedOptions["unresolved"] {
  if (typeof given === "string") return () => given;
  const rules = Object.entries(given).map(([pattern, level]) => ({ matches: moduleMatcher([pattern]), level }));
  return (name) => rules.findLast(({ matches }) => matches(name))?.level;
}

/** Whether a pattern is a glob and not a plain path. */
export function isGlob(pattern: string): boolean {
  return /[*?{}()[\]!]/.test(pattern);
}

function manifestAsset(user: MicroPythonOptions, outputFolder: string): string | undefined {
  const given = user.flash?.manifest;
  if (given === false) return undefined;
  return outputPath("flash.manifest", given ?? `${outputFolder}/manifest.json`);
}

function resolveSources(
  given: MicroPythonOptions["shipAsSource"] = {},
  bootFiles: readonly string[],
): { include: string[]; strip: boolean } {
  const isObject = typeof given === "object" && !Array.isArray(given);
  const { include = [...bootFiles], strip = false } = isObject ? given : { include: given };
  return { include: toList(include), strip };
}

function resolveReport({ report = {} }: MicroPythonOptions): ResolvedOptions["report"] {
  const { table = true, html = false } = typeof report === "boolean" ? { table: report, html: report } : report;
  const path = html === true ? "flash-report.html" : html;
  return { table, htmlAsset: path === false ? undefined : outputPath("report.html", path) };
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

function resolveTarget({ board, target = {} }: MicroPythonOptions): ResolvedOptions["target"] {
  const { arch = boardOf(board)?.arch, archFlags = 0, smallIntBits = DEFAULT_SMALL_INT_BITS } = target;
  const known = Object.entries((arch && ARCH_FLAGS[arch]) ?? {});
  const all = known.reduce((sum, [, flag]) => sum | flag, 0);
  if (archFlags > 0 && arch === undefined) throw flagsWithoutArch();
  if ((archFlags & ~all) !== 0 || archFlags > all) {
    const flags = known.map(([name, flag]) => `${flag} (${name})`).join(" and ");
    throw unknownArchFlags(archFlags, arch, flags);
  }
  return { arch, archFlags, smallIntBits };
}

/** The settings of the optimiser, which does not run if the current mode sets its own level. */
function resolveSize(user: MicroPythonOptions, mode: HostFacts["mode"]): SizePlan | undefined {
  const { optimize, flash = {} } = user;
  const isAsked = optimize === "size" || typeof optimize === "object";
  if (flash.bundle === true && !isAsked) throw bundleWithoutOptimizer();
  if (!isAsked || user[mode]?.optimize !== undefined) return undefined;
  return { mangle: typeof optimize === "object" ? optimize.mangle : undefined, bundle: flash.bundle === true };
}

/** The compiler's level. The optimiser for size uses level 3, or level 2 with `sourceLines: true`. */
function levelOf({ optimize, sourceLines }: MicroPythonOptions): CompileSettings["optimize"] {
  if (optimize === "size" || typeof optimize === "object") return sourceLines === true ? 2 : 3;
  return optimize;
}

function resolveSettings(
  user: MicroPythonOptions,
  mode: HostFacts["mode"],
  { arch }: ResolvedOptions["target"],
): SettingsOf {
  const { emit, sourceLines, overrides = [] } = user;
  const given = { "": user, "development.": user.development, "production.": user.production };
  const places = [...Object.entries(given), ...overrides.map((one, index) => [`overrides[${index}].`, one] as const)];
  for (const [place, settings] of places) {
    if (arch !== undefined || settings?.emit === undefined || settings.emit === "bytecode") continue;
    throw emitWithoutArch(`${place}emit`, settings.emit);
  }
  const base = withoutUndefined<CompileSettings>({
    optimize: levelOf(user),
    emit,
    sourceLines,
    ...withoutUndefined(user[mode] ?? {}),
  });
  return settingsResolver(base, overrides);
}
