// The user's options. Resolved options are another type: see resolve-options.ts.

import type { BoardName } from "../flash/index.ts";
import type { CircuitPythonBoardName } from "../project/builtins/circuitpython-boards.ts";
import type { CheckLevel } from "../project/checks/finding.ts";
import type { ArchName } from "../mpy/file/arch.ts";
import type { LibraryOption } from "../node/libraries/index.ts";
import type { CodeSettings, CompileSettings, Override } from "../project/settings.ts";
import type { BudgetOption, CheckOptions } from "./check-options.ts";
import type { DeviceOptions } from "./device-options.ts";
import type { FlashOptions } from "./flash-options.ts";

/** The settings of the optimiser for size. */
export interface SizeOptions {
  /** Level 3 with the optimiser. */
  level: "size";
  /** Renames names that only the program itself uses. Off by default. */
  mangle?: MangleOptions;
}

/** The kinds of names that may be renamed. */
export interface MangleOptions {
  /** Globals of modules. @default false */
  globals?: boolean;
  /** Attributes and methods. @default false */
  attributes?: boolean;
  /** Names of functions and classes, as tracebacks show them. @default false */
  names?: boolean;
  /** Names that are not renamed; `*` matches any text. */
  keep?: string[];
}

/** Options of the plugin. All are optional: `import url from "./blink.py"` works without options. */
export interface MicroPythonOptions extends CodeSettings {
  /**
   * Optimisation level, as mpy-cross -O. Level 1 removes `assert` and sets `__debug__` to False. Level 3 also removes
   * line numbers. "size" is level 3 with the whole-program optimiser, see docs/size.md.
   * @default 0
   */
  optimize?: 0 | 1 | 2 | 3 | "size" | SizeOptions;
  /**
   * Replaces names by constants, as in Vite: `{ DEBUG: false, "config.BOARD": '"pico"' }`. A text is Python code. A name
   * to which a module assigns one of them once (`USE = DEBUG`) is a constant, too. Files that ship as source have them
   * replaced, too.
   */
  define?: Record<string, string | number | boolean>;
  /**
   * The board, by MicroPython's name: "RPI_PICO_W", or for a variant "RPI_PICO2-RISCV". It sets the port, the
   * architecture of native code, and the filesystem. For CircuitPython, by CircuitPython's name as well: "raspberry_pi_pico". That
   * sets the port and the frozen libraries.
   * @default none
   */
  board?: BoardName | CircuitPythonBoardName;
  /**
   * The firmware on the device: a release ("1.24.1", "circuitpython 9.2.9"), or an object with more settings. Code is
   * compiled for it, and imports of its modules are resolved.
   * @default the newest release of MicroPython
   */
  firmware?: string | FirmwareOptions;
  /**
   * Python that ships without an import from JavaScript: files, folders and globs, relative to the project root.
   * @default []
   */
  entries?: string | string[];
  /**
   * Data files that belong on the device beside the modules (.json, fonts, certificates): files, folders and globs.
   * Python files are skipped.
   * @default []
   */
  data?: string | string[];
  /**
   * Globs of files that are left out: `entries` and `data` do not match them, and imports do not find them.
   * @default []
   */
  exclude?: string | string[];
  /**
   * Source roots: folders that become entries of `sys.path` on the device. With the root `firmware`, the file
   * `firmware/app/net.py` is module `app.net`. `to` is the folder on the device, below `flash.root`.
   * @default the folders that the patterns of `entries` and `data` start in; for another imported file the nearest
   * parent folder without an `__init__.py`
   */
  sourceRoots?: SourceRootOption | SourceRootOption[];
  /**
   * Libraries, searched for modules after the source roots, in this order: folders relative to the project root, and
   * packages. Only imported modules of a library ship; `all: true` ships the whole library. A manifest.py ships
   * everything it lists unless `all: false`.
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
   * Level of an import that neither the sources, the libraries nor the firmware provide. An object sets levels by
   * patterns of module names: `{ "startup.*": "ignore" }`. Later patterns win, and other names keep the default. An
   * import in a `try` that catches ImportError may always fail.
   * @default "error", but "warn" for a module that only functions of libraries import
   */
  unresolved?: CheckLevel | Record<string, CheckLevel>;
  /**
   * Globs, from the source root, of Python that ships as source. Boards run `main.py` and `boot.py` only as source,
   * CircuitPython also `code.py`, `safemode.py` and `repl.py`. The build compiles them too, to report their mistakes.
   * @default ["main.py", "boot.py"], for CircuitPython the other three too
   */
  shipAsSource?: string | string[] | ShipAsSourceOptions;
  /**
   * Ships `main.py` and `boot.py` (for CircuitPython also `code.py` and others) compiled, as `main_compiled.mpy` and
   * `boot_compiled.mpy`. A source of one line takes the place of each and imports it. `__name__` is still `"__main__"`,
   * but the REPL does not see their globals.
   * @default false
   */
  entryStub?: boolean;
  /** The board's filesystem. */
  flash?: FlashOptions;
  /**
   * The board that the dev server, watch builds and `mpy` deploy to: "auto" or true for the board that is plugged in,
   * its port, or an object with more settings.
   * @default false
   */
  device?: boolean | string | DeviceOptions;
  /** The processor and port that the code runs on. */
  target?: TargetOptions;
  /**
   * The size report: true writes an HTML page with a map of the flash besides the table in the log; false writes
   * neither.
   * @default the table only
   */
  report?: boolean | ReportOptions;
  /**
   * Maximum sizes of parts of the project, or of the whole flash. Exceeding one is an error that lists the largest
   * files.
   * @default []
   */
  budgets?: BudgetOption | BudgetOption[];
  /**
   * Checks for faults that do not fail the build but fail on the device, with a level for each kind.
   * @default "warn" for each
   */
  checks?: CheckOptions;
  /**
   * Compile options by glob; later ones win. Globs are from the source root or from the project root.
   * @default []
   */
  overrides?: Override[];
  /** Compile options for development only (dev server, webpack's development mode …). They override the ones above. */
  development?: CompileSettings;
  /** Compile options for production only. They override the ones above. */
  production?: CompileSettings;
  /**
   * Selects the options of `development` or `production`.
   * @default the bundler's mode; for a bundler without modes (Rollup, Rolldown, esbuild) NODE_ENV, else production
   */
  mode?: "development" | "production";
  /**
   * Caches compiled files on disk for the next build; false turns it off. The environment variable
   * MICROPYTHON_CACHE_DIR names the folder, or "off".
   * @default true, in node_modules/.cache/unplugin-micropython/compiled, in the nearest parent folder with a
   * node_modules
   */
  cache?: boolean | CacheOptions;
  /**
   * Checks files from outside the project (npm, mip, manifest.py, other folders) against a lock file with the SHA-256
   * of each. A changed file is an error. A new file is added to the lock file, but is an error in CI (environment
   * variable CI). `mpy lock` updates the lock file. A text is its path, relative to the project root; true is
   * "micropython.lock.json".
   * @default false
   */
  lock?: boolean | string;
  /**
   * The project root. Relative paths in options and the manifest's `source` are relative to it.
   * @default the bundler's root folder
   */
  root?: string;
}

