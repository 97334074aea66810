// The job of a call with one input, as in the reference, and the test for several inputs. The search for files is
// elsewhere, so that the usual call does not load it.

import { statSync } from "node:fs";
import type { CrossJob } from "./cross-compile.ts";
import type { CrossRequest } from "./cross-options.ts";

/** Whether a request has several inputs, which the reference does not support. */
export function isMany(request: CrossRequest): boolean {
  return request.inputs.length > 1 || isFolder(request.inputs[0]!);
}

/** The job of a request with one input. */
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

/** Whether an input is a folder; false if it cannot be read, because opening it reports the error. */
export function isFolder(path: string): boolean {
  if (path === "-") return false;
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch {
    return false;
  }
}

/** The name of an output: the reference replaces the last two characters, whatever they are. */
export function mpyName(path: string): string {
  return `${path.slice(0, -2)}mpy`;
}
