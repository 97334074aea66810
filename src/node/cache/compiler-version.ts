// Which compiler made a cached file. A published version never changes, so its number says it all. In a checkout (there is a src
// folder, which the package does not ship) the compiler changes under one number: there the code itself is hashed, some 7 ms.

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Rooms whose code decides what a source becomes. */
const ROOMS = ["bytes", "diagnostics", "mpy", "compiler"];

let known: { readonly version: string | undefined } | undefined;

/** Text that differs between compilers that may differ in what they make; undefined where that cannot be known. */
export function compilerVersion(): string | undefined {
  known ??= { version: findVersion(fileURLToPath(new URL("../..", import.meta.url))) };
  return known.version;
}

/** `code` is the folder that holds the rooms, dist or src, right below the package. */
function findVersion(code: string): string | undefined {
  try {
    const manifest = JSON.parse(readFileSync(join(code, "../package.json"), "utf8")) as {
      name?: string;
      version?: string;
    };
    // Bundled into something else, or moved: whose version this is cannot be told.
    if (manifest.name !== "unplugin-micropython" || !existsSync(join(code, "compiler"))) return undefined;
    return existsSync(join(code, "../src")) ? `${manifest.version}+${hashOfRooms(code)}` : manifest.version;
  } catch {
    return undefined;
  }
}

function hashOfRooms(code: string): string {
  const hash = createHash("sha256");
  for (const room of ROOMS) {
    const files = readdirSync(join(code, room), { recursive: true, encoding: "utf8" }).filter((name) =>
      /\.[jt]s$/.test(name),
    );
    for (const name of files.sort()) hash.update(name).update(readFileSync(join(code, room, name)));
  }
  return hash.digest("hex");
}
