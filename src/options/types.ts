// What a user may write in the bundler's configuration. Resolved options are another type: see resolve-options.ts.

import type { BoardName } from "../flash/index.ts";
import type { CheckLevel } from "../project/checks/finding.ts";
import type { ArchName } from "../mpy/file/arch.ts";
import type { LibraryOption } from "../node/libraries/index.ts";
import type { CodeSettings, CompileSettings, Override } from "../project/settings.ts";
import type { BudgetOption, CheckOptions } from "./check-options.ts";
import type { DeviceOptions } from "./device-options.ts";
import type { FlashOptions } from "./flash-options.ts";

/** The optimiser for size with its switches. */
export interface SizeOptions {
  /** Level 3 and the optimiser. */
  level: "size";
  /** Shorter names for what only the program itself names; none unless it says so. */
  mangle?: MangleOptions;
}

/** What may be renamed. */
export interface MangleOptions {
  /** Globals of modules. @default false */
  globals?: boolean;
  /** Attributes and methods. @default false */
  attributes?: boolean;
  /** Names of functions and classes, as tracebacks show them. @default false */
  names?: boolean;
  /** Names that stay; `*` stands for any text. */
  keep?: string[];
}

/** Options of the plugin. All are optional: `import url from "./blink.py"` works without any. */
export interface MicroPythonOptions extends CodeSettings {
  /**
   * Optimisation level, as mpy-cross -O: from 1 `assert` is dropped and `__debug__` is False; at 3 line numbers go too. "size" is
   * level 3 and a whole-program optimiser; see docs/size.md.
   * @default 0
   */
  optimize?: 0 | 1 | 2 | 3 | "size" | SizeOptions;
  /**
   * Names that stand for constants, as in Vite: `{ DEBUG: false, "config.BOARD": '"pico"' }`. A text is Python code.
   * A name that a module assigns once from them (`USE = DEBUG`) stands for its constant, too.
   */
  define?: Record<string, string | number | boolean>;
  /**
   * The board by MicroPython's own name, such as "RPI_PICO_W" or, for a variant, "RPI_PICO2-RISCV": its port, the architecture of its native code, and its filesystem.
   * @default none
   */
  board?: BoardName;
  /**
   * The firmware on the device: a release ("1.24.1", "circuitpython 9.2.9"), or what more there is to say of it. Code is made for it,
   * and the modules that it has are not missing.
   * @default the newest release of MicroPython
   */
  firmware?: string | FirmwareOptions;
  /**
   * Python that no JavaScript imports: files, folders and globs, relative to the project's root.
   * @default []
   */
  entries?: string | string[];
  /**
   * Data files that belong on the device beside the modules (.json, fonts, certificates): files, folders and globs.
   * Python files that these match are not data and are passed over.
   * @default []
   */
  data?: string | string[];
  /**
   * Globs of files that `entries` and `data` leave out, and that Python's imports do not find.
   * @default []
   */
  exclude?: string | string[];
  /**
   * Folders that are laid out on the device as entries of `sys.path` are: `firmware/app/net.py` under the root `firmware` is
   * module `app.net`. With `to`, a folder on the device of its own, below `flash.root`.
   * @default the folders that the patterns of `entries` and `data` start in; an imported file outside of them counts from
   * the first folder upwards that has no `__init__.py`
   */
  sourceRoots?: SourceRootOption | SourceRootOption[];
  /**
   * Where modules are looked for after the source roots, in this order: folders relative to the project's root, and packages
   * from elsewhere. Only imported modules of a library ship; `all: true` ships the whole library. A manifest.py ships everything it lists unless
   * `all: false`.
   * @default []
   */
  libraries?: LibraryOption | LibraryOption[];
  /**
   * Ships only the modules that an entry or a JavaScript import reaches, directly or through other modules. False ships all Python of
   * the source roots and libraries.
   * @default true
   */
  treeshake?: boolean;
  /**
   * How an import counts that neither the sources, the libraries nor the firmware provide; or so by patterns of module names, where
   * later ones win and others stay errors: `{ "startup.*": "ignore" }`. Imports in a `try` that takes ImportError may always fail.
   * @default "error"
   */
  unresolved?: CheckLevel | Record<string, CheckLevel>;
  /**
   * Globs, from the source root, of Python that ships as source. Boards run `main.py` and `boot.py` only as source, and CircuitPython
   * `code.py`, `safemode.py` and `repl.py` too. They are compiled all the same, so that their mistakes show at build time.
   * @default ["main.py", "boot.py"], for CircuitPython the other three too
   */
  shipAsSource?: string | string[] | ShipAsSourceOptions;
  /**
   * Ships `main.py` and `boot.py` (for CircuitPython `code.py` and others, too) compiled, as `main_compiled.mpy` and `boot_compiled.mpy`, and in their places sources of one line that
   * import these. `__name__` is `"__main__"` in them all the same; what they define is not in the REPL.
   * @default false
   */
  entryStub?: boolean;
  /** The board's filesystem. */
  flash?: FlashOptions;
  /**
   * The board that the dev server, watch builds and `mpy` deploy to: "auto" or true for the one that is plugged in, its port, or
   * more.
   * @default false
   */
  device?: boolean | string | DeviceOptions;
  /** What the code runs on. */
  target?: TargetOptions;
  /**
   * What a build tells of sizes: true adds to the table one HTML page with a map of the flash; false leaves both out.
   * @default the table alone
   */
  report?: boolean | ReportOptions;
  /**
   * What parts of the project, or the whole flash, may take. More is an error that lists the largest files.
   * @default []
   */
  budgets?: BudgetOption | BudgetOption[];
  /**
   * Checks of what builds well and fails on the device: how each kind counts.
   * @default "warn" for each
   */
  checks?: CheckOptions;
  /**
   * Compile options by glob; later ones win. Globs are from the source root or from the project's root.
   * @default []
   */
  overrides?: Override[];
  /** Compile options for development only (dev server, webpack's development mode …), over the ones above. */
  development?: CompileSettings;
  /** Compile options for production only, over the ones above. */
  production?: CompileSettings;
  /**
   * Whether `development` or `production` counts.
   * @default the bundler's mode; where it has none (Rollup, Rolldown, esbuild), NODE_ENV, else production
   */
  mode?: "development" | "production";
  /**
   * Keeps compiled files on disk for the next build; false does not. The variable MICROPYTHON_CACHE_DIR names a folder, too, or turns
   * it "off".
   * @default true, in node_modules/.cache/unplugin-micropython/compiled, in the nearest folder upwards that has a node_modules
   */
  cache?: boolean | CacheOptions;
  /**
   * Holds what comes from outside the project (npm, mip, manifest.py, folders elsewhere) against a lock file with the SHA-256 of
   * each file: an altered file is an error, new ones are added, but in CI (variable CI) refused. `mpy lock` renews it. A name is
   * that of the file, relative to the project's root; true is "micropython.lock.json".
   * @default false
   */
  lock?: boolean | string;
  /**
   * The project's root: what relative paths above and the manifest's `source` count from.
   * @default the bundler's root folder
   */
  root?: string;
}

