// How every wrong option is refused: by its name, what is wrong with it, and what would be right.

import { ProjectError } from "../project/problem.ts";

/** The error for an option, or with "" for all of them; `hint` says what would be right. */
export function wrongOption(option: string, reason: string, hint: string): ProjectError {
  const place = option === "" ? "options" : `option ${option}`;
  return new ProjectError({ summary: `${place} of unplugin-micropython: ${reason}`, hint });
}

/** A path inside the build's output, without slashes at its ends. @throws ProjectError for one that leads out */
export function outputPath(option: string, path: string): string {
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  if (parts.includes(".."))
    throw wrongOption(option, `"${path}" leads out of the build's output`, "Give a path inside it.");
  return parts.join("/");
}
