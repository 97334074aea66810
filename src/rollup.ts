import type { Plugin } from "rollup";
import { createRollupPlugin } from "unplugin";
import type { MicroPythonOptions } from "./options/types.ts";
import { factory } from "./plugin/unplugin.ts";

export type { MicroPythonOptions };

/** The plugin for rollup. */
const micropython: (options?: MicroPythonOptions) => Plugin = /* #__PURE__ */ createRollupPlugin(
  factory,
  // Its type allows a list; our factory makes one plugin.
) as (options?: MicroPythonOptions) => Plugin;

export default micropython;
