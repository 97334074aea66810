// Text of a made file, formatted as the project formats.

import { execFileSync } from "node:child_process";

/** `name` decides the language. */
export function formatted(name: string, text: string): string {
  return execFileSync("node_modules/.bin/oxfmt", [`--stdin-filepath=${name}`], { input: text, encoding: "utf8" });
}
