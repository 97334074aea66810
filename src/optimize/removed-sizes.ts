// How large what was taken out was: its bytes in the modules as they were compiled.

import { attributeSizes } from "../mpy/inspect/sizes.ts";
import type { OptimizedProgram } from "./optimize-program.ts";
import type { Removal } from "./report.ts";

/** What was taken out, with its bytes before: of functions, classes and modules with all that is in them. The largest first. */
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

/** Bytes by qualified name, with those of the functions inside. */
function functionSizes(mpy: Uint8Array): Map<string, number> {
  const { functions } = attributeSizes(mpy);
  const totals = functions.map(({ total }) => total);
  // A function stands behind the one that makes it.
  for (let at = functions.length - 1; at > 0; at--) totals[functions[at]!.parent]! += totals[at]!;
  const sizes = new Map<string, number>();
  functions.forEach(({ qualifiedName }, at) => {
    sizes.set(qualifiedName, (sizes.get(qualifiedName) ?? 0) + totals[at]!);
  });
  return sizes;
}
