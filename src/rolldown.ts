import type { UnpluginInstance } from "unplugin";
import type { MicroPythonOptions } from "./options/types.ts";
import { unplugin } from "./plugin/unplugin.ts";

export type { MicroPythonOptions };

/** The plugin for rolldown. */
const micropython: UnpluginInstance<MicroPythonOptions | undefined, false>["rolldown"] = unplugin.rolldown;

export default micropython;
