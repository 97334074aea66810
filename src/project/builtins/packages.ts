// Finds the packages of micropython-lib that contain a module.

import { LIBRARY_PACKAGES } from "./micropython-lib.ts";

/**
 * Packages with module `name` ("umqtt.simple"), sorted. If there are none, packages with a module of the name's first
 * part.
 */
export function libraryPackages(name: string): string[] {
  const having = (test: (module: string) => boolean): string[] =>
    Object.entries(LIBRARY_PACKAGES).flatMap(([id, modules]) => (modules.split(" ").some(test) ? [id] : []));
  const exact = having((module) => module === name);
  if (exact.length > 0) return exact;
  const [top] = name.split(".", 1);
  return having((module) => module === top || module.startsWith(`${top}.`));
}
