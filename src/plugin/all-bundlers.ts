import type { UnpluginInstance } from "unplugin";
import { createUnplugin } from "unplugin";
import type { MicroPythonOptions } from "../options/types.ts";
import { factory } from "./unplugin.ts";

/** The plugin for every bundler of unplugin. */
export const unplugin: UnpluginInstance<MicroPythonOptions | undefined, false> =
  /* #__PURE__ */ createUnplugin(factory);
