import type { UnpluginInstance } from "unplugin";
import type { MicroPythonOptions } from "./options/types.ts";
import { unplugin } from "./plugin/unplugin.ts";

export type { MicroPythonOptions };

/** The plugin for rspack. */
const micropython: UnpluginInstance<MicroPythonOptions | undefined, false>["rspack"] = unplugin.rspack;

export default micropython;