/** What ships as source, and how. */
export interface ShipAsSourceOptions {
  /**
   * Globs, from the source root.
   * @default ["main.py", "boot.py"], for CircuitPython the other three too
   */
  include?: string | string[];
  /**
   * Leaves out comments and docstrings; lines stay where they are.
   * @default false
   */
  strip?: boolean;
}

/** A source root: a folder, or a folder with its place on the device. */
export type SourceRootOption = string | SourceRoot;

/** A source root with its place on the device. */
export interface SourceRoot {
  /** The folder, relative to the project's root. */
  path: string;
  /**
   * Folder on the device that stands for it, below `flash.root`.
   * @default "", `flash.root` itself
   */
  to?: string;
}

/** Where compiled files are kept. */
export interface CacheOptions {
  /**
   * The folder, relative to the project's root.
   * @default node_modules/.cache/unplugin-micropython/compiled, in the nearest folder upwards that has a node_modules
   */
  dir?: string;
}

/** What a build tells of sizes. */
export interface ReportOptions {
  /**
   * A table in the log: each file's bytes, share and change against the last build.
   * @default true
   */
  table?: boolean;
  /**
   * A self-contained HTML page with a map and a table of sizes: its path in the build's output, or true for "flash-report.html".
   * @default false
   */
  html?: boolean | string;
}

/** What the code runs on. Bytecode runs everywhere and needs none of this. */
export interface TargetOptions {
  /** Architecture of native code, as mpy-cross -march. Needed as soon as there is some. */
  arch?: ArchName;
  /**
   * Features of the architecture beyond its base, as the number that mpy-cross -march-flags takes.
   * @default 0
   */
  archFlags?: number;
  /**
   * Width of the target's small ints in bits, as mpy-cross -msmall-int-bits.
   * @default 31
   */
  smallIntBits?: number;
  /**
   * The port by MicroPython's name ("rp2", "esp32", "stm32" …): which modules the firmware has.
   * @default that of `board`; where nothing tells, the modules of all ports count
   */
  port?: string;
}

/** What the firmware on the device is. */
export interface FirmwareOptions {
  /**
   * The release: "1.24.1", a series ("1.24"), "circuitpython 9.2.9". Code for it loads and runs there; what it cannot run is refused.
   * @default the newest release of MicroPython
   */
  version?: string;
  /**
   * Writes the very bytes of that release's own mpy-cross, its old faults and refusals too.
   * @default false
   */
  exact?: boolean;
  /**
   * Modules that this firmware has beside MicroPython's own, frozen or in C, and all modules inside of them: imports of them are not
   * missing. `*` stands for any name: "startup.*".
   * @default []
   */
  modules?: string[];
  /**
   * The manifest.py of what is frozen into this firmware, relative to the project's root. Its modules are known and do not ship.
   * @default none
   */
  manifest?: string;
  /**
   * Values of `$(NAME)` in that manifest's paths: MPY_DIR, PORT_DIR, BOARD_DIR and others. Paths are relative to the project's root.
   * @default {}
   */
  variables?: Record<string, string>;
}
