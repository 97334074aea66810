import type { Plugin } from "vite";
import type { MicroPythonOptions } from "./options/types.ts";
import { vitePlugin } from "./plugin/unplugin.ts";

export type { MicroPythonOptions };

/** The plugin for vite. */
const micropython: (options?: MicroPythonOptions) => Plugin = vitePlugin;

export default micropython;
