import type { UnpluginInstance } from "unplugin";
import type { MicroPythonOptions } from "./options/types.ts";
import { unplugin } from "./plugin/unplugin.ts";

export type { MicroPythonOptions };

/** The plugin for rsbuild. */
const micropython: UnpluginInstance<MicroPythonOptions | undefined, false>["rsbuild"] = unplugin.rsbuild;

export default micropython;
