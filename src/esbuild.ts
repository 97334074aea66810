import type { Plugin } from "esbuild";
import type { MicroPythonOptions } from "./options/types.ts";
import { unplugin } from "./plugin/unplugin.ts";

export type { MicroPythonOptions };

/** The plugin for esbuild. */
const micropython: (options?: MicroPythonOptions) => Plugin = unplugin.esbuild;

export default micropython;
