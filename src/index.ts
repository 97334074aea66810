// The package's front door: the plugin for all bundlers, and the types of its options and of the manifest.

export type {
  FirmwareOptions,
  MicroPythonOptions,
  ReportOptions,
  SourceRootOption,
  TargetOptions,
} from "./options/types.ts";
export type { LibraryOption } from "./node/libraries/index.ts";
export type { FlashOptions, Uf2Options, WebAssetOptions } from "./options/flash-options.ts";
export type { CompileSettings, Override } from "./project/settings.ts";
export type {
  Manifest,
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
export type { MicroPythonUpdate } from "./plugin/vite.ts";
export { unplugin as default, unplugin } from "./plugin/unplugin.ts";
