import type { Plugin } from "rolldown";
import { createRolldownPlugin } from "unplugin";
import type { MicroPythonOptions } from "./options/types.ts";
import { factory } from "./plugin/unplugin.ts";

export type { MicroPythonOptions };

/** The plugin for rolldown. */
const micropython: (options?: MicroPythonOptions) => Plugin = /* #__PURE__ */ createRolldownPlugin(
  factory,
  // Its type allows a list; our factory makes one plugin.
) as (options?: MicroPythonOptions) => Plugin;

export default micropython;
