// The CircuitPython version of a bundle, from its folder's name, such as
// "adafruit-circuitpython-bundle-10.x-mpy-20260101".

import { ProjectError } from "../../project/problem.ts";
import { absolutePath } from "../files.ts";
import type { LibraryContext } from "./library.ts";
import { bundleOfOtherVersion } from "../messages.ts";

const MPY_BUNDLE = /(?:^|[-/])(\d+)\.x-mpy(?=$|[-/])/;

/** Refuses a bundle of compiled files for another major version. @throws ProjectError */
export function checkBundle(path: string, { root, circuitPython }: LibraryContext): void {
  const found = MPY_BUNDLE.exec(path)?.[1];
  if (found === undefined || circuitPython === undefined || Number(found) === circuitPython) return;
  throw new ProjectError({
    ...bundleOfOtherVersion(path, found, circuitPython),
    file: absolutePath(root, path),
  });
}
