import type { UnpluginInstance } from "unplugin";
import type { MicroPythonOptions } from "./options/types.ts";
import { unplugin } from "./plugin/unplugin.ts";

export type { MicroPythonOptions };

/** The plugin for esbuild. */
const micropython: UnpluginInstance<MicroPythonOptions | undefined, false>["esbuild"] = unplugin.esbuild;

export default micropython;
