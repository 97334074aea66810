// Types of what JavaScript gets from the plugin. In a TypeScript project: "types": ["unplugin-micropython/client"] in
// tsconfig.json, or `/// <reference types="unplugin-micropython/client" />`.

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
  export const arch: import("unplugin-micropython/compiler").ArchName | null;
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
  export const arch: import("unplugin-micropython/compiler").ArchName | null;
}

declare module "virtual:micropython/manifest" {
  /** Everything that lies on the device after this build. */
  const manifest: import("unplugin-micropython").Manifest;
  export default manifest;
}

// The event of Vite's dev server: import.meta.hot.on("micropython:update", ({ module, path, url }) => …).
declare module "vite/types/customEvent.d.ts" {
  interface CustomEventMap {
    "micropython:update": import("unplugin-micropython").MicroPythonUpdate;
  }
}
