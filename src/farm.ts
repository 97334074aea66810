import type { UnpluginInstance } from "unplugin";
import type { MicroPythonOptions } from "./options/types.ts";
import { unplugin } from "./plugin/unplugin.ts";

export type { MicroPythonOptions };

/** The plugin for farm. */
const micropython: UnpluginInstance<MicroPythonOptions | undefined, false>["farm"] = unplugin.farm;

export default micropython;
