// The schema of all options: `micropython({ … })`, `mpy` and micropython.config.* take them. A new option is a member
// here and, with its description and default, a member of its interface (types.ts, flash-options.ts, …). Otherwise this
// file does not compile. `npm run options` then makes the JSON Schema and docs/options.md again.

import { boards, uf2Families } from "../flash/index.ts";
import { CIRCUITPYTHON_BOARD_NAMES } from "../project/builtins/circuitpython.ts";
import type { CircuitPythonBoardName } from "../project/builtins/circuitpython-boards.ts";
import type { BoardName, Uf2Family } from "../flash/index.ts";
import { ARCH_NAMES } from "../mpy/file/arch.ts";
import type { CircupLibrary } from "../node/libraries/circup.ts";
import type { FolderLibrary } from "../node/libraries/folder.ts";
import type { LibraryRules } from "../node/libraries/library.ts";
import type { ManifestLibrary } from "../node/libraries/manifest.ts";
import type { MipLibrary } from "../node/libraries/mip.ts";
import type { NpmLibrary } from "../node/libraries/npm.ts";
import type { CompileSettings, Override } from "../project/settings.ts";
import type { CheckOptions, FilesBudgetOption, TotalBudgetOption } from "./check-options.ts";
import type { DeviceOptions } from "./device-options.ts";
import type { FlashOptions, ImageFileOptions, Uf2Options, WebAssetOptions } from "./flash-options.ts";
import { choice, either, flag, list, map, number, object, oneOrMany, text } from "./shape.ts";
import type { Members, Shape } from "./shape.ts";
import { SIZE_PATTERN } from "./size-option.ts";
import type {
  CacheOptions,
  FirmwareOptions,
  MangleOptions,
  MicroPythonOptions,
  ReportOptions,
  ShipAsSourceOptions,
  SizeOptions,
  SourceRoot,
  TargetOptions,
} from "./types.ts";

const BOARD_NAMES = [...Object.keys(boards), ...CIRCUITPYTHON_BOARD_NAMES] as (BoardName | CircuitPythonBoardName)[];

const globs = oneOrMany(text("a path or glob", "paths or globs"));
const path = text("a path", "paths");
const level = choice(["error", "warn", "ignore"]);
const bytes = number("a number of bytes", { min: 1, max: 2 ** 40 });
const size = either(bytes, text("a size", "sizes", { pattern: SIZE_PATTERN, example: '4096, "848K" or "2M"' }));
const devicePath = text("a path on the device", "paths on the device", { mayBeEmpty: true });

const settings: Members<CompileSettings> = {
  optimize: choice([0, 1, 2, 3]),
  emit: choice(["bytecode", "native", "viper"]),
  sourceLines: choice([true, false, "map"]),
};

const variables = map("values by name", text("a value", "values", { mayBeEmpty: true }));

const sizeOptions = object<SizeOptions>(
  "SizeOptions",
  { level: choice(["size"]) },
  {
    mangle: object<MangleOptions>(
      "MangleOptions",
      {},
      { globals: flag, attributes: flag, names: flag, keep: list(text("a name", "names")) },
    ),
  },
  '{ level: "size", mangle: { globals: true } }',
);

const libraryRules: Members<LibraryRules> = { to: devicePath, all: flag };

const libraries = oneOrMany(
  either(
    text("a folder", "folders", { example: '"lib" or { npm: "a-package" }' }),
    object<FolderLibrary>("FolderLibrary", { path }, libraryRules),
    object<NpmLibrary>("NpmLibrary", { npm: text("a package's name", "names") }, libraryRules),
    object<MipLibrary>(
      "MipLibrary",
      { mip: text("a package", "packages") },
      { index: path, version: text("a version", "versions"), vendor: map("paths by address", path), ...libraryRules },
    ),
    object<CircupLibrary>(
      "CircupLibrary",
      { circup: oneOrMany(text("a library's name", "names of libraries")), bundle: path },
      libraryRules,
    ),
    object<ManifestLibrary>("ManifestLibrary", { manifest: path }, { variables, ...libraryRules }),
  ),
);

const release = text("a release", "releases", { example: '"1.24.1" or "circuitpython 9.2.9"' });

const firmware = either(
  release,
  object<FirmwareOptions>(
    "FirmwareOptions",
    {},
    {
      version: release,
      exact: flag,
      modules: list(text("a module's name", "names of modules")),
      manifest: path,
      variables,
    },
  ),
);

