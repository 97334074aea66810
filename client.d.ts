// Types of what JavaScript gets from the plugin. In a TypeScript project: "types": ["unplugin-micropython/client"] in
// tsconfig.json, or `/// <reference types="unplugin-micropython/client" />`.

// An import would make a module of this file.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="./client-events.d.ts" />

declare module "*.py" {
  /** Address of the file in the built output: an .mpy, or the source where that ships (main.py, boot.py). */
  const url: string;
  export default url;
  /** Name that Python imports it by: "app.net". */
  export const module: string;
  /** Absolute path on the device: "/app/net.mpy". */
  export const path: string;
  /** Bytes. */
  export const size: number;
  /** SHA-256 of the file, in hexadecimal. */
  export const sha256: string;
  /** Architecture of the machine code inside; null for pure bytecode, which runs on every board. */
  export const arch: import("./dist/mpy/file/arch.js").ArchName | null;
}

declare module "*.py?bytes" {
  /** The file itself: an .mpy, or the source where that ships (main.py, boot.py). */
  const bytes: Uint8Array;
  export default bytes;
  /** Name that Python imports it by: "app.net". */
  export const module: string;
  /** Absolute path on the device: "/app/net.mpy". */
  export const path: string;
  /** Bytes. */
  export const size: number;
  /** SHA-256 of the file, in hexadecimal. */
  export const sha256: string;
  /** Architecture of the machine code inside; null for pure bytecode, which runs on every board. */
  export const arch: import("./dist/mpy/file/arch.js").ArchName | null;
}

declare module "virtual:micropython/manifest" {
  /** Everything that lies on the device after this build. */
  const manifest: import("./dist/project/manifest.js").Manifest;
  export default manifest;
}
