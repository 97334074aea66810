import type { RspackPluginInstance } from "@rspack/core";
import type { MicroPythonOptions } from "./options/types.ts";
import { unplugin } from "./plugin/unplugin.ts";

export type { MicroPythonOptions };

/** The plugin for rspack. */
const micropython: (options?: MicroPythonOptions) => RspackPluginInstance = unplugin.rspack;

export default micropython;
