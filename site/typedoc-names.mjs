// A plugin of TypeDoc: modules have the names that users import, not those of files.

import { Converter } from "typedoc";

/** @param {import("typedoc").Application} app */
export function load(app) {
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, (context, reflection) => {
    if (reflection.name === "index" && reflection.parent?.isProject()) reflection.name = "plugin";
  });
  app.on("bootstrapEnd", () => {
    app.options.setValue("pageTitleTemplates", {
      module: ({ rawName }) => (rawName === "plugin" ? "unplugin-micropython" : `unplugin-micropython/${rawName}`),
    });
  });
}
