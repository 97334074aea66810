import type { Plugin } from "rollup";
import type { MicroPythonOptions } from "./options/types.ts";
import { unplugin } from "./plugin/unplugin.ts";

export type { MicroPythonOptions };

/** The plugin for rollup. */
const micropython: (options?: MicroPythonOptions) => Plugin = unplugin.rollup;

export default micropython;
