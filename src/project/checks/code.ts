// What the compiler finds in code that it compiles: findings of the project's own modules. What comes with a library is its author's.

import type { CheckedModule, Finding } from "./finding.ts";

/** Finds what is certain to go wrong when a module runs. `isOwn` says whether a source tree, by its name, is the project's. */
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

/** main runs in the namespace of boot: what boot imports it has. */
const SHARE_NAMES: ReadonlySet<string> = new Set(["/main.py", "/main.mpy"]);
