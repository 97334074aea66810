import type { RsbuildPlugin } from "@rsbuild/core";
import { createRsbuildPlugin } from "unplugin";
import type { MicroPythonOptions } from "./options/types.ts";
import { factory } from "./plugin/unplugin.ts";

export type { MicroPythonOptions };

/** The plugin for rsbuild. */
const micropython: (options?: MicroPythonOptions) => RsbuildPlugin = /* #__PURE__ */ createRsbuildPlugin(factory);

export default micropython;
