// Leaving out unused modules changes nothing: random projects run the same on MicroPython with the reachable modules only and with
// all.

import fc from "fast-check";
import { expect, test } from "vitest";
import { FlashBuild } from "../../src/engine/flash-build.ts";
import { NO_IMPORTS } from "../../src/engine/imported-python.ts";
import { resolveOptions } from "../../src/options/resolve-options.ts";
import { makeProject } from "../plugin/support/project.ts";
import { allModules, importCase, lazyImportCase, sourceOf, startIn } from "../support/import-cases.ts";
import type { ImportCase } from "../support/import-cases.ts";
import { runOnDevice } from "../support/micropython.ts";
import type { DeviceFile } from "../support/micropython.ts";

const CASES = 30;

/** Lays the project out: what is below /lib in a library's folder, if the case says so. */
function write(one: ImportCase): string {
  const entries = Object.entries(allModules(one)).map(([path, statements]) => {
    const folder = one.splits && path.startsWith("lib/") ? "libraries/" : "firmware/";
    return [folder + path, sourceOf(path, statements)] as const;
  });
  return makeProject({ "libraries/lib/.keep": "", ...Object.fromEntries(entries) }).root;
}

function flashOf(root: string, treeshake: boolean, folder: string): DeviceFile[] {
  const options = {
    entries: "firmware/entry.py",
    libraries: "libraries/lib",
    unresolved: "ignore",
    cache: false,
  } as const;
  const target = { port: "webassembly" };
  const build = new FlashBuild(resolveOptions({ ...options, target, treeshake }, { root, mode: "production" }));
  const { files, problems } = build.snapshot(NO_IMPORTS);
  expect(problems).toEqual([]);
  return files.map(({ path, bytes }) => ({ path: `${folder}${path}`, bytes }));
}

test.each([
  ["statements", importCase],
  ["lazy packages", lazyImportCase],
])("what is reachable runs as the whole does: %s", { timeout: 120_000 }, async (_, anyCase) => {
  let left = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(anyCase, { minLength: CASES, maxLength: CASES }), async (cases) => {
      const roots = cases.map(write);
      const shaken = roots.map((root, index) => flashOf(root, true, `/shaken${index}`));
      const whole = roots.map((root, index) => flashOf(root, false, `/whole${index}`));
      left += whole.flat().length - shaken.flat().length;
      const steps = cases.flatMap((_, index) => [startIn(`/shaken${index}`), startIn(`/whole${index}`)]);
      const results = await runOnDevice([...shaken.flat(), ...whole.flat()], steps);
      cases.forEach((one, index) => {
        const about = JSON.stringify(one, null, 1);
        expect(results[2 * index], about).toEqual(results[2 * index + 1]);
        expect(results[2 * index]!.error, about).toBeNull();
      });
    }),
    // As it is: to shrink many cases would start a device each time.
    { numRuns: 4, endOnFailure: true },
  );
  expect(left).toBeGreaterThan(0);
});
