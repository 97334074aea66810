// A plugin of TypeDoc: modules are named after what users import, not after files.

import { Converter } from "typedoc";

/** @param {import("typedoc").Application} app */
export function load(app) {
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, (context, reflection) => {
    if (reflection.name === "index" && reflection.parent?.isProject()) reflection.name = "plugin";
  });
}
