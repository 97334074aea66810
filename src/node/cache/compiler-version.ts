// Which code made what a cache holds. A published version never changes, so its number says it all. In a checkout (there is a src
// folder, which the package does not ship) the code changes under one number: there the code itself is hashed, some 7 ms.

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Rooms whose code decides what a source becomes. */
const COMPILER = ["bytes", "diagnostics", "mpy", "compiler"];
/** Rooms that decide, with those, which files a build has and what it says of them. */
const SEARCH = ["project", "node", "options", "engine"];

const known = new Map<readonly string[], string | undefined>();

/** Text that differs between compilers that may differ in what they make; undefined where that cannot be known. */
export function compilerVersion(): string | undefined {
  return versionOf(COMPILER);
}

/** The same of all that decides what a build finds. */
export function buildVersion(): string | undefined {
  const compiler = compilerVersion();
  return compiler && `${compiler} ${versionOf(SEARCH)}`;
}

function versionOf(rooms: readonly string[]): string | undefined {
  if (!known.has(rooms)) known.set(rooms, findVersion(fileURLToPath(new URL("../..", import.meta.url)), rooms));
  return known.get(rooms);
}

/** `code` is the folder that holds the rooms, dist or src, right below the package. */
function findVersion(code: string, rooms: readonly string[]): string | undefined {
  try {
    const manifest = JSON.parse(readFileSync(join(code, "../package.json"), "utf8")) as {
      name?: string;
      version?: string;
    };
    // Bundled into something else, or moved: whose version this is cannot be told.
    if (manifest.name !== "unplugin-micropython" || !existsSync(join(code, "compiler"))) return undefined;
    return existsSync(join(code, "../src")) ? `${manifest.version}+${hashOfRooms(code, rooms)}` : manifest.version;
  } catch {
    return undefined;
  }
}

function hashOfRooms(code: string, rooms: readonly string[]): string {
  const hash = createHash("sha256");
  for (const room of rooms) {
    const files = readdirSync(join(code, room), { recursive: true, encoding: "utf8" }).filter((name) =>
      /\.[jt]s$/.test(name),
    );
    for (const name of files.sort()) hash.update(name).update(readFileSync(join(code, room, name)));
  }
  return hash.digest("hex");
}
