import type { RspackPluginInstance } from "@rspack/core";
import { createRspackPlugin } from "unplugin";
import type { MicroPythonOptions } from "./options/types.ts";
import { factory } from "./plugin/unplugin.ts";

export type { MicroPythonOptions };

/** The plugin for rspack. */
const micropython: (options?: MicroPythonOptions) => RspackPluginInstance = /* #__PURE__ */ createRspackPlugin(factory);

export default micropython;
