import type { Plugin } from "esbuild";
import type { MicroPythonOptions } from "./options/types.ts";
import { unplugin } from "./plugin/unplugin.ts";

export type { MicroPythonOptions };
export { serve } from "./plugin/esbuild-serve.ts";

/** The plugin for esbuild. */
const micropython: (options?: MicroPythonOptions) => Plugin = unplugin.esbuild;

export default micropython;
