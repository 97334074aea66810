import type { RsbuildPlugin } from "@rsbuild/core";
import type { MicroPythonOptions } from "./options/types.ts";
import { unplugin } from "./plugin/unplugin.ts";

export type { MicroPythonOptions };

/** The plugin for rsbuild. */
const micropython: (options?: MicroPythonOptions) => RsbuildPlugin = unplugin.rsbuild;

export default micropython;