const target = object<TargetOptions>(
  "TargetOptions",
  {},
  {
    port: text("a port's name", "names", { example: '"rp2"' }),
    arch: choice(ARCH_NAMES),
    archFlags: number("a sum of flags, from 0 on", { max: 0xffffffff }),
    smallIntBits: number("a whole number from 2 to 63", { min: 2, max: 63 }),
  },
);

const uf2 = object<Uf2Options>(
  "Uf2Options",
  {},
  {
    address: number("a multiple of 256 below 2 to the 32nd", { max: 0xffffff00, multipleOf: 256 }),
    family: either(
      choice(Object.keys(uf2Families) as Uf2Family[]),
      number("a number of the UF2 registry", { max: 0xffffffff }),
    ),
    firmware: path,
  },
  '{ address: 0x10200000, family: "rp2040" }',
);

const flash = object<FlashOptions>(
  "FlashOptions",
  {},
  {
    root: devicePath,
    output: text("a folder of the build's output", "folders", { mayBeEmpty: true }),
    manifest: either(path, choice([false])),
    filesystem: choice(["files", "romfs", "littlefs", "fat"]),
    partition: choice(["vfs", "romfs"]),
    size,
    image: either(flag, path, object<ImageFileOptions>("ImageFileOptions", { firmware: path }, { path })),
    uf2: either(flag, uf2),
    mount: devicePath,
    align: bytes,
    blockSize: bytes,
    readSize: bytes,
    progSize: bytes,
    diskVersion: choice(["2.0", "2.1"]),
    sectorSize: bytes,
    bundle: flag,
    web: either(
      flag,
      object<WebAssetOptions>("WebAssetOptions", {}, { to: devicePath, gzip: flag, include: globs, exclude: globs }),
    ),
  },
);

const device = either(
  flag,
  text("a port", "ports", { example: '"auto" or "/dev/ttyACM0"' }),
  object<DeviceOptions>(
    "DeviceOptions",
    {},
    {
      port: text("a port", "ports", { example: '"auto" or "/dev/ttyACM0"' }),
      baudRate: number("a speed in baud", { min: 1, max: 2 ** 24 }),
      dtr: flag,
      rts: flag,
      reset: choice(["soft", "hard", "none"]),
      transfer: choice(["binary", "base64", "literal"]),
      onChange: choice(["swap", "reset"]),
      agent: flag,
      afterBuild: flag,
    },
  ),
);

const BUDGET = '{ include: "app/**", max: "48K" } or { total: "256K" }';
const budgets = oneOrMany(
  either(
    object<FilesBudgetOption>(
      "FilesBudgetOption",
      { include: globs, max: size },
      { exclude: globs, warn: flag },
      BUDGET,
    ),
    object<TotalBudgetOption>("TotalBudgetOption", { total: size }, { warn: flag }, BUDGET),
  ),
);

const checks = object<CheckOptions>(
  "CheckOptions",
  {},
  { shadowed: level, boot: level, incompatible: level, names: level, paths: level, code: level },
);

/** All options. */
export const OPTIONS: Shape<MicroPythonOptions> = object<MicroPythonOptions>(
  "MicroPythonOptions",
  {},
  {
    board: choice(BOARD_NAMES, "a board's name", "`mpy image build --list-boards` lists them."),
    firmware,
    target,
    entries: globs,
    data: globs,
    exclude: globs,
    sourceRoots: oneOrMany(
      either(path, object<SourceRoot>("SourceRoot", { path }, { to: devicePath }, '{ path: "lib" }')),
    ),
    libraries,
    treeshake: flag,
    unresolved: either(level, map("levels by module", level)),
    shipAsSource: either(
      globs,
      object<ShipAsSourceOptions>("ShipAsSourceOptions", {}, { include: globs, strip: flag }, "{ strip: true }"),
    ),
    entryStub: flag,
    lock: either(flag, text("a file's name", "names")),
    ...settings,
    optimize: either(choice([0, 1, 2, 3, "size"]), sizeOptions),
    define: map("values by name", either(text("Python code", "code"), flag, number("a number", {}))),
    overrides: list(
      object<Override>(
        "Override",
        { include: globs },
        { exclude: globs, ...settings },
        '{ include: "drivers/**", optimize: 3 }',
      ),
    ),
    development: object<CompileSettings>("CompileSettings", {}, settings),
    production: object<CompileSettings>("CompileSettings", {}, settings),
    flash,
    device,
    report: either(flag, object<ReportOptions>("ReportOptions", {}, { table: flag, html: either(flag, path) })),
    budgets,
    checks,
    cache: either(flag, object<CacheOptions>("CacheOptions", {}, { dir: path })),
    root: path,
    mode: choice(["development", "production"]),
  },
);
