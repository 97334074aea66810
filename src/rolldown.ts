import type { Plugin } from "rolldown";
import type { MicroPythonOptions } from "./options/types.ts";
import { unplugin } from "./plugin/unplugin.ts";

export type { MicroPythonOptions };

/** The plugin for rolldown. */
const micropython: (options?: MicroPythonOptions) => Plugin = unplugin.rolldown;

export default micropython;
