import type { JsPlugin } from "@farmfe/core";
import { createFarmPlugin } from "unplugin";
import type { MicroPythonOptions } from "./options/types.ts";
import { factory } from "./plugin/unplugin.ts";

export type { MicroPythonOptions };

/** The plugin for farm. */
const micropython: (options?: MicroPythonOptions) => JsPlugin = /* #__PURE__ */ createFarmPlugin(factory);

export default micropython;
