import type { UnpluginInstance } from "unplugin";
import type { MicroPythonOptions } from "./options/types.ts";
import { unplugin } from "./plugin/unplugin.ts";

export type { MicroPythonOptions };

/** The plugin for rollup. */
const micropython: UnpluginInstance<MicroPythonOptions | undefined, false>["rollup"] = unplugin.rollup;

export default micropython;
