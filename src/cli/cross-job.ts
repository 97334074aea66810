// The one job of a call as the reference knows it, and what tells such a call from one with several inputs. Kept apart from
// the search for files, so that the usual call loads nothing for it.

import { statSync } from "node:fs";
import type { CrossJob } from "./cross-compile.ts";
import type { CrossRequest } from "./cross-options.ts";

/** Whether the request goes beyond the reference's one file. */
export function isMany(request: CrossRequest): boolean {
  return request.inputs.length > 1 || isFolder(request.inputs[0]!);
}

/** The one job of a request as the reference knows it. */
export function singleJob(request: CrossRequest): CrossJob {
  const input = request.inputs[0]!;
  const output = request.output ?? (input === "-" ? "-" : mpyName(input));
  return {
    input,
    output,
    sourceName: request.sourceName ?? (input === "-" ? "<stdin>" : input),
    listing: request.listing,
  };
}

/** Whether an input is a folder; what cannot be looked at is none, and opening it says why. */
export function isFolder(path: string): boolean {
  if (path === "-") return false;
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch {
    return false;
  }
}

/** Name of a result: the reference takes off two characters, whatever they are. */
export function mpyName(path: string): string {
  return `${path.slice(0, -2)}mpy`;
}
