import type { WebpackPluginInstance } from "webpack";
import type { MicroPythonOptions } from "./options/types.ts";
import { unplugin } from "./plugin/unplugin.ts";

export type { MicroPythonOptions };

/** The plugin for webpack. */
const micropython: (options?: MicroPythonOptions) => WebpackPluginInstance = unplugin.webpack;

export default micropython;
