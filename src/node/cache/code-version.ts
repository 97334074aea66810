// The version of the code that wrote a cache's entries. The build puts a hash of all sources into the package. If the
// sources run directly (in tests), they are hashed here.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

declare const CODE_HASH: string | undefined;

let known: string | undefined;

/** A text that identifies the code: two versions with the same text give the same results. */
export function codeVersion(): string {
  known ??= typeof CODE_HASH === "string" ? CODE_HASH : hashOfSources(fileURLToPath(new URL("../..", import.meta.url)));
  return known;
}

function hashOfSources(folder: string): string {
  const hash = createHash("sha256");
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  for (const name of names.sort()) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest("hex");
}
