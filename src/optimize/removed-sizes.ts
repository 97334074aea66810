// The sizes of removed names, in the modules as compiled without the optimiser.

import { attributeSizes } from "../mpy/inspect/sizes.ts";
import type { OptimizedProgram } from "./optimize-program.ts";
import type { Removal } from "./report.ts";

/** Removed names with their sizes, largest first. The size of a function, class or module includes everything in it. */
export function removedSizes({ report, before }: OptimizedProgram): { removal: Removal; bytes: number | undefined }[] {
  const files = new Map([...before].map(([{ path }, mpy]) => [path, mpy]));
  const functions = new Map<string, ReadonlyMap<string, number>>();
  const bytesOf = ({ path, kind, name }: Removal): number | undefined => {
    const mpy = files.get(path);
    if (mpy === undefined || kind === "module") return mpy?.length;
    let sizes = functions.get(path);
    if (sizes === undefined) functions.set(path, (sizes = functionSizes(mpy)));
    return sizes.get(name);
  };
  return report.removed
    .map((removal) => ({ removal, bytes: bytesOf(removal) }))
    .sort((a, b) => (b.bytes ?? 0) - (a.bytes ?? 0));
}

/** Sizes by qualified name, including inner functions. */
function functionSizes(mpy: Uint8Array): Map<string, number> {
  const { functions } = attributeSizes(mpy);
  const totals = functions.map(({ total }) => total);
  // A function is listed after the one that creates it.
  for (let at = functions.length - 1; at > 0; at--) totals[functions[at]!.parent]! += totals[at]!;
  const sizes = new Map<string, number>();
  functions.forEach(({ qualifiedName }, at) => {
    sizes.set(qualifiedName, (sizes.get(qualifiedName) ?? 0) + totals[at]!);
  });
  return sizes;
}
