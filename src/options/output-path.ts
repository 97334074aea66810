// Paths in the build's output, as options give them.

import { outsideOutput } from "./messages.ts";

/** A path inside the build's output, without slashes at its ends. @throws ProjectError if it leads out */
export function outputPath(option: string, path: string): string {
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  if (parts.includes("..")) throw outsideOutput(option, path);
  return parts.join("/");
}
