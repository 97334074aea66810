// Formats the text of a generated file as the project does.

import { execFileSync } from "node:child_process";

/** `name` decides the language. */
export function formatted(name: string, text: string): string {
  return execFileSync("node_modules/.bin/oxfmt", [`--stdin-filepath=${name}`], { input: text, encoding: "utf8" });
}
