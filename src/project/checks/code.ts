// The check `code`: the compiler's hints about the project's own modules. Hints about libraries are left out, because
// they concern the library's author.

import type { CheckedModule, Finding } from "./finding.ts";

/**
 * Finds code that is certain to fail at run time. `isOwn` says whether a source tree, by its name, is the project's.
 */
export function checkCode(modules: readonly CheckedModule[], isOwn: (tree: string) => boolean): Finding[] {
  return modules
    .filter(({ tree }) => isOwn(tree))
    .flatMap(({ path, source: file, hints }) =>
      hints
        .filter(({ kind }) => kind !== "import" || !SHARE_NAMES.has(path))
        .map(({ line, column, what, remedy }): Finding => ({
          kind: "code",
          file,
          place: { line, column },
          what,
          remedy,
        })),
    );
}

/** main runs in the namespace of boot, so it has the names that boot imports. */
const SHARE_NAMES: ReadonlySet<string> = new Set(["/main.py", "/main.mpy"]);
