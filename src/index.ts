// The package's main entry: the plugin for all bundlers, a build without a bundler, and the types of the options and
// the manifest.

export type {
  CacheOptions,
  FirmwareOptions,
  MangleOptions,
  MicroPythonOptions,
  ReportOptions,
  ShipAsSourceOptions,
  SizeOptions,
  SourceRoot,
  SourceRootOption,
  TargetOptions,
} from "./options/types.ts";
export type { BudgetOption, CheckOptions, FilesBudgetOption, TotalBudgetOption } from "./options/check-options.ts";
export type { DeviceOptions } from "./options/device-options.ts";
export type { FlashOptions, ImageFileOptions, Uf2Options, WebAssetOptions } from "./options/flash-options.ts";
export type { CheckLevel } from "./project/checks/finding.ts";
export type { LibraryOption } from "./node/libraries/index.ts";
export type { CircupLibrary } from "./node/libraries/circup.ts";
export type { FolderLibrary } from "./node/libraries/folder.ts";
export type { LibraryRules } from "./node/libraries/library.ts";
export type { ManifestLibrary } from "./node/libraries/manifest.ts";
export type { MipLibrary } from "./node/libraries/mip.ts";
export type { NpmLibrary } from "./node/libraries/npm.ts";
export type { BoardName } from "./flash/index.ts";
export type { CircuitPythonBoardName } from "./project/builtins/circuitpython-boards.ts";
export type { CompileSettings, Override } from "./project/settings.ts";
export type {
  Manifest,
  ManifestBudget,
  ManifestFile,
  ManifestFlash,
  ManifestGraph,
  ManifestHidden,
  ManifestImage,
  ManifestModule,
  ManifestNative,
  ManifestPartition,
  ManifestTarget,
  ManifestUnresolved,
  ManifestWeb,
} from "./project/manifest.ts";
export type { Problem } from "./project/problem.ts";
export type { MicroPythonUpdate } from "./plugin/micropython-update.ts";
export { build, BuildError } from "./engine/build-project.ts";
export type { BuildResult, BuildSettings } from "./engine/build-project.ts";
export { defineConfig } from "./options/define-config.ts";
export { unplugin as default, unplugin } from "./plugin/all-bundlers.ts";
