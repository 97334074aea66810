import type { UnpluginInstance } from "unplugin";
import type { MicroPythonOptions } from "./options/types.ts";
import { unplugin } from "./plugin/unplugin.ts";

export type { MicroPythonOptions };

/** The plugin for vite. */
const micropython: UnpluginInstance<MicroPythonOptions | undefined, false>["vite"] = unplugin.vite;

export default micropython;
