import { readFileSync } from "node:fs";

/** The version of this package. In the bundle, this file is in a folder beside dist/cli. */
export function ownVersion(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
