import type { UnpluginInstance } from "unplugin";
import type { MicroPythonOptions } from "./options/types.ts";
import { unplugin } from "./plugin/unplugin.ts";

export type { MicroPythonOptions };

/** The plugin for webpack. */
const micropython: UnpluginInstance<MicroPythonOptions | undefined, false>["webpack"] = unplugin.webpack;

export default micropython;
