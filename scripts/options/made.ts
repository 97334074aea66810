// The files that are made from the schema of the options, with their current content.

import { OPTIONS } from "../../src/options/schema.ts";
import type { ObjectShape } from "../../src/options/shape.ts";
import { readDocs } from "./documented.ts";
import { jsonSchema } from "./json-schema.ts";
import { referencePage } from "./reference.ts";
import { formatted } from "../formatted.ts";

/** Files by their path in the project, formatted as the project formats. */
export function madeFiles(): Record<string, string> {
  const docs = readDocs();
  const options = OPTIONS as ObjectShape;
  return {
    "docs/options.md": formatted("options.md", referencePage(options, docs)),
    "schema/config.schema.json": formatted("config.schema.json", JSON.stringify(jsonSchema(options, docs))),
  };
}
