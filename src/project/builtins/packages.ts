// Which packages of micropython-lib bring a module.

import { LIBRARY_PACKAGES } from "./micropython-lib.ts";

/**
 * Packages with module `name` ("umqtt.simple"), sorted. Where none has it, those with a module of its first part, because a package
 * brings what others need of it.
 */
export function libraryPackages(name: string): string[] {
  const having = (test: (module: string) => boolean): string[] =>
    Object.entries(LIBRARY_PACKAGES).flatMap(([id, modules]) => (modules.split(" ").some(test) ? [id] : []));
  const exact = having((module) => module === name);
  if (exact.length > 0) return exact;
  const [top] = name.split(".", 1);
  return having((module) => module === top || module.startsWith(`${top}.`));
}
