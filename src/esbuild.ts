import type { Plugin } from "esbuild";
import { createEsbuildPlugin } from "unplugin";
import type { MicroPythonOptions } from "./options/types.ts";
import { factory } from "./plugin/unplugin.ts";

export type { MicroPythonOptions };
export { serve } from "./plugin/esbuild-serve.ts";

/** The plugin for esbuild. */
const micropython: (options?: MicroPythonOptions) => Plugin = /* #__PURE__ */ createEsbuildPlugin(factory);

export default micropython;
