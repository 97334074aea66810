// The reasons in the optimiser's report: why code is removed or kept, why a module is left alone, and why it is not
// merged into another file. `mpy explain` and the report page print them after the name of what they are about.

// Removed.

export const UNUSED_NAME = "no live code uses its name, and no string contains it";
export const NOT_IMPORTED = "no live code imports it";
export const EMPTY_PACKAGE = "an empty package needs no file";

// Kept modules.

export const SHIPS_IN_ANY_CASE = "it ships even if nothing imports it";
export const IMPORTED_BY_STRING = "the program imports modules by computed names, and a string contains its name";

export const importHasEffects = (path: string, line: number): string =>
  `it has side effects when ${path}:${line} imports it`;
export const mergedInto = (host: string): string => `it is merged into ${host}, the only file that imports it`;

// Kept code.

export const MODULE_SHIPS_UNCHANGED = "its module ships unchanged";
export const SIDE_EFFECTS = "it has side effects";
export const BODY_HAS_EFFECTS = "its body has side effects";
export const DEFAULT_HAS_EFFECTS = "a default value has side effects";
export const COMPUTED_BASES = "its bases are computed";
export const STAR_IMPORT = "it imports all names of a module";
export const CONDITION = "it decides which code runs";
export const BINDS_NAMES = "it defines names";
export const IMPORTS_MODULE_WITH_EFFECTS = "it imports a module that is unknown or has side effects";
export const MODULE_HAS_EFFECTS = "its module has side effects on import";
export const UNKNOWN_MODULE = "its module is unknown";
export const USED_FROM_OUTSIDE = "code outside of the program uses its name";
export const SPECIAL_NAME = "Python uses this name itself";
export const NEEDED_AS_CONSTANT = "the compiler needs it as a constant";
export const SET_BY_FUNCTION = "a function assigns to it";
export const MAY_BE_BUILT = "the program may build its name from strings";
export const IMPORT_IN_CLASS = "it is an import in a class";
export const CALLED_BY_FIRMWARE = "the firmware may call it by this name";
export const BASE_OUTSIDE = "a base of its class is outside of the program and may call it";

export const usedByDecorator = (decorator: string): string => `its decorator @${decorator} may use it`;

/** The code that uses a name: "main in app.py:3", a part of other reasons. */
export const codeAt = (name: string, path: string, line: number): string => `${name} in ${path}:${line}`;

/** Uses of a name by code, from {@link codeAt}. */
export const uses = {
  global: (code: string): string => `${code} uses it`,
  member: (code: string, path: string): string => `${code} uses ${path}`,
  attribute: (code: string, name: string): string => `${code} uses .${name}`,
  stored: (code: string, name: string): string => `${code} sets .${name}`,
  string: (code: string, name: string): string => `${code} has a string that contains ${name}`,
  imported: (code: string): string => `${code} imports it`,
  importedPart: (code: string, name: string): string => `${code} imports .${name}`,
} as const;

// Left alone.

export const WHOLE_MODULE = "the whole module";
export const CONSTANTS_AND_DEAD_CODE = "constants and dead code";
export const ARGUMENT_NAMES = "names of arguments";

export const leftAlone = (path: string, reason: string): string => `${path} is left alone: ${reason}`;
export const usesFunction = (name: string): string => `it uses ${name}()`;
export const listsNames = (how: string): string => `the program lists names at run time: ${how}`;
export const unpacksArguments = (path: string): string => `a call with ** in ${path}`;
export const COMPUTED_SETATTR = "setattr() with a computed name";

// Not merged into one file.

export const SEVERAL_IMPORTERS = "several files import it";
export const SHIPS_UNCHANGED = "it ships unchanged";
export const MAIN_MODULE = "it can be run as the main module";
export const NAMES_USED_FROM_OUTSIDE = "code outside of the program uses names of it";
export const RELATIVE_IMPORT = "it has a relative import in a function or a block";
export const MAY_BE_IMPORTED_BY_NAME = "it may be imported by a computed name";
export const REPLACES_IMPORT = "the program replaces __import__";
export const READS_METADATA = "the program reads __module__ or __qualname__";
export const READS_MODULES = "the program reads sys.modules";

export const usesModuleName = (name: string): string => `it uses ${name}`;
export const definesModuleName = (name: string): string => `it defines ${name}`;
export const packageNotMerged = (reason: string): string => `its package is not merged: ${reason}`;
export const moduleNotMerged = (path: string, reason: string): string => `its module ${path} is not merged: ${reason}`;

// What an importer does with a module that is therefore not merged. The importer's path comes first.

export const UNCHANGED_IMPORTER = "ships unchanged, and imports it";
export const IMPORTS_ALL_NAMES = "imports all names of it";
export const IMPORTS_IN_BLOCK = "imports it in a function or a block";
export const IMPORTS_BY_PACKAGE = "imports it, or another thing of that name in its package";
export const IMPORTS_DOTTED_NAME = "imports it by a dotted name without as";

export const importsUndefined = (name: string): string => `imports ${name} from it, which it does not define`;
export const bindsTwice = (name: string): string => `binds ${name} more than once`;
export const usesAsObject = (name: string): string => `uses ${name} as an object`;
export const usesUndefined = (name: string, attribute: string): string =>
  `uses ${name}.${attribute}, which the module does not define`;
export const reexports = (path: string): string => `exports it to ${path}`;

// Modules that are left alone, because they cannot be decoded or do not fit after a change.

export const JUMP_TO_NO_INSTRUCTION = "a jump leads to no instruction";
export const MISSING_FUNCTION = "an instruction makes a function that is not there";
export const FAR_JUMP = "a jump does not reach its target";
