// Why changed modules are not swapped in the running program, so that the board restarts. Each text follows the module's
// place: "app.py:3: it has side effects on import".

export const REMOVED = "it was removed";
export const RUNS_AT_BOOT = "the board runs it at boot";
export const INVALID_PYTHON = "its source is not valid Python";
export const IMPORT_CYCLE = "it is in an import cycle";
export const SIDE_EFFECTS = "it has side effects on import";
export const CALLS_ON_IMPORT = "it calls something on import";

export const nameRemoved = (name: string): string => `${name} was removed`;
export const otherKind = (name: string): string => `${name} is something else now`;
export const newSubclass = (name: string, base: string): string => `${name} is new and derives from ${base}`;
export const mayBeRunning = (name: string): string => `${name} is a coroutine or generator, which may be running`;
export const innerFunctionChanged = (name: string): string =>
  `a function inside ${name} changed, and running code may keep it`;
export const innerClassChanged = (name: string): string => `a class inside ${name} changed`;

/** `holder` is the code that passes it on. */
export const passedAsValue = (name: string, holder: string): string =>
  `${name} is passed as a value in ${holder}, which would keep the old code`;
export const removedButPassed = (name: string, holder: string): string =>
  `${name} was removed, and is passed as a value in ${holder}`;

export const starImport = (module: string): string => `it imports * from ${module}`;
export const valueFromChanged = (module: string): string =>
  `a value that it computes on import comes from ${module}, which changed`;
export const decoratorRuns = (name: string): string => `the decorator of ${name} runs on import`;
export const basesComputed = (name: string): string => `the bases of ${name} are computed on import`;
export const basesChanged = (name: string): string => `the bases of ${name} changed`;
export const creationMethod = (name: string): string =>
  `${name} gains or loses a method that a class must have when it is created`;
export const importsInBody = (name: string): string => `${name} imports in its body`;

/** A module's own __hot__ function refuses. */
export const hotReturnedFalse = (module: string): string => `__hot__ of ${module} returned False`;
