import type { JsPlugin } from "@farmfe/core";
import type { MicroPythonOptions } from "./options/types.ts";
import { unplugin } from "./plugin/unplugin.ts";

export type { MicroPythonOptions };

/** The plugin for farm. */
const micropython: (options?: MicroPythonOptions) => JsPlugin = unplugin.farm;

export default micropython;
