import type { WebpackPluginInstance } from "webpack";
import { createWebpackPlugin } from "unplugin";
import type { MicroPythonOptions } from "./options/types.ts";
import { factory } from "./plugin/unplugin.ts";

export type { MicroPythonOptions };

/** The plugin for webpack. */
const micropython: (options?: MicroPythonOptions) => WebpackPluginInstance =
  /* #__PURE__ */ createWebpackPlugin(factory);

export default micropython;