/** Python that ships as source, and how. */
export interface ShipAsSourceOptions {
  /**
   * Globs, from the source root.
   * @default ["main.py", "boot.py"], for CircuitPython the other three too
   */
  include?: string | string[];
  /**
   * Removes comments and docstrings. Line numbers do not change.
   * @default false
   */
  strip?: boolean;
}

/** A source root: a folder, or a folder with its place on the device. */
export type SourceRootOption = string | SourceRoot;

/** A source root with its place on the device. */
export interface SourceRoot {
  /** The folder, relative to the project root. */
  path: string;
  /**
   * Folder on the device, below `flash.root`.
   * @default "", `flash.root` itself
   */
  to?: string;
}

/** The folder of the cache. */
export interface CacheOptions {
  /**
   * The folder, relative to the project root.
   * @default node_modules/.cache/unplugin-micropython/compiled, in the nearest parent folder with a node_modules
   */
  dir?: string;
}

/** The size report. */
export interface ReportOptions {
  /**
   * A table in the log: bytes and share of each file, and the change since the last build.
   * @default true
   */
  table?: boolean;
  /**
   * A self-contained HTML page with a map and a table of sizes: a path in the build's output, or true for
   * "flash-report.html".
   * @default false
   */
  html?: boolean | string;
}

/** The processor and port that the code runs on. Bytecode runs everywhere and needs no target. */
export interface TargetOptions {
  /** Architecture of native code, as mpy-cross -march. Only native code needs it. */
  arch?: ArchName;
  /**
   * Optional features of the architecture, as the number that mpy-cross -march-flags takes.
   * @default 0
   */
  archFlags?: number;
  /**
   * Width of the target's small ints in bits, as mpy-cross -msmall-int-bits.
   * @default 31
   */
  smallIntBits?: number;
  /**
   * The port, by MicroPython's name ("rp2", "esp32", "stm32" …). It decides which modules the firmware has.
   * @default that of `board`; if unknown, the modules of all ports count
   */
  port?: string;
}

/** The firmware on the device. */
export interface FirmwareOptions {
  /**
   * The release: "1.24.1", a series ("1.24"), "circuitpython 9.2.9". Compiled code loads and runs on it. Code that it
   * cannot run is refused.
   * @default the newest release of MicroPython
   */
  version?: string;
  /**
   * Writes the exact bytes of that release's mpy-cross, including its faults and refusals.
   * @default false
   */
  exact?: boolean;
  /**
   * Additional modules of this firmware, frozen or in C, with all their submodules. Imports of them are resolved. `*`
   * matches any name: "startup.*".
   * @default []
   */
  modules?: string[];
  /**
   * The manifest.py of the modules that are frozen into this firmware, relative to the project root. They do not ship.
   * @default none
   */
  manifest?: string;
  /**
   * Values of `$(NAME)` in the paths of that manifest.py: MPY_DIR, PORT_DIR, BOARD_DIR and others. Paths are relative
   * to the project root.
   * @default {}
   */
  variables?: Record<string, string>;
}
