// The messages about a manifest.py: what its functions refuse, in the words of MicroPython's tools/manifestfile.py
// where it refuses the same, and what is not read here. The texts of Python's own exceptions are at the operations
// that raise them.

import { Fault } from "./values.ts";

/** A refusal that is no exception of Python. */
function refusal(message: string, hint?: string): Fault {
  return new Fault("", message, hint);
}

// What is not read.

/** `what` is a construct in words: "a class". */
export function notUnderstood(what: string): Fault {
  return refusal(
    `${what} is not understood in a manifest.py`,
    "A manifest is read without running Python: calls of the manifest functions, assignments, if, for, functions, text and " +
      "lists are understood. Write it with these, or set a variable with --var NAME=VALUE and use $(NAME).",
  );
}

export function formatNotUnderstood(format: string): Fault {
  return new Fault("ValueError", `the format '${format}' is not understood in a manifest.py`);
}

export const NO_MANIFEST = "there is no such manifest";
export const DEEP_MANIFEST = "this manifest is nested too deeply";

export const tooManyIncludes = (): Fault => refusal("manifests include each other too deeply");
export const endlessManifest = (): Fault => new Fault("RuntimeError", "this manifest does not come to an end");

/** `what` is a value in words: "this list". */
export function tooLarge(what: string): Fault {
  return new Fault("MemoryError", `${what} is too large for a manifest.py`);
}

export function tooManyFiles(most: number, folder: string): Fault {
  return refusal(
    `this manifest looks through more than ${most} files, at last in ${folder}`,
    "Give os.walk(), freeze() or package() the folder of the modules, not one that holds a whole disk.",
  );
}

export const endlessFolder = (folder: string): Fault =>
  refusal(`${folder} has folders without end: a link in it leads back`);

/** The hint of an included manifest. `place` is the place of the include(). */
export const includedFrom = (place: string): string => `Included from ${place}.`;

// The manifest functions.

export const metadataTwice = (): Fault => refusal("Duplicate call to metadata().");
export const metadataNotFirst = (): Fault => refusal("metadata() must be the first command in a manifest file.");

export const notInLibrary = (name: string, library: string, folder: string): Fault =>
  refusal(`Package '${name}' not found in external library '${library}' (${folder}).`);
export const notInLibraries = (name: string, hint: string): Fault =>
  refusal(`Package '${name}' not found in any known library.`, hint);

/** `folder` is the first folder of libraries; undefined if none is known. */
export function libraryNotThere(folder: string | undefined): string {
  const lacking = folder === undefined ? "No library is known" : `There is no ${folder}`;
  return `${lacking}: set the variable MPY_LIB_DIR to a copy of micropython-lib, or call add_library().`;
}

/** `near` are names that are spelled alike. */
export function searchedFolders(near: readonly string[], folders: readonly string[]): string {
  const suggestion = near.length === 0 ? "" : `There is ${near.join(", ")}. `;
  return `${suggestion}Looked for a folder of that name with a manifest.py in ${folders.join(", ")}.`;
}

export const unknownLibrary = (library: string, name: string): Fault =>
  refusal(`Unknown library '${library}' for require('${name}').`, `Call add_library("${library}", …) first.`);

export const noPythonModule = (): Fault => refusal("module must be .py file");
export const noPythonFile = (): Fault => refusal("Expected .py file");
export const cannotStat = (file: string): Fault => refusal(`Cannot stat ${file}`);
export const notShipped = (file: string): Fault => refusal(`${file} is neither a .py nor an .mpy file`);

export const folderAsFile = (file: string): Fault =>
  refusal(
    `${file} is a folder`,
    "freeze(path, folder) finds a folder only if there is no $(…) in the path; else give the folder's files, or call package().",
  );

/** `extensions` are those that the function takes. */
export const noFilesIn = (place: string, extensions: readonly string[], folder: string): string =>
  `${place}: no ${extensions.join(" or ")} file in ${folder}`;

/** The hint of a missing file whose path has a variable without a value. */
export const variableWithoutValue = (name: string): string =>
  `The variable ${name} has no value: give it one (mpy: --var ${name}=…, in a project: variables: { ${name}: … }).`;

export const unresolvedVariable = (variable: string): Fault =>
  refusal(`Unresolved variable in c_module() path: ${variable}`);
export const noCModule = (path: string): Fault => refusal(`C module path does not exist: ${path}`);
export const cModuleIsFile = (path: string): Fault => refusal(`C module path must be a directory: ${path}`);
export const cModuleWithoutMakefile = (path: string): Fault =>
  refusal(`C module directory must contain micropython.mk or micropython.cmake: ${path}`);

export const namesAreNoList = (): Fault => new Fault("TypeError", "files must be a list of names, not one name");
/** `opt` is its text in Python. */
export const wrongOpt = (opt: string): Fault => new Fault("ValueError", `opt is 0, 1, 2 or 3, not ${opt}`);
